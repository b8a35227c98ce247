# SPDX-License-Identifier: Apache-2.0
"""Joint encoders: steps and a little noise on positions, more on the velocities drawn from them.

Absolute encoders of this class of arm resolve 17 bits or more per turn (the repeatability of 0.03 mm at 0.85
m that the UR5e's data sheet promises would need 3.5e-5 rad; 17 bits are 4.8e-5). Velocities are differences
over a few milliseconds and therefore rougher. The motor encoder behind the
gripper's gear resolves 0.01 mm of stroke.
"""

from __future__ import annotations

import numpy as np

from mm_robot.types import FloatArray

STEP_RAD = 2 * np.pi / 2**17
NOISE_RAD = 1e-5  # RMS: a fraction of a step, as signal electronics are chosen to be
SPEED_NOISE_RAD_S = 4e-4  # RMS: such an error at both ends of an 8 ms window, and the steps, filtered
STROKE_STEP_M = 1e-5
_ROWS = 4093  # a prime, so that the table's repetition meets no other period


class Encoders:
    """Readings of `n` joints and a gripper: the same at one physics step, however often they are read."""

    def __init__(self, n: int, seed: tuple[int, int]) -> None:
        rng = np.random.default_rng(seed)
        self._position_noise = rng.normal(0.0, NOISE_RAD, (_ROWS, n))
        self._speed_noise = rng.normal(0.0, SPEED_NOISE_RAD_S, (_ROWS, n))

    def positions(self, q_rad: FloatArray, step: int) -> FloatArray:
        """(n,) as read at physics step `step`."""
        return np.asarray(np.round((q_rad + self._position_noise[step % _ROWS]) / STEP_RAD) * STEP_RAD)

    def speeds(self, qd_rad_s: FloatArray, step: int) -> FloatArray:
        """(n,) as drawn from the positions."""
        return np.asarray(qd_rad_s + self._speed_noise[step % _ROWS])

    def stroke(self, width_m: float) -> float:
        """Pad distance."""
        return round(width_m / STROKE_STEP_M) * STROKE_STEP_M
