# SPDX-License-Identifier: Apache-2.0
"""What holds for every disturbance."""

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import World

SCENE = {"objects": [("can", "red")], "positions_m": {0: (0.5, -0.1)}}
AT_ONCE = ("depth_scale_off", "depth_units_wrong")


@pytest.mark.parametrize("name", DISTURBANCES)
def test_each_says_what_it_is_and_can_be_fired_by_hand(name):
    kind = DISTURBANCES[name]
    assert kind.name == name and kind.__doc__ and len(kind.__doc__) > 60
    world = World(1060, **SCENE)
    mishap = kind.attach(world, SimRobot(world), np.random.default_rng(1), "red_can")
    assert mishap.fired == (name in AT_ONCE)
    mishap.force()
    assert mishap.fired and mishap.what and mishap.at_s is not None
    world.step(1.0)
    assert np.isfinite(world.data.qpos).all()


@pytest.mark.parametrize("name", DISTURBANCES)
def test_none_fires_before_the_arm_sets_out(name):
    if name in AT_ONCE:
        return
    world = World(1061, **SCENE)
    mishap = DISTURBANCES[name].attach(world, SimRobot(world), np.random.default_rng(1), "red_can")
    world.step(1.5)
    assert not mishap.fired and mishap.what == ""


def test_what_is_missing_is_said():
    world = World(1062, person=False, **SCENE)
    robot, rng = SimRobot(world), np.random.default_rng(1)
    with pytest.raises(InputError, match="name of a thing"):
        DISTURBANCES["target_moved"].attach(world, robot, rng)
    with pytest.raises(InputError, match="person=True"):
        DISTURBANCES["hand_moves_away"].attach(world, robot, rng)
    with pytest.raises(InputError, match="no object 'blue_cup'"):
        DISTURBANCES["target_moved"].attach(world, robot, rng, "blue_cup")


def test_drawing_does_not_depend_on_when_it_fires():
    draws = []
    for _ in range(2):
        rng = np.random.default_rng(5)
        world = World(1063, **SCENE)
        for kind in DISTURBANCES.values():
            kind.attach(world, SimRobot(world), rng, "red_can")
        draws.append(rng.random())
    assert draws[0] == draws[1]
