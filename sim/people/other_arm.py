# SPDX-License-Identifier: Apache-2.0
"""The arm that does not give or take: hangs, swings in walking, points, reaches over the table."""

from __future__ import annotations

import math

import numpy as np

from mm_robot.geometry import rotation_from_axes
from mm_robot.types import FloatArray
from mm_robot_sim.people.build import Build
from mm_robot_sim.people.figure import Figure, HandPose
from mm_robot_sim.people.mannequin import WRIST_M
from mm_robot_sim.people.stance import Posture

SPEED_M_S, ACCELERATION_M_S2 = (
    0.9,
    5.0,
)  # of unhurried reaching (Flash & Hogan 1985: 0.4 to 1 m/s at the peak)
_SETTLED_M = 0.001
_TURN_1_S = 7.0  # the hand takes its attitude with a time constant of 1/7 s


class OtherArm:
    """Follows a goal at a limited speed; without one it hangs."""

    def __init__(self, build: Build, figure: Figure, posture: Posture) -> None:
        self._build, self._figure = build, figure
        self._goal_m: FloatArray | None = None
        self._fingers = self._goal_fingers = np.array([0.0, 0.0, -1.0])
        self._curl_rad = self._goal_curl_rad = 0.5
        self._speed_m_s = SPEED_M_S
        self._velocity_m_s = np.zeros(3)
        self._pose: HandPose | None = None
        self._rests_in: Posture | None = None  # the posture in which it has come to rest, hanging
        self.at_m = self._figure.hanging_m(posture, self._build.side)

    def go(self, palm_m: FloatArray, fingers: FloatArray, curl_rad: float, speed_m_s: float) -> None:
        """Bring the palm to (3,) `palm_m`, its fingers along (3,) `fingers`."""
        self._goal_m = np.array(palm_m, float)
        self._goal_fingers = fingers / max(float(np.linalg.norm(fingers)), 1e-9)
        self._goal_curl_rad, self._speed_m_s = curl_rad, speed_m_s

    def hang(self) -> None:
        """Back to the side of the body."""
        self._goal_m, self._goal_curl_rad = None, 0.5

    @property
    def goal_m(self) -> FloatArray | None:
        """(3,) where the palm is to go, or None when the arm is to hang."""
        return self._goal_m

    @property
    def goal_wrist_m(self) -> FloatArray | None:
        """(3,) where the forearm is to end, or None when the arm is to hang."""
        return None if self._goal_m is None else self._goal_m + self._goal_fingers * float(WRIST_M[1])

    @property
    def moving(self) -> bool:
        """Whether it is not yet where it should be."""
        return self._goal_m is not None and float(np.linalg.norm(self._goal_m - self.at_m)) > 0.01

    def flinch(self, shift_m: FloatArray) -> None:
        """Be pushed by (3,), and have the goal no farther in than that."""
        self.at_m = self.at_m + shift_m
        self._rests_in = None
        self._velocity_m_s = np.zeros(3)
        if self._goal_m is not None:
            self._goal_m = self._goal_m + shift_m

    def advance(self, posture: Posture, period_s: float, carried_m_s: FloatArray) -> HandPose:
        """Move on by `period_s` and say where the hand is; the body moves with (3,) `carried_m_s`."""
        resting = self._goal_m is None
        if resting and posture is self._rests_in and self._pose is not None:
            return self._pose
        goal = self._figure.hanging_m(posture, self._build.side) if self._goal_m is None else self._goal_m
        line = goal - self.at_m
        distance = float(np.linalg.norm(line))
        # As fast as it may while it can still come to rest at the goal.
        pace = min(self._speed_m_s, math.sqrt(2 * ACCELERATION_M_S2 * 0.5 * distance))
        wish = line / max(distance, 1e-9) * min(pace, distance / period_s) + carried_m_s * resting
        change = wish - self._velocity_m_s
        most = ACCELERATION_M_S2 * period_s * (4 if resting and distance < 0.1 else 1)
        size = float(np.linalg.norm(change))
        self._velocity_m_s = self._velocity_m_s + change * min(1.0, most / max(size, 1e-9))
        self.at_m = self.at_m + self._velocity_m_s * period_s
        share = min(_TURN_1_S * period_s, 1.0)
        fingers = posture.turn(np.array([0.0, -0.15, -1.0])) if resting else self._goal_fingers
        self._fingers = self._fingers + share * (fingers - self._fingers)
        self._curl_rad += share * (self._goal_curl_rad - self._curl_rad)
        self._pose = HandPose(self.at_m, self._attitude(posture), self._curl_rad)
        settled = resting and distance < _SETTLED_M and float(np.abs(fingers - self._fingers).max()) < 0.01
        self._rests_in = posture if settled else None
        return self._pose

    def _attitude(self, posture: Posture) -> FloatArray:
        """(3, 3) palm inward when the fingers point down, and down when they point ahead."""
        along = self._fingers / max(float(np.linalg.norm(self._fingers)), 1e-9)
        inward = posture.turn(np.array([-float(self._build.side), 0.0, 0.0]))
        level = math.hypot(along[0], along[1])
        out = inward * (1 - level) + np.array([0.0, 0.0, -1.0]) * level
        out = out - along * float(out @ along)
        return rotation_from_axes(np.cross(along, out), out)
