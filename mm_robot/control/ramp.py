# SPDX-License-Identifier: Apache-2.0
"""Ramps to rest: along the path under way where the arm is on it, else from the present motion."""

from __future__ import annotations

import numpy as np
import ruckig

from mm_robot.config import ControlConfig, RobotConfig
from mm_robot.control.limits import check_motion, sample
from mm_robot.types import FloatArray, RobotState, Trajectory

_SAMPLE_S = 0.004
_SHORTEST_S = 0.04
_GROWTH = 1.15  # from one tried duration to the next: at most this much longer than necessary
_BLEND = 0.13  # share of the ramp in which the deceleration builds up, and again in which it fades
_WINDOW_S = 0.25  # how far a reading may lag behind, or run ahead of, the clock on the path


def ramp(
    active: Trajectory | None,
    elapsed_s: float,
    state: RobotState,
    robot: RobotConfig,
    control: ControlConfig,
) -> Trajectory | None:
    """A motion from the present reading to rest within position, velocity, acceleration and jerk limits.

    It follows `active`, begun `elapsed_s` ago, while the arm is on it: that path was checked. None when there
    is no such ramp of at most `control.stop_duration_max_s`; then only the driver's own brake is left.
    """
    if active is not None:
        at_s = _place_on(active, elapsed_s, state, control)
        if at_s is not None:
            slowed = along_path(active, at_s + control.command_latency_s, robot, control)
            if slowed is not None:
                return slowed
    return from_motion(state, robot, control)


def along_path(
    active: Trajectory, at_s: float, robot: RobotConfig, control: ControlConfig
) -> Trajectory | None:
    """The rest of `active` from time `at_s`, slowed down to rest as quickly as the limits allow."""
    duration = _SHORTEST_S
    while duration <= control.stop_duration_max_s:
        law = _slow_down(duration)
        t = _times(law.duration)
        s, rate = np.array([[v[0] for v in law.at_time(float(x))[:2]] for x in t]).T
        q, qd = sample(active, at_s + s)
        past = (at_s + s) >= active.duration_s  # the path itself has ended, at rest
        qd = qd * np.where(past, 0.0, rate)[:, None]
        qd[-1] = 0.0
        slowed = Trajectory(q, qd, t)
        if check_motion(slowed, robot, control.stop_acceleration_share) is None:
            return slowed
        duration *= _GROWTH
    return None


def from_motion(state: RobotState, robot: RobotConfig, control: ControlConfig) -> Trajectory | None:
    """Every joint from its present velocity to rest, all taking the same time."""
    n = len(robot.joint_names)
    given = ruckig.InputParameter(n)
    given.control_interface = ruckig.ControlInterface.Velocity
    given.current_position, given.current_velocity = state.q_rad.tolist(), state.qd_rad_s.tolist()
    given.target_velocity = [0.0] * n
    share = control.stop_acceleration_share * 0.98  # the cubic between samples swings over a little
    given.max_acceleration = [share * a for a in robot.qdd_max_rad_s2]
    # A third of the jerk limit costs under 5 ms per ramp and keeps the sampled curve inside it.
    given.max_jerk = [j / 3 for j in robot.qddd_max_rad_s3]
    profile = ruckig.Trajectory(n)
    try:
        result = ruckig.Ruckig(n).calculate(given, profile)
    except RuntimeError:  # ruckig's way to refuse numbers out of its range
        return None
    if result not in (ruckig.Result.Working, ruckig.Result.Finished):
        return None
    if not 0.0 < profile.duration <= control.stop_duration_max_s:
        return None
    t = _times(profile.duration)
    rows = np.array([profile.at_time(float(x))[:2] for x in t])
    rows[-1, 1] = 0.0
    free = Trajectory(rows[:, 0], rows[:, 1], t)
    return free if check_motion(free, robot) is None else None


def _place_on(
    active: Trajectory, elapsed_s: float, state: RobotState, control: ControlConfig
) -> float | None:
    """The time on `active` at which the arm is, near the clock's; None when it is not on that path."""
    late, early = elapsed_s - _WINDOW_S, elapsed_s + 0.1 * _WINDOW_S
    times = np.linspace(max(late, 0.0), max(min(early, active.duration_s), 0.001), 200)
    q, qd = sample(active, times)
    # Ties (near the ends, where nothing moves) go to the clock.
    cost = np.abs(q - state.q_rad).max(axis=1) + 1e-3 * np.abs(times - elapsed_s)
    i = int(cost.argmin())
    on_path = np.abs(q[i] - state.q_rad).max() <= control.start_tolerance_rad
    as_fast = np.abs(qd[i] - state.qd_rad_s).max() <= 2 * control.start_tolerance_rad_s
    return float(times[i]) if on_path and as_fast else None


def _slow_down(duration_s: float) -> ruckig.Trajectory:
    """The law by which time on the path slows from full rate to a standstill in `duration_s`."""
    given = ruckig.InputParameter(1)
    given.control_interface = ruckig.ControlInterface.Velocity
    given.current_velocity, given.target_velocity = [1.0], [0.0]
    push = 1.0 / ((1.0 - _BLEND) * duration_s)
    given.max_acceleration, given.max_jerk = [push], [push / (_BLEND * duration_s)]
    law = ruckig.Trajectory(1)
    ruckig.Ruckig(1).calculate(given, law)
    return law


def _times(duration_s: float) -> FloatArray:
    return np.linspace(0.0, duration_s, max(3, int(np.ceil(duration_s / _SAMPLE_S)) + 1))
