# SPDX-License-Identifier: Apache-2.0
"""A simulated world at the pace of a clock on the wall: real time, slower, faster, or paused."""

from __future__ import annotations

import threading
import time

from mm_robot_sim.robots.robot import SimRobot

SLICE_S = 0.02  # simulated between two looks at the clock
_BEHIND_S = 0.2  # so far behind, a slow machine stops trying to catch up


class Pace:
    """How fast time may pass. Threads that let the world step ask it first."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._running = threading.Event()
        self._running.set()
        self._closed = False
        self._owed_s = 0.0
        self._due_s = time.monotonic()

    @property
    def paused(self) -> bool:
        """Whether time stands still."""
        return not self._running.is_set()

    def pause(self) -> None:
        """Let time stand still."""
        self._running.clear()

    def go_on(self) -> None:
        """Let time pass again."""
        self._due_s = time.monotonic()
        self._running.set()

    def allow(self, duration_s: float) -> None:
        """While paused: let this much time pass, then stand still again."""
        self._owed_s += duration_s

    @property
    def owes(self) -> bool:
        """Whether some time may pass although paused."""
        return self._owed_s > 0.0

    def close(self) -> None:
        """Let every waiting thread go; time passes freely from now on."""
        self._closed = True
        self._running.set()

    @property
    def closed(self) -> bool:
        """Whether the view is over."""
        return self._closed

    def wait(self, slice_s: float) -> None:
        """Return when `slice_s` of the world's time may pass."""
        while not self._closed and self.paused:
            if self._owed_s > 0.0:
                self._owed_s -= slice_s
                return
            self._running.wait(0.05)
        if self._closed:
            return
        self._due_s = max(self._due_s, time.monotonic() - _BEHIND_S) + slice_s / max(self.speed, 1e-3)
        ahead = self._due_s - time.monotonic()
        if ahead > 0:
            time.sleep(ahead)


class PacedRobot(SimRobot):
    """A SimRobot whose `sleep` passes no faster than its pace allows."""

    pace: Pace | None = None

    def sleep(self, duration_s: float) -> None:
        """Step the physics by `duration_s`, slice by slice."""
        while duration_s > 1e-9:
            slice_s = min(SLICE_S, duration_s)
            if self.pace is not None:
                self.pace.wait(slice_s)
            super().sleep(slice_s)
            duration_s -= slice_s
