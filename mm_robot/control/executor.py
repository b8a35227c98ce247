# SPDX-License-Identifier: Apache-2.0
"""Carries out a plan step by step through the gate, feels what happens, and never leaves the arm moving."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mm_robot.control.gate import Gate
from mm_robot.control.limits import sample
from mm_robot.control.robot import Robot
from mm_robot.types import (
    AwaitTake,
    Done,
    ExpectGrasp,
    Failed,
    FloatArray,
    MoveArm,
    MoveGripper,
    Plan,
    RobotState,
    Step,
    Stopped,
    Trajectory,
)

_REST_TIMEOUT_S = 2.0  # for a ramp to end; ramps last at most control.stop_duration_max_s
_RESTING_S = 0.15  # over which the force of the load alone is averaged
_CONFIRMATIONS = 2  # polls in a row that must agree on a collision, a lost grip or a pull: one may be noise
_MOVED_M = 0.001  # pads that moved less did not move


def execute(
    plan: Plan,
    gate: Gate,
    robot: Robot,
    taken: Callable[[], bool],
    on_step: Callable[[Step, int], None],
) -> Done | Failed | Stopped:
    """Do the steps of `plan` in order; `on_step(step, index)` is called before each.

    `taken()` says that somebody said they have it. Returns Failed("act" | "verify", reason) when the world
    does not play along, Stopped when the gate was stopped. In every case, also when a callback or the robot
    raises, the arm is at rest or on its ramp to rest.
    """
    run = _Run(gate, robot, taken)
    try:
        run.begin(plan)
        for index, step in enumerate(plan.steps):
            on_step(step, index)
            outcome = run.do(step)
            if outcome is not None:
                return outcome
    except BaseException:  # also Ctrl-C: whoever leaves here leaves the arm braking
        gate.halt()
        raise
    return Done()


class _Run:
    """One execution: what is held, and what the tool feels when nobody pulls."""

    def __init__(self, gate: Gate, robot: Robot, taken: Callable[[], bool]) -> None:
        self._gate, self._robot, self._taken = gate, robot, taken
        self._control = gate.config.control
        self._carrying = False
        self._least_m: float | None = None  # pads closer than this have lost what they held
        self._load_n: FloatArray | None = None  # force at rest at the beginning, when something is held
        self._lost = 0
        self._cut_short = False  # a contact ended the last motion before its end

    def begin(self, plan: Plan) -> None:
        """Whether a thing is held already, and how heavy it is: measured before anybody can pull on it."""
        self._carrying = not self._closed(self._robot.state()) and self._told_to_close()
        if self._carrying and any(isinstance(step, AwaitTake) for step in plan.steps):
            self._load_n = self._resting_force()

    def do(self, step: Step) -> Failed | Stopped | None:
        """One step; None when it worked."""
        if isinstance(step, MoveArm):
            outcome = self._move_arm(step)
        elif isinstance(step, MoveGripper):
            outcome = self._move_gripper(step)
        elif isinstance(step, ExpectGrasp):
            outcome = self._expect_grasp(step)
        else:
            outcome = self._await_take(step)
        if self._gate.stopped is None and not isinstance(outcome, Failed):
            return outcome
        self._come_to_rest()
        return Stopped(self._gate.stopped.by) if self._gate.stopped is not None else outcome

    # ------------------------------------------------------------------------------------------ steps

    def _move_arm(self, step: MoveArm) -> Failed | None:
        trajectory = step.trajectory
        if self._cut_short:  # the plan thinks that the motion before this one went to its end
            trajectory = _from_here(trajectory, self._robot.state().q_rad)
            self._cut_short = False
        refused = self._gate.send(trajectory)
        if refused is not None:
            return Failed("act", refused.reason)
        start = self._robot.state()
        struck = astray = 0
        while True:
            state = self._pass_time()
            if self._gate.stopped is not None:
                return None
            elapsed_s = state.stamp_s - start.stamp_s
            due = sample(trajectory, np.array([elapsed_s]))[0][0]
            off = np.abs(state.q_rad - due)
            force_n = float(np.linalg.norm(state.force_tcp_n - start.force_tcp_n))
            struck = struck + 1 if step.max_force_n is not None and not force_n <= step.max_force_n else 0
            astray = astray + 1 if float(off.max()) > self._control.path_tolerance_rad else 0
            if struck >= _CONFIRMATIONS and step.until_contact:
                self._cut_short = True
                self._come_to_rest()
                return None
            if struck >= _CONFIRMATIONS:
                return Failed("act", f"something is in the way ({step.label}: {force_n:.0f} N)")
            if astray >= _CONFIRMATIONS:
                return Failed("act", f"the arm is held off its path ({step.label})")
            if self._grip_lost(state):
                return Failed("verify", "it slipped out of the fingers")
            if elapsed_s >= trajectory.duration_s and self._arrived(state, off):
                return None
            if elapsed_s > trajectory.duration_s + self._control.arrive_timeout_s:
                name = self._gate.config.robot.joint_names[int(off.argmax())]
                short = f"{step.label}: {name} {off.max():.3f} rad short"
                return Failed("act", f"the arm did not arrive ({short})")

    def _move_gripper(self, step: MoveGripper) -> Failed | None:
        before = self._robot.state()
        refused = self._gate.gripper(step.width_m, step.force_n)
        if refused is not None:
            return Failed("act", refused.reason)
        self._carrying, self._least_m = False, None
        rest_width_m, rest_since_s = before.gripper_width_m, before.stamp_s
        while True:
            state = self._pass_time()
            if self._gate.stopped is not None:
                return None
            width_m = state.gripper_width_m
            if abs(width_m - rest_width_m) > self._control.gripper_step_m:
                rest_width_m, rest_since_s = width_m, state.stamp_s
            if state.stamp_s - rest_since_s >= self._control.gripper_still_s:
                break
            if state.stamp_s - before.stamp_s > self._control.gripper_timeout_s:
                return Failed("act", "the gripper does not come to rest")
        opening = step.width_m > before.gripper_width_m + 5 * _MOVED_M
        if opening and abs(width_m - before.gripper_width_m) < _MOVED_M:
            return Failed("act", "the gripper does not open")
        return None

    def _expect_grasp(self, step: ExpectGrasp) -> Failed | None:
        width_m = self._robot.state().gripper_width_m
        if not width_m >= step.min_width_m:
            return Failed("verify", "nothing between the fingers")
        if width_m > step.max_width_m:
            return Failed("verify", "something wider than expected between the fingers")
        self._carrying, self._least_m, self._lost = True, step.min_width_m, 0
        return None

    def _await_take(self, step: AwaitTake) -> Failed | None:
        resting_n = self._resting_force()
        if self._load_n is not None and float(np.linalg.norm(resting_n - self._load_n)) > step.force_n / 2:
            # They pull already. Taking that for the load would open when they let go.
            resting_n = self._load_n
        start_s, pulled = self._robot.state().stamp_s, 0
        while True:
            state = self._pass_time()
            if self._gate.stopped is not None:
                return None
            pull_n = float(np.linalg.norm(state.force_tcp_n - resting_n))
            pulled = pulled + 1 if pull_n >= step.force_n else 0
            if pulled >= _CONFIRMATIONS or self._taken():
                return None
            if self._grip_lost(state):  # pulled out between the pads
                return None
            if state.stamp_s - start_s > step.timeout_s:
                return Failed("act", "nobody took it")

    # ------------------------------------------------------------------------------------------ feeling

    def _pass_time(self) -> RobotState:
        """Let one poll period pass, with guards looked after."""
        self._robot.sleep(self._control.poll_period_s)
        self._gate.tick()
        return self._robot.state()

    def _come_to_rest(self) -> None:
        self._gate.halt()
        start_s = self._robot.state().stamp_s
        for _ in range(int(_REST_TIMEOUT_S / self._control.poll_period_s)):
            state = self._pass_time()
            if self._gate.speed(state) <= self._control.rest_speed_rad_s:
                return
            if state.stamp_s - start_s > _REST_TIMEOUT_S:
                return  # the gate's tick has called for the driver's own brake meanwhile

    def _arrived(self, state: RobotState, off: FloatArray) -> bool:
        near = float(off.max()) <= self._control.arrive_tolerance_rad
        return near and self._gate.speed(state) <= 2 * self._control.rest_speed_rad_s

    def _resting_force(self) -> FloatArray:
        readings = []
        for _ in range(max(1, round(_RESTING_S / self._control.poll_period_s))):
            readings.append(self._pass_time().force_tcp_n)
        return np.asarray(np.mean(readings, axis=0))

    def _told_to_close(self) -> bool:
        target_m = self._gate.gripper_target_m
        return target_m is not None and target_m < self._gate.config.robot.gripper_max_width_m - 0.003

    def _closed(self, state: RobotState) -> bool:
        """Whether the pads are closer than a thing between them would let them be."""
        if self._least_m is not None:
            return state.gripper_width_m < self._least_m
        target_m = self._gate.gripper_target_m
        return target_m is None or state.gripper_width_m <= target_m + self._control.grip_margin_m

    def _grip_lost(self, state: RobotState) -> bool:
        self._lost = self._lost + 1 if self._carrying and self._closed(state) else 0
        return self._lost >= _CONFIRMATIONS


def _from_here(trajectory: Trajectory, q_rad: FloatArray) -> Trajectory:
    """The motion begun at `q_rad` (n,) instead of its own start; the difference fades out along the way."""
    share = (trajectory.t_s / trajectory.duration_s)[:, None]
    left = 1.0 - share**3 * (10 - 15 * share + 6 * share**2)  # minimum jerk (Flash & Hogan 1985)
    fading = -30 * share**2 * (1 - share) ** 2 / trajectory.duration_s
    off = q_rad - trajectory.q_rad[0]
    return Trajectory(trajectory.q_rad + left * off, trajectory.qd_rad_s + fading * off, trajectory.t_s)
