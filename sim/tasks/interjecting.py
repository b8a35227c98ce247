# SPDX-License-Identifier: Apache-2.0
"""A robot during whose motions somebody may say something, always at the same moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mm_robot.config import Config
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.tasks.margins import AT_REST_RAD_S
from mm_robot_sim.world import World

_MOVING_RAD_S = 5 * AT_REST_RAD_S  # of the fastest joint


@dataclass(frozen=True)
class _Waiting:
    after_s: float
    holding: bool
    say: Callable[[], object]


class OutOfTimeError(Exception):
    """The world's time for this episode ran out."""


class Interjector(SimRobot):
    """The simulated arm; after each piece of its time it looks whether something is to be said now.

    A thread of its own would speak at another moment on a slower machine. What is said reaches the agent as
    from another thread: between two pieces of the arm's time, while a command runs.
    """

    def __init__(self, world: World, config: Config | None = None) -> None:
        super().__init__(world, config)
        self._waiting: deque[_Waiting] = deque()
        self._since_s: float | None = None  # the arm has been moving (and holding, if wanted) since then
        self._until_s = np.inf
        self._speaking = False

    def watch_time(self, until_s: float) -> None:
        """Raise OutOfTimeError from `sleep` when the world's clock is past `until_s`."""
        self._until_s = until_s

    def expect(self, after_s: float, holding: bool, say: Callable[[], object]) -> None:
        """Call `say` once the arm has been moving for `after_s`; `holding`: with something in its grip.

        What is expected later is said later.
        """
        self._waiting.append(_Waiting(after_s, holding, say))

    def forget(self) -> None:
        """What was not said so far will not be said."""
        self._waiting.clear()
        self._since_s = None

    def sleep(self, duration_s: float) -> None:
        """See SimRobot."""
        super().sleep(duration_s)
        if self.world.now_s > self._until_s:
            raise OutOfTimeError(f"not done after {self._until_s:.0f} s of the world's time")
        if self._waiting and not self._speaking:
            self._look(self._waiting[0])

    def _look(self, waiting: _Waiting) -> None:
        now = self.world.now_s
        if self._since_s is None:
            if self._goes_on(waiting):
                self._since_s = now
            return
        if now - self._since_s < waiting.after_s:
            return
        self._waiting.popleft()
        self._since_s = None
        self._speaking = True
        try:
            waiting.say()
        finally:
            self._speaking = False

    def _goes_on(self, waiting: _Waiting) -> bool:
        if waiting.holding:
            width_m, widest_m = self.state().gripper_width_m, self.config.robot.gripper_max_width_m
            held = any(self.world.touching(self.world.finger_geoms[0], t.geoms) for t in self.world.objects)
            if not held or not 0.0 < width_m < widest_m:
                return False
        return bool(np.abs(self.state().qd_rad_s).max() > _MOVING_RAD_S)
