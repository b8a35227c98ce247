# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.config import RobotConfig
from mm_robot.errors import ConfigError, InputError
from mm_robot.planning.arm import Arm

ARM = Arm()
posture = st.lists(st.floats(0.25, 0.75), min_size=7, max_size=7).map(
    lambda shares: ARM.q_min + np.array(shares) * (ARM.q_max - ARM.q_min)
)


def test_the_tool_at_the_ready_pose_is_where_the_maker_says():
    q = np.array([0, -np.pi / 4, 0, -3 * np.pi / 4, 0, np.pi / 2, np.pi / 4])
    assert np.allclose(ARM.forward(q)[:3, 3], [0.3069, 0.0, 0.4869], atol=2e-4)


@settings(max_examples=25)
@given(posture)
def test_inverse_undoes_forward(q):
    T = ARM.forward(q)
    found = ARM.inverse(T, np.clip(q + 0.1, ARM.q_min, ARM.q_max))
    assert found is None or np.allclose(ARM.forward(found), T, atol=2e-3)


def test_inverse_nearly_always_finds_a_posture_from_near_by():
    rng = np.random.default_rng(3)
    qs = rng.uniform(ARM.q_min + 0.4, ARM.q_max - 0.4, (40, 7))
    assert sum(ARM.inverse(ARM.forward(q), q + rng.uniform(-0.1, 0.1, 7)) is not None for q in qs) >= 36


@settings(max_examples=60)
@given(posture)
def test_what_the_arm_reaches_is_never_ruled_out(q):
    assert ARM.may_reach(ARM.forward(q))


def test_what_lies_across_the_room_is_ruled_out():
    T = ARM.forward(ARM.home)
    T[0, 3] = 1.5
    assert not ARM.may_reach(T) and ARM.inverse(T, ARM.home) is None


def test_a_line_is_straight_and_keeps_the_hand_level():
    T = ARM.forward(ARM.home)
    goal = T.copy()
    goal[:3, 3] += [0.1, 0.1, -0.1]
    at = np.array([ARM.forward(q) for q in ARM.line(ARM.home, goal)])
    way = (goal - T)[:3, 3] / np.linalg.norm((goal - T)[:3, 3])
    off = (at[:, :3, 3] - T[:3, 3]) - np.outer((at[:, :3, 3] - T[:3, 3]) @ way, way)
    assert np.abs(off).max() < 1e-3 and np.allclose(at[:, :3, :3], T[:3, :3], atol=5e-3)


def test_broken_inputs_say_what_is_expected():
    with pytest.raises(InputError, match="7 finite"):
        ARM.inverse(np.eye(4), np.zeros(6))
    with pytest.raises(ConfigError, match="available: .*panda.xml"):
        Arm(RobotConfig(model="nothing.xml"))
