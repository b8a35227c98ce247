# SPDX-License-Identifier: Apache-2.0
"""What a policy gets to see: sensors and the instruction, never the truth."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium import spaces

from mm_robot.config import Config
from mm_robot.errors import RobotError
from mm_robot.geometry import quaternion_from_rotation
from mm_robot.types import LidarScan, RgbdFrame, RobotState
from mm_robot_sim.envs.range_image import COLUMNS, FARTHEST_M, ROWS, range_image
from mm_robot_sim.robots.robot import SimRobot

DEEPEST_M = 10.0  # beyond what any of our cameras measures
TEXT_BYTES = 256  # 85 Chinese characters; longer instructions are cut off, none of ours is
_FIRST_LOOK_S, _PATIENCE = 0.05, 20  # a sensor that lags may have nothing to show for the first second

Observation = dict[str, Any]


def space(config: Config) -> spaces.Dict:
    """The space of `observe` for a robot and its sensors."""
    sim, n = config.sim, len(config.robot.joint_names)
    height, width = sim.camera_height_px, sim.camera_width_px
    low, high = _proprioception_bounds(n)
    return spaces.Dict(
        {
            "rgb": spaces.Box(0, 255, (height, width, 3), np.uint8),
            "depth_m": spaces.Box(0.0, DEEPEST_M, (height, width), np.float32),
            "lidar_m": spaces.Box(0.0, FARTHEST_M, (ROWS, COLUMNS), np.float32),
            "proprioception": spaces.Box(low, high, dtype=np.float32),
            "instruction": spaces.Box(0, 255, (TEXT_BYTES,), np.uint8),
        }
    )


def observe(robot: SimRobot, instruction: str) -> Observation:
    """What the sensors say now.

    Returns:
        `rgb` (H, W, 3) uint8; `depth_m` (H, W) float32 along the optical axis, 0 = no return; `lidar_m`
        (32, 360) float32, see range_image.py, 0 = no return; `proprioception` (2 n + 11,) float32: joint
        positions (n) rad, velocities (n) rad/s, distance between the pads m, external force on the tool (3)
        N, tool position (3) m, tool orientation (4) as quaternion x, y, z, w, all in the base frame; and
        `instruction` (256,) uint8, what was said in UTF-8, padded with 0: numbers, because gymnasium's Text
        does not come through the shared memory of an AsyncVectorEnv.

    Raises:
        RobotError: the camera or the lidar shows nothing for a second.
    """
    frame, scan = _readings(robot)
    depth = np.nan_to_num(frame.depth_m, nan=0.0, posinf=0.0, neginf=0.0)
    return {
        "rgb": frame.rgb.copy(),
        "depth_m": np.clip(depth, 0.0, DEEPEST_M).astype(np.float32),
        "lidar_m": range_image(scan.points_m),
        "proprioception": _proprioception(robot.state()),
        "instruction": encode(instruction),
    }


def encode(text: str) -> npt.NDArray[np.uint8]:
    """(TEXT_BYTES,) UTF-8, padded with 0; what is too long is cut off between two characters."""
    data = text.encode()[:TEXT_BYTES].decode(errors="ignore").encode()
    return np.array(bytearray(data.ljust(TEXT_BYTES, b"\0")), np.uint8)


def decode(instruction: npt.NDArray[np.uint8]) -> str:
    """The text that `encode` made numbers of."""
    return instruction.tobytes().rstrip(b"\0").decode()


def _readings(robot: SimRobot) -> tuple[RgbdFrame, LidarScan]:
    for _ in range(_PATIENCE):
        frame, scan = robot.frame(), robot.scan()
        if frame is not None and scan is not None:
            return frame, scan
        robot.sleep(_FIRST_LOOK_S)
    raise RobotError("camera or lidar gave nothing for a second; check the sensor faults of this SimRobot")


def _proprioception(state: RobotState) -> Any:
    quaternion = quaternion_from_rotation(state.T_base_tcp[:3, :3])
    values = np.concatenate(
        (state.q_rad, state.qd_rad_s, [state.gripper_width_m], state.force_tcp_n, state.T_base_tcp[:3, 3],
         quaternion)
    )  # fmt: skip
    low, high = _proprioception_bounds(len(state.q_rad))
    return np.clip(values.astype(np.float32), low, high)


def _proprioception_bounds(n: int) -> tuple[Any, Any]:
    """Generous: no arm of ours turns, runs, presses or reaches beyond them."""
    high = np.concatenate(
        (np.full(n, 2 * np.pi), np.full(n, 10.0), [0.5], np.full(3, 1000.0), np.full(3, 3.0), np.ones(4))
    )
    return -high.astype(np.float32), high.astype(np.float32)
