# SPDX-License-Identifier: Apache-2.0
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.config import Config
from mm_robot.control.limits import check_motion, sample
from mm_robot.control.ramp import along_path, from_motion, ramp
from mm_robot.types import RobotState, Trajectory

CONFIG = Config()
ROBOT, CONTROL = CONFIG.robot, CONFIG.control
LOW, HIGH = np.array(ROBOT.q_min_rad), np.array(ROBOT.q_max_rad)


def state(q, qd):
    return RobotState(np.asarray(q), np.asarray(qd), 0.08, np.zeros(3), np.eye(4), 0.0)


def motion(seed, speed):
    """A random smooth motion whose fastest joint reaches `speed` of its velocity limit."""
    rng = np.random.default_rng(seed)
    q0, q1 = (LOW + (HIGH - LOW) * rng.uniform(0.2, 0.8, 7) for _ in range(2))
    way = q1 - q0
    duration = float((1.875 * np.abs(way) / (speed * np.array(ROBOT.qd_max_rad_s))).max())
    t = np.linspace(0.0, duration, int(duration / 0.01) + 2)
    s = (t / duration)[:, None]
    return Trajectory(
        q0 + (s**3 * (10 - 15 * s + 6 * s**2)) * way, 30 * s**2 * (1 - s) ** 2 / duration * way, t
    )


def ends_at_rest(trajectory):
    return bool((trajectory.qd_rad_s[-1] == 0).all())


@given(seed=st.integers(0, 5000), share=st.floats(0.0, 1.0), speed=st.floats(0.1, 0.9))
@settings(deadline=None, max_examples=80)
def test_ramp_from_anywhere_on_a_motion_keeps_limits_and_path_and_is_short(seed, share, speed):
    active = motion(seed, speed)
    at = share * active.duration_s
    q, qd = (rows[0] for rows in sample(active, np.array([at])))
    slowed = ramp(active, at, state(q, qd), ROBOT, CONTROL)
    assert slowed is not None and ends_at_rest(slowed)
    assert check_motion(slowed, ROBOT) is None
    assert np.abs(slowed.q_rad[0] - q).max() < 0.02 and np.abs(slowed.qd_rad_s[0] - qd).max() < 0.1
    assert slowed.duration_s <= 0.5
    dense = sample(active, np.linspace(0, active.duration_s, 4000))[0]
    off_path = max(float(np.abs(dense - row).max(axis=1).min()) for row in slowed.q_rad)
    assert off_path < 0.01


def test_ramp_starts_where_a_lagging_arm_is():
    active = motion(3, 0.5)
    at = 0.5 * active.duration_s
    q, qd = (rows[0] for rows in sample(active, np.array([at - 0.05])))  # 50 ms behind the clock
    slowed = ramp(active, at, state(q, qd), ROBOT, CONTROL)
    assert slowed is not None and np.abs(slowed.q_rad[0] - q).max() < 0.005


def test_arm_off_its_path_stops_from_its_own_motion():
    active = motion(4, 0.5)
    q, qd = (rows[0] for rows in sample(active, np.array([active.duration_s / 2])))
    pushed = state(q + 0.1, qd)
    slowed = ramp(active, active.duration_s / 2, pushed, ROBOT, CONTROL)
    assert slowed is not None and ends_at_rest(slowed)
    np.testing.assert_allclose(slowed.q_rad[0], q + 0.1, atol=1e-9)


@given(seed=st.integers(0, 5000))
@settings(deadline=None, max_examples=80)
def test_free_ramp_keeps_every_limit(seed):
    rng = np.random.default_rng(seed)
    q = LOW + (HIGH - LOW) * rng.uniform(0.25, 0.75, 7)
    qd = rng.uniform(-0.8, 0.8, 7) * np.array(ROBOT.qd_max_rad_s)
    slowed = from_motion(state(q, qd), ROBOT, CONTROL)
    assert slowed is not None and ends_at_rest(slowed) and slowed.duration_s < 0.5
    assert check_motion(slowed, ROBOT) is None


def test_no_ramp_is_invented_where_the_joint_limit_is_too_near():
    q, qd = np.array(ROBOT.q_home_rad), np.zeros(7)
    q[0], qd[0] = HIGH[0] - 0.01, 2.0
    assert from_motion(state(q, qd), ROBOT, CONTROL) is None


def test_ramp_at_the_very_end_of_a_motion_just_ends_it():
    active = motion(5, 0.5)
    slowed = along_path(active, active.duration_s, ROBOT, CONTROL)
    assert slowed is not None
    np.testing.assert_allclose(slowed.q_rad, np.tile(active.q_rad[-1], (len(slowed.t_s), 1)), atol=1e-9)
