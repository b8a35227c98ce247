# SPDX-License-Identifier: Apache-2.0
"""A driver for the simulated arm: takes motions, keeps real time, brakes when left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from mm_robot.control.limits import sample
from mm_robot.errors import InputError
from mm_robot.types import Trajectory
from mm_robot_sim.robots.robot import SimRobot

_TICK_S = 0.01  # simulated time between two rounds of publishing
_MAX_LAG_S = 0.2  # a machine too slow for real time lets the clock run slower instead of catching up in leaps
_LATEST_S = 0.5  # an older motion was planned for another moment
_AT_REST_RAD_S = 1e-3
_SPACING_S = 0.004  # of the samples of a motion that was cut at its beginning


def remainder(trajectory: Trajectory, elapsed_s: float) -> Trajectory:
    """What is left of a motion that began `elapsed_s` ago.

    Raises:
        InputError: nothing is left: the motion was too long under way.
    """
    if elapsed_s <= 0.0:
        return trajectory
    left_s = trajectory.duration_s - elapsed_s
    if left_s < 1e-3:
        raise InputError(
            f"a motion of {trajectory.duration_s:.2f} s arrived {elapsed_s:.2f} s after its start; "
            "nothing is left of it"
        )
    t = np.linspace(0.0, left_s, max(2, int(np.ceil(left_s / _SPACING_S)) + 1))
    q, qd = sample(trajectory, elapsed_s + t)
    return Trajectory(q, qd, t)


def follow(robot: SimRobot, trajectory: Trajectory, start_s: float | None) -> None:
    """Do what a joint trajectory message asks: a motion from `start_s` on (None: now), or one point: stay.

    Raises:
        InputError: the motion does not begin where the arm is, is malformed, or is over already.
    """
    if len(trajectory.t_s) < 2:
        robot.hold()
        return
    elapsed_s = 0.0 if start_s is None else robot.world.now_s - start_s
    if elapsed_s < _LATEST_S and float(np.abs(trajectory.qd_rad_s[0]).max()) < _AT_REST_RAD_S:
        elapsed_s = 0.0  # a motion from rest that was under way for long begins later, without a leap
    robot.send_trajectory(remainder(trajectory, elapsed_s))


class Pace:
    """Steps the world in a thread, `rate` simulated seconds per second or as fast as the machine can."""

    def __init__(self, robot: SimRobot, rate: float, on_tick: Callable[[], None]) -> None:
        """`on_tick` is called in that thread after every 10 ms of simulated time."""
        if not 0.01 <= rate <= 100.0:
            raise InputError(f"rate is {rate} simulated seconds per second; allowed: 0.01 to 100")
        self._robot, self._rate, self._on_tick = robot, rate, on_tick
        self._running = threading.Event()
        self._thread: threading.Thread | None = None
        self.factor = 0.0  # simulated seconds per second, over the last second
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Let time pass."""
        self._running.set()
        self._thread = threading.Thread(target=self._run, name="physics", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let time stand still."""
        self._running.clear()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop()
        except BaseException as error:
            self.failure = error
            raise

    def _loop(self) -> None:
        due_s = mark_s = time.monotonic()
        simulated_s = 0.0
        while self._running.is_set():
            self._robot.sleep(_TICK_S)
            self._on_tick()
            due_s += _TICK_S / self._rate
            simulated_s += _TICK_S
            now_s = time.monotonic()
            if now_s - mark_s >= 1.0:
                self.factor, mark_s, simulated_s = simulated_s / (now_s - mark_s), now_s, 0.0
            if due_s > now_s:
                time.sleep(due_s - now_s)
            elif now_s - due_s > _MAX_LAG_S:
                due_s = now_s


class Loneliness:
    """Brakes the arm when everybody who may command it has fallen silent: the driver's last resort."""

    def __init__(self, robot: SimRobot, masters: tuple[str, ...], timeout_s: float) -> None:
        self._robot, self._timeout_s = robot, timeout_s
        self._heard_s = dict.fromkeys(masters, float("-inf"))
        self.braked = False

    def beat(self, node: str) -> None:
        """A heartbeat of some node."""
        if node in self._heard_s:
            self._heard_s[node] = time.monotonic()

    def look(self) -> bool:
        """Brake when no master was heard for too long; returns whether it brakes just now."""
        newest_s = max(self._heard_s.values())
        # At start-up nobody was heard yet, and nothing moves.
        alone = newest_s > float("-inf") and time.monotonic() - newest_s > self._timeout_s
        brakes = alone and not self.braked
        self.braked = alone
        if brakes:
            self._robot.hold()
        return brakes
