# SPDX-License-Identifier: Apache-2.0
"""The Robot protocol: all that an arm, or somebody else's simulator, must offer."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from mm_robot.types import LidarScan, RgbdFrame, RobotState, Trajectory


@runtime_checkable
class Robot(Protocol):
    """An arm with a two-finger gripper, a depth camera and, if it has one, a lidar.

    Every method returns at once except `sleep`. A trajectory or gripper command replaces the one under way.
    Nothing in mm_robot calls `send_trajectory`, `send_gripper` or `hold` but control/gate.py.
    """

    def state(self) -> RobotState:
        """The newest joint, gripper, force and tool-pose readings."""
        ...

    def send_trajectory(self, trajectory: Trajectory) -> None:
        """Start to follow `trajectory` now, instead of any earlier one."""
        ...

    def send_gripper(self, width_m: float, force_n: float) -> None:
        """Start to move the pads to `width_m` apart, pressing with at most `force_n`."""
        ...

    def hold(self) -> None:
        """Drop the trajectory under way and hold the present position; the driver's own stop."""
        ...

    def frame(self) -> RgbdFrame | None:
        """The newest camera frame, or None before the first."""
        ...

    def scan(self) -> LidarScan | None:
        """The newest lidar sweep, or None before the first or without a lidar."""
        ...

    def sleep(self, duration_s: float) -> None:
        """Let that much of the robot's time pass: `time.sleep` on hardware, physics steps in a simulator."""
        ...
