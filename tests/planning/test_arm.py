# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.config import RobotConfig, load
from mm_robot.errors import ConfigError, InputError
from mm_robot.geometry import pose, rotation_z
from mm_robot.planning.arm import Arm

ARM, UR = Arm(), Arm(load("ur5e_sim").robot)


def _postures(arm):
    shares = st.lists(st.floats(0.25, 0.75), min_size=arm.n, max_size=arm.n)
    return shares.map(lambda s: (arm, arm.q_min + np.array(s) * (arm.q_max - arm.q_min)))


posture = st.one_of(_postures(ARM), _postures(UR))


def test_the_tool_at_the_ready_pose_is_where_the_maker_says():
    q = np.array([0, -np.pi / 4, 0, -3 * np.pi / 4, 0, np.pi / 2, np.pi / 4])
    assert np.allclose(ARM.forward(q)[:3, 3], [0.3069, 0.0, 0.4869], atol=2e-4)


@settings(max_examples=25)
@given(posture)
def test_inverse_undoes_forward(arm_and_q):
    arm, q = arm_and_q
    T = arm.forward(q)
    found = arm.inverse(T, np.clip(q + 0.1, arm.q_min, arm.q_max))
    assert found is None or np.allclose(arm.forward(found), T, atol=2e-3)


@pytest.mark.parametrize("arm", [ARM, UR], ids=["panda", "ur5e"])
def test_inverse_nearly_always_finds_a_posture_from_near_by(arm):
    rng = np.random.default_rng(3)
    qs = rng.uniform(arm.q_min + 0.4, arm.q_max - 0.4, (40, arm.n))
    assert sum(arm.inverse(arm.forward(q), q + rng.uniform(-0.1, 0.1, arm.n)) is not None for q in qs) >= 36


@pytest.mark.parametrize("arm", [ARM, UR], ids=["panda", "ur5e"])
def test_the_seeds_lie_within_the_limits_and_reach_what_stands_before_the_arm(arm):
    for x, y, yaw in ((0.45, 0.0, 0.0), (0.5, -0.3, 0.7), (0.4, 0.35, -1.2)):
        T = pose([x, y, 0.15], rotation_z(yaw) @ np.diag([1.0, -1.0, -1.0]))
        seeds = arm.seeds(T, arm.home)
        assert all(((q >= arm.q_min - 1e-9) & (q <= arm.q_max + 1e-9)).all() for q in seeds)
        assert arm.solutions(T, seeds, arm.home)


def test_the_ur5e_is_the_one_of_the_makers_table():
    """Denavit-Hartenberg parameters a, d, alpha as published; ROS's base frame is turned by half a turn."""
    q = np.array([0.3, -1.2, 1.1, -0.7, 0.9, 0.4])
    T = np.diag([-1.0, -1.0, 1.0, 1.0])
    for angle, a, d, alpha in zip(
        q, (0, -0.425, -0.3922, 0, 0, 0), (0.1625, 0, 0, 0.1333, 0.0997, 0.0996),
        (np.pi / 2, 0, 0, np.pi / 2, -np.pi / 2, 0), strict=True,
    ):  # fmt: skip
        c, s, ca, sa = np.cos(angle), np.sin(angle), np.cos(alpha), np.sin(alpha)
        T = T @ [[c, -s * ca, s * sa, a * c], [s, c * ca, -c * sa, a * s], [0, sa, ca, d], [0, 0, 0, 1]]
    T[:3, 3] += 0.149 * T[:3, 2]  # the gripper
    assert np.allclose(UR.forward(q), T, atol=1e-9)


def test_the_hands_measures_come_from_their_models():
    assert (ARM.hand.max_width_m, UR.hand.max_width_m) == (0.08, 0.085)
    assert ARM.hand.below_m == pytest.approx(0.010, abs=1e-6)  # 0.0584 + 0.043 + 0.012 - 0.1034
    assert UR.hand.half_width_m == pytest.approx(0.011, abs=1e-6)
    assert 0.02 < ARM.hand.palm_m < 0.05 and 0.02 < UR.hand.palm_m < 0.05


@settings(max_examples=60)
@given(posture)
def test_what_the_arm_reaches_is_never_ruled_out(arm_and_q):
    arm, q = arm_and_q
    assert arm.may_reach(arm.forward(q))


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
