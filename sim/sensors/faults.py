# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a robot's sensors and drives. Neutral at first; set fields while the world runs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mm_robot.types import FloatArray


@dataclass
class SensorFaults:
    """Faults of one SimRobot. Every field takes effect at once and may be taken back."""

    joint_speed_share: FloatArray  # (n,) of the top speed that a motion asks for, 1 = all of it, 0 = stuck
    camera_out: bool = False  # no more frames come, of neither camera; the last one stays the newest
    lidar_out: bool = False
    camera_delay_s: float = 0.0  # frames come this much later than they should, with their true stamps
    lidar_delay_s: float = 0.0
    frame_drop_share: float = 0.0  # of the fixed camera's and the wrist camera's frames, 0 to 1
    depth_scale: float = 1.0  # reported depth / measured depth: a wrong depth unit or calibration
    T_bump: FloatArray = field(
        default_factory=lambda: np.eye(4)
    )  # (4, 4) pose of the fixed camera's true optical frame in the one it claims to have
    gripper_jammed: bool = False  # the pads stay where they are, whatever is asked
