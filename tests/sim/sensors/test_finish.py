# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import load
from mm_robot.geometry import inverse, project, transform_points
from mm_robot_sim.sensors.camera import shoot, true_picture
from mm_robot_sim.sensors.lidar import sweep
from mm_robot_sim.world import World

THINGS = [("glass", "white"), ("pot", "grey"), ("cup", "red"), ("phone", "black")]
FINE = load(None, {"sim.lidar_rings": 64, "sim.lidar_columns": 2048})
PLACES = {0: (0.4, 0.0), 1: (0.55, 0.15), 2: (0.6, -0.15), 3: (0.4, -0.2)}


@pytest.fixture(scope="module")
def world():
    world = World(1004, objects=THINGS, positions_m=PLACES)
    yield world
    world.close()


def _pixels(world, frame, name):
    """(H, W) what shows of a thing, by the truth."""
    true_m = true_picture(world)[1]
    rows, columns = np.mgrid[: frame.camera.height, : frame.camera.width]
    rays = np.stack(
        ((columns - frame.camera.cx) / frame.camera.fx, (rows - frame.camera.cy) / frame.camera.fy), axis=-1
    )
    points = transform_points(
        frame.T_base_camera, np.concatenate((rays * true_m[..., None], true_m[..., None]), axis=-1)
    )
    local = points - world.pose(name)[:3, 3]
    radius, half = 0.55 * max(world.thing(name).extent_m[:2]), world.thing(name).extent_m[2] / 2
    return (np.hypot(local[..., 0], local[..., 1]) < radius) & (np.abs(local[..., 2]) < half + 0.001)


def _missing(world, name, seed=0):
    frame = shoot(world, np.random.default_rng(seed))
    mine = _pixels(world, frame, name)
    return np.isnan(frame.depth_m[mine]), frame, mine


def test_depth_of_metal_is_full_of_holes_and_that_of_lacquer_and_plastic_is_not(world):
    share = {name: _missing(world, name)[0].mean() for name in ("grey_pot", "red_cup", "black_phone")}
    assert 0.2 < share["grey_pot"] < 0.55
    assert share["red_cup"] < 0.12
    assert 0.03 < share["black_phone"] < 0.35


def test_glass_is_missing_or_shows_what_lies_behind_or_now_and_then_itself(world):
    frame = shoot(world, np.random.default_rng(0))
    behind_m = true_picture(world)[1]  # drawing leaves transparent things out of the depth
    at = transform_points(inverse(frame.T_base_camera), world.pose("white_glass")[:3, 3])
    u, v = project(at, frame.camera).round().astype(int)
    part = (slice(v - 14, v + 14), slice(u - 6, u + 6))
    nearer = behind_m[part] - frame.depth_m[part]
    assert 0.2 < np.isnan(nearer).mean() < 0.7
    assert 0.15 < (np.abs(nearer) < 0.02).mean() < 0.65
    assert 0.0 < (nearer > 0.04).mean() < 0.4


def test_holes_stay_where_they_are_while_nothing_moves(world):
    first, _, _ = _missing(world, "grey_pot", 1)
    second, _, _ = _missing(world, "grey_pot", 2)
    both, either = (first & second).sum(), (first | second).sum()
    assert both > 0.5 * either, "averaging frames must not close them"
    assert (first != second).any(), "but they flicker"


def test_the_lidar_sees_through_glass():
    place = {0: (0.5, -0.3)}
    hits = []
    for noun, colour in (("glass", "white"), ("cup", "red")):
        world = World(1004, objects=[(noun, colour)], positions_m=place, person=False, config=FINE)
        name, count = world.objects[0].name, 0
        for seed in range(4):
            scan = sweep(world, np.random.default_rng(seed))
            points = transform_points(scan.T_base_lidar, scan.points_m)
            local = points - world.pose(name)[:3, 3]
            near = np.hypot(local[:, 0], local[:, 1]) < 0.05
            count += int((near & (np.abs(local[:, 2]) < world.thing(name).extent_m[2] / 2 - 0.01)).sum())
        hits.append(count)
    assert hits[0] < 0.4 * hits[1]
