# SPDX-License-Identifier: Apache-2.0
import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.config import Config
from mm_robot.control.limits import check, check_motion, sample
from mm_robot.types import RobotState, Trajectory

CONFIG = Config()
ROBOT = CONFIG.robot
HOME = np.array(ROBOT.q_home_rad)
LIMITS = [np.array(v) for v in (ROBOT.qd_max_rad_s, ROBOT.qdd_max_rad_s2, ROBOT.qddd_max_rad_s3)]


def tool_ahead(q_rad):
    T = np.eye(4)
    T[:3, 3] = [0.5, 0.3 * (q_rad[0] - HOME[0]), 0.4]
    return T


def state_at(q, qd=None):
    return RobotState(np.asarray(q), np.zeros(7) if qd is None else qd, 0.08, np.zeros(3), np.eye(4), 1.0)


def sine(joint, amplitude, omega, q0=HOME, periods=1.0, step=0.005):
    """q moves as amplitude (1 - cos(omega t)) / 2, whose derivatives are known exactly."""
    t = np.arange(0.0, 2 * np.pi / omega * periods + step / 2, step)
    t = t * (2 * np.pi / omega * periods) / t[-1]
    q, qd = np.tile(q0, (len(t), 1)), np.zeros((len(t), 7))
    q[:, joint] += amplitude / 2 * (1 - np.cos(omega * t))
    qd[:, joint] = amplitude / 2 * omega * np.sin(omega * t)
    qd[-1] = 0.0
    return Trajectory(q, qd, t)


def test_gentle_motion_passes(make_motion):
    motion = make_motion(HOME, HOME + 0.3, 2.0)
    assert check(motion, state_at(HOME), CONFIG, tool_ahead) is None


@given(
    joint=st.integers(0, 6), order=st.integers(0, 2), omega=st.floats(1.5, 12.0), over=st.floats(1.15, 5.0)
)
@settings(deadline=None, max_examples=60)
def test_any_motion_scaled_over_a_limit_is_refused(joint, order, omega, over):
    amplitude = over * LIMITS[order][joint] * 2 / omega ** (order + 1)
    reason = check_motion(sine(joint, amplitude, omega), ROBOT)
    assert reason is not None and ROBOT.joint_names[joint] in reason


@given(joint=st.integers(0, 6), omega=st.floats(1.0, 12.0), share=st.floats(0.0, 0.85))
@settings(deadline=None, max_examples=60)
def test_motion_inside_all_limits_passes(joint, omega, share):
    room = min(ROBOT.q_max_rad[joint] - HOME[joint], HOME[joint] - ROBOT.q_min_rad[joint])
    amplitude = share * min(room, *(limit[joint] * 2 / omega ** (k + 1) for k, limit in enumerate(LIMITS)))
    # A cosine starts with its full acceleration; the jerk of that first step is not part of check_motion.
    assert check_motion(sine(joint, amplitude, omega), ROBOT) is None


@given(
    seed=st.integers(0, 10_000),
    knots=st.integers(2, 6),
    joint=st.integers(0, 6),
)
@settings(deadline=None, max_examples=60)
def test_extremes_between_samples_are_found(seed, knots, joint):
    """What the check accepts stays inside the limits when the curve is sampled densely."""
    rng = np.random.default_rng(seed)
    t = np.concatenate(([0.0], np.cumsum(rng.uniform(0.2, 0.8, knots))))
    q = np.tile(HOME, (len(t), 1))
    qd = np.zeros_like(q)
    q[1:, joint] = rng.uniform(ROBOT.q_min_rad[joint], ROBOT.q_max_rad[joint], knots)
    qd[1:-1, joint] = rng.uniform(-2.0, 2.0, knots - 1)
    motion = Trajectory(q, qd, t)
    dense_q, dense_qd = sample(motion, np.linspace(0, t[-1], 3000))
    accepted = check_motion(motion, ROBOT) is None
    inside = (
        (dense_q <= np.array(ROBOT.q_max_rad) + 1e-6).all()
        and (dense_q >= np.array(ROBOT.q_min_rad) - 1e-6).all()
        and (np.abs(dense_qd) <= LIMITS[0] + 1e-6).all()
    )
    assert inside or not accepted


def test_overshoot_between_two_samples_is_refused():
    q = np.tile(HOME, (2, 1))
    q[:, 3] = ROBOT.q_max_rad[3] - 0.01
    qd = np.zeros((2, 7))
    qd[0, 3], qd[1, 3] = 0.5, -0.5  # swings past the limit in the middle, samples are inside
    reason = check_motion(Trajectory(q, qd, np.array([0.0, 0.5])), ROBOT)
    assert reason is not None and "panda_joint4 position" in reason


def test_jump_of_acceleration_between_samples_counts_as_jerk():
    t = np.array([0.0, 0.001, 0.002])
    qd = np.zeros((3, 7))
    qd[1, 0] = 0.014  # accelerations +14, then -14 rad/s^2: each allowed, the change in 1 ms is not
    q = HOME + np.concatenate((np.zeros((1, 7)), np.cumsum((qd[1:] + qd[:-1]) / 2 * 0.001, axis=0)))
    reason = check_motion(Trajectory(q, qd, t), ROBOT)
    assert reason is not None and "jerk" in reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: dataclasses.replace(m, q_rad=m.q_rad * np.nan), "not finite"),
        (lambda m: dataclasses.replace(m, qd_rad_s=m.qd_rad_s + np.inf), "not finite"),
        (lambda m: dataclasses.replace(m, t_s=m.t_s + 0.1), "rise from 0"),
        (lambda m: dataclasses.replace(m, t_s=np.zeros_like(m.t_s)), "rise from 0"),
        (lambda m: dataclasses.replace(m, t_s=m.t_s[::-1].copy()), "rise from 0"),
        (lambda m: dataclasses.replace(m, t_s=m.t_s * 1e9), "longer than"),
        (lambda m: dataclasses.replace(m, q_rad=m.q_rad[:, :6]), "shapes"),
        (lambda m: Trajectory(m.q_rad[:1], m.qd_rad_s[:1], m.t_s[:1]), "shapes"),
        (lambda m: Trajectory(np.zeros((0, 7)), np.zeros((0, 7)), np.zeros(0)), "shapes"),
        (lambda m: Trajectory([[0.0] * 7], None, "now"), "arrays of numbers"),
        (lambda m: dataclasses.replace(m, q_rad=m.q_rad + 0.1), "does not begin where the arm is"),
        (lambda m: dataclasses.replace(m, qd_rad_s=m.qd_rad_s + 0.5), "arm's velocity"),
        (lambda m: Trajectory(m.q_rad[:40], m.qd_rad_s[:40], m.t_s[:40]), "end at rest"),
        (lambda m: dataclasses.replace(m, t_s=m.t_s * 1e-160), "velocity|together"),
    ],
)
def test_malformed_motion_is_refused_with_its_reason(make_motion, change, words):
    motion = change(make_motion(HOME, HOME + 0.3, 2.0))
    reason = check(motion, state_at(HOME), CONFIG, tool_ahead)
    assert reason is not None and any(word in reason for word in words.split("|"))


def test_tool_leaving_its_workspace_is_refused(make_motion):
    far = HOME.copy()
    far[0] = 2.89  # y = 0.87 with this kinematics
    reason = check(make_motion(HOME, far, 6.0), state_at(HOME), CONFIG, tool_ahead)
    assert reason is not None and "workspace: y" in reason


def test_tool_that_stands_outside_may_come_back_but_not_go_farther(make_motion):
    out, farther = HOME.copy(), HOME.copy()
    out[0], farther[0] = 2.86, 2.89
    assert check(make_motion(out, HOME, 6.0), state_at(out), CONFIG, tool_ahead) is None
    assert check(make_motion(out, farther, 6.0), state_at(out), CONFIG, tool_ahead) is not None


def test_without_kinematics_only_an_explicit_setting_lets_motion_through(make_motion):
    motion = make_motion(HOME, HOME + 0.1, 2.0)
    assert "kinematics" in (check(motion, state_at(HOME), CONFIG, None) or "")
    blind = dataclasses.replace(CONFIG, control=dataclasses.replace(CONFIG.control, check_workspace=False))
    assert check(motion, state_at(HOME), blind, None) is None


def test_refusal_names_joint_value_and_limit(make_motion):
    target = HOME.copy()
    target[1] += 1.5
    reason = check(make_motion(HOME, target, 1.0), state_at(HOME), CONFIG, tool_ahead)
    assert reason is not None and "panda_joint2 velocity" in reason and "2.175" in reason
