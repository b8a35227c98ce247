# SPDX-License-Identifier: Apache-2.0
"""The RGB-D camera on its mast, and its truth for tests."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig
from mm_robot.geometry import look_at
from mm_robot.types import CameraModel, RgbdFrame
from mm_robot_sim.sensors.depth import noisy_colour, noisy_depth
from mm_robot_sim.world import World


def camera_model(config: SimConfig) -> CameraModel:
    """Intrinsics; OpenGL's principal point is the image's centre, between pixels."""
    width, height, focal = config.camera_width_px, config.camera_height_px, config.camera_focal_px
    return CameraModel(width, height, focal, focal, (width - 1) / 2, (height - 1) / 2)


def true_picture(world: World) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32], float]:
    """Colour and depth without noise, and their time: (H, W, 3) uint8, (H, W) float32 metres, seconds."""
    config = world.config.sim
    renderer = world.renderer("rgbd", config.camera_width_px, config.camera_height_px)
    return renderer.draw(world.data, "rgbd", world.lock)


def shoot(world: World, rng: np.random.Generator) -> RgbdFrame:
    """One frame at the present instant, with the sensor's noise."""
    config = world.config.sim
    rgb, depth, stamp_s = true_picture(world)
    T_base_camera = look_at(config.camera_position_m, config.camera_target_m)
    return RgbdFrame(
        noisy_colour(rgb, config, rng),
        noisy_depth(depth, rgb, config, rng),
        camera_model(config),
        T_base_camera,
        stamp_s,
    )
