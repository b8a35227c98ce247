# SPDX-License-Identifier: Apache-2.0
"""What a motion may do: shape, start, joint position, velocity, acceleration, jerk, and the tool's box.

What is executed is the cubic Hermite curve between the samples, so its extremes are checked, not the samples.
Every function returns None when all is well, or the reason in plain English.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mm_robot.config import Config, RobotConfig
from mm_robot.types import FloatArray, RobotState, Trajectory

Forward = Callable[[FloatArray], FloatArray]  # (n,) joint positions -> (4, 4) T_base_tcp

_ROUNDING = 1e-6  # share of a limit: a motion planned exactly at a limit is inside it
_END_SPEED_RAD_S = 0.01  # a motion must end at rest; planners leave less than this
_STEP_RAD = 0.02  # no joint moves farther between two checks of the tool: under 2 cm at 0.9 m reach
_MAX_CHECKS = 4000


def check(trajectory: Trajectory, state: RobotState, config: Config, forward: Forward | None) -> str | None:
    """Why `trajectory` must not be sent to an arm in `state`, or None."""
    robot, control = config.robot, config.control
    malformed = check_shape(trajectory, len(robot.joint_names), control.max_duration_s)
    return malformed or (
        _check_start(trajectory, state, config)
        or _check_end(trajectory, robot)
        or check_motion(trajectory, robot)
        or _check_workspace(trajectory, config, forward)
    )


def check_shape(trajectory: Trajectory, joints: int, max_duration_s: float) -> str | None:
    """Arrays of the right shape, finite, with times that rise from 0."""
    q, qd, t = trajectory.q_rad, trajectory.qd_rad_s, trajectory.t_s
    if not all(isinstance(a, np.ndarray) and a.dtype.kind in "fiu" for a in (q, qd, t)):
        return "the motion is not made of arrays of numbers"
    if t.ndim != 1 or len(t) < 2 or q.shape != (len(t), joints) or qd.shape != q.shape:
        return (
            f"the motion's shapes do not fit: q_rad {q.shape}, qd_rad_s {qd.shape}, t_s {t.shape}; "
            f"expected (T, {joints}), (T, {joints}), (T,) with T >= 2"
        )
    if not (np.isfinite(q).all() and np.isfinite(qd).all() and np.isfinite(t).all()):
        return "the motion holds values that are not finite"
    if t[0] != 0.0 or (np.diff(t) <= 0.0).any():
        return "the motion's times do not rise from 0"
    if t[-1] > max_duration_s:
        return f"the motion lasts {t[-1]:.1f} s, longer than control.max_duration_s {max_duration_s:.1f} s"
    return None


def check_motion(trajectory: Trajectory, robot: RobotConfig, acceleration_share: float = 1.0) -> str | None:
    """Joint position, velocity, acceleration and jerk of the executed curve against the robot's limits."""
    q, qd, t = trajectory.q_rad, trajectory.qd_rad_s, trajectory.t_s
    h = np.diff(t)[:, None]
    slope = np.diff(q, axis=0) / h
    # On a segment of length h: q(u) = q0 + h (qd0 u + c2 u^2 + c3 u^3), u in 0..1.
    c2 = 3 * slope - 2 * qd[:-1] - qd[1:]
    c3 = qd[:-1] + qd[1:] - 2 * slope
    with np.errstate(all="ignore"):  # checked in the next line
        begin, end, jerk = 2 * c2 / h, (2 * c2 + 6 * c3) / h, 6 * c3 / h**2
    if not (np.isfinite(begin).all() and np.isfinite(end).all() and np.isfinite(jerk).all()):
        return "the motion's times lie too close together"
    low, high = _position_range(q, qd, h, c2, c3)
    # An arm that stands outside its range (hand-guided there) may move, but not farther out.
    q_min = np.minimum(np.array(robot.q_min_rad), q[0])
    q_max = np.maximum(np.array(robot.q_max_rad), q[0])
    return (
        _under(low, q_min, robot)
        or _over("position", high, q_max, "rad", robot)
        or _over("velocity", _speed(qd, c2, c3), np.array(robot.qd_max_rad_s), "rad/s", robot)
        or _over(
            "acceleration",
            np.maximum(np.abs(begin), np.abs(end)).max(axis=0),
            np.array(robot.qdd_max_rad_s2) * acceleration_share,
            "rad/s^2",
            robot,
        )
        or _over("jerk", np.abs(jerk).max(axis=0), np.array(robot.qddd_max_rad_s3), "rad/s^3", robot)
        or _over("jerk", _knot_jerk(begin, end, h), np.array(robot.qddd_max_rad_s3), "rad/s^3", robot)
    )


def sample(trajectory: Trajectory, at_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Positions and velocities (K, n) of the executed curve at times (K,), clamped to its duration."""
    t = trajectory.t_s
    at = np.clip(at_s, 0.0, t[-1])
    i = np.clip(np.searchsorted(t, at, side="right") - 1, 0, len(t) - 2)
    h = (t[i + 1] - t[i])[:, None]
    u = (at - t[i])[:, None] / h
    q0, qd0, qd1 = trajectory.q_rad[i], trajectory.qd_rad_s[i], trajectory.qd_rad_s[i + 1]
    slope = (trajectory.q_rad[i + 1] - q0) / h
    c2, c3 = 3 * slope - 2 * qd0 - qd1, qd0 + qd1 - 2 * slope
    return q0 + h * u * (qd0 + u * (c2 + u * c3)), qd0 + u * (2 * c2 + 3 * u * c3)


def _check_start(trajectory: Trajectory, state: RobotState, config: Config) -> str | None:
    robot, control = config.robot, config.control
    away = np.abs(trajectory.q_rad[0] - state.q_rad)
    faster = np.abs(trajectory.qd_rad_s[0] - state.qd_rad_s)
    j, k = int(away.argmax()), int(faster.argmax())
    if away[j] > control.start_tolerance_rad:
        return (
            f"the motion does not begin where the arm is: {robot.joint_names[j]} is "
            f"{away[j]:.3f} rad away (allowed {control.start_tolerance_rad:.3f})"
        )
    if faster[k] > control.start_tolerance_rad_s:
        return (
            f"the motion does not begin at the arm's velocity: {robot.joint_names[k]} differs by "
            f"{faster[k]:.3f} rad/s (allowed {control.start_tolerance_rad_s:.3f})"
        )
    return None


def _check_end(trajectory: Trajectory, robot: RobotConfig) -> str | None:
    speed = np.abs(trajectory.qd_rad_s[-1])
    j = int(speed.argmax())
    if speed[j] > _END_SPEED_RAD_S:
        return f"the motion does not end at rest: {robot.joint_names[j]} still moves at {speed[j]:.3f} rad/s"
    return None


def _check_workspace(trajectory: Trajectory, config: Config, forward: Forward | None) -> str | None:
    if not config.control.check_workspace:
        return None
    if forward is None:
        return "the tool's way cannot be checked without kinematics; see control.check_workspace"
    way = float(np.abs(np.diff(trajectory.q_rad, axis=0)).max(axis=1).sum())
    count = min(_MAX_CHECKS, max(2, int(np.ceil(way / _STEP_RAD)) + 1, len(trajectory.t_s)))
    low, high = np.array(config.control.workspace_min_m), np.array(config.control.workspace_max_m)
    allowed = np.zeros(3)
    for i, q in enumerate(sample(trajectory, np.linspace(0.0, trajectory.duration_s, count))[0]):
        tool = np.asarray(forward(q))[:3, 3]
        if not np.isfinite(tool).all():
            return "the kinematics give a tool position that is not finite"
        outside = np.maximum(np.maximum(low - tool, tool - high), 0.0)
        if i == 0:  # a tool that stands outside may move, but not farther out
            allowed = outside + 1e-4
        axis = int((outside - allowed).argmax())
        if outside[axis] > allowed[axis]:
            return (
                f"the tool would leave its workspace: {'xyz'[axis]} = {tool[axis]:.3f} m, allowed "
                f"{low[axis]:.3f} to {high[axis]:.3f}"
            )
    return None


def _position_range(
    q: FloatArray, qd: FloatArray, h: FloatArray, c2: FloatArray, c3: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest position (n,) of the curve: at samples, and between where the velocity is zero."""
    low, high = q.min(axis=0), q.max(axis=0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # Roots of qd0 + 2 c2 u + 3 c3 u^2, in the form that does not cancel.
        root = np.sqrt(np.maximum(c2**2 - 3 * c3 * qd[:-1], 0.0))
        pivot = -(c2 + np.where(c2 >= 0, root, -root))
        for u in (pivot / (3 * c3), qd[:-1] / pivot):
            inside = np.isfinite(u) & (u > 0.0) & (u < 1.0)
            at = np.where(inside, u, 0.0)
            turn = q[:-1] + h * at * (qd[:-1] + at * (c2 + at * c3))
            low, high = np.minimum(low, turn.min(axis=0)), np.maximum(high, turn.max(axis=0))
    return low, high


def _speed(qd: FloatArray, c2: FloatArray, c3: FloatArray) -> FloatArray:
    """Highest speed (n,) of the curve: at samples, and where the acceleration is zero between."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        u = -c2 / (3 * c3)
        at = np.where(np.isfinite(u) & (u > 0.0) & (u < 1.0), u, 0.0)
        between = np.abs(qd[:-1] + at * (2 * c2 + 3 * at * c3))
    return np.asarray(np.maximum(np.abs(qd).max(axis=0), between.max(axis=0)))


def _knot_jerk(begin: FloatArray, end: FloatArray, h: FloatArray) -> FloatArray:
    """Steps of the acceleration between segments, spread over half of each neighbour, as jerk (n,).

    A curve sampled from a motion of jerk J shows at most 32/27 J here (its Hermite accelerations are off by
    at most 16/27 J h at either end), so this finds what the constant jerk inside the segments cannot show.
    """
    if len(h) < 2:
        return np.zeros(begin.shape[1])
    steps = np.abs(begin[1:] - end[:-1]) / (0.5 * (h[1:] + h[:-1]))
    return np.asarray(steps.max(axis=0) * 27 / 32)


def _over(what: str, peak: FloatArray, limit: FloatArray, unit: str, robot: RobotConfig) -> str | None:
    excess = peak - limit - _ROUNDING * np.maximum(np.abs(limit), 1.0)
    j = int(excess.argmax())
    if excess[j] <= 0.0:
        return None
    return f"{robot.joint_names[j]} {what} would reach {peak[j]:.3f} {unit}, limit {limit[j]:.3f}"


def _under(lowest: FloatArray, limit: FloatArray, robot: RobotConfig) -> str | None:
    short = limit - lowest - _ROUNDING
    j = int(short.argmax())
    if short[j] <= 0.0:
        return None
    return f"{robot.joint_names[j]} position would reach {lowest[j]:.3f} rad, limit {limit[j]:.3f}"
