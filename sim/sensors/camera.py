# SPDX-License-Identifier: Apache-2.0
"""The RGB-D cameras on the mast and at the wrist: when they look, what they see, when it arrives."""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig
from mm_robot.types import CameraModel, RgbdFrame
from mm_robot_sim.fair_lock import FairLock
from mm_robot_sim.sensors.depth import noisy_colour, noisy_depth
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.sensors.feed import Feed, Reading
from mm_robot_sim.sensors.moment import Replay, displace, optical_pose, take
from mm_robot_sim.sensors.optics import FIXED, Optics, fixed_optics
from mm_robot_sim.world import World


class Camera:
    """Takes pictures at its rate on the world's clock, draws one when it is asked for, delivers late."""

    def __init__(self, world: World, optics: Optics, faults: SensorFaults, stream: int) -> None:
        """`stream` tells the randomness of this camera from that of the world's other sensors."""
        self.optics = optics
        self._world, self._faults, self._stream = world, faults, stream
        self._feed = Feed(optics.rate_hz, optics.line, (world.seed, stream))
        self._replay = Replay(world.model)
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
                take(self._world), late_s=faults.camera_delay_s, lost_share=faults.frame_drop_share,
                out=faults.camera_out,
            )  # fmt: skip

    def newest(self) -> RgbdFrame | None:
        """The newest frame that has arrived; the same object until another one has."""
        with self._asked:  # not the world's lock: a stop must not wait until a picture is drawn
            with self._world.lock:
                self.tick()
                reading = self._feed.newest(self._world.now_s)
            if reading is not None and reading.index != self._index:
                self._frame, self._index = self._develop(reading), reading.index
            return self._frame

    def _develop(self, reading: Reading) -> RgbdFrame:
        optics, faults = self.optics, self._faults
        rng = np.random.default_rng((self._world.seed, self._stream, reading.index, 1))
        data = self._replay.at(reading.moment)
        claimed = optical_pose(data, self._id)
        if optics.name == FIXED:
            displace(data, self._id, claimed @ faults.T_bump)
        renderer = self._world.renderer(optics.name, optics.width_px, optics.height_px)
        rgb, depth, stamp_s = renderer.draw(data, optics.name, self._own)
        measured = noisy_depth(depth, rgb, optics, rng)
        if faults.depth_scale != 1.0:
            measured = np.asarray(measured * np.float32(faults.depth_scale))
        return RgbdFrame(noisy_colour(rgb, optics, rng), measured, optics.model, claimed, stamp_s)


def camera_model(config: SimConfig) -> CameraModel:
    """Intrinsics of the fixed camera."""
    return fixed_optics(config).model


def true_picture(world: World) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32], float]:
    """Colour and depth without noise, and their time: (H, W, 3) uint8, (H, W) float32 metres, seconds."""
    config = world.config.sim
    renderer = world.renderer(FIXED, config.camera_width_px, config.camera_height_px)
    return renderer.draw(world.data, FIXED, world.lock)


def shoot(world: World, rng: np.random.Generator) -> RgbdFrame:
    """One frame of the fixed camera at the present instant, with the sensor's noise but no delay."""
    optics = fixed_optics(world.config.sim)
    rgb, depth, stamp_s = true_picture(world)
    return RgbdFrame(
        noisy_colour(rgb, optics, rng),
        noisy_depth(depth, rgb, optics, rng),
        optics.model,
        optical_pose(world.data, world.model.camera(FIXED).id),
        stamp_s,
    )
