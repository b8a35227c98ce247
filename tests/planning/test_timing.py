# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.config import Config
from mm_robot.control.limits import check_motion
from mm_robot.errors import InputError
from mm_robot.planning import timing

CONFIG = Config()
LIMITS = timing.Limits.of(CONFIG.robot, CONFIG.planning)
HOME = np.array(CONFIG.robot.q_home_rad)
corner = st.lists(st.floats(-0.5, 0.5), min_size=7, max_size=7).map(lambda v: HOME + np.array(v))


@settings(max_examples=30)
@given(st.lists(corner, min_size=1, max_size=4))
def test_every_motion_keeps_the_arms_limits_and_arrives(corners):
    path = np.array([HOME, *corners])
    motion = timing.time(timing.smooth(path, LIMITS), LIMITS)
    assert check_motion(motion, CONFIG.robot) is None
    assert np.allclose(motion.q_rad[[0, -1]], path[[0, -1]], atol=1e-6)
    assert np.abs(motion.qd_rad_s[[0, -1]]).max() == 0.0


def test_a_longer_time_can_be_asked_for():
    curve = timing.smooth(np.array([HOME, HOME + 0.3]), LIMITS)
    assert timing.time(curve, LIMITS, 5.0).duration_s == pytest.approx(5.0, abs=0.05)
    assert timing.time(curve, LIMITS).duration_s < 2.0


def test_a_straight_joint_motion_stays_straight():
    q = timing.time(timing.smooth(np.array([HOME, HOME + 0.4]), LIMITS), LIMITS).q_rad - HOME
    assert np.ptp(q, axis=1).max() < 1e-6


@pytest.mark.parametrize("path", [np.zeros((1, 7)), np.full((3, 7), np.nan)])
def test_no_motion_from_nonsense(path):
    with pytest.raises(InputError, match="two or more finite"):
        timing.smooth(path, LIMITS)
