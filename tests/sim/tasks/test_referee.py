# SPDX-License-Identifier: Apache-2.0
import mujoco
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.tasks.referee import HandedOver, Picked, Placed, Referee, Untouched
from mm_robot_sim.world import World

THINGS = [("block", "red"), ("plate", "white"), ("can", "green"), ("basket", "brown")]
PLACES = {0: (0.45, -0.25), 1: (0.60, -0.12), 2: (0.40, 0.0), 3: (0.55, 0.2)}


@pytest.fixture
def world():
    return World(4, objects=THINGS, positions_m=PLACES)


def _put(world, name, at_m):
    """Set a thing down somewhere else, by hand of god, and let it settle."""
    joint = world.model.joint(name)
    with world.lock:
        world.data.qpos[joint.qposadr[0] : joint.qposadr[0] + 7] = [*at_m, 1, 0, 0, 0]
        world.data.qvel[joint.dofadr[0] : joint.dofadr[0] + 6] = 0
        mujoco.mj_forward(world.model, world.data)
    world.step(0.5)


def test_nothing_moved(world):
    referee = Referee(world)
    world.step(1.0)
    assert referee.verdict(Untouched()).ok
    _put(world, "green_can", (0.42, 0.05, world.thing("green_can").extent_m[2] / 2 + 0.001))
    verdict = referee.verdict(Untouched())
    assert not verdict.ok
    assert "green_can" in verdict.reason


def test_picked_right_and_wrong(world):
    robot, referee = SimRobot(world), Referee(world)
    assert not referee.verdict(Picked("red_block")).ok
    Script(robot).pick("red_block")
    assert referee.verdict(Picked("red_block")).ok
    assert not referee.verdict(Picked("green_can")).ok
    assert not referee.verdict(HandedOver("red_block")).ok
    assert referee.where()["red_block"] == "gripper"


@pytest.mark.parametrize(
    ("at_m", "right", "wrong"),
    [
        ((0.60, -0.12, 0.05), ("on", ("white_plate",)), ("in", ("brown_basket",))),
        ((0.55, 0.20, 0.08), ("in", ("brown_basket",)), ("on", ("table",))),
        ((0.60, 0.02, 0.03), ("left_of", ("white_plate",)), ("right_of", ("white_plate",))),
        ((0.62, -0.30, 0.03), ("right_of", ("white_plate",)), ("behind", ("white_plate",))),
        ((0.52, 0.01, 0.03), ("behind", ("green_can",)), ("in_front_of", ("green_can",))),
        ((0.45, -0.12, 0.03), ("in_front_of", ("white_plate",)), ("left_of", ("white_plate",))),
        (
            (0.495, -0.05, 0.03),
            ("between", ("white_plate", "green_can")),
            ("between", ("white_plate", "brown_basket")),
        ),
        ((0.46, 0.0, 0.03), ("next_to", ("green_can",)), ("on", ("green_can",))),
        ((0.40, -0.15, 0.03), ("on", ("table",)), ("on", ("white_plate",))),
    ],
)
def test_placed_right_and_wrong(world, at_m, right, wrong):
    referee = Referee(world)
    _put(world, "red_block", at_m)
    assert referee.verdict(Placed("red_block", *right)).ok, referee.verdict(
        Placed("red_block", *right)
    ).reason
    assert not referee.verdict(Placed("red_block", *wrong)).ok


def test_what_hangs_in_the_gripper_is_not_placed(world):
    robot, referee = SimRobot(world), Referee(world)
    script = Script(robot)
    script.pick("red_block")
    assert not referee.verdict(Placed("red_block", "on", ("white_plate",))).ok
    script.place("red_block", np.array([0.60, -0.12, 0.015]))
    assert referee.verdict(Placed("red_block", "on", ("white_plate",))).ok
    assert not referee.record.knocked_over


def test_mishaps_are_remembered(world):
    referee = Referee(world)
    joint = world.model.joint("green_can")
    world.data.qpos[joint.qposadr[0] : joint.qposadr[0] + 7] = [0.4, 0.0, 0.05, 0.7071, 0.7071, 0, 0]
    mujoco.mj_forward(world.model, world.data)
    world.step(0.5)
    _put(world, "red_block", (1.3, 0.3, 0.0))
    world.step(1.0)
    assert referee.record.knocked_over == {"green_can"}
    assert referee.record.fallen == {"red_block"}
    assert referee.where()["red_block"] == "floor"


def test_speeds_are_recorded(world):
    robot, referee = SimRobot(world), Referee(world)
    Script(robot).pick("red_block")
    limits = np.array(robot.config.robot.qd_max_rad_s)
    assert np.all(referee.record.max_velocity_rad_s < limits)
    assert referee.record.max_velocity_rad_s.max() > 0.2
    assert referee.record.max_acceleration_rad_s2.max() > 0.2


def test_unknown_names_are_an_error(world):
    with pytest.raises(InputError, match="available: red_block"):
        Referee(world).verdict(HandedOver("purple_elephant"))
