# SPDX-License-Identifier: Apache-2.0
"""Where somebody stands and which way they face; walking from place to place, a step at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.geometry import rotation_z
from mm_robot.types import FloatArray
from mm_robot_sim.people.limbs import stride_m
from mm_robot_sim.scenes.scenery import FLOOR_Z_M

WALK_MIN_M_S, WALK_MAX_M_S = 0.3, 1.2  # strolling to brisk, indoors
ACCELERATION_M_S2 = 1.2  # people reach their pace within two steps
TURN_RAD_S = 2.6
STARTLED_S = 0.6  # whoever walks into something stops that long
GIVES_UP_AFTER = 3  # times of walking into something
SIDESTEP_M = 0.45  # so short a way is gone without turning about
LEAN_RAD_S, LEAN_MAX_RAD = 1.4, 1.0
_ARRIVED_M, _FACING_RAD = 0.001, 0.7
_MARCH_HZ = 0.9  # strides per second while turning on the spot or being pushed


@dataclass(frozen=True)
class Posture:
    """How a body stands at one instant; equal postures are drawn alike."""

    x_m: float
    y_m: float
    heading_rad: float  # 0 faces -y, the table; counter-clockwise seen from above
    lean_rad: float  # of the trunk, forward about the hips
    phase: float  # 0 to 1 of a stride
    stride_m: float  # 0 when standing or stepping on the spot
    steps: float  # 0 standing, 1 feet lifted in full
    way_rad: float  # the direction of walking, from the heading

    def place(self, local_m: FloatArray) -> FloatArray:
        """(3,) base frame, of a point (3,) seen from between the feet of the upright body."""
        x, y, z = rotation_z(self.heading_rad) @ local_m
        return np.array([self.x_m + x, self.y_m + y, FLOOR_Z_M + z])

    def turn(self, local: FloatArray) -> FloatArray:
        """(3,) base frame, of a direction (3,) seen from the body."""
        return np.asarray(rotation_z(self.heading_rad) @ local)


class Stance:
    """Moves the feet. Call `advance` often; the body never jumps except by `appear`."""

    def __init__(self, at_m: FloatArray, height_m: float) -> None:
        """`at_m`: (2,) base frame; facing the table."""
        self.at_m = np.array(at_m, float)
        self._height_m = height_m
        self.heading_rad = 0.0
        self.lean_rad = 0.0
        self.lean_goal_rad = 0.0
        self._speed_m_s = 0.0
        self._pace_m_s = 0.0
        self._stands_s = 0.0
        self._startles = 0
        self._way: list[FloatArray] = []
        self._facing_rad: float | None = None
        self._sidesteps = False
        self._phase = self._steps = self._way_rad = 0.0
        self._posture: Posture | None = None

    @property
    def walking(self) -> bool:
        """Whether the feet are still to go somewhere, or to turn."""
        return bool(self._way) or self._facing_rad is not None

    @property
    def blocked(self) -> bool:
        """Whether they gave up the last walk because something stood in the way."""
        return self._startles >= GIVES_UP_AFTER

    @property
    def velocity_m_s(self) -> FloatArray:
        """(3,) of the body, base frame."""
        if not self._way or self._speed_m_s == 0.0:
            return np.zeros(3)
        line = self._way[0] - self.at_m
        return np.array([*(self._speed_m_s * line / max(float(np.linalg.norm(line)), 1e-9)), 0.0])

    @property
    def posture(self) -> Posture:
        """As it is now; the same object for as long as nothing has changed."""
        stride = stride_m(self._speed_m_s, self._height_m) if self._speed_m_s > 0.02 else 0.0
        now = Posture(
            float(self.at_m[0]), float(self.at_m[1]), self.heading_rad, self.lean_rad, self._phase, stride,
            self._steps, self._way_rad,
        )  # fmt: skip
        if now != self._posture:
            self._posture = now
        return self._posture

    def walk(self, way_m: Sequence[FloatArray], speed_m_s: float, facing_rad: float | None) -> None:
        """Set out along (2,) points, in place of any earlier way; then turn to `facing_rad`, if given."""
        self._way = [np.array(point, float) for point in way_m]
        self._pace_m_s = float(np.clip(speed_m_s, WALK_MIN_M_S, WALK_MAX_M_S))
        self._facing_rad = facing_rad
        self._sidesteps = self._left_m() < SIDESTEP_M
        self._startles = 0

    def halt(self) -> None:
        """Stay where you are, within a step."""
        self._way, self._facing_rad = [], None

    def appear(self, at_m: FloatArray, heading_rad: float) -> None:
        """Be there at once, before anybody looks."""
        self.halt()
        self.at_m, self.heading_rad = np.array(at_m, float), heading_rad
        self._speed_m_s = self._steps = self.lean_rad = self.lean_goal_rad = 0.0

    def give_way(self, velocity_m_s: FloatArray, period_s: float) -> None:
        """Be pushed with (2,) velocity: stumble along with it, and stand for a moment before walking on."""
        if self._way and self._stands_s == 0.0:
            self._startles += 1
        self._speed_m_s, self._stands_s = 0.0, STARTLED_S
        if self._startles >= GIVES_UP_AFTER:
            self.halt()
        self.at_m = self.at_m + velocity_m_s * period_s
        self._steps = min(1.0, self._steps + 4 * period_s)
        self._phase = (self._phase + _MARCH_HZ * period_s) % 1.0

    def advance(self, period_s: float) -> None:
        """Let time pass."""
        lean = self.lean_goal_rad - self.lean_rad
        self.lean_rad += float(np.clip(lean, -LEAN_RAD_S * period_s, LEAN_RAD_S * period_s))
        turning = self._turn(period_s)
        if self._way:
            self._go(period_s, waits=turning and not self._sidesteps)
        elif self._speed_m_s:
            self._speed_m_s = 0.0
        lifted = self._speed_m_s > 0.02 or turning
        self._steps = float(np.clip(self._steps + (4 if lifted else -4) * period_s, 0.0, 1.0))
        if self._speed_m_s > 0.02:
            self._phase = (
                self._phase + self._speed_m_s / stride_m(self._speed_m_s, self._height_m) * period_s
            ) % 1.0
        elif self._steps > 0:
            self._phase = (self._phase + _MARCH_HZ * period_s) % 1.0

    def _left_m(self) -> float:
        points = [self.at_m, *self._way]
        return float(sum(np.linalg.norm(b - a) for a, b in zip(points, points[1:], strict=False)))

    def _turn(self, period_s: float) -> bool:
        """Turn towards where to look; whether it is so far off that walking on must wait."""
        if self._way and not self._sidesteps:
            line = self._way[0] - self.at_m
            if float(np.linalg.norm(line)) < 0.05:
                return False
            goal = math.atan2(line[0], -line[1])
        elif self._facing_rad is not None:
            goal = self._facing_rad
        else:
            return False
        off = (goal - self.heading_rad + math.pi) % (2 * math.pi) - math.pi
        most = TURN_RAD_S * period_s
        self.heading_rad += float(np.clip(off, -most, most))
        if not self._way and abs(off) <= most:
            self._facing_rad = None
        return abs(off) > _FACING_RAD or (not self._way and abs(off) > most)

    def _go(self, period_s: float, waits: bool) -> None:
        line = self._way[0] - self.at_m
        distance = float(np.linalg.norm(line))
        if distance < _ARRIVED_M:
            self.at_m = self._way.pop(0)
            return
        left = self._left_m()
        self._stands_s = max(self._stands_s - period_s, 0.0)
        pace = min(self._pace_m_s, math.sqrt(2 * ACCELERATION_M_S2 * left) + 0.02)
        wish = 0.0 if waits or self._stands_s else pace
        most = ACCELERATION_M_S2 * period_s
        self._speed_m_s += float(np.clip(wish - self._speed_m_s, -2 * most, most))
        self._speed_m_s = max(self._speed_m_s, 0.0)
        step = min(self._speed_m_s * period_s, distance)
        self.at_m = self.at_m + line * (step / distance)
        self._way_rad = math.atan2(line[0], -line[1]) - self.heading_rad
