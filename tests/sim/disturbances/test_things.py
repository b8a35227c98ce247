# SPDX-License-Identifier: Apache-2.0
"""Things are moved, taken away, slip and slide while a scripted arm works, and the physics stays sound."""

import numpy as np
import pytest

from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

ROOMY = {"objects": [("can", "red"), ("block", "green")], "positions_m": {0: (0.5, -0.1), 1: (0.5, 0.2)}}


def _pick_with(name, seed=1003, target="red_can", **scene):
    world = World(seed, **(scene or ROOMY))
    robot = SimRobot(world)
    disturbance = DISTURBANCES[name].attach(world, robot, np.random.default_rng((seed, 3)), target)
    jumps, last = [0.0], [world.pose(target)[:3, 3]]

    def watch():
        now = world.pose(target)[:3, 3]
        jumps.append(float(np.linalg.norm(now - last[0])))
        last[0] = now

    world.on_watch(watch)
    start = world.pose(target)
    Script(robot).pick(target)
    return world, robot, disturbance, start, max(jumps)


@pytest.mark.parametrize("seed", [1003, 1004, 1005])
def test_the_target_slides_away_while_the_arm_comes(seed):
    world, _, moved, start, jump = _pick_with("target_moved", seed)
    assert moved.fired and moved.over
    end = world.pose("red_can")
    assert 0.04 < np.linalg.norm((end - start)[:2, 3]) < 0.17
    assert end[2, 2] > 0.99 and abs(end[2, 3] - start[2, 3]) < 0.003, "still upright on the table"
    assert jump < 0.01, "10 ms at less than 1 m/s"
    assert world.pose("green_block")[1, 3] == pytest.approx(0.2, abs=0.005), "nothing else was touched"
    assert not world.data.xfrc_applied.any()


def test_the_target_is_put_into_the_persons_crate():
    world, _, taken, _, jump = _pick_with("target_removed")
    world.step(3.0)
    assert taken.over
    off = world.pose("red_can")[:3, 3] - world.build.crate_m
    assert np.all(np.abs(off[:2]) < 0.15) and -0.12 < off[2] < 0.05
    assert jump < 0.02


def test_without_a_person_it_ends_in_the_far_corner():
    world, _, taken, _, _ = _pick_with("target_removed", person=False, **ROOMY)
    world.step(3.0)
    assert taken.over and np.linalg.norm(world.pose("red_can")[:2, 3]) > 0.9
    assert world.pose("red_can")[2, 2] > 0.99


@pytest.mark.parametrize("target", ["red_can", "green_block"])
def test_what_slips_lies_on_the_table_and_is_as_rough_as_before(target):
    world, robot, slipped, start, _ = _pick_with("object_slips", target=target)
    world.step(1.0)
    assert slipped.fired and slipped.over
    assert abs(world.pose(target)[2, 3] - start[2, 3]) < 0.06, "no longer up in the gripper"
    Script(robot).home()
    geoms = np.flatnonzero(world.thing(target).geoms)
    assert world.model.geom_friction[geoms, 0].max() > 0.5 and not world.model.geom_priority[geoms].any()


def test_a_bump_slides_things_a_little():
    world, _, bumped, _, _ = _pick_with("table_bumped", target="red_can")
    assert bumped.fired and bumped.over
    away = np.linalg.norm(world.pose("green_block")[:2, 3] - [0.5, 0.2])
    assert 0.002 < away < 0.08
    assert not world.data.xfrc_applied.any()


def test_the_same_seed_disturbs_alike():
    runs = [_pick_with("target_moved") for _ in range(2)]
    assert runs[0][2].at_s == runs[1][2].at_s and runs[0][2].what == runs[1][2].what
    np.testing.assert_array_equal(runs[0][0].data.qpos, runs[1][0].data.qpos)
