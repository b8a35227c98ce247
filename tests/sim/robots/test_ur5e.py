# SPDX-License-Identifier: Apache-2.0
"""Nothing depends on one robot: an arm with six joints and another hand does what the Panda does."""

import numpy as np
import pytest

from mm_robot.agent import Agent
from mm_robot.config import load
from mm_robot.control.gate import Gate
from mm_robot.planning.arm import Arm
from mm_robot.types import Done, Refused
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script, swing
from mm_robot_sim.tasks.referee import HandedOver, Referee
from mm_robot_sim.world import World

CONFIG = load("ur5e_sim")


@pytest.fixture
def robot():
    objects = [("block", "red"), ("can", "green")]
    robot = SimRobot(World(1007, objects=objects, positions_m={0: (0.5, -0.1)}, config=CONFIG), CONFIG)
    yield robot
    robot.world.close()


def test_it_stands_at_home_with_its_fingers_open(robot):
    robot.sleep(1.0)
    state = robot.state()
    np.testing.assert_allclose(state.q_rad, CONFIG.robot.q_home_rad, atol=1e-3)
    np.testing.assert_allclose(state.T_base_tcp[:3, 3], (0.32, 0.0, 0.45), atol=0.002)
    assert state.gripper_width_m == pytest.approx(0.085, abs=5e-4)
    assert robot.touch().shape == (2,) and robot.wrist_frame().depth_m.shape == (240, 320)


def test_a_script_picks_with_it(robot):
    Script(robot).pick("red_block")
    assert robot.world.pose("red_block")[2, 3] > 0.15
    assert (robot.touch() > 5.0).all()


def test_the_gate_keeps_its_limits_and_not_the_pandas(robot):
    gate = Gate(robot, CONFIG, Arm(CONFIG.robot).forward)
    start = robot.state().q_rad
    way = np.array([0.5, 0.0, 0.0, 0.0, 0.0, 0.8])
    assert isinstance(gate.send(swing(start, way, 0.3)), Refused)  # 5 rad/s at the last joint
    assert gate.send(swing(start, way, 0.6)) is None  # 2.5 rad/s: too fast for no joint of this arm
    fastest = np.zeros(6)
    for _ in range(80):
        robot.sleep(0.01)
        fastest = np.maximum(fastest, np.abs(robot.state().qd_rad_s))
    assert (fastest <= np.array(CONFIG.robot.qd_max_rad_s)).all() and fastest[5] > 2.0
    beyond = np.array([0.0, 0.0, 3.0, 0.0, 0.0, 0.0])
    assert isinstance(gate.send(swing(robot.state().q_rad, beyond, 5.0)), Refused)  # past the elbow's limit


@pytest.mark.parametrize(
    ("said", "name"), [("hand me the red block", "red_block"), ("把绿色的罐子递给我", "green_can")]
)
def test_the_agent_hands_things_over_with_it(robot, said, name):
    referee = Referee(robot.world)
    fastest = np.zeros(6)

    def note():
        nonlocal fastest
        fastest = np.maximum(fastest, np.abs(robot.world.data.qvel[robot._dofs]))

    robot.world.on_watch(note)
    assert isinstance(Agent(robot, CONFIG).do(said), Done)
    robot.sleep(1.0)
    assert referee.verdict(HandedOver(name)).ok
    assert (fastest <= np.array(CONFIG.robot.qd_max_rad_s) * CONFIG.planning.speed_scale * 1.05).all()
