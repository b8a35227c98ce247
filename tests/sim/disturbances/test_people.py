# SPDX-License-Identifier: Apache-2.0
"""People come near, reach in, move the hand away and draw it back while a scripted arm works."""

import numpy as np
import pytest

from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

SCENE = {"objects": [("can", "red"), ("block", "green")], "positions_m": {0: (0.5, -0.1), 1: (0.5, 0.2)}}


def _start(name, seed):
    world = World(seed, **SCENE)
    robot = SimRobot(world)
    mishap = DISTURBANCES[name].attach(world, robot, np.random.default_rng((seed, 3)), "red_can")
    return world, robot, mishap


@pytest.mark.parametrize("seed", [1040, 1041])
def test_somebody_comes_beside_the_arm_and_goes_back(seed):
    world, robot, mishap = _start("person_walks_in", seed)
    nearest = []
    world.on_watch(lambda: nearest.append(float(np.hypot(*world.person.at_m))))
    Script(robot).pick("red_can")
    robot.sleep(8.0)
    assert mishap.fired and mishap.over
    assert min(nearest) < 0.88 < nearest[0], "within the arm's reach"
    assert np.linalg.norm(world.person.at_m - world.build.at_m) < 0.05
    assert world.person.doing == "waiting"


def test_somebody_reaches_in_over_the_target():
    world, robot, mishap = _start("person_reaches_in", 1042)
    hand = world.model.body("person_other_hand").id
    nearest = []
    world.on_watch(lambda: nearest.append(np.linalg.norm(world.data.xpos[hand][:2] - np.array([0.5, -0.1]))))
    Script(robot).pick("red_can")
    robot.sleep(9.0)
    assert mishap.over and min(nearest) < 0.25
    assert np.isfinite(world.data.qpos).all() and np.abs(world.data.qvel).max() < 5


def test_the_hand_moves_away_from_what_is_brought_and_comes_back():
    world, robot, mishap = _start("hand_moves_away", 1043)
    away = []
    world.on_watch(lambda: away.append(float(np.linalg.norm(world.person.hand_m - world.build.hand_m))))
    script = Script(robot)
    script.pick("red_can")
    assert not mishap.fired
    script.hand_over("red_can", wait_s=0.0)
    robot.sleep(6.0)
    assert mishap.fired and mishap.over
    assert 0.07 < max(away) < 0.35


@pytest.mark.parametrize("seed", [1044, 1045, 1046])
def test_they_draw_back_in_the_middle_and_take_it_later(seed):
    world, robot, mishap = _start("person_withdraws", seed)
    script = Script(robot)
    script.pick("red_can")
    script.hand_over("red_can", wait_s=0.0)
    assert mishap.fired and world.person.received == []
    robot.sleep(7.0)
    script.hand_over("red_can")
    assert world.person.holds == "red_can"


def test_a_second_voice_is_heard_by_whoever_listens():
    world, robot, mishap = _start("second_voice", 1047)
    heard = []
    mishap.on_speech.append(heard.append)
    Script(robot).pick("red_can")
    robot.sleep(2.0)
    assert mishap.fired and len(heard) == 1
    assert heard[0] is mishap.speech and heard[0].text and heard[0].at_s == mishap.at_s
