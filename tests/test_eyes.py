# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import Config
from mm_robot.errors import RobotError
from mm_robot.eyes import RobotEyes
from mm_robot.planning.arm import Arm
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import World


@pytest.fixture(scope="module")
def arm():
    return Arm()


def test_it_sees_the_table_the_things_and_the_person_within_a_centimetre(arm):
    world = World(1400, objects=[("cup", "red"), ("block", "blue")])
    scene = RobotEyes(SimRobot(world), Config().perception, arm.capsules).see()
    for thing in world.objects:
        at = world.pose(thing.name)[:3, 3]
        assert min(np.linalg.norm(seen.position_m - at) for seen in scene.objects) < 0.01
    assert scene.surfaces[0].name == "table" and abs(scene.surfaces[0].height_m) < 0.005
    assert np.linalg.norm(scene.people[0].hand_m - world.person.hand_m) < 0.03


def test_what_is_held_moves_with_the_tool_of_that_moment(arm):
    robot = SimRobot(World(1400, objects=[("cup", "red")], person=False))
    eyes = RobotEyes(robot, Config().perception, arm.capsules)
    cup = eyes.see().objects[0]
    robot.sleep(0.1)
    eyes.hold(cup.id)
    held = next(thing for thing in eyes.see().objects if thing.held)
    assert held.id == cup.id and np.linalg.norm(held.position_m - cup.position_m) < 0.003
    eyes.hold(None)
    assert not any(thing.held for thing in eyes.see().objects)


def test_a_camera_that_gives_nothing_is_said(arm):
    robot = SimRobot(World(1400, objects=[("cup", "red")], person=False))
    robot.frame = lambda: None
    with pytest.raises(RobotError, match="no new camera frame"):
        RobotEyes(robot, Config().perception, arm.capsules).see()
