# SPDX-License-Identifier: Apache-2.0
"""The joint reference that the servo follows: a trajectory laid out at the physics step, or rest."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import CubicHermiteSpline

from mm_robot.types import FloatArray


class Reference:
    """Positions and velocities for each coming step; holds the last position when they run out."""

    def __init__(self, q_rad: FloatArray, step_s: float, brake_rad_s2: FloatArray) -> None:
        self._step_s = step_s
        self._brake_rad_s2 = brake_rad_s2
        self._still = np.zeros_like(q_rad)
        self.rest(q_rad)

    def rest(self, q_rad: FloatArray) -> None:
        """Hold (n,) from the next step on."""
        self._lay(q_rad[None], self._still[None])

    def _lay(self, q_rad: FloatArray, qd_rad_s: FloatArray) -> None:
        self._q, self._qd = q_rad, qd_rad_s
        self._at = -1

    @property
    def moving(self) -> bool:
        """Whether steps of a motion are left."""
        return self._at < len(self._q) - 1

    def next(self) -> tuple[FloatArray, FloatArray]:
        """Reference (n,), (n,) at the end of the coming step."""
        last = len(self._q) - 1
        if self._at < last:
            self._at += 1
            return self._q[self._at], self._qd[self._at]
        return self._q[last], self._still

    def follow(self, q_rad: FloatArray, qd_rad_s: FloatArray, t_s: FloatArray) -> None:
        """Start a trajectory (T, n), (T, n), (T,); cubic between its samples, at rest after the last."""
        count = int(np.ceil(t_s[-1] / self._step_s))
        times = np.minimum(np.arange(1, count + 1) * self._step_s, t_s[-1])
        curve = CubicHermiteSpline(t_s, q_rad, qd_rad_s, axis=0)
        self._lay(curve(times), curve(times, 1))

    def brake(self) -> None:
        """Come to rest as fast as the joints may, all of them together so that the path stays."""
        if self._at < 0 or not self.moving:
            return
        q, qd = self._q[self._at], self._qd[self._at]
        duration = float(np.max(np.abs(qd) / self._brake_rad_s2))
        count = int(np.ceil(duration / self._step_s))
        if count == 0:
            self.rest(q)
            return
        t = np.minimum(np.arange(1, count + 1) * self._step_s, duration)[:, None]
        self._lay(q + qd * (t - t**2 / (2 * duration)), qd * (1 - t / duration))
