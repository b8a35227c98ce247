# SPDX-License-Identifier: Apache-2.0
"""The two RGB-D cameras as data: size of the picture, lens, stereo pair, timing."""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco

from mm_robot.config import SimConfig
from mm_robot.types import CameraModel
from mm_robot_sim.sensors.feed import Line

FIXED, WRIST = "rgbd", "wrist"  # the cameras' names in the model

# USB depth cameras take 30 to 80 ms from light to program, depending on mode, filters and host (our choice
# of a usual value: exposure's middle to the driver's callback 50 ms, of which 15 ms vary). One frame in 200
# is lost on a busy bus.
_USB = Line(least_s=0.035, rest_s=0.015, drop_share=0.005)


@dataclass(frozen=True)
class Optics:
    """One RGB-D camera. Colour and depth share a lens, as if the depth were already aligned."""

    name: str  # of the camera in the model
    width_px: int
    height_px: int
    focal_px: float
    baseline_m: float  # between the lenses of the stereo pair
    disparity_noise_px: float  # RMS on textured surfaces
    near_m: float  # no match nearer than this
    far_m: float
    colour_noise: float  # RMS grey levels of 255 at nominal exposure, middle grey
    rate_hz: float
    line: Line

    @property
    def model(self) -> CameraModel:
        """Intrinsics; OpenGL's principal point is the image's centre, between pixels."""
        return CameraModel(
            self.width_px, self.height_px, self.focal_px, self.focal_px,
            (self.width_px - 1) / 2, (self.height_px - 1) / 2,
        )  # fmt: skip


def fixed_optics(config: SimConfig) -> Optics:
    """The camera on its mast: D435-class, see SimConfig. 0.2 m is the maker's least distance at 640x480."""
    return Optics(
        FIXED, config.camera_width_px, config.camera_height_px, config.camera_focal_px,
        config.depth_baseline_m, config.depth_noise_px, 0.2, 6.0, config.colour_noise,
        config.camera_rate_hz, _USB,
    )  # fmt: skip


def wrist_optics(model: mujoco.MjModel, config: SimConfig) -> Optics:
    """The camera at the hand: D405-class, 18 mm between its lenses, made for 0.07 to 0.5 m (data sheet).

    Half the fixed camera's resolution each way: it looks from nearby, and costs a quarter. Its field of view
    is that of the model's camera "wrist".

    Raises:
        KeyError: the robot's model has no camera "wrist".
    """
    height = 240
    focal = height / 2 / math.tan(math.radians(float(model.camera(WRIST).fovy[0])) / 2)
    return Optics(
        WRIST, 320, height, focal, 0.018, config.depth_noise_px, 0.05, 1.5, config.colour_noise,
        config.camera_rate_hz, _USB,
    )  # fmt: skip
