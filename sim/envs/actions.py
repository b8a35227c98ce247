# SPDX-License-Identifier: Apache-2.0
"""What a policy may ask for: numbers from -1 to 1, and the joint target and pad distance they stand for."""

from __future__ import annotations

from typing import Literal

import numpy as np
from gymnasium import spaces
from scipy.spatial.transform import Rotation

from mm_robot.config import Config
from mm_robot.errors import InputError
from mm_robot.geometry import pose
from mm_robot.planning.arm import Arm
from mm_robot.types import FloatArray

Mode = Literal["delta", "pose", "joint"]
MODES: tuple[Mode, ...] = ("delta", "pose", "joint")
STEP_M, STEP_RAD = 0.04, 0.25  # of a full delta action
LEAD_M = 0.12  # the target of delta actions runs at most this far ahead of the tool


class Actions:
    """Turns the actions of one mode into targets. The last number is always the gripper: -1 shut, 1 open.

    `delta`: (7,) move the tool's target by STEP_M times the first three, in the base frame, and turn it by
    STEP_RAD times the next three about the base axes. `pose`: (7,) the first three span the workspace box
    (control.workspace_min_m to workspace_max_m), the next three are a rotation vector in units of pi, about
    the base axes, from the tool pointing straight down as it does at home. `joint`: (n + 1,) each spans its
    joint's range.
    """

    def __init__(self, mode: Mode, arm: Arm, config: Config) -> None:
        """`mode` is one of MODES.

        Raises:
            InputError: there is no such mode.
        """
        if mode not in MODES:
            raise InputError(f"no action mode '{mode}'; available: {', '.join(MODES)}")
        self.mode = mode
        self._arm, self._config = arm, config
        self._low = np.array(config.control.workspace_min_m)
        self._high = np.array(config.control.workspace_max_m)
        self._target = np.eye(4)

    @property
    def space(self) -> spaces.Box:
        """Of the actions."""
        size = self._arm.n + 1 if self.mode == "joint" else 7
        return spaces.Box(-1.0, 1.0, (size,), np.float32)

    def begin(self, T_base_tcp: FloatArray) -> None:
        """The tool's pose (4, 4) when an episode begins: delta actions start there."""
        self._target = T_base_tcp.copy()

    def target(
        self, action: FloatArray, q_rad: FloatArray, T_base_tcp: FloatArray
    ) -> tuple[FloatArray | None, float]:
        """Joint positions (n,) to go to, None when the arm cannot reach, and the pad distance in metres.

        Raises:
            InputError: the action has the wrong shape or is not finite.
        """
        given = np.asarray(action, dtype=np.float64)
        if given.shape != self.space.shape or not np.isfinite(given).all():
            raise InputError(f"expected {self.space.shape[0]} finite numbers in -1..1, got {action!r}")
        given = np.clip(given, -1.0, 1.0)
        width_m = float((given[-1] + 1) / 2 * self._config.robot.gripper_max_width_m)
        if self.mode == "joint":
            low, high = self._arm.q_min, self._arm.q_max
            return low + (given[:-1] + 1) / 2 * (high - low), width_m
        T = self._moved(given, T_base_tcp) if self.mode == "delta" else self._absolute(given)
        # From where the arm is; when that gets stuck, from the postures that most often lead there.
        for seed in (q_rad, *self._arm.seeds(T, q_rad)[1:3]):
            q = self._arm.inverse(T, seed)
            if q is not None:
                self._target = T
                return q, width_m
        return None, width_m

    def action_for(self, T_base_tcp: FloatArray, width_m: float) -> FloatArray:
        """The `pose` action (7,) that asks for this tool pose and pad distance."""
        at = 2 * (T_base_tcp[:3, 3] - self._low) / (self._high - self._low) - 1
        turn = Rotation.from_matrix(T_base_tcp[:3, :3] @ self._down().T).as_rotvec() / np.pi
        grip = 2 * width_m / self._config.robot.gripper_max_width_m - 1
        return np.clip(np.concatenate((at, turn, [grip])), -1.0, 1.0)

    def _moved(self, given: FloatArray, T_base_tcp: FloatArray) -> FloatArray:
        ahead = self._target[:3, 3] + STEP_M * given[:3] - T_base_tcp[:3, 3]
        far = float(np.linalg.norm(ahead))
        at = T_base_tcp[:3, 3] + ahead * min(1.0, LEAD_M / max(far, 1e-9))
        turn = Rotation.from_rotvec(STEP_RAD * given[3:6]).as_matrix()
        return pose(np.clip(at, self._low, self._high), turn @ self._target[:3, :3])

    def _absolute(self, given: FloatArray) -> FloatArray:
        at = self._low + (given[:3] + 1) / 2 * (self._high - self._low)
        return pose(at, Rotation.from_rotvec(np.pi * given[3:6]).as_matrix() @ self._down())

    def _down(self) -> FloatArray:
        return self._arm.forward(self._arm.home)[:3, :3]
