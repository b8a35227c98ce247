# SPDX-License-Identifier: Apache-2.0
import dataclasses
import threading

import numpy as np
import pytest

from mm_robot.control.gate import Gate
from mm_robot.control.limits import check_motion
from mm_robot.types import Refused


def run(arm, gate, duration_s):
    for _ in range(round(duration_s / 0.01)):
        arm.sleep(0.01)
        gate.tick()


def test_checked_motion_reaches_the_arm(arm, gate, make_motion):
    assert gate.send(make_motion(arm.q, arm.q + 0.2, 1.0)) is None
    target = arm.sent[0].q_rad[-1]
    run(arm, gate, 1.1)
    np.testing.assert_allclose(arm.q, target)


def test_refused_motion_never_reaches_the_arm(arm, gate, make_motion):
    refused = gate.send(make_motion(arm.q, arm.q + 1.0, 0.1))
    assert isinstance(refused, Refused) and "velocity" in refused.reason
    assert arm.sent == []


def test_stop_in_mid_motion_comes_to_rest_quickly_within_limits(arm, gate, make_motion, config):
    assert gate.send(make_motion(arm.q, arm.q + [1.0, 0.6, -0.5, -0.5, 0.5, 0.5, 0.5], 1.8)) is None
    run(arm, gate, 0.9)
    assert np.abs(arm.qd).max() > 0.9
    begin = arm.now_s
    gate.stop("test", "enough")
    run(arm, gate, 0.6)
    moving = [t for t, _, qd in arm.history if np.abs(qd).max() > 1e-6]
    assert moving[-1] - begin < 0.4
    assert arm.holds == 0 and check_motion(arm.sent[-1], config.robot) is None


def test_stop_is_latched_and_the_first_one_is_on_record(arm, gate, make_motion):
    gate.stop("speech", "stop!")
    gate.stop("safety", "late")
    assert gate.stopped is not None and (gate.stopped.by, gate.stopped.reason) == ("speech", "stop!")
    refused = gate.send(make_motion(arm.q, arm.q + 0.1, 1.0))
    assert refused is not None and "speech" in refused.reason
    assert gate.gripper(0.02, 20.0) is not None
    assert arm.sent == [] and arm.target_m == 0.08


def test_reset_lets_motion_through_again(arm, gate, make_motion):
    gate.stop("speech", "stop!")
    assert gate.reset() is None and gate.stopped is None
    assert gate.send(make_motion(arm.q, arm.q + 0.1, 1.0)) is None


def test_reset_is_refused_while_the_arm_still_moves(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    gate.stop("test", "")
    arm.sleep(0.02)
    refused = gate.reset()
    assert refused is not None and "rest" in refused.reason
    run(arm, gate, 0.6)
    assert gate.reset() is None


def test_stop_from_another_thread_while_motions_are_being_sent(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    arm.sleep(0.4)
    stopper = threading.Thread(target=gate.stop, args=("thread", "stop"))
    stopper.start()
    stopper.join(5.0)
    assert not stopper.is_alive()
    assert isinstance(gate.send(make_motion(arm.q, arm.q + 0.1, 1.0)), Refused)
    run(arm, gate, 0.6)
    assert np.abs(arm.qd).max() == 0.0 and gate.stopped.by == "thread"


def test_stop_during_the_checks_of_a_motion_wins(arm, config, make_motion):
    def stops_meanwhile(q_rad):
        gate.stop("thread", "in between")
        T = np.eye(4)
        T[:3, 3] = [0.5, 0.0, 0.4]
        return T

    gate = Gate(arm, config, stops_meanwhile)
    assert isinstance(gate.send(make_motion(arm.q, arm.q + 0.1, 1.0)), Refused)
    assert arm.sent == []


def test_guard_refuses_a_motion_and_stops_a_running_one(arm, gate, make_motion):
    says = [None]
    gate.add_guard(lambda: says[0])
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    says[0] = "safety heartbeat lost"
    run(arm, gate, 0.6)
    assert gate.stopped is not None and gate.stopped.reason == "safety heartbeat lost"
    assert np.abs(arm.qd).max() == 0.0
    refused = gate.reset()
    assert refused is not None and "heartbeat" in refused.reason
    says[0] = None
    assert gate.reset() is None
    says[0] = "again"
    assert gate.send(make_motion(arm.q, arm.q + 0.1, 1.0)) == Refused("again")


def test_state_whose_stamp_stands_still_is_stale(arm, config, make_motion):
    quick = dataclasses.replace(config, control=dataclasses.replace(config.control, max_state_age_s=0.03))
    gate = Gate(arm, quick, None)
    arm.frozen_clock = True
    refused = gate.send(make_motion(arm.q, arm.q + 0.1, 1.0))
    assert refused is not None and "stale" in refused.reason and arm.sent == []


def test_state_that_stops_coming_during_a_motion_stops_it(arm, config, make_motion):
    import time

    quick = dataclasses.replace(
        config,
        control=dataclasses.replace(config.control, max_state_age_s=0.05, check_workspace=False),
    )
    gate = Gate(arm, quick, None)
    assert gate.send(make_motion(arm.q, arm.q + 0.5, 1.0)) is None
    run(arm, gate, 0.3)
    assert gate.stopped is None
    arm.frozen_clock = True
    for _ in range(10):
        arm.sleep(0.01)
        time.sleep(0.01)
        gate.tick()
    assert gate.stopped is not None and "stale" in gate.stopped.reason
    arm.frozen_clock = False
    run(arm, gate, 0.6)
    assert np.abs(arm.qd).max() == 0.0


def test_a_long_pause_is_not_mistaken_for_a_stale_state(arm, config, make_motion):
    """A simulator's clock stands still while nobody steps it."""
    import time

    quick = dataclasses.replace(
        config, control=dataclasses.replace(config.control, max_state_age_s=0.02, check_workspace=False)
    )
    gate = Gate(arm, quick, None)
    assert gate.send(make_motion(arm.q, arm.q + 0.1, 0.5)) is None
    run(arm, gate, 0.6)
    time.sleep(0.06)
    assert gate.send(make_motion(arm.q, arm.q - 0.1, 0.5)) is None


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_state_that_is_not_finite_refuses_and_stops(arm, gate, make_motion, value):
    motion = make_motion(arm.q, arm.q + 0.5, 1.0)
    arm.q[2] = value
    refused = gate.send(motion)
    assert refused is not None and "not finite" in refused.reason
    gate.tick()
    assert gate.stopped is not None and arm.holds == 1


def test_without_a_ramp_the_driver_brakes(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    arm.deaf = True
    gate.stop("test", "deaf driver")
    assert gate.stopped is not None and arm.holds == 1


def test_silent_driver_stops_the_motion(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    arm.broken = True
    gate.tick()
    assert gate.stopped is not None and "does not answer" in gate.stopped.reason and arm.holds == 1


def test_arm_that_ignores_the_ramp_gets_the_drivers_brake(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.8, 1.5))
    run(arm, gate, 0.7)
    arm.send_trajectory = lambda trajectory: None  # takes the ramp and does not follow it
    gate.stop("test", "")
    run(arm, gate, 0.6)
    assert arm.holds == 1 and np.abs(arm.qd).max() == 0.0


def test_halt_brings_to_rest_without_latching(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    gate.halt()
    run(arm, gate, 0.6)
    assert np.abs(arm.qd).max() == 0.0 and gate.stopped is None
    assert gate.send(make_motion(arm.q, arm.q + 0.1, 1.0)) is None


def test_second_stop_during_the_ramp_changes_nothing(arm, gate, make_motion):
    gate.send(make_motion(arm.q, arm.q + 0.5, 1.0))
    run(arm, gate, 0.5)
    gate.stop("a", "")
    arm.sleep(0.05)
    gate.stop("b", "")
    assert len(arm.sent) == 2


@pytest.mark.parametrize(
    ("width", "force"), [(-0.01, 20), (0.2, 20), (np.nan, 20), (0.04, 0), (0.04, 1e6), (0.04, np.nan)]
)
def test_senseless_gripper_commands_are_refused(arm, gate, width, force):
    assert isinstance(gate.gripper(width, force), Refused)
    assert arm.target_m == 0.08


def test_gripper_keeps_its_grip_through_a_stop(arm, gate):
    arm.thing_m = 0.04
    assert gate.gripper(0.0, 30.0) is None
    arm.sleep(0.5)
    gate.stop("test", "")
    arm.sleep(0.2)
    assert arm.width_m == pytest.approx(0.04) and arm.target_m == 0.0
