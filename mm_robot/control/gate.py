# SPDX-License-Identifier: Apache-2.0
"""The one gate every motion command passes, and the latched stop.

Not a certified safety function: it runs in an ordinary process. An emergency stop on the robot stays a must.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mm_robot.config import Config
from mm_robot.control.limits import Forward, check
from mm_robot.control.ramp import ramp
from mm_robot.control.robot import Robot
from mm_robot.errors import MmRobotError
from mm_robot.types import Refused, RobotState, Trajectory

Guard = Callable[[], "str | None"]  # None = all is well, or the reason why the arm must not move

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class StopRecord:
    """Who stopped the arm, why, and when by the robot's clock (NaN when that could not be read)."""

    by: str
    reason: str
    stamp_s: float


@dataclass(frozen=True, eq=False)
class _Motion:
    trajectory: Trajectory
    start_s: float
    is_ramp: bool = False


class Gate:
    """Stands between everything that plans and the arm.

    `stop` may be called from any thread at any time. The other methods may be too, but `send` uses `forward`,
    which need not be thread-safe: one thread at a time should plan and send.
    """

    def __init__(self, robot: Robot, config: Config, forward: Forward | None) -> None:
        """`forward(q_rad)` gives T_base_tcp; None: no workspace check (see config.control)."""
        self.config = config
        self.gripper_target_m: float | None = None  # what the pads were last told, None before the first time
        self._robot = robot
        self._forward = forward
        self._guards: list[Guard] = []
        self._lock = threading.RLock()
        self._stopped: StopRecord | None = None
        self._motion: _Motion | None = None
        self._seen_stamp_s = math.nan
        self._looked_s = -math.inf  # this machine's clock: the last look at the stamp,
        self._changed_s = -math.inf  # the last look that found another stamp than the look before,
        self._proven_s = -math.inf  # and the last such look that came soon after the one before

    # ------------------------------------------------------------------------------------------ commands

    def send(self, trajectory: Trajectory) -> Refused | None:
        """Start a motion, or say why not. Nothing reaches the arm unless every check passes."""
        state, refused = self._ready()
        if refused is not None or state is None:
            return refused
        reason = check(trajectory, state, self.config, self._forward)
        if reason is not None:
            return Refused(reason)
        with self._lock:  # a stop between the first look and this line must win
            if self._stopped is not None:
                return _latched(self._stopped)
            self._motion = _Motion(trajectory, state.stamp_s)
            self._robot.send_trajectory(trajectory)
        return None

    def gripper(self, width_m: float, force_n: float) -> Refused | None:
        """Start to move the pads, or say why not."""
        robot = self.config.robot
        if not (math.isfinite(width_m) and 0.0 <= width_m <= robot.gripper_max_width_m + 1e-6):
            return Refused(f"gripper width {width_m} m; allowed 0 to {robot.gripper_max_width_m} m")
        if not (math.isfinite(force_n) and 0.0 < force_n <= robot.gripper_max_force_n):
            return Refused(f"gripper force {force_n} N; allowed up to {robot.gripper_max_force_n} N")
        _, refused = self._ready()
        if refused is not None:
            return refused
        with self._lock:
            if self._stopped is not None:
                return _latched(self._stopped)
            self.gripper_target_m = width_m
            self._robot.send_gripper(width_m, force_n)
        return None

    # ------------------------------------------------------------------------------------------ stop

    @property
    def stopped(self) -> StopRecord | None:
        """The stop that is latched, or None."""
        return self._stopped

    def stop(self, by: str, reason: str) -> None:
        """Bring the arm to rest along a ramp and keep it there until `reset`.

        The first stop is the one on record. The gripper keeps its grip, so that nothing falls.
        """
        with self._lock:
            if self._stopped is not None:
                return
            self._stopped = StopRecord(by, reason, math.nan)  # latched before anything can go wrong
            stamp_s = self._brake()
            self._stopped = StopRecord(by, reason, stamp_s)
        _LOG.warning("stopped by %s: %s", by, reason)

    def halt(self) -> None:
        """Bring the arm to rest along a ramp, without latching: this motion is over, the next may follow."""
        with self._lock:
            if self._stopped is None:
                self._brake()

    def reset(self) -> Refused | None:
        """Release the latch, unless what must not move still speaks or the arm is not at rest."""
        if self._stopped is None:
            return None
        state = self._fresh_state()
        reason = self._objection()
        if state is None:
            reason = "the robot's state is stale"
        elif reason is None and self.speed(state) > self.config.control.rest_speed_rad_s:
            reason = "the arm is still coming to rest"
        if reason is not None:
            return Refused(reason)
        with self._lock:
            self._stopped = None
            self._motion = None
        return None

    def heed(self, trajectory: Trajectory, start_s: float) -> None:
        """Somebody else has sent this motion, begun at stamp `start_s`: a stop then ramps along its path."""
        with self._lock:
            if self._stopped is None:
                self._motion = _Motion(trajectory, start_s)

    def add_guard(self, guard: Guard) -> None:
        """Ask `guard` before and during each motion; a reason from it refuses or stops."""
        self._guards.append(guard)

    # ------------------------------------------------------------------------------------------ watch

    def tick(self) -> None:
        """Look after a motion: call every `control.poll_period_s` while something moves.

        Stops the arm when a guard speaks or the robot's state no longer comes; brakes with the driver when a
        ramp has not brought it to rest in time.
        """
        try:
            state = self._robot.state()
        except MmRobotError as error:
            self.stop("gate", f"the robot does not answer: {error}")
            return
        if not _sound(state, len(self.config.robot.joint_names)):
            self.stop("gate", "the robot's state holds values that are not finite")
            return
        stale = self._note(state)
        reason = "the robot's state is stale" if stale else self._objection()
        if reason is not None:
            self.stop("gate", reason)
        motion = self._motion
        if motion is not None and motion.is_ramp:
            late_s = state.stamp_s - motion.start_s - motion.trajectory.duration_s
            if late_s > 0.1 and self.speed(state) > 5 * self.config.control.rest_speed_rad_s:
                self._robot.hold()

    def speed(self, state: RobotState) -> float:
        """The fastest joint's speed, rad/s."""
        return float(np.abs(state.qd_rad_s).max())

    # ------------------------------------------------------------------------------------------ inside

    def _ready(self) -> tuple[RobotState | None, Refused | None]:
        if self._stopped is not None:
            return None, _latched(self._stopped)
        reason = self._objection()
        if reason is not None:
            return None, Refused(reason)
        state = self._fresh_state()
        if state is None:
            return None, Refused("the robot's state is stale")
        if not _sound(state, len(self.config.robot.joint_names)):
            return None, Refused("the robot's state holds values that are not finite")
        return state, None

    def _objection(self) -> str | None:
        for guard in self._guards:
            reason = guard()
            if reason is not None:
                return reason
        return None

    def _note(self, state: RobotState) -> bool:
        """Remember the stamp; whether it has stood still for too long.

        Stamps are of the robot's clock, which in a simulator only runs while it is stepped. So a state is
        stale when its stamp stands still from one look to the next, for `max_state_age_s` of this machine's
        time.
        """
        now = time.monotonic()
        age_s = self.config.control.max_state_age_s
        if state.stamp_s != self._seen_stamp_s:
            if now - self._looked_s < age_s:  # after a longer pause the stamp may have stood still since
                self._proven_s = now
            self._seen_stamp_s, self._changed_s = state.stamp_s, now
        self._looked_s = now
        return now - self._changed_s > age_s

    def _fresh_state(self) -> RobotState | None:
        """The newest state, once the robot's clock is seen to run; None when it stands still."""
        control = self.config.control
        try:
            state = self._robot.state()
            self._note(state)
            if time.monotonic() - self._proven_s < control.max_state_age_s:
                return state
            first, waited_s = state.stamp_s, 0.0
            while state.stamp_s == first:
                if waited_s >= control.max_state_age_s:
                    return None
                self._robot.sleep(control.poll_period_s)
                waited_s += control.poll_period_s
                state = self._robot.state()
        except MmRobotError:
            return None
        self._note(state)
        return state

    def _brake(self) -> float:
        """Ramp to rest, or the driver's own brake when there is no ramp. Returns the stamp."""
        stamp_s = math.nan
        try:
            state = self._robot.state()
            stamp_s = state.stamp_s
            slowed = self._ramp(state)
            if slowed is not None:
                self._motion = _Motion(slowed, stamp_s, is_ramp=True)
                self._robot.send_trajectory(slowed)
                return stamp_s
        except Exception:  # whatever broke, the arm must still come to rest
            _LOG.exception("no ramp to rest; the driver brakes")
        self._robot.hold()
        return stamp_s

    def _ramp(self, state: RobotState) -> Trajectory | None:
        control, motion = self.config.control, self._motion
        if not _sound(state, len(self.config.robot.joint_names)):
            return None
        elapsed_s = math.inf if motion is None else state.stamp_s - motion.start_s
        active = None
        if motion is not None and elapsed_s < motion.trajectory.duration_s + control.arrive_timeout_s:
            active = motion.trajectory
        if active is None and self.speed(state) < control.rest_speed_rad_s:
            return None  # at rest already; hold() makes sure of it
        return ramp(active, elapsed_s, state, self.config.robot, control)


def _latched(record: StopRecord) -> Refused:
    return Refused(f"stopped by {record.by} ({record.reason}); reset first")


def _sound(state: RobotState, joints: int) -> bool:
    return all(
        np.shape(values) == (joints,) and bool(np.isfinite(values).all())
        for values in (state.q_rad, state.qd_rad_s)
    )
