# SPDX-License-Identifier: Apache-2.0
"""What the camera sees, checked by rays through every third pixel against the truth."""

import mujoco
import numpy as np
import pytest

from mm_robot.geometry import depth_to_points, look_at, transform_points
from mm_robot_sim.people.mannequin import HAND
from mm_robot_sim.sensors.camera import camera_model, shoot, true_picture
from mm_robot_sim.world import World

GROUPS = np.array([1, 0, 0, 1, 1, 0], np.uint8)
STRIDE = 3


def _bodies_seen(world, only=None):
    """Body id under every third pixel; -1 where nothing is. `only`: geoms that exist for the rays."""
    config = world.config.sim
    camera = camera_model(config)
    T = look_at(config.camera_position_m, config.camera_target_m)
    ones = np.ones((camera.height, camera.width), np.float32)
    rays = depth_to_points(ones, camera)[::STRIDE, ::STRIDE].reshape(-1, 3) @ T[:3, :3].T
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    geom, distance = np.empty(len(rays), np.int32), np.empty(len(rays))
    groups = world.model.geom_group.copy()
    if only is not None:
        world.model.geom_group[~only] = 5
    eye = T[:3, 3].copy()
    mujoco.mj_multiRay(
        world.model, world.data, eye, rays.ravel(), GROUPS, True, -1, geom, distance, None, len(rays), 10.0
    )
    world.model.geom_group[:] = groups
    return np.where(geom >= 0, world.model.geom_bodyid[geom], -1)


@pytest.mark.parametrize("seed", [0, 14, 39, 57])
def test_every_thing_the_hand_and_the_torso_are_seen_past_the_arm_at_home(seed):
    world = World(seed)
    seen = _bodies_seen(world)
    for thing in world.objects:
        alone = np.count_nonzero(_bodies_seen(world, only=thing.geoms) == thing.body)
        assert np.count_nonzero(seen == thing.body) > 0.5 * alone, thing.name
        assert alone * STRIDE**2 > 150
    assert np.count_nonzero(seen == world.model.body(HAND).id) * STRIDE**2 > 500
    assert np.count_nonzero(seen == world.model.body("person").id) * STRIDE**2 > 8000


def test_depth_and_pose_put_the_table_at_zero_and_things_where_they_are():
    world = World(2, objects=[("box", "blue"), ("bottle", "white")])
    frame = shoot(world, np.random.default_rng(0))
    cloud = transform_points(frame.T_base_camera, depth_to_points(frame.depth_m, frame.camera))
    x, y, z = np.moveaxis(cloud, -1, 0)
    with np.errstate(invalid="ignore"):
        table = (x > 0.25) & (x < 0.95) & (y > -0.55) & (y < 0.5) & (np.abs(z) < 0.03)
        assert np.median(z[table]) == pytest.approx(0.0, abs=0.002)
        for thing in world.objects:
            centre = world.pose(thing.name)[:3, 3]
            near = (np.hypot(x - centre[0], y - centre[1]) < thing.design.footprint_m + 0.01) & (z > 0.02)
            assert np.count_nonzero(near) > 200
            assert np.nanpercentile(z[near], 98) == pytest.approx(thing.extent_m[2], abs=0.012)
            assert np.nanmedian(x[near]) == pytest.approx(centre[0], abs=0.05)
    world.close()


def test_most_of_the_picture_has_depth():
    world = World(4)
    frame = shoot(world, np.random.default_rng(0))
    assert frame.rgb.shape == (480, 640, 3)
    assert frame.rgb.dtype == np.uint8
    assert frame.depth_m.dtype == np.float32
    assert 0.01 < np.isnan(frame.depth_m).mean() < 0.2
    assert 40 < frame.rgb.mean() < 200
    world.close()


def test_red_things_look_red():
    world = World(6, objects=[("box", "red")], positions_m={0: (0.5, 0.0)})
    rgb, _, _ = true_picture(world)
    picture = rgb.astype(int)
    red = (picture[..., 0] > 90) & (picture[..., 1] < 50) & (picture[..., 2] < 50)
    assert np.count_nonzero(red) > 1000
    world.close()
