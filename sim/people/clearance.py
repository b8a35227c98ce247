# SPDX-License-Identifier: Apache-2.0
"""How high a hand must pass to reach over what stands on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mujoco
import numpy as np

from mm_robot.types import FloatArray

if TYPE_CHECKING:
    from mm_robot_sim.world import World

_OVERHEAD_M = 0.75  # above everything on the table that one can reach over
_ROOM_ONLY = np.array([1, 0, 0, 0, 0, 0], np.uint8)  # geom groups: table and furniture
_ARM_M = 0.06  # half the width of what an arm passes over


def free_height_m(world: World, from_m: FloatArray, place_m: FloatArray) -> float:
    """Height of the highest thing or piece of furniture between (2,) `from_m` and (3,) `place_m`."""
    line = place_m[:2] - from_m
    highest = float(place_m[2])
    for thing in world.objects:
        off = world.data.xpos[thing.body][:2] - from_m
        share = np.clip(off @ line / max(float(line @ line), 1e-9), 0.0, 1.0)
        if float(np.linalg.norm(off - share * line)) < _ARM_M + float(max(thing.extent_m)) / 2:
            top = float(world.data.xpos[thing.body][2]) + float(thing.extent_m[2]) / 2
            highest = max(highest, top)
    down, geom = np.array([0.0, 0.0, -1.0]), np.zeros(1, np.int32)
    for share in np.linspace(0.4, 1.0, 7):  # the nearer part is above the person's own side of the table
        begin = np.array([*(from_m + share * line), _OVERHEAD_M])
        depth = mujoco.mj_ray(world.model, world.data, begin, down, _ROOM_ONLY, 1, -1, geom)
        if depth >= 0:
            highest = max(highest, _OVERHEAD_M - float(depth))
    return highest
