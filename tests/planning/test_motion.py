# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot.geometry import pose
from mm_robot.planning.world import World

from .conftest import cup

DOWN = np.diag([1.0, -1.0, -1.0])


def test_a_motion_goes_round_what_stands_between(arm, kit, make_scene):
    bottle = cup(1, (0.5, 0.0))
    tall = type(bottle)(**{**bottle.__dict__, "extent_m": np.array([0.1, 0.1, 0.9])})
    world = World(arm, make_scene(tall), kit.config)
    a, b = (arm.inverse(pose([0.5, y, 0.2], DOWN), arm.home) for y in (-0.25, 0.25))
    assert not world.path_free(np.array([a, b]))
    path = kit.motion.path(world, a, b)
    motion = kit.motion.move(world, path)
    assert world.path_free(motion.q_rad) and np.allclose(motion.q_rad[[0, -1]], [a, b], atol=1e-6)


def test_there_is_no_way_into_the_table(arm, kit, make_scene):
    world = World(arm, make_scene(), kit.config)
    assert kit.motion.path(world, arm.home, arm.inverse(pose([0.5, 0, -0.03], DOWN), arm.home)) is None


def test_the_tool_keeps_a_speed_limit(arm, kit, make_scene):
    world = World(arm, make_scene(), kit.config)
    goal = arm.inverse(pose([0.4, -0.3, 0.3], DOWN), arm.home)
    slow = kit.motion.move(world, kit.motion.path(world, arm.home, goal), tool_speed_m_s=0.25)
    at = np.array([arm.forward(q)[:3, 3] for q in slow.q_rad])
    speed = np.linalg.norm(np.diff(at, axis=0), axis=1) / np.diff(slow.t_s)
    assert speed.max() < 0.26
