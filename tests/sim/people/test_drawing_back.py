# SPDX-License-Identifier: Apache-2.0
"""A hand that is drawn back, moved aside or stretched out in the middle of a handover."""

import numpy as np
import pytest

from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

THINGS = {"objects": [("can", "red")], "positions_m": {0: (0.5, 0.0)}}


@pytest.mark.parametrize("moment", ["reaching", "closing", "pulling"])
def test_a_hand_drawn_back_leaves_the_thing_in_the_gripper(moment):
    world = World(1030, **THINGS)
    robot, person = SimRobot(world), world.person
    script = Script(robot)
    script.pick("red_can")
    drawn = []

    def watch():
        if person.doing == moment and not drawn:
            drawn.append(world.now_s)
            person.withdraw(for_s=20.0)

    world.on_watch(watch)
    script.hand_over("red_can", wait_s=0.0)
    robot.sleep(5.0)
    assert drawn, "the moment came"
    assert person.doing == "drawing_back" and person.holds is None and person.received == []
    assert not world.data.eq_active[world.model.equality("grip_red_can").id]
    assert person.hand_m[1] > world.build.hand_m[1] + 0.04, "closer to the body than when held out"


def test_after_a_while_the_hand_is_out_again_and_takes():
    world = World(1030, **THINGS)
    world.person.withdraw(for_s=1.0)
    world.step(0.8)
    assert world.person.doing == "drawing_back"
    script = Script(SimRobot(world))
    script.pick("red_can")
    assert world.person.doing == "waiting"
    script.hand_over("red_can")
    assert world.person.holds == "red_can"


def test_a_hand_moved_aside_waits_there_and_comes_back():
    world = World(1031)
    world.person.move_hand((0.0, 0.05, 0.12))
    world.step(1.5)
    np.testing.assert_allclose(world.person.hand_m - world.build.hand_m, [0.0, 0.05, 0.12], atol=0.02)
    world.person.move_hand((0.0, 0.0, 0.0))
    world.step(1.5)
    np.testing.assert_allclose(world.person.hand_m, world.build.hand_m, atol=0.02)


def test_reaching_for_a_place_leans_and_returns():
    world = World(1032, **THINGS)
    goal = np.array([0.5, 0.15, 0.25])
    world.person.reach_for(tuple(goal), stay_s=1.0)
    near = []
    world.on_watch(lambda: near.append(float(np.linalg.norm(world.person.hand_m - goal))))
    leans = []
    world.on_watch(lambda: leans.append(world.person.stance.lean_rad))
    world.step(7.0)
    assert min(near) < 0.03 and max(leans) > 0.2
    assert world.person.doing == "waiting" and not world.person.busy
    assert world.person.stance.lean_rad < 0.1
