# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion


def test_points_land_on_the_table(box_frame):
    cloud = Fusion(5).add(box_frame())
    on_table = np.isfinite(cloud.z_m) & (cloud.x_m > 0.3) & (cloud.x_m < 0.9) & (np.abs(cloud.y_m) < 0.4)
    assert on_table.sum() > 5000
    assert np.abs(cloud.z_m[on_table]).max() < 1e-4
    assert cloud.points_m(on_table).shape == (on_table.sum(), 3)


def test_the_mean_of_frames_is_quieter(box_frame):
    fusion = Fusion(5)
    clouds = [fusion.add(box_frame(noise_m=0.003, seed=i)) for i in range(5)]
    truth = box_frame().depth_m
    error = [np.nanstd((cloud.depth_m - truth)[truth < 1.3]) for cloud in clouds]
    assert error[4] < 0.55 * error[0]
    assert clouds[4].frames == 5


def test_a_pixel_that_jumps_starts_over(box_frame):
    fusion = Fusion(5)
    box = ((0.4, 0.0, 0.0), (0.5, 0.1, 0.1), (200, 0, 0))
    for _ in range(4):
        fusion.add(box_frame([box]))
    gone = fusion.add(box_frame())
    jumped = box_frame().depth_m - box_frame([box]).depth_m > 0.08
    assert jumped.sum() > 300
    assert np.abs((gone.depth_m - box_frame().depth_m)[jumped]).max() < 1e-5


def test_short_holes_close_and_long_ones_open(box_frame):
    whole = box_frame()
    holed = replace(whole, depth_m=np.where(np.arange(320) < 160, np.float32(0.0), whole.depth_m))
    fusion = Fusion(5)
    fusion.add(whole)
    assert np.array_equal(fusion.add(holed).depth_m, whole.depth_m, equal_nan=True)
    fusion.add(holed)
    assert np.isnan(fusion.add(holed).depth_m[:, :160]).all()


def test_a_moved_camera_starts_over(box_frame):
    fusion = Fusion(5)
    fusion.add(box_frame())
    T = box_frame().T_base_camera.copy()
    T[2, 3] += 0.05
    cloud = fusion.add(replace(box_frame(), T_base_camera=T))
    assert cloud.frames == 1
    assert np.nanmedian(cloud.z_m[cloud.z_m > -0.2]) == pytest.approx(0.05, abs=0.01)
