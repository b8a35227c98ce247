# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.config import load
from mm_robot.errors import InputError
from mm_robot.planning.arm import Arm
from mm_robot_sim.envs.actions import LEAD_M, STEP_M, Actions

CONFIG = load("panda_sim")
ARM = Arm(CONFIG.robot)


def test_a_delta_moves_the_tool_by_a_step_and_never_runs_away():
    actions = Actions("delta", ARM, CONFIG)
    T = ARM.forward(ARM.home)
    actions.begin(T)
    q, width_m = actions.target(np.array([1, 0, 0, 0, 0, 0, -1.0]), ARM.home, T)
    np.testing.assert_allclose(ARM.forward(q)[:3, 3], T[:3, 3] + [STEP_M, 0, 0], atol=1e-3)
    assert width_m == 0.0
    for _ in range(30):  # the arm stays where it is; the target waits for it
        q, _ = actions.target(np.array([0, 0, 1.0, 0, 0, 0, 1]), ARM.home, T)
    assert np.linalg.norm(ARM.forward(q)[:3, 3] - T[:3, 3]) < LEAD_M + 0.01


@given(st.floats(0.35, 0.6), st.floats(-0.3, 0.3), st.floats(0.1, 0.45), st.floats(0.0, 0.08))
def test_a_pose_is_asked_for_and_given(x, y, z, width_m):
    actions = Actions("pose", ARM, CONFIG)
    T = ARM.forward(ARM.home).copy()
    T[:3, 3] = x, y, z
    q, width = actions.target(actions.action_for(T, width_m), ARM.home, T)
    np.testing.assert_allclose(ARM.forward(q), T, atol=2e-3)
    assert abs(width - width_m) < 1e-9


@given(st.lists(st.floats(-1, 1), min_size=8, max_size=8))
def test_joint_targets_stay_in_their_ranges(values):
    q, width_m = Actions("joint", ARM, CONFIG).target(np.array(values), ARM.home, np.eye(4))
    assert (q >= np.array(CONFIG.robot.q_min_rad)).all() and (q <= np.array(CONFIG.robot.q_max_rad)).all()
    assert 0.0 <= width_m <= CONFIG.robot.gripper_max_width_m


def test_what_cannot_be_reached_is_none_and_nonsense_is_told():
    actions = Actions("pose", ARM, CONFIG)
    far = np.array([1, 1, 1, 0, 0, 0, 0.0])
    assert actions.target(far, ARM.home, ARM.forward(ARM.home))[0] is None
    with pytest.raises(InputError, match="7 finite numbers"):
        actions.target(np.zeros(8), ARM.home, np.eye(4))
