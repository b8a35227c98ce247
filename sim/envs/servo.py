# SPDX-License-Identifier: Apache-2.0
"""Follows a target that changes at every step, within the same limits that the gate checks.

The gate itself reads the machine's clock to notice a robot that no longer answers, so that what it lets
through depends on how busy the machine is. An environment must not: it asks the gate's check directly.
"""

from __future__ import annotations

import numpy as np
import ruckig

from mm_robot.config import Config
from mm_robot.control.limits import check
from mm_robot.planning.arm import Arm
from mm_robot.planning.timing import Limits
from mm_robot.types import FloatArray, Trajectory
from mm_robot_sim.robots.robot import SimRobot

_SAMPLE_S = 0.02  # the cubic between samples leaves the profile by less than 1e-4 rad at our jerk
_SAFETY = 0.95  # share of the limits used: the cubic between samples may swing over by a little
_FOLLOWS_RAD = 0.03  # an arm farther from its reference is being held: go on from where it is


class Servo:
    """Moves the arm of one robot. Its motions join without a jump of position, velocity or acceleration."""

    def __init__(self, robot: SimRobot, arm: Arm, config: Config) -> None:
        self._robot, self._arm, self._config = robot, arm, config
        self._limits = Limits.of(config.robot, config.planning, _SAFETY)
        self._profile: ruckig.Trajectory | None = None
        self._begun_s = 0.0

    def toward(self, q_rad: FloatArray) -> str | None:
        """Move to joint positions (n,) and come to rest there; the motion before this one is dropped.

        Returns:
            None, or why the motion was not let through: then the one before goes on to its end.
        """
        state = self._robot.state()
        q, qd, qdd = self._now(state.stamp_s, state.q_rad)
        n = len(q)
        given = ruckig.InputParameter(n)
        given.current_position, given.current_velocity, given.current_acceleration = q, qd, qdd
        given.target_position = np.asarray(q_rad, dtype=np.float64)
        given.max_velocity = self._limits.qd_rad_s
        given.max_acceleration = self._limits.qdd_rad_s2
        given.max_jerk = self._limits.qddd_rad_s3
        profile = ruckig.Trajectory(n)
        result = ruckig.Ruckig(n).calculate(given, profile)
        if result not in (ruckig.Result.Working, ruckig.Result.Finished):
            return f"no motion to {np.round(q_rad, 3).tolist()}: {result}"
        trajectory = _sampled(profile)
        refused = check(trajectory, state, self._config, self._arm.forward)
        if refused is None:
            self._robot.send_trajectory(trajectory)
            self._profile, self._begun_s = profile, state.stamp_s
        return refused

    def _now(self, stamp_s: float, measured_rad: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Where the reference is now: position, velocity, acceleration, each (n,)."""
        still = np.zeros(len(measured_rad))
        if self._profile is None:
            return measured_rad, still, still
        at = min(stamp_s - self._begun_s, self._profile.duration)
        q, qd, qdd = (np.array(values) for values in self._profile.at_time(at)[:3])
        if float(np.abs(q - measured_rad).max()) > _FOLLOWS_RAD:
            return measured_rad, still, still
        if at >= self._profile.duration:
            return q, still, still
        return q, qd, qdd


def _sampled(profile: ruckig.Trajectory) -> Trajectory:
    duration = max(profile.duration, 2 * _SAMPLE_S)
    t = np.linspace(0.0, duration, max(2, int(np.ceil(duration / _SAMPLE_S)) + 1))
    rows = [profile.at_time(min(float(time), profile.duration))[:2] for time in t]
    q, qd = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    qd[-1] = 0.0
    return Trajectory(q, qd, t)
