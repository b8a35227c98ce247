# SPDX-License-Identifier: Apache-2.0
"""Dressing: a design gets a finish and a pattern of those its category comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mm_robot_sim.objects import textures
from mm_robot_sim.objects.categories import Category
from mm_robot_sim.objects.colours import COLOURS, paint
from mm_robot_sim.objects.design import BOTH, SEEN, TOUCHED, Design, Finish, Part, Rgba, Texture
from mm_robot_sim.objects.meshes import Mesh, brick, lathe

PATTERNS: dict[str, Callable[[np.random.Generator, Rgba, Rgba], Texture]] = {
    "stripes": textures.stripes,
    "band": textures.band,
    "dots": textures.dots,
    "checks": textures.checks,
    "two-tone": textures.two_tone,
    "label": textures.label,
    "cover": textures.cover,
    "letter": textures.letter,
    "wood": textures.wood,
    "weave": textures.weave,
    "skin": textures.skin,
}
_ALWAYS = ("weave", "cover", "skin")  # a thing of this kind never comes without
_PLAIN_SHARE = 0.45
_COMMONEST_SHARE = 0.7  # of the finish named first
_ALPHA = 0.5  # of glass: its colour can be named and what is behind it shows
_DARKER = 0.45
_FOUR_SIDED = ("box", "carton")  # a label on each side
# Second colours with which the first stays the one a person names: white, black or grey beside a strong one.
_NEUTRAL = ("white", "black", "grey")


def dressed(design: Design, category: Category, rng: np.random.Generator) -> Design:
    """The same thing with a finish and a pattern drawn from those of its category."""
    finish = _finish(category, design.colour, rng)
    pattern = _pattern(category, rng)
    return patterned(finished(design, finish), pattern, rng)


def finished(design: Design, finish: Finish) -> Design:
    """The same thing with this finish; glass lets light through, dark surfaces swallow it."""
    r, g, b, _ = design.rgba
    if finish == "transparent":
        return replace(design, finish=finish, rgba=(r, g, b, _ALPHA))
    if finish == "dark":
        darker = (r * _DARKER, g * _DARKER, b * _DARKER, 1.0) if max(r, g, b) < 0.2 else design.rgba
        return replace(design, finish=finish if max(r, g, b) < 0.2 else "matte", rgba=darker)
    return replace(design, finish=finish)


def patterned(design: Design, pattern: str, rng: np.random.Generator) -> Design:
    """The same thing with a printed pattern; glass takes no other print than a label."""
    if pattern == "plain" or (design.finish == "transparent" and pattern != "label"):
        return design
    second = _second(design.colour, rng)
    rgba = paint(second, rng) if pattern != "skin" else (0.3, 0.2, 0.08, 1.0)
    if pattern == "label":
        picture = textures.label(rng, design.rgba, rgba, repeat=4 if design.noun in _FOUR_SIDED else 2)
    else:
        picture = PATTERNS[pattern](rng, design.rgba, rgba)
    parts = _with_coordinates(design.parts)
    if pattern in ("label", "band", "letter", "two-tone") and design.noun == "box":
        parts = tuple(
            p for p in parts if not (p.kind == "box" and p.role == SEEN)
        )  # the plain box's own label
    colours = (design.colour, second) if pattern not in ("wood", "weave", "skin") else (design.colour,)
    return replace(design, parts=parts, texture=picture, pattern=pattern, colours=colours)


def _finish(category: Category, colour: str, rng: np.random.Generator) -> Finish:
    if category.kind == "cutlery" and "shiny" in category.finishes:  # grey spoons are steel, others plastic
        return "shiny" if colour == "grey" else "matte"
    if len(category.finishes) == 1 or rng.random() < _COMMONEST_SHARE:
        return category.finishes[0]
    return category.finishes[1 + int(rng.integers(len(category.finishes) - 1))]


def _pattern(category: Category, rng: np.random.Generator) -> str:
    patterns = [name for name in category.patterns if name != "plain"]
    if not patterns:
        return "plain"
    if not any(name in _ALWAYS for name in patterns) and rng.random() < _PLAIN_SHARE:
        return "plain"
    return patterns[int(rng.integers(len(patterns)))]


def _second(colour: str, rng: np.random.Generator) -> str:
    """Mostly a neutral one; beside a neutral main colour any other, as on printed white cups."""
    if colour in _NEUTRAL or rng.random() < 0.25:
        others = [name for name in COLOURS if name != colour]
        return others[int(rng.integers(len(others)))]
    others = [name for name in _NEUTRAL if name != colour]
    return others[int(rng.integers(len(others)))]


def _with_coordinates(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Primitives in the thing's own colour become touched only; meshes of their shape are seen instead."""
    kept, added = [], []
    for part in parts:
        mesh = (
            _surface(part) if part.role in (BOTH, SEEN) and part.rgba is None and part.mesh is None else None
        )
        if mesh is None:
            kept.append(part)
            continue
        if part.role == BOTH:
            kept.append(replace(part, role=TOUCHED))
        added.append(Part("mesh", role=SEEN, mesh=mesh))
    return (*kept, *added)


def _surface(part: Part) -> Mesh | None:
    """A mesh of the primitive's shape with texture coordinates; None for kinds that are left alone."""
    size = part.size_m
    if part.kind == "box":
        mesh = brick(2 * size[0], 2 * size[1], 2 * size[2]).moved((0, 0, -size[2]))
    elif part.kind == "cylinder":
        r, h = size
        mesh = lathe([(0, -h), (r * 0.97, -h), (r, -h + 0.001), (r, h - 0.001), (r * 0.97, h), (0, h)])
    elif part.kind == "sphere":
        angle = np.linspace(0, np.pi, 17)
        mesh = lathe(np.column_stack((size[0] * np.sin(angle), -size[0] * np.cos(angle))), 28)
    else:
        return None
    return mesh.moved(part.position_m, part.matrix)
