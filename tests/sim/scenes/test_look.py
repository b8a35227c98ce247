# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.look import draw_camera, draw_look
from mm_robot_sim.scenes.places import TABLE_REGION_MAX_M, TABLE_REGION_MIN_M
from mm_robot_sim.scenes.spec import Surface
from mm_robot_sim.scenes.textures import paint
from mm_robot_sim.view.labelled import scene_picture
from mm_robot_sim.world import World


def test_every_table_carries_the_region_where_things_stand():
    for seed in range(200):
        look = draw_look(np.random.default_rng(seed))
        assert np.all(np.array(look.table_min_m) < TABLE_REGION_MIN_M)
        assert np.all(np.array(look.table_max_m) > TABLE_REGION_MAX_M)


def test_one_light_casts_shadows_and_no_wall_is_in_its_way():
    for seed in range(200):
        lights = draw_look(np.random.default_rng(seed)).lights
        assert [light.shadow for light in lights] == [True] + [False] * (len(lights) - 1)
        x, y, z = lights[0].direction
        assert z < 0 and y > 0, "from above, over the side where no wall is"
        assert x > -0.3 * abs(z), "not from behind the wall in front"


def test_the_camera_moves_a_little():
    shifts = [draw_camera(np.random.default_rng(seed)) for seed in range(50)]
    moved = np.array([shift.position_m for shift in shifts])
    assert np.abs(moved).max() <= 0.06
    assert moved.std(axis=0).min() > 0.02


@pytest.mark.parametrize("seed", [1000, 1003, 1007, 1015])
def test_pictures_are_neither_black_nor_blown_out(seed):
    world = World(seed, scene=draw(seed, person=False))
    grey = scene_picture(world, size_px=(160, 120)).mean(axis=2)
    world.close()
    assert 50 < grey.mean() < 215
    assert grey.std() > 20
    assert (grey > 252).mean() < 0.3


@pytest.mark.parametrize("pattern", ["planks", "plain", "stone", "checked", "striped", "tiles", "carpet"])
def test_a_surface_is_the_same_each_time_and_others_are_not(pattern):
    surface = Surface(pattern, (0.6, 0.5, 0.4), (0.2, 0.2, 0.2), 7)
    np.testing.assert_array_equal(paint(surface, 64), paint(surface, 64))
    other = Surface(pattern, (0.6, 0.5, 0.4), (0.2, 0.2, 0.2), 8)
    assert np.any(paint(surface, 64) != paint(other, 64))
    assert paint(surface, 64).shape == (64, 64, 3)
