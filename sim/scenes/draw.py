# SPDX-License-Identifier: Apache-2.0
"""Draws a whole scene from its seed: kind, room, furniture, things, and how they lie about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from mm_robot.config import SimConfig
from mm_robot.errors import InputError
from mm_robot_sim.objects.recipes import design
from mm_robot_sim.scenes import layout
from mm_robot_sim.scenes.arranging import Arranger
from mm_robot_sim.scenes.look import draw_camera, draw_look, plain_look
from mm_robot_sim.scenes.placement import draw_furniture
from mm_robot_sim.scenes.places import upright
from mm_robot_sim.scenes.settling import settle
from mm_robot_sim.scenes.spec import KINDS, CameraShift, Furniture, Kind, Look, SceneSpec, Standing
from mm_robot_sim.scenes.stock import draw_stock
from mm_robot_sim.splits import split_of

MOST_THINGS = 25
TRIES = 8
BOLDER = 0.75  # times as many piles at each new try
ENOUGH = 0.8  # of the things that were drawn; a count that was asked for is met exactly
# How often each kind is drawn when none is asked for, and how many things it holds.
_WEIGHTS: dict[Kind, float] = {
    "table": 0.4, "shelf": 0.12, "drawers": 0.12, "cupboard": 0.12, "basket": 0.08, "tray": 0.08, "bin": 0.08
}  # fmt: skip
_COUNTS: dict[Kind, tuple[int, int]] = {
    "table": (1, 25), "shelf": (4, 11), "drawers": (3, 9), "cupboard": (4, 9), "basket": (4, 10),
    "tray": (4, 10), "bin": (3, 9),
}  # fmt: skip
# Streams of a seed; 0 to 9 belong to World, robot and person.
_KIND, _LOOK, _CAMERA, _FURNITURE, _THINGS = 20, 21, 22, 23, 24


def draw(seed: int, kind: Kind | None = None, count: int | None = None, person: bool = True) -> SceneSpec:
    """The scene of a seed, everything in it at rest.

    Args:
        seed: any non-negative integer; it also says which categories and colours may occur (splits.py).
        kind: one of KINDS; None draws any but "simple".
        count: number of things, 1 to 25; None draws it.
        person: whether somebody stands at the robot's left.

    Raises:
        InputError: unknown kind, a count out of range, or so many things that no arrangement was found.
    """
    if seed < 0:
        raise InputError(f"seed is {seed}; take a non-negative integer")
    rng = np.random.default_rng((seed, _KIND))
    drawn = str(rng.choice(list(_WEIGHTS), p=list(_WEIGHTS.values())))
    kind = kind or next(k for k in KINDS if k == drawn)
    if kind not in KINDS:
        raise InputError(f"no kind of scene '{kind}'; available: {', '.join(KINDS)}")
    if count is not None and not 1 <= count <= MOST_THINGS:
        raise InputError(f"a scene holds 1 to {MOST_THINGS} things, not {count}")
    if kind == "simple":
        stock = layout.inventory(np.random.default_rng((seed, 1)), count)
        return simple(seed, stock, {}, person, SimConfig().camera_position_m)
    low, high = _COUNTS[kind]
    # Squared: few things are commoner than heaps.
    wanted = count or low + int((high - low + 1) * rng.random() ** 1.6)
    look = draw_look(np.random.default_rng((seed, _LOOK)))
    furniture, raised = draw_furniture(np.random.default_rng((seed, _FURNITURE)), kind, look)
    camera = draw_camera(np.random.default_rng((seed, _CAMERA)))
    things = _things(seed, kind, wanted, count is not None, furniture, raised)
    return SceneSpec(seed, kind, things, furniture, raised, camera, person)


def _things(
    seed: int, kind: Kind, count: int, exact: bool, furniture: tuple[Furniture, ...], look: Look
) -> tuple[Standing, ...]:
    """Arrange, let settle, leave out what fell, until enough stays."""
    best: tuple[Standing, ...] = ()
    spare = -(-count // 6) if exact else 0  # some find no place, and some fall
    for attempt in range(TRIES):
        rng = np.random.default_rng((seed, _THINGS, attempt))
        stock = draw_stock(rng, split_of(seed), kind, count + spare + (attempt if exact else 0))
        designs = [design(noun, colour, rng, varied=True) for noun, colour in stock]
        arranger = Arranger(rng, kind, furniture, look, boldness=BOLDER**attempt)
        things = _at_rest(arranger.arrange(layout.names(stock), designs), count, furniture, look)
        best = max(best, things, key=len)
        if len(best) == count or (not exact and len(best) >= ENOUGH * count):
            return _renamed(best)
    raise InputError(
        f"scene {seed} ({kind}) has room for {len(best)} of {count} things; "
        "ask for fewer, or take another seed"
    )


def _at_rest(
    things: Sequence[Standing], count: int, furniture: tuple[Furniture, ...], look: Look
) -> tuple[Standing, ...]:
    """At most `count` of the things, those that stay where they are put; none if they never come to rest."""
    for _ in range(5):
        settled = settle(things, furniture, look)
        surplus = [] if settled.unruly else _loose(things)[: max(0, len(things) - count)]
        if not settled.unruly and not surplus:
            return settled.things
        things = _without(things, settled.unruly or surplus)
    return ()


def _loose(things: Sequence[Standing]) -> list[str]:
    """Names of what carries nothing, the last first."""
    carrying = {standing.support for standing in things}
    return [standing.name for standing in reversed(things) if standing.name not in carrying]


def _renamed(things: Sequence[Standing]) -> tuple[Standing, ...]:
    """Numbers without gaps: where a red cup was left out, the second one becomes the first."""
    wanted = [(standing.design.noun, standing.design.colour) for standing in things]
    new = {s.name: name for s, name in zip(things, layout.names(wanted), strict=True)}
    return tuple(
        replace(s, name=new[s.name], support=new.get(s.support, s.support) if s.support else None)
        for s in things
    )


def _without(things: Sequence[Standing], names: Sequence[str]) -> list[Standing]:
    """Leave out the named ones and whatever was put on or into them."""
    gone = set(names)
    for standing in things:  # supports come before what they carry
        if standing.support in gone:
            gone.add(standing.name)
    return [standing for standing in things if standing.name not in gone]


def simple(
    seed: int,
    wanted: Sequence[tuple[str, str]],
    positions_m: Mapping[int, tuple[float, float]],
    person: bool,
    eye_m: Sequence[float],
) -> SceneSpec:
    """The given (noun, colour) things apart from one another on a plain table, none hidden from `eye_m`.

    Raises:
        InputError: an unknown noun or colour, or too many things for the table.
    """
    # One stream per subject: another inventory leaves room and person as they were.
    room, shape, places = (np.random.default_rng((seed, i)) for i in (0, 2, 3))
    designs = [design(noun, colour, shape) for noun, colour in wanted]
    fixed = [positions_m.get(i) for i in range(len(designs))]
    poses = layout.arrange(designs, places, fixed, eye_m)
    things = tuple(
        Standing(name, made, (float(x), float(y), 0.0005 + made.extent_m[2] / 2), upright(float(yaw)))
        for name, made, (x, y, yaw) in zip(layout.names(wanted), designs, poses, strict=True)
    )
    return SceneSpec(seed, "simple", things, (), plain_look(room), CameraShift(), person)
