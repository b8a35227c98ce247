# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot.geometry import pose
from mm_robot.planning.shapes import complete
from mm_robot.planning.world import Held, World
from mm_robot.types import Obstacle

from .conftest import block, cup

DOWN = np.diag([1.0, -1.0, -1.0])


def at(arm, position, seed=None):
    q = arm.inverse(pose(position, DOWN), arm.home if seed is None else seed)
    assert q is not None
    return q


def test_home_is_free_and_the_table_is_not(arm, kit, make_scene):
    world = World(arm, make_scene(cup()), kit.config)
    assert world.free(arm.home) and world.touching(arm.home) == ""
    assert "surface_0" in world.touching(at(arm, [0.4, -0.2, 0.004]))


def test_things_are_in_the_way_except_for_the_fingers_that_reach_for_one(arm, kit, make_scene):
    world = World(arm, make_scene(cup(1, (0.5, 0.0)), block(2)), kit.config, target_id=1)
    inside = at(arm, [0.5, 0.0, 0.085])
    assert "object_1" in world.touching(inside)
    world.reach_in(True)
    assert world.free(inside)
    world.reach_in(False)
    assert not world.free(inside)


def test_what_is_held_moves_with_the_hand_and_touches_in_its_place(arm, kit, make_scene):
    grasp = pose([0.5, 0.0, 0.08], DOWN)
    held = Held(1, complete(cup(1, (0.5, 0.0)), make_scene().surfaces), grasp)
    other = cup(2, (0.5, 0.25))
    above = at(arm, [0.5, 0.25, 0.14])
    assert World(arm, make_scene(other), kit.config).free(above)
    assert "held" in World(arm, make_scene(other), kit.config, held=held).touching(above)


def test_what_is_held_may_go_into_a_hollow_thing_the_arm_may_not(arm, kit, make_scene):
    held = Held(1, complete(block(1, (0.5, 0.0)), make_scene().surfaces), pose([0.5, 0.0, 0.025], DOWN))
    scene, low = make_scene(cup(2, (0.5, 0.2))), at(arm, [0.5, 0.2, 0.10])
    assert not World(arm, scene, kit.config, held=held).free(low)
    assert World(arm, scene, kit.config, held=held, hollow_ids=(2,)).free(low)


def test_the_hand_of_a_person_is_kept_clear_of(arm, kit, make_scene, person):
    near = at(arm, person.hand_m + [0.0, 0.0, 0.03])
    assert "person" in World(arm, make_scene(), kit.config).touching(near)
    assert World(arm, make_scene(people=()), kit.config).free(near)


def test_obstacles_block_a_path_between_free_ends(arm, kit, make_scene):
    wall = Obstacle(pose([0.45, 0.0, 0.3]), np.array([0.3, 0.02, 0.6]))
    world = World(arm, make_scene(obstacles=(wall,)), kit.config)
    ends = np.array([at(arm, [0.45, -0.3, 0.3]), at(arm, [0.45, 0.3, 0.3])])
    assert all(world.free(q) for q in ends) and not world.path_free(ends)
