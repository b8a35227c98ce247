# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.types import Trajectory
from mm_robot_sim.tasks.interjecting import Interjector, OutOfTimeError
from mm_robot_sim.world import World


def moving(robot, duration_s=1.0):
    q = robot.state().q_rad
    t = np.linspace(0, duration_s, 50)
    s = t / duration_s
    share, rate = s**3 * (10 - 15 * s + 6 * s**2), 30 * s**2 * (1 - s) ** 2 / duration_s
    way = np.full(len(q), 0.2)
    robot.send_trajectory(Trajectory(q + share[:, None] * way, rate[:, None] * way, t))


def test_it_is_said_so_long_after_the_arm_sets_out_and_once():
    said = []
    robot = Interjector(World(1001, person=False))
    robot.expect(0.3, False, lambda: said.append(robot.world.now_s))
    for _ in range(50):
        robot.sleep(0.01)
    assert said == []
    began = robot.world.now_s
    moving(robot)
    for _ in range(150):
        robot.sleep(0.01)
    assert len(said) == 1 and 0.3 < said[0] - began < 0.5


def test_what_waits_for_a_grip_is_not_said_without_one_and_may_be_forgotten():
    said = []
    robot = Interjector(World(1001, person=False))
    robot.expect(0.0, True, lambda: said.append("holding"))
    robot.expect(0.0, False, lambda: said.append("moving"))
    moving(robot)
    for _ in range(60):
        robot.sleep(0.01)
    assert said == []
    robot.forget()
    robot.expect(0.0, False, lambda: said.append("moving"))
    moving(robot)
    for _ in range(60):
        robot.sleep(0.01)
    assert said == ["moving"]


def test_time_is_limited():
    robot = Interjector(World(1001, person=False))
    robot.watch_time(robot.world.now_s + 0.1)
    with pytest.raises(OutOfTimeError, match="world's time"):
        robot.sleep(0.5)
