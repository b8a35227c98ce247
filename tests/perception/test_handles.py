# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Cloud
from mm_robot.perception.handles import find_handles
from mm_robot.types import CameraModel

W, H, F = 320, 240, 300.0
CAMERA = CameraModel(W, H, F, F, W / 2, H / 2)
FRONT_M = 1.0  # before the camera, which looks along +x


def cloud_of(*bars, front=True):
    """A camera at the origin looks along x at a front, with bars (y, z, half y, half z) before it."""
    u, v = np.meshgrid(np.arange(W), np.arange(H))
    left, up = -(u - W / 2) / F, -(v - H / 2) / F
    depth = np.full((H, W), FRONT_M if front else np.nan)
    for y, z, half_y, half_z in bars:
        near = FRONT_M - 0.042
        depth[(np.abs(left * near - y) < half_y) & (np.abs(up * near - z) < half_z)] = near
    depth = depth + 0.001 * np.random.default_rng(1).standard_normal((H, W))
    T = np.eye(4)
    T[:3, :3] = np.array([[0, 0, 1], [-1, 0, 0], [0, -1, 0]])
    x = depth.astype(np.float32)
    y, z = (left * depth).astype(np.float32), (up * depth).astype(np.float32)
    return Cloud(x, y, z, x, np.zeros((H, W, 3), np.uint8), CAMERA, T, 1)


def seen(cloud):
    return np.isfinite(cloud.x_m) & (np.abs(cloud.y_m) < 0.16) & (np.abs(cloud.z_m) < 0.2)


@pytest.mark.parametrize("level", [True, False])
def test_a_bar_before_a_front_is_a_handle_that_is_pulled_away_from_it(level):
    half = (0.055, 0.006) if level else (0.006, 0.055)
    cloud = cloud_of((0.02, 0.05, *half))
    (handle,) = find_handles(cloud, seen(cloud))
    assert handle.level is level
    assert np.allclose(handle.centre_m, [FRONT_M - 0.042, 0.02, 0.05], atol=0.004)
    assert handle.out @ [-1, 0, 0] > 0.99
    assert handle.length_m == pytest.approx(0.11, abs=0.012)
    assert len(handle.front[0]) > 500


def test_each_drawer_has_its_own():
    bars = [(0.0, z, 0.055, 0.006) for z in (-0.1, 0.0, 0.1)]
    cloud = cloud_of(*bars)
    heights = sorted(float(h.centre_m[2]) for h in find_handles(cloud, seen(cloud)))
    assert np.allclose(heights, [-0.1, 0.0, 0.1], atol=0.004)


def test_a_bare_front_a_board_and_an_edge_are_no_handles():
    board, edge = (0.0, 0.0, 0.1, 0.05), (0.0, 0.195, 0.055, 0.006)
    for bars in ((), (board,), (edge,)):
        cloud = cloud_of(*bars)
        assert find_handles(cloud, seen(cloud)) == []


def test_nothing_seen_no_handles():
    cloud = cloud_of(front=False)
    assert find_handles(cloud, np.zeros((H, W), np.bool_)) == []
