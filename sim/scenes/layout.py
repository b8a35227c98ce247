# SPDX-License-Identifier: Apache-2.0
"""What stands on the table, and where: an inventory and poses without overlap, from a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import FloatArray
from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.objects.recipes import NATURAL_COLOURS, Design
from mm_robot_sim.scenes.footprints import of_design
from mm_robot_sim.scenes.look import TABLE_MAX_M
from mm_robot_sim.scenes.places import table_place

REGION_MIN_M, REGION_MAX_M = (0.35, -0.35), (0.70, 0.30)  # x, y: where the arm grasps comfortably
GAP_M = 0.035  # between the circles two things need: room for a finger (2 cm) and perception's error
_COMMON = ("cup", "mug", "bottle", "can", "box", "block", "ball", "apple", "banana", "lemon", "orange")
_WIDE = ("bowl", "plate")
NOT_GRASPED = ("bowl", "plate", "basket", "tray")  # wider than the gripper opens


def inventory(rng: np.random.Generator, exactly: int | None = None) -> list[tuple[str, str]]:
    """5 to 8 things, or `exactly` so many; no two alike in noun and colour, at most one basket or tray."""
    wanted: list[tuple[str, str]] = []
    count = int(rng.integers(5, 9))
    if exactly is not None:
        count = exactly
    if rng.random() < 0.3:
        noun = str(rng.choice(["basket", "tray"]))
        wanted.append((noun, _colour(noun, rng)))
        count = min(count, 6)
    else:
        for noun in _WIDE:
            if rng.random() < 0.45:
                wanted.append((noun, _colour(noun, rng)))
    while len(wanted) < count:
        # Half the time another of a kind that is there already: telling things apart is the task.
        again = [noun for noun, _ in wanted if noun in _COMMON]
        noun = str(rng.choice(again if again and rng.random() < 0.35 else _COMMON))
        thing = (noun, _colour(noun, rng))
        if thing not in wanted:
            wanted.append(thing)
    return wanted if exactly is None else wanted[:exactly]


def names(wanted: Sequence[tuple[str, str]]) -> list[str]:
    """A name for each: "red_cup", and "red_cup_2" for the next one like it."""
    seen: dict[str, int] = {}
    result = []
    for noun, colour in wanted:
        base = f"{colour}_{noun}"
        seen[base] = seen.get(base, 0) + 1
        result.append(base if seen[base] == 1 else f"{base}_{seen[base]}")
    return result


def arrange(
    designs: Sequence[Design],
    rng: np.random.Generator,
    fixed_m: Sequence[tuple[float, float] | None],
    eye_m: Sequence[float],
) -> FloatArray:
    """(N, 3) rows x, y, yaw, such that seen from `eye_m` none hides behind another.

    `fixed_m[i]` puts object i at that (x, y).

    Raises:
        InputError: the things do not fit on the table without touching.
    """
    radii = np.array([d.footprint_m for d in designs])
    heights = np.array([d.extent_m[2] for d in designs])
    for gap, may_hide in ((GAP_M, False), (0.02, False), (0.012, True)):
        for _ in range(80):
            poses = _throw(radii, rng, fixed_m, gap)
            if poses is not None and (may_hide or not _any_hidden(poses, radii, heights, np.asarray(eye_m))):
                return poses
    poses = _squeeze(designs, rng, fixed_m)
    if poses is not None:
        return poses
    raise InputError(
        f"{len(designs)} objects do not fit on the table without touching; ask for fewer, or fewer wide ones "
        "(basket, tray, plate, bowl)"
    )


def _throw(
    radii: FloatArray, rng: np.random.Generator, fixed_m: Sequence[tuple[float, float] | None], gap: float
) -> FloatArray | None:
    """Place the wide ones first, each at random where it is free; None when one found no place."""
    poses = np.full((len(radii), 3), np.nan)
    poses[:, 2] = rng.uniform(-np.pi, np.pi, len(radii))
    for i, place in enumerate(fixed_m):
        if place is not None:
            poses[i, :2] = place
    for i in sorted(range(len(radii)), key=lambda k: -radii[k]):
        if fixed_m[i] is not None:
            continue
        margin = max(0.0, float(radii[i]) - 0.05)  # wide things keep their rim inside, nearly
        low, high = np.array(REGION_MIN_M) + margin, np.array(REGION_MAX_M) - margin
        for _ in range(40):
            at = rng.uniform(low, high)
            free = np.linalg.norm(poses[:, :2] - at, axis=1) > radii + radii[i] + gap
            if np.all(free | np.isnan(poses[:, 0])):
                poses[i, :2] = at
                break
        else:
            return None
    return poses


def _squeeze(
    designs: Sequence[Design], rng: np.random.Generator, fixed_m: Sequence[tuple[float, float] | None]
) -> FloatArray | None:
    """Long things as long things, not as the circles around them; one may hide another."""
    place = table_place((), TABLE_MAX_M)
    middle = place.origin_m[:2]
    poses = np.zeros((len(designs), 3))
    radii = [of_design(design).radius_m for design in designs]
    for i in sorted(range(len(designs)), key=lambda k: (fixed_m[k] is None, -radii[k])):
        spot = fixed_m[i]
        at = place.find(designs[i], rng, 0.012, tries=200) if spot is None else (*(spot - middle), 0.0)
        if at is None:
            return None
        place.plan.take(of_design(designs[i]).at(*at))
        poses[i] = at
        poses[i, :2] += middle
    return poses


def _any_hidden(poses: FloatArray, radii: FloatArray, heights: FloatArray, eye_m: FloatArray) -> bool:
    """Whether half the width of some thing's middle is covered by a nearer one, both taken as cylinders."""
    way = poses[:, :2] - eye_m[:2]
    distance = np.linalg.norm(way, axis=1)
    bearing, half = np.arctan2(way[:, 1], way[:, 0]), np.arcsin(np.clip(radii / distance, 0, 1))
    for far in range(len(radii)):
        for near in np.flatnonzero(distance < distance[far]):
            overlap = half[far] + half[near] - abs(bearing[far] - bearing[near])
            if overlap < half[far]:  # less than half of its width
                continue
            # Height of the line from the eye to the far thing's middle where it passes over the near one.
            share = distance[near] / distance[far]
            if eye_m[2] + share * (heights[far] / 2 - eye_m[2]) < heights[near]:
                return True
    return False


def _colour(noun: str, rng: np.random.Generator) -> str:
    return str(rng.choice(NATURAL_COLOURS.get(noun, tuple(COLOURS))))
