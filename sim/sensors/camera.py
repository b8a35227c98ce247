# SPDX-License-Identifier: Apache-2.0
"""The RGB-D cameras on the mast and at the wrist: when they look, what they see, when it arrives."""

from __future__ import annotations

import threading

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig
from mm_robot.types import CameraModel, FloatArray, RgbdFrame
from mm_robot_sim.fair_lock import FairLock
from mm_robot_sim.sensors.depth import noisy_depth
from mm_robot_sim.sensors.exposure import Exposure, Meter, develop
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.sensors.feed import Feed, Reading
from mm_robot_sim.sensors.finish import Trouble
from mm_robot_sim.sensors.moment import Moment, Replay, displace, optical_pose, take
from mm_robot_sim.sensors.optics import FIXED, Optics, fixed_optics
from mm_robot_sim.world import World

Colour = npt.NDArray[np.uint8]
Depth = npt.NDArray[np.float32]

_SMEAR_PX = 0.8  # less motion during the exposure shows no smear
_PER_PICTURE_PX = 1.5  # of motion, between two of the pictures that make up a smeared one
_MOST_PICTURES = 4  # faster motion shows steps, which no part of the program minds


class Camera:
    """Takes pictures at its rate on the world's clock, draws one when it is asked for, delivers late."""

    def __init__(self, world: World, optics: Optics, faults: SensorFaults, stream: int) -> None:
        """`stream` tells the randomness of this camera from that of the world's other sensors."""
        self.optics = optics
        self._world, self._faults, self._stream = world, faults, stream
        self._feed: Feed[Exposure] = Feed(optics.rate_hz, optics.line, (world.seed, stream))
        self._meter = Meter(world.model)
        self._replay = Replay(world.model)
        self._trouble = Trouble(world, optics)
        self._id = world.model.camera(optics.name).id
        self._own = FairLock()  # of the scratch state: the world goes on while we draw
        self._asked = threading.Lock()
        self._frame: RgbdFrame | None = None
        self._index = -1

    def tick(self) -> None:
        """Open the shutter when it is time. Call it before each physics step, with the world's lock held."""
        if self._feed.due(self._world.now_s):
            faults = self._faults
            self._feed.send(
                take(self._world), self._meter.read(self._world.now_s), late_s=faults.camera_delay_s,
                lost_share=faults.frame_drop_share, out=faults.camera_out,
            )  # fmt: skip

    def newest(self) -> RgbdFrame | None:
        """The newest frame that has arrived; the same object until another one has."""
        with self._asked:  # not the world's lock: a stop must not wait until a picture is drawn
            with self._world.lock:
                self.tick()
                reading = self._feed.newest(self._world.now_s)
            if reading is not None and reading.index != self._index:
                self._frame, self._index = self._take(reading), reading.index
            return self._frame

    def _take(self, reading: Reading[Exposure]) -> RgbdFrame:
        optics, faults, exposure = self.optics, self._faults, reading.extra
        rng = np.random.default_rng((self._world.seed, self._stream, reading.index, 1))
        bump = faults.T_bump if optics.name == FIXED else np.eye(4)
        smear = [
            self._draw(reading.moment, early, bump)[0] for early in self._earlier(reading, exposure.time_s)
        ]
        data = self._replay.at(reading.moment)
        claimed = optical_pose(data, self._id)
        rgb, true_m = self._draw(reading.moment, 0.0, bump)
        depth = _measure(self._trouble, self._replay.data, claimed @ bump, true_m, rgb, optics, rng)
        if faults.depth_scale != 1.0:
            depth = np.asarray(depth * np.float32(faults.depth_scale))
        colour = develop([rgb, *smear], exposure, optics.colour_noise, rng)
        return RgbdFrame(colour, depth, optics.model, claimed, reading.moment.stamp_s)

    def _draw(self, moment: Moment, earlier_s: float, bump: FloatArray) -> tuple[Colour, Depth]:
        """Colour and depth as they were, seen from where the camera really is."""
        optics = self.optics
        data = self._replay.at(moment, earlier_s)
        displace(data, self._id, optical_pose(data, self._id) @ bump)
        renderer = self._world.renderer(optics.name, optics.width_px, optics.height_px)
        rgb, depth, _ = renderer.draw(data, optics.name, self._own)
        return rgb, depth

    def _earlier(self, reading: Reading[Exposure], time_s: float) -> list[float]:
        """When else to look, in seconds before the moment: never, while nothing in sight moves."""
        if not np.abs(reading.moment.qvel).max(initial=0.0) > 1e-3:
            return []
        now = _pixels(self._replay.at(reading.moment), self._id, self.optics)
        before = _pixels(self._replay.at(reading.moment, time_s), self._id, self.optics)
        seen = now[1] & before[1]
        moved_px = np.linalg.norm(now[0] - before[0], axis=1)[seen].max(initial=0.0)
        if moved_px < _SMEAR_PX:
            return []
        count = min(_MOST_PICTURES, 1 + int(np.ceil(moved_px / _PER_PICTURE_PX)))
        return [time_s * k / (count - 1) for k in range(1, count)]


def _measure(
    trouble: Trouble, data: mujoco.MjData, T_base_camera: FloatArray, true_m: Depth, rgb: Colour,
    optics: Optics, rng: np.random.Generator,
) -> Depth:  # fmt: skip
    matched_m, unmatched = trouble.apply(data, T_base_camera, true_m, rng)
    return noisy_depth(matched_m, rgb, optics, rng, unmatched)


def _pixels(data: mujoco.MjData, camera: int, optics: Optics) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """(ngeom, 2) where the middle of each geom appears, and (ngeom,) whether that is in the picture."""
    T = optical_pose(data, camera)
    at = (data.geom_xpos - T[:3, 3]) @ T[:3, :3]
    depth = np.maximum(at[:, 2], 1e-3)
    uv = at[:, :2] / depth[:, None] * optics.focal_px
    half = np.array([optics.width_px, optics.height_px]) / 2
    return uv, (at[:, 2] > optics.near_m) & (np.abs(uv) < half).all(axis=1)


def camera_model(config: SimConfig) -> CameraModel:
    """Intrinsics of the fixed camera."""
    return fixed_optics(config).model


def true_picture(world: World) -> tuple[Colour, Depth, float]:
    """Colour and depth without noise, and their time: (H, W, 3) uint8, (H, W) float32 metres, seconds."""
    config = world.config.sim
    renderer = world.renderer(FIXED, config.camera_width_px, config.camera_height_px)
    return renderer.draw(world.data, FIXED, world.lock)


def shoot(world: World, rng: np.random.Generator) -> RgbdFrame:
    """One frame of the fixed camera at the present instant, with the sensor's noise but no delay or smear."""
    optics = fixed_optics(world.config.sim)
    rgb, true_m, stamp_s = true_picture(world)
    with world.lock:
        T = optical_pose(world.data, world.model.camera(FIXED).id)
        depth = _measure(Trouble(world, optics), world.data, T, true_m, rgb, optics, rng)
    return RgbdFrame(develop([rgb], Exposure(), optics.colour_noise, rng), depth, optics.model, T, stamp_s)
