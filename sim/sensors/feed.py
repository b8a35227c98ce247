# SPDX-License-Identifier: Apache-2.0
"""How a sensor's readings come in: at a rate, some time after they were taken, and not all of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from mm_robot_sim.sensors.moment import Moment


@dataclass(frozen=True)
class Line:
    """From the sensor to the program: exposure's end, read-out, transport and driver.

    The delay is `least_s` plus a gamma-distributed rest, the usual model of transport delays: never below the
    least, seldom far above the mean.
    """

    least_s: float
    rest_s: float  # mean of what comes on top
    drop_share: float  # 0 to 1, readings lost on the way
    shape: float = 4.0  # of the gamma distribution: standard deviation half the mean rest


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Reading(Generic[T]):
    """One moment on its way: number since the start, what the sensor noted beside it, when it arrives."""

    index: int
    moment: Moment
    extra: T
    arrives_s: float


class Feed(Generic[T]):
    """Keeps what is on its way. The caller guards it with the world's lock."""

    def __init__(self, rate_hz: float, line: Line, seed: tuple[int, int]) -> None:
        """`seed`: the same pair gives the same delays and losses, whatever is asked for in between."""
        self._period_s, self._line, self._seed = 1.0 / rate_hz, line, seed
        self._count = 0
        self._next_s = float("-inf")
        self._coming: deque[Reading[T]] = deque()
        self._newest: Reading[T] | None = None

    def due(self, now_s: float) -> bool:
        """Whether the sensor takes a reading now."""
        return now_s >= self._next_s - 1e-9

    def send(
        self, moment: Moment, extra: T, *, late_s: float = 0.0, lost_share: float = 0.0, out: bool = False
    ) -> None:
        """Take a reading: it arrives later, or (lost, or the sensor is out) never.

        The first one is there at once: sensors have been running before a world begins.
        """
        first = self._next_s == float("-inf")
        self._next_s = moment.stamp_s + self._period_s if first else self._next_s + self._period_s
        if self._next_s <= moment.stamp_s:  # somebody moved the clock
            self._next_s = moment.stamp_s + self._period_s
        self.newest(moment.stamp_s)  # what nobody asked for is not kept
        index, self._count = self._count, self._count + 1
        lost, rest = self._luck(index)
        share = 1.0 - (1.0 - self._line.drop_share) * (1.0 - lost_share)
        if out or (lost < share and not first):
            return
        arrives_s = moment.stamp_s if first else moment.stamp_s + self._line.least_s + rest + late_s
        if self._coming:  # one line: nothing overtakes
            arrives_s = max(arrives_s, self._coming[-1].arrives_s)
        self._coming.append(Reading(index, moment, extra, arrives_s))

    def newest(self, now_s: float) -> Reading[T] | None:
        """The last reading that has arrived, or None before the first."""
        while self._coming and self._coming[0].arrives_s <= now_s + 1e-9:
            self._newest = self._coming.popleft()
        return self._newest

    def _luck(self, index: int) -> tuple[float, float]:
        rng = np.random.default_rng((*self._seed, index))
        line = self._line
        rest = float(rng.gamma(line.shape, line.rest_s / line.shape)) if line.rest_s > 0.0 else 0.0
        return float(rng.random()), rest
