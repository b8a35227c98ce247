# SPDX-License-Identifier: Apache-2.0
"""Joint paths to timed motions that keep velocity, acceleration and jerk limits.

The path becomes a cubic spline (bounded third derivative), and one jerk-limited law from rest to rest
(ruckig) runs along it. Where the path bends, its curvature adds to acceleration and jerk: the whole
motion is then stretched in time until the largest of each, measured on it, is inside its limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import ruckig
from scipy.interpolate import BSpline, make_interp_spline

from mm_robot.config import PlanningConfig, RobotConfig
from mm_robot.errors import InputError
from mm_robot.types import FloatArray, Trajectory

SAMPLE_S = 0.01  # between samples the motion is cubic; at 10 ms it differs from the spline by under 1e-5 rad
_SPACING_S = (
    0.12  # distance of the spline's control points, in time at full speed: how far corners are rounded
)
_SAFETY = 0.98  # share of each limit that is used: the cubic between samples may swing over by a little


@dataclass(frozen=True, eq=False)
class Limits:
    """What a motion may use of velocity, acceleration and jerk, each (n,)."""

    qd_rad_s: FloatArray
    qdd_rad_s2: FloatArray
    qddd_rad_s3: FloatArray

    @staticmethod
    def of(robot: RobotConfig, planning: PlanningConfig, share: float = 1.0) -> Limits:
        """The robot's limits times the configured shares; `share` slows down further."""
        return Limits(
            np.array(robot.qd_max_rad_s) * planning.speed_scale * share,
            np.array(robot.qdd_max_rad_s2) * planning.acceleration_scale * share,
            np.array(robot.qddd_max_rad_s3) * planning.jerk_scale * share,
        )


def smooth(path_rad: FloatArray, limits: Limits, spacing_s: float = _SPACING_S) -> BSpline:
    """A cubic spline along a polyline (K, n); its parameter runs at one joint's full speed.

    Straight parts stay straight (the control points lie at the knots' Greville abscissae, so linear functions
    are reproduced); corners are rounded within two control points.

    Raises:
        InputError: the path has fewer than two points or values that are not finite.
    """
    path = np.asarray(path_rad, dtype=np.float64)
    if path.ndim != 2 or len(path) < 2 or not np.isfinite(path).all():
        raise InputError(f"a path needs two or more finite joint positions, got shape {path.shape}")
    costs = (np.abs(np.diff(path, axis=0)) / limits.qd_rad_s).max(axis=1)
    keep = np.concatenate(([True], costs > 1e-9))
    path, costs = path[keep], costs[keep[1:]]
    if len(path) < 2:  # no motion at all
        path, costs = np.vstack((path, path)), np.array([1e-3])
    length = float(costs.sum())
    at = np.concatenate(([0.0], np.cumsum(costs)))
    count = max(4, int(np.ceil(length / spacing_s)) + 1)
    knots = np.concatenate(([0.0] * 3, np.linspace(0.0, length, count - 2), [length] * 3))
    greville = (knots[1 : 1 + count] + knots[2 : 2 + count] + knots[3 : 3 + count]) / 3
    points = np.column_stack([np.interp(greville, at, path[:, j]) for j in range(path.shape[1])])
    return BSpline(knots, points, 3)


def through(path_rad: FloatArray, limits: Limits) -> BSpline:
    """A spline through every point of a dense path (K, n), such as a straight line of the tool.

    Raises:
        InputError: the path has fewer than two points or values that are not finite.
    """
    path = np.asarray(path_rad, dtype=np.float64)
    if path.ndim != 2 or len(path) < 4 or not np.isfinite(path).all():
        return smooth(path, limits)
    costs = (np.abs(np.diff(path, axis=0)) / limits.qd_rad_s).max(axis=1)
    at = np.concatenate(([0.0], np.cumsum(np.maximum(costs, 1e-6))))
    # Equal steps of the tool should stay equal in the parameter, or the tool would not move evenly.
    return make_interp_spline(np.linspace(0.0, at[-1], len(path)), path, k=3)


def time(curve: BSpline, limits: Limits, min_duration_s: float = 0.0) -> Trajectory:
    """Run along `curve` from rest to rest, as fast as the limits and `min_duration_s` allow."""
    start, end = float(curve.t[0]), float(curve.t[-1])
    s = np.linspace(start, end, max(32, 4 * len(curve.c)))
    slope = np.abs(curve(s, 1)).max(axis=0) + 1e-9
    speed = float((limits.qd_rad_s / slope).min()) * _SAFETY
    push = float((limits.qdd_rad_s2 / slope).min()) * _SAFETY
    jerk = float((limits.qddd_rad_s3 / slope).min()) * _SAFETY
    profile = _law(end - start, speed, push, jerk)
    stretch = max(1.0, min_duration_s / profile.duration, _excess(curve, start, profile, limits))
    duration = profile.duration * stretch
    t = np.linspace(0.0, duration, max(2, int(np.ceil(duration / SAMPLE_S)) + 1))
    position, velocity = _along(profile, t / stretch)[:2]
    q = curve(start + position)
    qd = curve(start + position, 1) * velocity[:, None] / stretch
    qd[0] = qd[-1] = 0.0
    return Trajectory(q, qd, t)


def _law(distance: float, speed: float, push: float, jerk: float) -> ruckig.Trajectory:
    """The fastest jerk-limited motion of one coordinate from rest to rest."""
    given = ruckig.InputParameter(1)
    given.current_position, given.target_position = [0.0], [distance]
    given.max_velocity, given.max_acceleration, given.max_jerk = [speed], [push], [jerk]
    profile = ruckig.Trajectory(1)
    result = ruckig.Ruckig(1).calculate(given, profile)
    if result not in (ruckig.Result.Working, ruckig.Result.Finished):
        raise InputError(f"no motion of length {distance} under limits {speed}, {push}, {jerk}: {result}")
    return profile


def _along(profile: ruckig.Trajectory, t: FloatArray) -> FloatArray:
    """(4, K) position, velocity, acceleration and jerk of the law at times (K,)."""
    rows = np.array([profile.at_time(float(time))[:3] for time in t], dtype=np.float64).reshape(len(t), 3).T
    jerk = np.gradient(rows[2], t) if len(t) > 1 else np.zeros(1)
    return np.vstack((rows, jerk))


def _excess(curve: BSpline, start: float, profile: ruckig.Trajectory, limits: Limits) -> float:
    """The factor by which time must be stretched so that every joint keeps every limit."""
    t = np.linspace(0.0, profile.duration, max(60, int(profile.duration / SAMPLE_S) * 2))
    s, v, a, j = _along(profile, t)
    j = np.clip(j, -np.abs(j).max(), np.abs(j).max())
    d1, d2, d3 = (curve(start + s, k) for k in (1, 2, 3))
    v, a, j = v[:, None], a[:, None], j[:, None]
    velocity = np.abs(d1 * v) / limits.qd_rad_s
    acceleration = np.abs(d2 * v**2 + d1 * a) / limits.qdd_rad_s2
    jerk = np.abs(d3 * v**3 + 3 * d2 * v * a + d1 * j) / limits.qddd_rad_s3
    return float(max(velocity.max(), np.sqrt(acceleration.max()), np.cbrt(jerk.max())) / _SAFETY)
