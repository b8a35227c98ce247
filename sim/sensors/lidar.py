# SPDX-License-Identifier: Apache-2.0
"""A spinning lidar: 16 rings of 900 rays, cast into the truth, with range noise and lost rays.

Rings from 55° below to 5° above the horizontal (over a workspace such a sensor looks down), range 0.1 to 30
m. Noise: Gaussian range error independent of the distance, as makers state it for this class (±1 to ±3 cm),
a share of rays lost anywhere, and all of them lost at grazing incidence.
"""

from __future__ import annotations

import threading

import mujoco
import numpy as np

from mm_robot.geometry import pose
from mm_robot.types import FloatArray, LidarScan
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.sensors.feed import Feed, Line
from mm_robot_sim.sensors.moment import Replay, take
from mm_robot_sim.world import World

RINGS, COLUMNS = 16, 900
RING_MIN_RAD, RING_MAX_RAD = np.radians(-55.0), np.radians(5.0)
RANGE_MIN_M, RANGE_MAX_M = 0.1, 30.0
# A turn is there when its last packet is; the network takes milliseconds and loses almost nothing.
LINE = Line(least_s=0.005, rest_s=0.005, drop_share=0.001)
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


class Lidar:
    """Turns at its rate on the world's clock, casts its rays when it is asked, delivers late."""

    def __init__(self, world: World, faults: SensorFaults, stream: int) -> None:
        """`stream` tells the randomness of this sensor from that of the world's others."""
        self._world, self._faults, self._stream = world, faults, stream
        self._feed: Feed[None] = Feed(world.config.sim.lidar_rate_hz, LINE, (world.seed, stream))
        self._replay = Replay(world.model)
        self._asked = threading.Lock()
        self._scan: LidarScan | None = None
        self._index = -1

    def tick(self) -> None:
        """End a turn when it is time. Call it before each physics step, with the world's lock held."""
        if self._feed.due(self._world.now_s):
            self._feed.send(
                take(self._world), None, late_s=self._faults.lidar_delay_s, out=self._faults.lidar_out
            )

    def newest(self) -> LidarScan | None:
        """The newest sweep that has arrived; the same object until another one has."""
        with self._asked:
            with self._world.lock:
                self.tick()
                reading = self._feed.newest(self._world.now_s)
            if reading is not None and reading.index != self._index:
                rng = np.random.default_rng((self._world.seed, self._stream, reading.index, 1))
                self._scan = _cast(self._world, self._replay.at(reading.moment), rng)
                self._index = reading.index
            return self._scan


def sweep(world: World, rng: np.random.Generator) -> LidarScan:
    """One whole turn at the present instant, without delay."""
    return _cast(world, world.data, rng)


def _cast(world: World, data: mujoco.MjData, rng: np.random.Generator) -> LidarScan:
    config = world.config.sim
    count = len(_DIRECTIONS)
    geom = np.empty(count, np.int32)
    distance, normal = np.empty(count), np.empty(count * 3)
    mujoco.mj_multiRay(
        world.model, data, np.array(config.lidar_position_m), _DIRECTIONS.ravel(), _GROUPS, True, -1,
        geom, distance, normal, count, RANGE_MAX_M,
    )  # fmt: skip
    facing = np.abs(np.einsum("ij,ij->i", normal.reshape(-1, 3), _DIRECTIONS))
    back = (geom >= 0) & (distance > RANGE_MIN_M) & (facing > GRAZING_COS)
    back &= rng.random(count) >= config.lidar_dropout
    measured = distance[back] + config.lidar_noise_m * rng.standard_normal(int(back.sum()))
    return LidarScan(_DIRECTIONS[back] * measured[:, None], pose(config.lidar_position_m), float(data.time))
