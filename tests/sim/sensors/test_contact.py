# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import Config, SimConfig
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World


@pytest.fixture(scope="module")
def holding():
    world = World(1002, objects=[("block", "red")], positions_m={0: (0.5, -0.1)}, person=False)
    robot = SimRobot(world)
    empty = _means(robot)
    Script(robot).pick("red_block")
    robot.sleep(0.5)
    yield robot, empty
    world.close()


def _means(robot, count=60):
    wrenches, touches = [], []
    for _ in range(count):
        robot.sleep(0.01)
        wrenches.append(robot.wrench())
        touches.append(robot.touch())
    return np.mean(wrenches, axis=0), np.std(wrenches, axis=0), np.mean(touches, axis=0)


def test_an_empty_hand_feels_noise_of_the_set_size_and_nothing_else(holding):
    mean, spread, touch = holding[1]
    np.testing.assert_allclose(mean[:3], 0, atol=0.25)
    np.testing.assert_allclose(mean[3:], 0, atol=0.015)
    np.testing.assert_allclose(spread[:3], 0.3, rtol=0.4)
    assert np.all(touch < 0.1)


def test_both_pads_feel_the_grip_and_the_wrist_the_weight_and_its_lever(holding):
    robot, _ = holding
    mean, _, touch = _means(robot)
    block = robot.world.objects[0]
    weight = np.array([0.0, 0.0, -9.81 * block.design.mass_kg])
    np.testing.assert_allclose(mean[:3], weight, atol=0.25)
    lever = robot.world.pose("red_block")[:3, 3] - robot.state().T_base_tcp[:3, 3]
    np.testing.assert_allclose(mean[3:], np.cross(lever, weight), atol=0.03)
    assert touch == pytest.approx([25.0, 25.0], abs=6.0)  # the script grips with 25 N
    np.testing.assert_allclose(robot.state().force_tcp_n, robot.wrench()[:3])


def test_without_noise_a_hand_in_the_air_reads_zero():
    config = Config(sim=SimConfig(force_noise_n=0.0))
    world = World(1003, objects=[("block", "red")], person=False, config=config)
    robot = SimRobot(world)
    robot.sleep(5.0)
    assert not robot.wrench().any()
    assert not robot.touch().any()
