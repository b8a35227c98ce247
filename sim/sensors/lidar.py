# SPDX-License-Identifier: Apache-2.0
"""A spinning lidar: rings of rays, cast into the truth, with noise, lost rays and beams of some width.

How much light comes back falls with the square of the distance, with the cosine of the angle of incidence
(Lambert) and with how little the surface reflects; makers state the range at which a surface of 10 %
reflectivity is still seen. Where less comes back, the ray is lost ever more often and its range gets noisier.
Range noise is otherwise independent of the distance, as makers state it for this class (±1 to ±3 cm). Beams
are not lines but widen by some milliradians (VLP-16 manual: 3 mrad across, 1.5 mrad up); one that straddles
an edge lights both sides and returns a range between them when they lie within a pulse's length, else that
of the side from which more light comes back. Glass lets most of the light through; metal sends it elsewhere
unless it faces the sensor.
"""

from __future__ import annotations

import threading
from functools import lru_cache

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig
from mm_robot.geometry import pose
from mm_robot.types import FloatArray, LidarScan
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.sensors.feed import Feed, Line
from mm_robot_sim.sensors.finish import DARK, MATTE, METAL, TRANSPARENT, difficult_things
from mm_robot_sim.sensors.moment import Replay, take
from mm_robot_sim.world import World

RANGE_MIN_M, RANGE_MAX_M = 0.1, 30.0
RANGE_OF_TENTH_M = 12.0  # a surface of 10 % reflectivity that faces the sensor is seen by half its rays
BEAM_RAD = (0.0015, 0.00075)  # half the beam's width across and up
PULSE_M = 0.4  # light from surfaces nearer together than this arrives as one pulse (2 to 3 ns long)
EDGE_M = 0.08  # neighbouring rays whose ranges differ by more may straddle an edge
GRAZING_COS = 0.06  # beyond about 86° from the normal no surface is rough enough to send light back
DARK_SHARE, GLASS_SHARE, METAL_POWER = 0.25, 0.08, 6  # of the light that a matte surface would send back
# A turn is there when its last packet is; the network takes milliseconds and loses almost nothing.
LINE = Line(least_s=0.005, rest_s=0.005, drop_share=0.001)
# Room, seen-and-touched, touched-only. Group 2 holds the robot's masts and surfaces whose touched shape
# stands for them.
_GROUPS = np.array([1, 1, 0, 1, 1, 0], dtype=np.uint8)


class Lidar:
    """Turns at its rate on the world's clock, casts its rays when it is asked, delivers late."""

    def __init__(self, world: World, faults: SensorFaults, stream: int) -> None:
        """`stream` tells the randomness of this sensor from that of the world's others."""
        self._world, self._faults, self._stream = world, faults, stream
        self._feed: Feed[None] = Feed(world.config.sim.lidar_rate_hz, LINE, (world.seed, stream))
        self._replay = Replay(world.model)
        self._stuff = Stuff(world)
        self._asked = threading.Lock()
        self._scan: LidarScan | None = None
        self._index = -1

    def tick(self) -> None:
        """End a turn when it is time. Call it before each physics step, with the world's lock held."""
        if self._feed.due(self._world.now_s):
            faults = self._faults
            self._feed.send(take(self._world), None, late_s=faults.lidar_delay_s, out=faults.lidar_out)

    def newest(self) -> LidarScan | None:
        """The newest sweep that has arrived; the same object until another one has."""
        with self._asked:
            with self._world.lock:
                self.tick()
                reading = self._feed.newest(self._world.now_s)
            if reading is not None and reading.index != self._index:
                rng = np.random.default_rng((self._world.seed, self._stream, reading.index, 1))
                self._scan = _sweep(self._world, self._stuff, self._replay.at(reading.moment), rng)
                self._index = reading.index
            return self._scan


class Stuff:
    """What the world's surfaces do to a laser's light."""

    def __init__(self, world: World) -> None:
        """Colours stand for reflectivity: near infrared differs, but dark things mostly stay dark."""
        model = world.model
        own = model.geom_matid >= 0
        rgba = np.where(own[:, None], model.mat_rgba[np.maximum(model.geom_matid, 0)], model.geom_rgba)
        self.reflectivity = np.clip(rgba[:, :3].mean(axis=1), 0.03, 0.9)  # (ngeom,)
        self.kinds = np.full(model.ngeom, MATTE, np.uint8)
        for thing in difficult_things(world):
            self.kinds = np.where(thing.kinds != MATTE, thing.kinds, self.kinds)
        self.reflectivity[self.kinds == DARK] *= DARK_SHARE
        self.glass_bodies = sorted({int(b) for b in model.geom_bodyid[self.kinds == TRANSPARENT]})

    def light(self, geom: npt.NDArray[np.int32], facing: FloatArray, distance_m: FloatArray) -> FloatArray:
        """(N,) light that comes back; 1 is what it takes to see every second ray."""
        kinds = self.kinds[np.maximum(geom, 0)]
        back = np.where(kinds == METAL, facing**METAL_POWER, facing)
        back = np.where(kinds == TRANSPARENT, GLASS_SHARE * facing**METAL_POWER, back)
        back = back * self.reflectivity[np.maximum(geom, 0)] / 0.1
        near = (geom >= 0) & (distance_m > RANGE_MIN_M) & (facing > GRAZING_COS)
        return np.asarray(np.where(near, back * (RANGE_OF_TENTH_M / np.maximum(distance_m, 0.1)) ** 2, 0.0))


def sweep(world: World, rng: np.random.Generator) -> LidarScan:
    """One whole turn at the present instant, without delay."""
    with world.lock:
        return _sweep(world, Stuff(world), world.data, rng)


def ray_directions(config: SimConfig) -> FloatArray:
    """(rings * columns, 3) unit vectors in the lidar's frame, one ring after the other from the lowest."""
    low, high = config.lidar_field_deg
    return _directions(config.lidar_rings, config.lidar_columns, low, high)


@lru_cache(maxsize=4)
def _directions(rings: int, columns: int, low_deg: float, high_deg: float) -> FloatArray:
    up = np.repeat(np.linspace(np.radians(low_deg), np.radians(high_deg), rings), columns)
    around = np.tile(np.arange(columns) * 2 * np.pi / columns, rings)
    directions = np.column_stack((np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)))
    directions.flags.writeable = False
    return directions


def _sweep(world: World, stuff: Stuff, data: mujoco.MjData, rng: np.random.Generator) -> LidarScan:
    config = world.config.sim
    directions = ray_directions(config)
    distance, light = _cast(world, stuff, data, directions)
    _widen(world, stuff, data, directions, distance, light)
    # Half the rays at 1, 94 % at twice that: the logistic curve of a threshold in noisy light.
    seen = rng.random(len(distance)) < light**4 / (1.0 + light**4)
    seen &= rng.random(len(distance)) >= config.lidar_dropout
    noise = config.lidar_noise_m * np.sqrt(1.0 + 1.0 / np.maximum(light[seen], 0.1))
    measured = distance[seen] + noise * rng.standard_normal(int(seen.sum()))
    return LidarScan(directions[seen] * measured[:, None], pose(config.lidar_position_m), float(data.time))


def _cast(
    world: World, stuff: Stuff, data: mujoco.MjData, directions: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(N,) distance in metres and (N,) light that comes back along each ray (N, 3)."""
    distance, light, geom = _first_hits(world, stuff, data, directions, -1)
    for body in stuff.glass_bodies:  # what comes from behind the glass is mostly more
        through = np.flatnonzero(
            (geom >= 0) & (world.model.geom_bodyid[geom] == body) & (stuff.kinds[geom] == TRANSPARENT)
        )
        if len(through):
            far, behind, _ = _first_hits(world, stuff, data, directions[through], body)
            behind = behind * (1.0 - GLASS_SHARE) ** 2
            more = behind > light[through]
            distance[through[more]], light[through[more]] = far[more], behind[more]
    return distance, light


def _first_hits(
    world: World, stuff: Stuff, data: mujoco.MjData, directions: FloatArray, without_body: int
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.int32]]:
    count = len(directions)
    geom, distance, normal = np.empty(count, np.int32), np.empty(count), np.empty(count * 3)
    mujoco.mj_multiRay(
        world.model, data, np.array(world.config.sim.lidar_position_m), directions.ravel(), _GROUPS, True,
        without_body, geom, distance, normal, count, RANGE_MAX_M,
    )  # fmt: skip
    facing = np.abs(np.einsum("ij,ij->i", normal.reshape(-1, 3), directions))
    return distance, stuff.light(geom, facing, distance), geom


def _widen(
    world: World, stuff: Stuff, data: mujoco.MjData, directions: FloatArray, distance: FloatArray,
    light: FloatArray,
) -> None:  # fmt: skip
    """Give the beams at edges their width: four rays at the beam's rim in place of its middle."""
    shape = (world.config.sim.lidar_rings, world.config.sim.lidar_columns)
    ranges = np.where(light > 0.0, distance, RANGE_MAX_M).reshape(shape)
    near = np.minimum(ranges, RANGE_MAX_M)
    jump = np.abs(near - np.roll(near, 1, axis=1)) > EDGE_M
    edge = jump | np.roll(jump, -1, axis=1)
    # From ring to ring ranges differ anyway: twice the step of both neighbours is an edge.
    bend = np.abs(np.diff(near, 2, axis=0, prepend=near[:1], append=near[-1:])) > 4 * EDGE_M
    at = np.flatnonzero((edge | bend).ravel())
    if len(at) == 0:
        return
    middle = directions[at]
    across = np.column_stack((-middle[:, 1], middle[:, 0], np.zeros(len(at))))
    across /= np.maximum(np.linalg.norm(across, axis=1), 1e-9)[:, None]
    upward = np.cross(across, -middle)
    rim = [middle + a * BEAM_RAD[0] * across + b * BEAM_RAD[1] * upward for a in (-1, 1) for b in (-1, 1)]
    rays = np.vstack(rim)
    far, back = _cast(world, stuff, data, rays / np.linalg.norm(rays, axis=1)[:, None])
    far, back = far.reshape(4, -1), back.reshape(4, -1) / 4
    first = np.where(back > 0.0, far, np.inf).min(axis=0)
    one_pulse = (back > 0.0) & (far < first + PULSE_M)
    early = np.where(one_pulse, back, 0.0).sum(axis=0)
    mean = np.where(one_pulse, back * far, 0.0).sum(axis=0) / np.maximum(early, 1e-12)
    late_light = np.where(one_pulse, 0.0, back)
    late = late_light.sum(axis=0) > early
    latest = np.take_along_axis(far, late_light.argmax(axis=0)[None], axis=0)[0]
    distance[at] = np.where(late, latest, mean)
    light[at] = np.where(late, late_light.sum(axis=0), early)
