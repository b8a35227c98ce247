# SPDX-License-Identifier: Apache-2.0
"""What the camera sees, checked by rays through every third pixel against the truth."""

import mujoco
import numpy as np
import pytest

from mm_robot.config import load
from mm_robot.geometry import depth_to_points, inverse, look_at, transform_points
from mm_robot_sim.people.mannequin import HAND
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script, swing
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


def _moving(profile="panda_sim"):
    config = load(profile)
    return SimRobot(
        World(1008, objects=[("block", "red")], positions_m={0: (0.45, 0.0)}, config=config), config
    )


def _table_m(frame):
    """Heights of what lies near the middle of the table, by the frame's own pose."""
    points = transform_points(frame.T_base_camera, depth_to_points(frame.depth_m, frame.camera)).reshape(
        -1, 3
    )
    on_table = (
        (np.abs(points[:, 0] - 0.5) < 0.15) & (np.abs(points[:, 1]) < 0.2) & (np.abs(points[:, 2]) < 0.05)
    )
    return points[on_table, 2]


@pytest.mark.parametrize("profile", ["panda_sim", "ur5e_sim"])
def test_the_wrist_camera_sees_the_table_where_it_is_from_wherever_the_hand_is(profile):
    robot = _moving(profile)
    for lower_m in (0.0, 0.12):
        state = robot.state()
        if lower_m:
            Script(robot).move(state.T_base_tcp[:3, 3] + [0.08, 0.0, -lower_m], state.T_base_tcp[:3, :3])
            robot.sleep(0.3)
        frame = robot.wrist_frame()
        heights = _table_m(frame)
        assert len(heights) > 2000
        assert np.median(heights) == pytest.approx(0.0, abs=0.004)
        tip = transform_points(inverse(frame.T_base_camera), robot.state().T_base_tcp[:3, 3])
        assert 0.03 < tip[2] < 0.3, "the camera looks along the fingers"
    robot.world.close()


def test_the_wrist_cameras_pose_is_that_of_the_picture_not_of_now():
    robot = _moving()
    T = robot.state().T_base_tcp
    way = np.array([0.5, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0])
    robot.send_trajectory(swing(robot.state().q_rad, way, 1.0))
    robot.sleep(0.5)
    frame, now = robot.wrist_frame(), robot.state().T_base_tcp
    assert 0.03 < robot.world.now_s - frame.stamp_s < 0.17
    assert np.linalg.norm(now[:3, 3] - T[:3, 3]) > 0.05
    assert np.median(_table_m(frame)) == pytest.approx(0.0, abs=0.006)
    robot.world.close()


def test_what_moves_is_smeared_and_what_rests_is_not():
    robot = _moving()
    robot.sleep(0.5)
    at_rest = robot.wrist_frame().rgb.astype(float)
    robot.send_trajectory(swing(robot.state().q_rad, np.array([0.9, 0, 0, 0, 0, 0, 0.5]), 0.8))
    robot.sleep(0.45)
    moving = robot.wrist_frame().rgb.astype(float)
    robot.world.close()

    def sharpness(picture):
        return np.abs(np.diff(picture[:120], axis=1)).max(axis=2).max()

    assert sharpness(moving) < 0.8 * sharpness(at_rest)


def test_a_frame_is_the_same_whether_or_not_others_were_looked_at():
    first, second = _moving(), _moving()
    for _ in range(10):
        first.sleep(0.05)
        first.frame()
    second.sleep(0.5)
    np.testing.assert_array_equal(first.frame().rgb, second.frame().rgb)
    np.testing.assert_array_equal(first.frame().depth_m, second.frame().depth_m)
    first.world.close()
    second.world.close()


def test_in_a_darker_room_the_picture_is_darkened_and_recovers():
    robot = _moving()
    robot.sleep(0.3)
    before = robot.frame().rgb.mean()
    model = robot.world.model
    model.light_diffuse[:] *= 0.5
    model.light_ambient[:] *= 0.5
    for light in (model.vis.headlight.ambient, model.vis.headlight.diffuse):
        light[:] = np.asarray(light) * 0.5
    robot.sleep(0.13)
    at_once = robot.frame().rgb.mean()
    robot.sleep(1.5)
    settled = robot.frame().rgb.mean()
    robot.world.close()
    assert at_once < 0.85 * before
    assert settled == pytest.approx(before, rel=0.06)
