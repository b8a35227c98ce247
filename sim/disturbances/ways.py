# SPDX-License-Identifier: Apache-2.0
"""Where a thing can be moved without meeting another thing, furniture, or the arm."""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.world import Thing, World

REGION_MIN_M, REGION_MAX_M = (0.32, -0.38), (0.72, 0.33)  # x, y: where the arm still reaches what was moved
_SOLID = np.array(
    [1, 1, 0, 1, 1, 0], np.uint8
)  # geom groups that stand in the way: all but what is only seen
_FREE_M = 0.015  # between what is moved and what stands in its way
_FINGER_M = 0.05  # half a gripper's width: what is pushed away is pushed clear of it
_HEADROOM_M, _PULL_OUT_M = 0.30, (0.15, 0.25, 0.35)


def way_to_slide(
    world: World, thing: Thing, wish_m: float, first_rad: float, tool_m: FloatArray
) -> FloatArray | None:
    """(2,) the first free way over the table, turning about from `first_rad`, shorter ones later; or None.

    It ends where the arm still reaches and does not lead towards the tool at (2,) `tool_m`.
    """
    start = world.data.xpos[thing.body][:2]
    for length in (wish_m, 0.75 * wish_m, 0.05):
        for turn in range(16):
            angle = first_rad + turn * np.pi / 8 * (1 if turn % 2 else -1)
            way = length * np.array([np.cos(angle), np.sin(angle)])
            end = start + way
            inside = np.all(end > REGION_MIN_M) and np.all(end < REGION_MAX_M)
            towards_tool = np.linalg.norm(end - tool_m) < np.linalg.norm(start - tool_m) - _FINGER_M
            if inside and not towards_tool and clear(world, thing, start, end):
                return np.asarray(way)
    return None


def way_out(world: World, thing: Thing) -> FloatArray | None:
    """(3,) how far to draw a thing sideways before it can be lifted: zeros in the open; None when shut in."""
    start = np.array(world.data.xpos[thing.body])
    if _headroom(world, thing, start):
        return np.zeros(3)
    for length in _PULL_OUT_M:
        for angle in np.arange(16) * np.pi / 8:
            way = length * np.array([np.cos(angle), np.sin(angle), 0.0])
            if clear(world, thing, start[:2], (start + way)[:2]) and _headroom(world, thing, start + way):
                return way
    return None


def _headroom(world: World, thing: Thing, at_m: FloatArray) -> bool:
    """Whether nothing is above a thing at (3,) `at_m` that would be lifted from there."""
    reach = float(max(thing.extent_m)) / 2
    corners = [(0.0, 0.0), (0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (-0.5, -0.5)]
    up = np.array([0.0, 0.0, 1.0])
    return all(
        not 0 <= _ray(world, thing, at_m + [reach * x, reach * y, 0.0], up) < _HEADROOM_M for x, y in corners
    )


def _ray(world: World, thing: Thing, begin_m: FloatArray, along: FloatArray) -> float:
    """Metres to the first solid surface that is not the thing's own; -1 for none."""
    geom = np.full(1, -1, np.int32)
    return float(mujoco.mj_ray(world.model, world.data, begin_m, along, _SOLID, 1, thing.body, geom))


def clear(world: World, thing: Thing, start: FloatArray, end: FloatArray) -> bool:
    """Whether `thing` can slide from `start` to `end`, (2,) each, and meet nothing."""
    radius = float(np.hypot(*thing.extent_m[:2])) / 2
    line = end - start
    for other in world.objects:
        if other is thing or world.data.xpos[other.body][2] < -0.1:
            continue
        at = world.data.xpos[other.body][:2]
        if float(np.linalg.norm(at - start)) < max(min(other.extent_m[:2]), min(thing.extent_m[:2])) / 2:
            return False  # in it, on it, or under it
        share = np.clip((at - start) @ line / max(float(line @ line), 1e-9), 0.0, 1.0)
        apart = float(np.linalg.norm(at - start - share * line))
        beside = radius + float(np.hypot(*other.extent_m[:2])) / 2 + _FREE_M
        # What was nearer than that before the move may stay as near, not come nearer.
        if apart < min(beside, float(np.linalg.norm(at - start)) - 1e-6):
            return False
    return not _meets_furniture(world, thing, start, end)


def _meets_furniture(world: World, thing: Thing, start: FloatArray, end: FloatArray) -> bool:
    """Cast rays along both edges of the way, at half the thing's height, against what is no thing."""
    line = end - start
    length = float(np.linalg.norm(line))
    along = line / max(length, 1e-9)
    side = np.array([-along[1], along[0]]) * float(min(thing.extent_m[:2])) / 2
    z = float(world.data.xpos[thing.body][2])
    reach = length + float(max(thing.extent_m[:2])) / 2
    for offset in (-side, 0 * side, side):
        if 0 <= _ray(world, thing, np.array([*(start + offset), z]), np.array([*along, 0.0])) < reach:
            return True
    return False
