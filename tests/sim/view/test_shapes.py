# SPDX-License-Identifier: Apache-2.0
"""The meshes of a model are where its geoms are."""

import numpy as np
import pytest

from mm_robot_sim.world import World

pytest.importorskip("trimesh")


def test_things_have_their_size_and_colour():
    from mm_robot_sim.view.shapes import body_shapes

    world = World(1073, objects=[("can", "red"), ("bowl", "blue"), ("box", "green")])
    shapes = {shape.name: shape for shape in body_shapes(world.model)}
    assert {"world", "person", "person_hand", "red_can", "blue_bowl"} <= set(shapes)
    for thing in world.objects:
        low, high = shapes[thing.name].mesh.bounds
        np.testing.assert_allclose(high - low, thing.extent_m, rtol=0.06, atol=0.003)
    red, green, blue = shapes["red_can"].mesh.visual.vertex_colors[:, :3].astype(float).T
    assert np.mean((red > 1.5 * green) & (red > 1.5 * blue)) > 0.2, "lid and bottom are metal"


def test_a_texture_counts_with_its_mean():
    from mm_robot_sim.view.shapes import geom_rgba

    world = World(1073, objects=[("can", "red")])
    table = geom_rgba(world.model, world.model.geom("table").id)
    assert table[3] == 1.0 and 0.15 < table[:3].mean() < 0.95
    assert not np.allclose(table[:3], 0.5)
