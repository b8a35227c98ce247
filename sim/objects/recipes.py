# SPDX-License-Identifier: Apache-2.0
"""Household objects: each noun is a recipe for parts that are seen, touched, or both."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import FloatArray
from mm_robot_sim.objects.colours import COLOURS, paint
from mm_robot_sim.objects.meshes import Mesh, lathe, loft

Rgba = tuple[float, float, float, float]
Kind = Literal["box", "cylinder", "sphere", "ellipsoid", "capsule", "mesh"]
SEEN, TOUCHED, BOTH = "seen", "touched", "both"
LIFT_M = (
    0.002  # walls of hollow things end above the bottom disc, which alone stands on the table: fewer contacts
)


@dataclass(frozen=True, eq=False)
class Part:
    """One geom. `size_m` as in MuJoCo (half sizes); `matrix` (3, 3) is its orientation."""

    kind: Kind
    size_m: tuple[float, ...] = ()
    position_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    matrix: FloatArray | None = None
    ends_m: tuple[float, ...] | None = None  # a capsule's two end points, six numbers, instead of a position
    role: str = BOTH
    rgba: Rgba | None = None  # None: the object's own colour
    mesh: Mesh | None = None


@dataclass(frozen=True, eq=False)
class Design:
    """An object before it is put anywhere. Its frame: on the support, z up, z = 0 at the bottom."""

    noun: str
    colour: str
    rgba: Rgba
    parts: tuple[Part, ...]
    extent_m: tuple[float, float, float]  # full sides of its box, centred on x = y = 0
    mass_kg: float
    rolling_m: float = 0.0002  # coefficient of rolling friction; round fruit is dimpled and soft
    container: bool = False

    @property
    def footprint_m(self) -> float:
        """Radius of the circle it needs on the table."""
        if self.noun in ("box", "block", "basket", "tray", "banana"):
            return math.hypot(self.extent_m[0], self.extent_m[1]) / 2
        return max(self.extent_m[:2]) / 2


def design(noun: str, colour: str, rng: np.random.Generator) -> Design:
    """Make up an object of this noun and colour.

    Raises:
        InputError: the noun or the colour is not one of NOUNS and COLOURS.
    """
    if noun not in RECIPES:
        raise InputError(f"no object '{noun}' in the simulator; available: {', '.join(RECIPES)}")
    if colour not in COLOURS:
        raise InputError(f"no colour '{colour}'; available: {', '.join(COLOURS)}")
    return replace(RECIPES[noun](rng, paint(colour, rng)), noun=noun, colour=colour)


def _made(parts: Sequence[Part], extent: Sequence[float], mass: float, rgba: Rgba, **more: float) -> Design:
    x, y, z = extent
    return Design("", "", rgba, tuple(parts), (float(x), float(y), float(z)), float(mass), **more)  # type: ignore[arg-type]


def _ring(bottom_r: float, top_r: float, z0: float, z1: float, wall: float, count: int = 12) -> list[Part]:
    """The touched wall of a hollow round thing: flat staves whose outer faces lie on the cone's surface."""
    lean = math.atan2(top_r - bottom_r, z1 - z0)
    half_height = math.hypot(top_r - bottom_r, z1 - z0) / 2
    middle = (bottom_r + top_r) / 2 - wall / 2 * math.cos(lean)
    z = (z0 + z1) / 2 + wall / 2 * math.sin(lean)
    half_width = (bottom_r + top_r) / 2 * math.tan(math.pi / count)
    staves = []
    for angle in np.arange(count) * 2 * math.pi / count:
        c, s = math.cos(angle), math.sin(angle)
        out = np.array([c * math.cos(lean), s * math.cos(lean), -math.sin(lean)])
        along = np.array([c * math.sin(lean), s * math.sin(lean), math.cos(lean)])
        matrix = np.column_stack((out, np.cross(along, out), along))
        staves.append(
            Part(
                "box", (wall / 2, half_width, half_height), (c * middle, s * middle, z), matrix, role=TOUCHED
            )
        )
    return staves


def _vessel(bottom_r: float, top_r: float, height: float, wall: float) -> list[Part]:
    """A hollow round thing open at the top: smooth to see, staves and a disc to touch."""
    inner_bottom, inner_top = bottom_r - wall, top_r - wall
    outline = [
        (0.0, 0.0), (bottom_r * 0.97, 0.0), (bottom_r, 0.003), (top_r, height - 0.001),
        (top_r - wall / 2, height),
        (inner_top, height - 0.001), (inner_bottom, wall + 0.003), (inner_bottom * 0.9, wall), (0.0, wall),
    ]  # fmt: skip
    floor = Part("cylinder", (bottom_r * 0.98, wall / 2), (0.0, 0.0, wall / 2), role=TOUCHED)
    return [
        Part("mesh", role=SEEN, mesh=lathe(outline)),
        floor,
        *_ring(bottom_r, top_r, LIFT_M, height, wall),
    ]


def _cup(rng: np.random.Generator, rgba: Rgba) -> Design:
    top, height = rng.uniform(0.0325, 0.0375), rng.uniform(0.085, 0.11)
    bottom = top * rng.uniform(0.76, 0.9)
    return _made(
        _vessel(bottom, top, height, 0.004), (2 * top, 2 * top, height), rng.uniform(0.1, 0.18), rgba
    )


def _mug(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius, height = rng.uniform(0.034, 0.0365), rng.uniform(0.085, 0.098)
    reach, thick = rng.uniform(0.024, 0.03), 0.005
    angle = np.linspace(-math.pi / 2, math.pi / 2, 9)
    curve = np.column_stack(
        (radius - 0.002 + reach * np.cos(angle), np.zeros(9), height * (0.5 + 0.3 * np.sin(angle)))
    )
    parts = [
        *_vessel(radius, radius, height, 0.004),
        Part("mesh", role=SEEN, mesh=loft(curve, np.full(9, thick))),
    ]
    for a, b in zip(curve[0:-1:2], curve[2::2], strict=True):
        parts.append(Part("capsule", (thick,), ends_m=(*a.tolist(), *b.tolist()), role=TOUCHED))
    return _made(parts, (2 * (radius + reach), 2 * radius, height), rng.uniform(0.2, 0.3), rgba)


def _bottle(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius, height = rng.uniform(0.027, 0.034), rng.uniform(0.18, 0.23)
    neck, shoulder, throat = radius * 0.42, height * 0.62, height * 0.78
    outline = [
        (0.0, 0.0), (radius * 0.93, 0.0), (radius, 0.004), (radius, shoulder),
        (radius * 0.93, shoulder + 0.008),
        (neck * 1.3, throat - 0.006), (neck, throat), (neck, height * 0.9), (0.0, height * 0.9),
    ]  # fmt: skip
    cap = (0.92, 0.92, 0.92, 1.0) if max(rgba[:3]) < 0.85 or min(rgba[:3]) < 0.6 else (0.2, 0.2, 0.22, 1.0)
    parts = [
        Part("mesh", role=SEEN, mesh=lathe(outline)),
        Part("cylinder", (radius, shoulder / 2), (0, 0, shoulder / 2), role=TOUCHED),
        Part("cylinder", (radius * 0.7, 0.02), (0, 0, shoulder + 0.018), role=TOUCHED),
        Part(
            "cylinder",
            (neck, (height * 0.9 - shoulder) / 2),
            (0, 0, (height * 0.9 + shoulder) / 2),
            role=TOUCHED,
        ),
        Part("cylinder", (neck * 1.15, height * 0.05), (0, 0, height * 0.95), rgba=cap),
    ]
    return _made(parts, (2 * radius, 2 * radius, height), rng.uniform(0.25, 0.4), rgba)


def _can(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius, height = rng.uniform(0.028, 0.033), rng.uniform(0.085, 0.12)
    metal = (0.72, 0.73, 0.75, 1.0)
    parts = [
        Part("cylinder", (radius, height / 2), (0, 0, height / 2)),
        Part("cylinder", (radius * 0.93, 0.002), (0, 0, height - 0.001), role=SEEN, rgba=metal),
        Part("cylinder", (radius * 1.005, 0.002), (0, 0, 0.003), role=SEEN, rgba=metal),
    ]
    return _made(parts, (2 * radius, 2 * radius, height + 0.001), rng.uniform(0.15, 0.35), rgba)


def _bowl(rng: np.random.Generator, rgba: Rgba) -> Design:
    top, height, wall = rng.uniform(0.06, 0.078), rng.uniform(0.048, 0.06), 0.005
    foot = top * 0.5
    angle = np.linspace(0.25, 1.0, 7) * math.pi / 2
    outside = [(top * math.sin(a) ** 0.9, height * (1 - math.cos(a) * 1.08)) for a in angle]
    outside = [(foot, 0.0), *[(r, max(z, 0.0)) for r, z in outside if r > foot]]
    inside = [(r - wall, z + wall * 0.6) for r, z in reversed(outside[:-1])]
    outline = [(0.0, 0.0), *outside, (outside[-1][0] - wall, outside[-1][1]), *inside, (0.0, wall * 0.6)]
    rim, tall = outside[-1]
    parts = [
        Part("mesh", role=SEEN, mesh=lathe(outline)),
        Part("cylinder", (foot, wall / 2), (0, 0, wall / 2), role=TOUCHED),
        *_ring(foot, rim * 0.9, LIFT_M, tall * 0.55, wall),
        *_ring(rim * 0.9, rim, tall * 0.55, tall, wall),
    ]
    return _made(parts, (2 * rim, 2 * rim, tall), rng.uniform(0.15, 0.3), rgba, container=True)


def _plate(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius, height, wall = rng.uniform(0.08, 0.1), rng.uniform(0.018, 0.024), 0.005
    foot, well = radius * 0.6, radius * 0.72
    outline = [
        (0.0, 0.0), (foot, 0.0), (well, height - 0.007), (radius, height - 0.004), (radius, height),
        (well, height - 0.003), (foot, wall + 0.001), (foot * 0.95, wall), (0.0, wall),
    ]  # fmt: skip
    parts = [
        Part("mesh", role=SEEN, mesh=lathe(outline)),
        Part("cylinder", (foot, wall / 2), (0, 0, wall / 2), role=TOUCHED),
        *_ring(foot, well, LIFT_M, height - 0.004, wall),
        *_ring(well, radius, height - 0.004, height, wall),
    ]
    return _made(parts, (2 * radius, 2 * radius, height), rng.uniform(0.25, 0.4), rgba, container=True)


def _box(rng: np.random.Generator, rgba: Rgba) -> Design:
    x, y, z = rng.uniform(0.08, 0.13), rng.uniform(0.04, 0.065), rng.uniform(0.06, 0.16)
    label: Rgba = (0.9, 0.9, 0.86, 1.0) if sum(rgba[:3]) < 2.2 else (0.3, 0.3, 0.35, 1.0)
    parts = [
        Part("box", (x / 2, y / 2, z / 2), (0, 0, z / 2)),
        Part("box", (x * 0.25, y / 2 + 0.0006, z * 0.12), (0, 0, z * 0.7), role=SEEN, rgba=label),
    ]
    return _made(parts, (x, y, z), rng.uniform(0.1, 0.35), rgba)


def _block(rng: np.random.Generator, rgba: Rgba) -> Design:
    side = rng.uniform(0.04, 0.05)
    return _made([Part("box", (side / 2,) * 3, (0, 0, side / 2))], (side,) * 3, 700 * side**3, rgba)


def _ball(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius = rng.uniform(0.0275, 0.034)
    parts = [Part("sphere", (radius,), (0, 0, radius))]
    return _made(parts, (2 * radius,) * 3, rng.uniform(0.05, 0.12), rgba, rolling_m=0.002)


def _apple(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius = rng.uniform(0.031, 0.035)
    angle = np.linspace(0.0, math.pi, 15)
    r = radius * np.sin(angle) ** 0.8
    dimple = 0.22 * radius * np.exp(-((r / (0.35 * radius)) ** 2))
    z = radius - radius * np.cos(angle) * 0.96 + dimple * np.where(angle < math.pi / 2, 0.7, -1.0)
    stem = (0.3, 0.2, 0.1, 1.0)
    parts = [
        Part("sphere", (radius,), (0, 0, radius), role=TOUCHED),
        Part("mesh", role=SEEN, mesh=lathe(np.column_stack((r, z)))),
        Part("capsule", (0.0015,), ends_m=(0, 0, 1.7 * radius, 0.003, 0, 2.0 * radius), role=SEEN, rgba=stem),
    ]
    return _made(parts, (2 * radius,) * 3, rng.uniform(0.12, 0.2), rgba, rolling_m=0.003)


def _orange(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius = rng.uniform(0.031, 0.035)
    navel = (0.25, 0.35, 0.1, 1.0)
    parts = [
        Part("sphere", (radius,), (0, 0, radius)),
        Part("sphere", (0.004,), (0, 0, 2 * radius - 0.003), role=SEEN, rgba=navel),
    ]
    return _made(parts, (2 * radius,) * 3, rng.uniform(0.12, 0.2), rgba, rolling_m=0.003)


def _lemon(rng: np.random.Generator, rgba: Rgba) -> Design:
    radius, half = rng.uniform(0.0255, 0.029), rng.uniform(0.036, 0.042)
    t = np.linspace(-1.0, 1.0, 17)
    r = radius * np.sqrt(np.clip(1 - (t / 0.9) ** 2, 0.0, 1.0)) + 0.16 * radius * (1 - t**8) * (
        np.abs(t) > 0.55
    )
    mesh = lathe(np.column_stack((r, t * half)))
    lying = np.column_stack((mesh.vertices_m[:, 2], mesh.vertices_m[:, 1], radius - mesh.vertices_m[:, 0]))
    parts = [
        Part("ellipsoid", (half * 0.95, radius, radius), (0, 0, radius), role=TOUCHED),
        Part("mesh", role=SEEN, mesh=Mesh(lying, mesh.faces)),
    ]
    return _made(parts, (2 * half, 2 * radius, 2 * radius), rng.uniform(0.08, 0.13), rgba, rolling_m=0.003)


def _banana(rng: np.random.Generator, rgba: Rgba) -> Design:
    thick, bend, sweep = rng.uniform(0.0165, 0.0185), rng.uniform(0.085, 0.105), rng.uniform(1.6, 1.9)
    angle = np.linspace(-sweep / 2, sweep / 2, 13)
    curve = np.column_stack((bend * np.sin(angle), bend * np.cos(angle), np.full(13, thick)))
    curve[:, 1] -= (curve[:, 1].max() + curve[:, 1].min()) / 2
    t = np.linspace(-1.0, 1.0, 13)
    radii = thick * np.clip(1.05 - np.abs(t) ** 3.5 * 0.8, 0.0, 1.0)
    tip = (0.25, 0.2, 0.1, 1.0)
    parts = [Part("mesh", role=SEEN, mesh=loft(curve, radii))]
    for i, j in ((1, 4), (4, 6), (6, 8), (8, 11)):
        size = float(min(radii[i], radii[j]) * 0.5 + max(radii[i], radii[j]) * 0.5)
        parts.append(Part("capsule", (size,), ends_m=(*curve[i].tolist(), *curve[j].tolist()), role=TOUCHED))
    for end in (0, 12):
        x, y, z = curve[end].tolist()
        parts.append(Part("sphere", (float(radii[0]) * 1.02,), (x, y, z), role=SEEN, rgba=tip))
    width = float(np.ptp(curve[:, 1])) + 2 * thick
    return _made(parts, (float(np.ptp(curve[:, 0])) + 0.01, width, 2 * thick), rng.uniform(0.1, 0.15), rgba)


def _crate(x: float, y: float, z: float, wall: float) -> list[Part]:
    """A flat floor and four walls."""
    h = wall / 2
    return [
        Part("box", (x / 2, y / 2, h), (0, 0, h)),
        Part("box", (x / 2, h, z / 2), (0, y / 2 - h, z / 2)),
        Part("box", (x / 2, h, z / 2), (0, h - y / 2, z / 2)),
        Part("box", (h, y / 2 - wall, z / 2), (x / 2 - h, 0, z / 2)),
        Part("box", (h, y / 2 - wall, z / 2), (h - x / 2, 0, z / 2)),
    ]


def _basket(rng: np.random.Generator, rgba: Rgba) -> Design:
    x, y, z = rng.uniform(0.2, 0.23), rng.uniform(0.16, 0.18), rng.uniform(0.07, 0.085)
    return _made(_crate(x, y, z, 0.007), (x, y, z), 0.6, rgba, container=True)


def _tray(rng: np.random.Generator, rgba: Rgba) -> Design:
    x, y, z = rng.uniform(0.22, 0.26), rng.uniform(0.17, 0.19), rng.uniform(0.02, 0.025)
    return _made(_crate(x, y, z, 0.006), (x, y, z), 0.6, rgba, container=True)


RECIPES: dict[str, Callable[[np.random.Generator, Rgba], Design]] = {
    "cup": _cup, "mug": _mug, "bottle": _bottle, "can": _can, "bowl": _bowl, "plate": _plate, "box": _box,
    "block": _block, "ball": _ball, "apple": _apple, "banana": _banana, "lemon": _lemon, "orange": _orange,
    "basket": _basket, "tray": _tray,
}  # fmt: skip
NOUNS = tuple(RECIPES)
NATURAL_COLOURS = {  # fruit comes in these; everything else in any colour
    "apple": ("red", "green", "yellow"), "banana": ("yellow",), "lemon": ("yellow",), "orange": ("orange",),
    "basket": ("brown", "grey", "white"), "tray": ("brown", "grey", "black"),
}  # fmt: skip
