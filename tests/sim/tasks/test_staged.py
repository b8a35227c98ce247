# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.tasks.staged import stage


def test_the_same_seed_stages_the_same_task():
    first, second = stage(1001, "pick", "en"), stage(1001, "pick", "en")
    assert first.task.turns == second.task.turns and first.task.goal == second.task.goal
    first.world.close()
    second.world.close()


def test_a_disturbance_fits_the_task_or_none_happens():
    staged = stage(1001, "pick", "en")
    robot = SimRobot(staged.world)
    assert staged.disturb(robot, ("hand_moves_away", "target_moved")).name == "target_moved"
    assert staged.disturb(robot, ("hand_moves_away",)) is None
    with pytest.raises(InputError, match="no disturbance 'flood'; available"):
        staged.disturb(robot, ("flood",))
    staged.world.close()


def test_what_is_given_later_is_away_at_first():
    staged = stage(1009, "just_given", "zh")
    (name,) = staged.task.hidden_until_given
    assert staged.world.pose(name)[1, 3] > 0.5  # at the person's side
    staged.world.close()
