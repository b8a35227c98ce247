# SPDX-License-Identifier: Apache-2.0
"""A scripted arm with true poses hands things over; the person and the referee do their part."""

import os

import numpy as np
import pytest

from mm_robot.config import Config, SimConfig
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.scenes.layout import NOT_GRASPED
from mm_robot_sim.tasks.referee import HandedOver, Referee
from mm_robot_sim.world import World

SEEDS = range(int(os.environ.get("MM_ROBOT_SIM_SEEDS", "5")))  # 12 and more before a release


def _handed(seed, *, wait_s=6.0, config=None, watch=None):
    world = World(seed, config=config)
    robot, referee = SimRobot(world), Referee(world)
    script = Script(robot)
    name = next(t.name for t in world.objects if t.noun not in NOT_GRASPED)
    script.pick(name)
    if watch is not None:
        world.on_watch(lambda: watch(world, robot))
    script.hand_over(name, wait_s)
    return world, referee, name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_person_takes_what_is_offered_and_keeps_it(seed):
    pulls, speeds = [], []

    def watch(world, robot):
        speeds.append(float(np.linalg.norm(world.person.hand.velocity_m_s)))
        if world.person.doing == "pulling":
            pulls.append(float(np.linalg.norm(robot.state().force_tcp_n)))

    world, referee, name = _handed(seed, watch=watch)
    assert referee.verdict(HandedOver(name)).ok, referee.verdict(HandedOver(name)).reason
    assert referee.where()[name] == "person"
    assert max(pulls) > 5.0, "the wrist feels the pull"
    assert max(speeds) < 1.0, "the hand moves as a hand does"
    assert referee.record.max_person_force_n < 15.0
    assert not referee.record.fallen
    world.step(3.0)
    assert referee.verdict(HandedOver(name)).ok, "still held later"
    assert np.linalg.norm(world.pose(name)[:2, 3] - world.build.at_m) < 0.45, "drawn to the body"


def test_another_thing_in_the_hand_is_judged_wrong():
    world, referee, name = _handed(0)
    for other in world.objects:
        if other.name != name:
            verdict = referee.verdict(HandedOver(other.name))
            assert not verdict.ok
            assert name in verdict.reason


def test_gives_up_when_the_robot_does_not_let_go():
    config = Config(sim=SimConfig(person_patience_s=1.0))
    world = World(1, config=config)
    robot, referee = SimRobot(world), Referee(world)
    script = Script(robot)
    name = next(t.name for t in world.objects if t.noun not in NOT_GRASPED)
    script.pick(name)
    doings = []
    world.on_watch(lambda: doings.append(world.person.doing))
    script.hand_over(name, wait_s=0.0)  # never opens
    robot.sleep(3.0)
    assert "pulling" in doings or "leaving" in doings
    assert "taking" not in doings
    assert not referee.verdict(HandedOver(name)).ok
    assert referee.in_gripper() == name


def test_the_hand_waits_without_an_offer():
    world = World(2)
    start = world.person.hand_m
    world.step(3.0)
    assert world.person.doing == "waiting"
    assert np.linalg.norm(world.person.hand_m - start) < 0.02
    np.testing.assert_allclose(world.person.hand_m, world.build.hand_m, atol=0.02)


def test_people_differ_and_stand_where_agreed():
    builds = [World(seed, objects=[("can", "red")]).build for seed in range(12)]
    assert all(1.52 <= b.height_m <= 1.93 for b in builds)
    assert {b.side for b in builds} == {-1, 1}
    for b in builds:
        assert np.linalg.norm(b.hand_m - [0.48, 0.52, 0.28]) < 0.12
        wrist_reach = np.linalg.norm(b.hand_m - b.hand_rotation @ [0, 0.085, 0.012] - b.shoulder_m)
        assert wrist_reach < sum(b.arm_m) + 0.02, "the arm is long enough"


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_after_a_while_it_is_put_aside_and_the_hand_is_free_for_the_next(seed):
    config = Config(sim=SimConfig(person_keeps_s=1.0))
    world, referee, name = _handed(seed, config=config)
    world.step(8.0)
    verdict = referee.verdict(HandedOver(name))
    assert verdict.ok, verdict.reason
    assert referee.where()[name] == "crate"
    assert world.person.doing == "waiting"
    assert not referee.record.fallen
    script, other = (
        Script(SimRobot(world)),
        next(t.name for t in world.objects if t.noun not in NOT_GRASPED and t.name != name),
    )
    assert not referee.verdict(HandedOver(other)).ok
    script.home()
    script.pick(other)
    script.hand_over(other)
    assert referee.verdict(HandedOver(other)).ok, referee.verdict(HandedOver(other)).reason
