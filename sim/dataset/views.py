# SPDX-License-Identifier: Apache-2.0
"""From where a scene is looked at, and in what light."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.geometry import look_at
from mm_robot.types import CameraModel, FloatArray

# Around the mast of our profile and beyond it: robots put their cameras elsewhere.
_DISTANCE_M, _HEIGHT_RAD = (0.7, 1.45), (np.radians(22.0), np.radians(68.0))
_TURN_RAD = (np.radians(-165.0), np.radians(75.0))  # from the robot's back round its right side to the front
_AIM_M, _AIM_SPREAD_M = (0.52, -0.02, 0.06), (0.12, 0.16, 0.06)
_TIPPED_RAD = 0.06  # cameras are screwed on by hand
_FOCAL_SHARE = (0.62, 1.05)  # of the picture's width: 78° down to 51° across
_USUAL_SHARE = 0.85  # the lens for which the distances above are meant
_LIGHT, _AMBIENT = (0.55, 1.35), (0.6, 1.3)  # shares of the scene's own


@dataclass(frozen=True, eq=False)
class View:
    """A camera and a light."""

    camera: CameraModel
    T_base_camera: FloatArray  # (4, 4) optical frame
    light_share: FloatArray  # (lights,) of each lamp's brightness
    ambient_share: float


def draw_focal(width_px: int, rng: np.random.Generator) -> float:
    """Focal length of some camera, in pixels."""
    return float(rng.uniform(*_FOCAL_SHARE)) * width_px


def draw_view(model: mujoco.MjModel, camera: CameraModel, rng: np.random.Generator) -> View:
    """A view of the table from some place where this camera may hang."""
    aim = np.array(_AIM_M) + rng.uniform(-1, 1, 3) * np.array(_AIM_SPREAD_M)
    turn, up = rng.uniform(*_TURN_RAD), rng.uniform(*_HEIGHT_RAD)
    # A wide lens looks from nearer by, so that things keep their size in pixels.
    far = rng.uniform(*_DISTANCE_M) * (camera.fx / camera.width) / _USUAL_SHARE
    eye = aim + far * np.array([np.cos(turn) * np.cos(up), np.sin(turn) * np.cos(up), np.sin(up)])
    T = look_at(eye, aim)
    tip = rng.normal(0.0, _TIPPED_RAD)
    c, s = np.cos(tip), np.sin(tip)
    T[:3, :3] = T[:3, :3] @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return View(camera, T, rng.uniform(*_LIGHT, model.nlight), float(rng.uniform(*_AMBIENT)))
