# SPDX-License-Identifier: Apache-2.0
import threading
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.control.executor import execute
from mm_robot.types import (
    AwaitTake,
    Done,
    ExpectGrasp,
    Failed,
    MoveArm,
    MoveGripper,
    Plan,
    Stopped,
)

CLOSE = (MoveGripper(0.0, 30.0), ExpectGrasp(0.01, 0.075))


@pytest.fixture
def carry_out(arm, gate):
    """Run steps; the arm must be at rest afterwards whatever happened."""

    def run(*steps, taken=lambda: False, on_step=lambda step, index: None, rests=True):
        outcome = execute(Plan("test", steps), gate, arm, taken, on_step)
        assert not rests or np.abs(arm.qd).max() < 0.03
        return outcome

    return run


@pytest.fixture
def lift(arm, make_motion):
    return MoveArm(make_motion(arm.q, arm.q + [0.4, 0.3, 0, 0, 0, 0, 0.2], 1.0), "lift", 25.0)


def later(arm, delay_s, action):
    """Do `action` once `delay_s` from now, by the arm's clock."""
    due = arm.now_s + delay_s
    fired = []

    def hook(fake):
        if fake.now_s >= due and not fired:
            fired.append(True)
            action()

    arm.hooks.append(hook)


def test_steps_are_done_in_order_and_announced(arm, carry_out, lift):
    seen = []
    arm.thing_m = 0.04
    outcome = carry_out(*CLOSE, lift, on_step=lambda step, index: seen.append((type(step).__name__, index)))
    assert outcome == Done()
    assert seen == [("MoveGripper", 0), ("ExpectGrasp", 1), ("MoveArm", 2)]
    np.testing.assert_allclose(arm.q, lift.trajectory.q_rad[-1])


def test_stop_from_another_thread_ends_the_motion(arm, gate, carry_out, lift):
    def from_thread():
        thread = threading.Thread(target=gate.stop, args=("button", "pressed"))
        thread.start()
        thread.join()

    # The fake's lock is re-entrant only for its own thread, so let the stop come between two sleeps.
    original = arm.sleep
    calls = []

    def sleep(duration_s):
        original(duration_s)
        calls.append(1)
        if len(calls) == 50:
            from_thread()

    arm.sleep = sleep
    assert carry_out(lift) == Stopped("button")
    assert np.abs(arm.q - lift.trajectory.q_rad[-1]).max() > 0.05


def test_nothing_is_begun_when_already_stopped(arm, gate, carry_out, lift):
    gate.stop("button", "pressed")
    assert carry_out(lift) == Stopped("button")
    assert arm.sent == []


def test_refused_motion_fails_with_its_reason(arm, carry_out, make_motion):
    outcome = carry_out(MoveArm(make_motion(arm.q, arm.q + 1.0, 0.1), "dash"))
    assert isinstance(outcome, Failed) and outcome.stage == "act" and "velocity" in outcome.reason


def test_touching_something_stops_the_motion(arm, gate, carry_out, lift):
    later(arm, 0.5, lambda: arm.force_n.__iadd__([0.0, 30.0, 0.0]))
    outcome = carry_out(lift)
    assert isinstance(outcome, Failed) and outcome.stage == "act" and "in the way" in outcome.reason
    assert np.abs(arm.q - lift.trajectory.q_rad[-1]).max() > 0.05
    assert gate.stopped is None


def test_force_that_is_not_finite_counts_as_touching(arm, carry_out, lift):
    later(arm, 0.5, lambda: arm.force_n.__imul__(np.nan))
    assert isinstance(carry_out(lift), Failed)


def test_blocked_arm_is_noticed(arm, carry_out, lift):
    later(arm, 0.3, lambda: setattr(arm, "stuck", True))
    outcome = carry_out(lift)
    assert isinstance(outcome, Failed) and ("held off" in outcome.reason or "arrive" in outcome.reason)


def test_arm_that_stays_short_of_its_target_times_out(arm, carry_out, lift):
    later(arm, 0.7, lambda: setattr(arm, "stuck", True))
    outcome = carry_out(lift)
    assert isinstance(outcome, Failed) and "did not arrive" in outcome.reason


def test_missed_grasp(arm, carry_out, lift):
    outcome = carry_out(*CLOSE, lift)
    assert outcome == Failed("verify", "nothing between the fingers")
    assert arm.sent == []


def test_dropped_on_the_way(arm, carry_out, lift):
    arm.thing_m = 0.04
    later(arm, 1.0, lambda: setattr(arm, "thing_m", None))
    outcome = carry_out(*CLOSE, lift, lift)
    assert isinstance(outcome, Failed) and outcome.stage == "verify" and "slipped" in outcome.reason


def test_dropped_in_a_later_plan(arm, carry_out, lift):
    arm.thing_m = 0.04
    assert carry_out(*CLOSE) == Done()
    later(arm, 0.3, lambda: setattr(arm, "thing_m", None))
    outcome = carry_out(lift)
    assert isinstance(outcome, Failed) and "slipped" in outcome.reason


def test_gripper_that_does_not_open_is_noticed(arm, gate, carry_out):
    arm.thing_m = 0.04
    assert carry_out(*CLOSE) == Done()
    arm.send_gripper = lambda width_m, force_n: None
    outcome = carry_out(MoveGripper(0.08))
    assert isinstance(outcome, Failed) and "does not open" in outcome.reason


@pytest.mark.parametrize(("step_m", "comes_to_rest"), [(0.0004, True), (0.002, False)])
def test_a_gripper_that_reports_in_coarse_steps_comes_to_rest(arm, carry_out, step_m, comes_to_rest):
    arm.thing_m = 0.04
    exact, rng = arm.state, np.random.default_rng(1)

    def state():
        now = exact()
        flicker_m = step_m * rng.integers(2)  # between two neighbouring steps, as encoders do on an edge
        return replace(now, gripper_width_m=round(now.gripper_width_m / step_m) * step_m + flicker_m)

    arm.state = state
    outcome = carry_out(*CLOSE)
    assert (outcome == Done()) is comes_to_rest, outcome


def test_guard_stops_a_motion(arm, gate, carry_out, lift):
    gate.add_guard(lambda: "a person is too near" if arm.now_s > 10.6 else None)
    assert carry_out(lift) == Stopped("gate")
    assert gate.stopped.reason == "a person is too near"


TAKE = AwaitTake(force_n=5.0, timeout_s=3.0)


@pytest.fixture
def holding(arm, carry_out):
    arm.thing_m = 0.04
    assert carry_out(*CLOSE) == Done()
    return arm


def test_taken_by_a_pull(holding, carry_out):
    later(holding, 1.5, lambda: holding.force_n.__iadd__([0.0, 6.0, 0.0]))
    begin = holding.now_s
    assert carry_out(TAKE, MoveGripper(0.08)) == Done()
    assert 1.4 < holding.now_s - begin < 2.5 and holding.target_m == 0.08


def test_taken_by_word(holding, carry_out):
    due = holding.now_s + 1.0
    assert carry_out(TAKE, MoveGripper(0.08), taken=lambda: holding.now_s > due) == Done()
    assert holding.target_m == 0.08


def test_gentle_touch_is_no_pull_and_time_out_keeps_hold(holding, carry_out):
    later(holding, 0.5, lambda: holding.force_n.__iadd__([0.0, 3.0, 0.0]))
    assert carry_out(TAKE, MoveGripper(0.08)) == Failed("act", "nobody took it")
    assert holding.target_m == 0.0 and holding.width_m == pytest.approx(0.04)


def test_letting_go_of_an_early_pull_does_not_open(holding, carry_out, make_motion):
    """They pull already while the arm arrives, then let go: opening then would drop it."""
    near = MoveArm(make_motion(holding.q, holding.q + 0.1, 1.0), "offer")
    later(holding, 0.9, lambda: holding.force_n.__iadd__([0.0, 4.0, 0.0]))
    later(holding, 2.0, lambda: holding.force_n.__isub__([0.0, 4.0, 0.0]))
    begin = holding.now_s
    outcome = carry_out(near, TAKE, MoveGripper(0.08))
    assert outcome == Failed("act", "nobody took it") and holding.now_s - begin > 3.0
    assert holding.target_m == 0.0


def test_pulled_out_of_the_fingers_counts_as_taken(holding, carry_out):
    later(holding, 1.0, lambda: setattr(holding, "thing_m", None))
    assert carry_out(TAKE, MoveGripper(0.08)) == Done()


def test_stop_while_waiting_keeps_hold(holding, gate, carry_out):
    later(holding, 1.0, lambda: gate.stop("speech", "stop"))
    assert carry_out(TAKE, MoveGripper(0.08)) == Stopped("speech")
    assert holding.target_m == 0.0


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_exception_leaves_the_arm_braking(arm, gate, carry_out, lift, error):
    def interrupt():
        raise error

    later(arm, 0.5, interrupt)
    with pytest.raises(error):
        carry_out(lift, rests=False)
    arm.hooks.clear()
    arm.sleep(0.6)
    assert np.abs(arm.qd).max() == 0.0
    assert np.abs(arm.q - lift.trajectory.q_rad[-1]).max() > 0.05
