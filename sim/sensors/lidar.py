# SPDX-License-Identifier: Apache-2.0
"""A spinning lidar: 16 rings of 900 rays, cast into the truth, with range noise and lost rays.

Rings from 55° below to 5° above the horizontal (over a workspace such a sensor looks down), range 0.1 to 30
m. Noise: Gaussian range error independent of the distance, as makers state it for this class (±1 to ±3 cm),
a share of rays lost anywhere, and all of them lost at grazing incidence.
"""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.geometry import pose
from mm_robot.types import FloatArray, LidarScan
from mm_robot_sim.world import World

RINGS, COLUMNS = 16, 900
RING_MIN_RAD, RING_MAX_RAD = np.radians(-55.0), np.radians(5.0)
RANGE_MIN_M, RANGE_MAX_M = 0.1, 30.0
GRAZING_COS = 0.06  # beyond about 86° from the normal too little light comes back
# Room, seen-and-touched, touched-only. Group 2 holds the robot's masts and surfaces whose touched shape
# stands for them.
_GROUPS = np.array([1, 1, 0, 1, 1, 0], dtype=np.uint8)


def ray_directions() -> FloatArray:
    """(RINGS * COLUMNS, 3) unit vectors in the lidar's frame, one ring after the other from the lowest."""
    up = np.repeat(np.linspace(RING_MIN_RAD, RING_MAX_RAD, RINGS), COLUMNS)
    around = np.tile(np.arange(COLUMNS) * 2 * np.pi / COLUMNS, RINGS)
    return np.column_stack((np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)))


_DIRECTIONS = ray_directions()


def sweep(world: World, rng: np.random.Generator) -> LidarScan:
    """One whole turn at the present instant."""
    config = world.config.sim
    count = len(_DIRECTIONS)
    geom = np.empty(count, np.int32)
    distance, normal = np.empty(count), np.empty(count * 3)
    mujoco.mj_multiRay(
        world.model, world.data, np.array(config.lidar_position_m), _DIRECTIONS.ravel(), _GROUPS, True, -1,
        geom, distance, normal, count, RANGE_MAX_M,
    )  # fmt: skip
    facing = np.abs(np.einsum("ij,ij->i", normal.reshape(-1, 3), _DIRECTIONS))
    back = (geom >= 0) & (distance > RANGE_MIN_M) & (facing > GRAZING_COS)
    back &= rng.random(count) >= config.lidar_dropout
    measured = distance[back] + config.lidar_noise_m * rng.standard_normal(int(back.sum()))
    return LidarScan(_DIRECTIONS[back] * measured[:, None], pose(config.lidar_position_m), world.now_s)
