# SPDX-License-Identifier: Apache-2.0
"""Collision-free motions between postures: RRTConnect, shortcuts, timing."""

from __future__ import annotations

import numpy as np
from ompl import base, geometric, util
from scipy.interpolate import BSpline

from mm_robot.config import PlanningConfig
from mm_robot.planning import timing
from mm_robot.planning.arm import Arm
from mm_robot.planning.timing import Limits
from mm_robot.planning.world import World
from mm_robot.types import FloatArray, Trajectory

_SEED = 7  # of the shortcuts and, once per process, of the search: runs can be repeated
_RESOLUTION_RAD = 0.07  # distance of checks along an edge of the tree; the result is checked finer
_FINE_RAD = 0.005
_SEARCHES = 5  # the tree's edges are checked coarsely: what touches after all is searched for again
_SHORTCUTS = 60
_SPACINGS_S = (0.35, 0.2, 0.1, 0.04)  # how widely corners are rounded: as wide as the surroundings allow

util.setLogLevel(util.LogLevel.LOG_ERROR)
util.RNG.setSeed(_SEED)


class Motion:
    """Plans and times the arm's motions."""

    def __init__(self, arm: Arm, config: PlanningConfig) -> None:
        self._arm = arm
        self._config = config
        self._low, self._high = np.array(arm.config.q_min_rad), np.array(arm.config.q_max_rad)

    def path(self, world: World, q_from: FloatArray, q_to: FloatArray) -> FloatArray | None:
        """(K, n) corners of a collision-free way; None when there is none within the time allowed."""
        if not world.free(q_to) or not world.free(q_from):
            return None
        direct = np.vstack((q_from, q_to))
        if world.path_free(direct):
            return direct
        for _ in range(_SEARCHES):
            found = self._search(world, q_from, q_to)
            if found is None:
                return None
            path = self._shortcut(world, found)
            if world.path_free(_dense(path)):
                return path
        return None

    def move(
        self, world: World, path_rad: FloatArray, *, share: float = 1.0, tool_speed_m_s: float | None = None
    ) -> Trajectory | None:
        """Time a way (K, n) found by `path`; its corners are rounded as far as stays collision-free."""
        limits = self._limits(share)
        for spacing in _SPACINGS_S:
            curve = timing.smooth(path_rad, limits, spacing)
            trajectory = timing.time(curve, limits)
            if world.path_free(_thinned(trajectory)):
                return self._slowed(curve, trajectory, limits, tool_speed_m_s)
        # Sharp corners in a narrow place: stop at each.
        parts = [
            timing.time(timing.smooth(path_rad[i : i + 2], limits), limits) for i in range(len(path_rad) - 1)
        ]
        whole = _joined(parts)
        if not world.path_free(_thinned(whole)):
            return None
        stretch = self._stretch(whole, tool_speed_m_s)
        return Trajectory(whole.q_rad, whole.qd_rad_s / stretch, whole.t_s * stretch)

    def line(
        self, world: World, q_from: FloatArray, T_to: FloatArray, tool_speed_m_s: float
    ) -> Trajectory | None:
        """Move the tool straight to `T_to`; None when an arm's posture for that is missing or touches."""
        path = self._arm.line(q_from, T_to)
        if path is None or not world.path_free(path):
            return None
        return self.time_line(path, tool_speed_m_s)

    def time_line(self, path_rad: FloatArray, tool_speed_m_s: float) -> Trajectory:
        """Time a dense path (K, n) of the tool's straight motion."""
        limits = self._limits(1.0)
        curve = timing.through(path_rad, limits)
        return self._slowed(curve, timing.time(curve, limits), limits, tool_speed_m_s)

    # ------------------------------------------------------------------------------------------ inside

    def _limits(self, share: float) -> Limits:
        return Limits.of(self._arm.config, self._config, share)

    def _slowed(
        self, curve: BSpline, trajectory: Trajectory, limits: Limits, tool_speed_m_s: float | None
    ) -> Trajectory:
        stretch = self._stretch(trajectory, tool_speed_m_s)
        if stretch <= 1.0:
            return trajectory
        return timing.time(curve, limits, trajectory.duration_s * stretch)

    def _stretch(self, trajectory: Trajectory, tool_speed_m_s: float | None) -> float:
        """How much longer the motion must take so that the tool keeps its speed limit."""
        if tool_speed_m_s is None:
            return 1.0
        step = max(1, len(trajectory.t_s) // 60)
        index = np.unique(np.append(np.arange(0, len(trajectory.t_s), step), len(trajectory.t_s) - 1))
        at = np.array([self._arm.forward(q)[:3, 3] for q in trajectory.q_rad[index]])
        speed = np.linalg.norm(np.diff(at, axis=0), axis=1) / np.diff(trajectory.t_s[index])
        return max(1.0, float(speed.max()) / tool_speed_m_s)

    def _search(self, world: World, q_from: FloatArray, q_to: FloatArray) -> FloatArray | None:
        n = self._arm.n
        space = base.RealVectorStateSpace(n)
        bounds = base.RealVectorBounds(n)
        for i in range(n):
            bounds.setLow(i, float(min(self._low[i], q_from[i], q_to[i])))
            bounds.setHigh(i, float(max(self._high[i], q_from[i], q_to[i])))
        space.setBounds(bounds)
        setup = geometric.SimpleSetup(space)
        setup.setStateValidityChecker(lambda state: world.free(np.array(state[0:n])))
        information = setup.getSpaceInformation()
        information.setStateValidityCheckingResolution(_RESOLUTION_RAD / space.getMaximumExtent())
        start, goal = space.allocState(), space.allocState()
        for i in range(n):
            start[i], goal[i] = float(q_from[i]), float(q_to[i])
        setup.setStartAndGoalStates(start, goal)
        planner = geometric.RRTConnect(information)
        planner.setRange(0.8)
        setup.setPlanner(planner)
        status = setup.solve(self._config.plan_timeout_s)
        if not status or not setup.haveExactSolutionPath():
            return None
        return np.array([np.array(state[0:n]) for state in setup.getSolutionPath().getStates()])

    def _shortcut(self, world: World, path_rad: FloatArray) -> FloatArray:
        """Replace parts of the way by straight ones where that is free (Geraerts & Overmars 2007)."""
        rng = np.random.default_rng(_SEED)
        path = path_rad
        for _ in range(_SHORTCUTS):
            if len(path) < 3:
                break
            lengths = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(path, axis=0)).max(axis=1))))
            a, b = np.sort(rng.uniform(0.0, lengths[-1], 2))
            if rng.random() < 0.5:  # corners are the natural ends of shortcuts
                i, j = np.sort(rng.choice(len(path), 2, replace=False))
                a, b = lengths[i], lengths[j]
            i, j = (
                int(np.searchsorted(lengths, a, side="right")),
                int(np.searchsorted(lengths, b, side="left")),
            )
            if j <= i:
                continue
            p = np.array([np.interp(a, lengths, path[:, k]) for k in range(path.shape[1])])
            q = np.array([np.interp(b, lengths, path[:, k]) for k in range(path.shape[1])])
            if world.path_free(np.vstack((p, q))):
                path = np.vstack((path[:i], p, q, path[j:]))
                steps = np.abs(np.diff(path, axis=0)).max(axis=1)
                path = path[np.concatenate(([True], steps > 1e-6))]
        return path


def _dense(path_rad: FloatArray) -> FloatArray:
    """A way with a corner every _FINE_RAD: as finely as a timed motion along it is checked."""
    corners = [path_rad[:1]]
    for a, b in zip(path_rad[:-1], path_rad[1:], strict=True):
        count = max(1, int(np.ceil(np.abs(b - a).max() / _FINE_RAD)))
        corners.append(a + (b - a) * np.linspace(0.0, 1.0, count + 1)[1:, None])
    return np.vstack(corners)


def _thinned(trajectory: Trajectory) -> FloatArray:
    """Enough samples of a motion to check it for collisions."""
    q = trajectory.q_rad
    return np.vstack((q[:-1:3], q[-1:]))


def _joined(parts: list[Trajectory]) -> Trajectory:
    """One motion after the other; each begins and ends at rest."""
    q, qd, t = [parts[0].q_rad], [parts[0].qd_rad_s], [parts[0].t_s]
    for part in parts[1:]:
        q.append(part.q_rad[1:])
        qd.append(part.qd_rad_s[1:])
        t.append(part.t_s[1:] + t[-1][-1])
    return Trajectory(np.vstack(q), np.vstack(qd), np.concatenate(t))
