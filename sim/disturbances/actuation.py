# SPDX-License-Identifier: Apache-2.0
"""What happens to the robot itself: a gripper that jams, a joint that is slower than commanded."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from mm_robot_sim.disturbances.disturbance import Disturbance, Need


class GripperJams(Disturbance):
    """Dirt in the guide or a driver that restarts: the pads stay where they are for 1 to 3 s, or for good.

    It happens as the tool comes near what it is to grasp, before the pads close.
    """

    name = "gripper_jams"
    needs: ClassVar[frozenset[Need]] = frozenset({"target", "grasp"})

    def prepare(self) -> None:
        """Draw how near, how long."""
        self._near_m, self._lasts_s = self._rng.uniform(0.05, 0.12), self._rng.uniform(1.0, 3.0)
        self._for_good = bool(self._rng.random() < 0.3)

    def due(self, now_s: float) -> bool:
        """The tool is about to close on the target."""
        return self._moving_since_s is not None and self._to_target_m() < self._near_m

    def fire(self, now_s: float) -> str:
        """The pads stay."""
        self._robot.faults.gripper_jammed = True
        return "the gripper jammed " + ("for good" if self._for_good else f"for {self._lasts_s:.1f} s")

    def go_on(self, now_s: float, since_s: float) -> bool:
        """It comes free by itself, or does not."""
        if self._for_good or since_s < self._lasts_s:
            return self._for_good
        self._robot.faults.gripper_jammed = False
        return True


class JointSlow(Disturbance):
    """A hot drive or low voltage: one joint follows at only 30 to 70 % of the speed commanded, to the end."""

    name = "joint_slow"

    def prepare(self) -> None:
        """Draw moment, joint and share."""
        self._after_s = self._rng.uniform(0.0, 2.0)
        self._joint = int(self._rng.integers(len(self._dofs)))
        self._share = float(self._rng.uniform(0.3, 0.7))

    def due(self, now_s: float) -> bool:
        """Some time after the arm has set out."""
        return self._moved_for_s(now_s) >= self._after_s

    def fire(self, now_s: float) -> str:
        """Slow from now on."""
        shares = np.ones(len(self._dofs))
        shares[self._joint] = self._share
        self._robot.faults.joint_speed_share = shares
        return f"joint {self._joint + 1} was slowed to {100 * self._share:.0f} %"
