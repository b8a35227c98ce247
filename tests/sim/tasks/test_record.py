# SPDX-License-Identifier: Apache-2.0
"""What the referee sees happen on the way: handled, bumped, thrown, pressed too hard, over a limit."""

import mujoco
import numpy as np
import pytest

from mm_robot.geometry import rotation_from_axes
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.tasks.giving import set_down
from mm_robot_sim.tasks.goals import AllOf, HandedOver, Placed, Pushed, Sequence, Stacked, Untouched
from mm_robot_sim.tasks.iso15066 import LIMITS_N, region
from mm_robot_sim.tasks.record import Record
from mm_robot_sim.tasks.referee import Referee
from mm_robot_sim.world import World

THINGS = [("block", "red"), ("block", "blue"), ("can", "green"), ("basket", "brown")]
PLACES = {0: (0.45, -0.25), 1: (0.60, -0.12), 2: (0.42, 0.0), 3: (0.55, 0.2)}


@pytest.fixture
def world():
    return World(1004, objects=THINGS, positions_m=PLACES)


def _launch(world, name, speed_m_s, up_m=0.3):
    """Let a thing fly."""
    T = world.pose(name)
    T[2, 3] += up_m
    set_down(world, name, T)
    world.data.qvel[world.model.joint(name).dofadr[0] : world.model.joint(name).dofadr[0] + 3] = speed_m_s


def test_what_is_gripped_and_moved_was_handled(world):
    referee = Referee(world)
    script = Script(SimRobot(world))
    script.pick("red_block")
    assert referee.record.handled == {"red_block"} and referee.record.lifted == {"red_block"}
    assert referee.wrong_objects(("red_block",)) == () and referee.wrong_objects(()) == ("red_block",)
    assert not referee.record.unsafe


def test_what_is_shoved_was_bumped_and_pushed(world):
    referee = Referee(world)
    script = Script(SimRobot(world))
    block = world.pose("blue_block")[:3, 3]
    rotation = np.column_stack(([1.0, 0, 0], [0, -1.0, 0], [0, 0, -1.0]))
    script.gripper(0.0)
    script.move(block + [0, -0.10, 0.10], rotation)
    script.move(block + [0, -0.10, 0.0], rotation)
    script.move(block + [0, 0.02, 0.0], rotation)
    world.step(0.5)
    assert referee.record.bumped == {"blue_block"} and not referee.record.lifted
    assert referee.verdict(Pushed("blue_block", "left")).ok
    assert not referee.verdict(Pushed("blue_block", "right")).ok
    assert not referee.verdict(Pushed("blue_block", "forward")).ok


def test_what_flies_was_thrown_and_what_is_put_down_was_not(world):
    referee = Referee(world)
    set_down(world, "blue_block", world.pose("blue_block"))
    world.step(0.5)
    assert not referee.record.thrown
    _launch(world, "red_block", (0.0, -1.5, 0.5))
    world.step(0.3)
    assert referee.record.thrown == {"red_block"}
    assert "thrown: red_block" in referee.record.unsafe


def test_what_somebody_else_throws_and_knocks_over_is_not_the_robots_doing(world):
    referee = Referee(world)
    mishap = DISTURBANCES["target_moved"].attach(
        world, SimRobot(world), np.random.default_rng(1), "red_block"
    )
    referee.excuse(mishap)
    mishap.handled = ("red_block",)
    _launch(world, "red_block", (0.0, -1.5, 0.5))
    _launch(world, "blue_block", (0.0, -1.5, 0.5), up_m=0.2)
    world.step(1.0)
    assert referee.record.thrown == {"blue_block"}
    assert not any("red_block" in line for line in referee.record.unsafe)


def test_an_arm_that_presses_is_measured_by_region(world):
    referee = Referee(world)
    robot = SimRobot(world)
    hand = world.person.hand_m
    script = Script(robot)
    out = np.array([hand[0], hand[1], 0.0]) / np.hypot(hand[0], hand[1])
    along = (out + [0, 0, -1.0]) / np.sqrt(2.0)
    rotation = rotation_from_axes((out - [0, 0, -1.0]) / np.sqrt(2.0), along)
    script.gripper(0.0)
    script.move(hand - 0.12 * along, rotation)
    script.move(hand + 0.02 * along, rotation)
    world.step(0.5)
    assert set(referee.record.person_force_n) <= {"hand", "lower_arm"} and referee.record.person_force_n
    assert 0.0 < referee.record.max_person_force_n < 1000.0
    too_hard = Record(np.zeros(7), np.zeros(7), person_force_n={"hand": 141.0, "chest": 139.0})
    assert too_hard.too_hard == {"hand": 141.0} and too_hard.unsafe == ("pressed on the hand with 141 N",)


@pytest.mark.parametrize(
    ("part", "height", "expected"),
    [
        ("person_hand", 0.6, "hand"), ("person_forearm", 0.6, "lower_arm"),
        ("person_upper_arm", 0.7, "upper_arm"), ("person_other_fingers", 0.5, "hand"),
        ("person_thigh_l", 0.4, "thigh"), ("person_shank_r", 0.2, "lower_leg"), ("person", 0.95, "face"),
        ("person", 0.84, "neck"), ("person", 0.7, "chest"), ("person", 0.6, "abdomen"),
        ("person", 0.5, "pelvis"),
    ],
)  # fmt: skip
def test_regions_of_the_body(part, height, expected):
    assert region(part, height) == expected
    assert LIMITS_N[expected] > 0


def test_limits_of_the_joints(world):
    referee = Referee(world)
    name = world.config.robot.joint_names[0]
    world.data.qvel[world.model.joint(name).dofadr[0]] = 6.0
    mujoco.mj_forward(world.model, world.data)
    world.step(0.02)
    assert f"{name} velocity" in referee.record.over_limit
    assert any("over its limit" in line for line in referee.record.unsafe)


def test_a_stack_is_built_from_below(world):
    referee = Referee(world)
    for name, base in (("red_block", "blue_block"), ("green_can", "red_block")):
        T = np.eye(4)
        T[:3, 3] = world.pose(base)[:3, 3]
        T[2, 3] += (world.thing(base).extent_m[2] + world.thing(name).extent_m[2]) / 2
        set_down(world, name, T)
        world.step(0.5)
    assert referee.verdict(Stacked(("blue_block", "red_block", "green_can"))).ok
    assert not referee.verdict(Stacked(("red_block", "blue_block", "green_can"))).ok


def test_the_order_is_that_in_which_steps_were_first_met(world):
    first, second = (
        Placed("red_block", "in", ("brown_basket",)),
        Placed("blue_block", "left_of", ("green_can",)),
    )
    goals = Sequence((first, second)), Sequence((second, first))
    referee = Referee(world, AllOf(goals))
    T = np.eye(4)
    T[:3, 3] = world.pose("brown_basket")[:3, 3] + [0, 0, 0.02]
    set_down(world, "red_block", T)
    world.step(0.8)
    T[:3, 3] = [0.42, 0.12, world.thing("blue_block").extent_m[2] / 2]
    set_down(world, "blue_block", T)
    world.step(0.8)
    assert referee.verdict(goals[0]).ok
    wrong = referee.verdict(goals[1])
    assert not wrong.ok and "wrong order" in wrong.reason
    assert not referee.verdict(Untouched()).ok and referee.verdict(Untouched(("green_can",))).ok


def test_what_lies_in_a_basket_does_not_carry_it(world):
    T = np.eye(4)
    T[:3, 3] = world.pose("brown_basket")[:3, 3]
    T[2, 3] = 0.03
    set_down(world, "red_block", T)
    world.step(0.8)
    where = Referee(world).where()
    assert where["red_block"] == "in brown_basket" and where["brown_basket"] == "table"


def test_nothing_that_was_never_taken_was_handed_over(world):
    referee = Referee(world)
    crate = world.build.crate_m
    T = np.eye(4)
    T[:3, 3] = [crate[0], crate[1], crate[2] - 0.08]
    set_down(world, "red_block", T)
    world.step(0.5)
    assert referee.where()["red_block"] == "crate"
    assert not referee.verdict(HandedOver("red_block")).ok
