# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import SimConfig
from mm_robot_sim.sensors.depth import EDGE_FAT, EDGE_HOLES, EDGE_MIXED, noisy_depth
from mm_robot_sim.sensors.optics import fixed_optics

CONFIG = fixed_optics(SimConfig())
GREY = np.full((480, 640, 3), 128, np.uint8)


def _wall(z_m):
    return np.full((480, 640), z_m, np.float32)


@pytest.mark.parametrize("z_m", [0.5, 1.0, 2.0])
def test_noise_grows_with_the_square_of_the_distance_without_bias(z_m):
    rng = np.random.default_rng(1)
    error = np.concatenate([(noisy_depth(_wall(z_m), GREY, CONFIG, rng) - z_m).ravel() for _ in range(4)])
    expected = z_m**2 * CONFIG.disparity_noise_px / (CONFIG.focal_px * CONFIG.baseline_m)
    assert np.isfinite(error).all()
    assert np.std(error) == pytest.approx(expected, rel=0.1)
    assert abs(np.mean(error)) < 0.05 * expected + 2e-4


def test_neighbours_share_their_error():
    error = noisy_depth(_wall(1.5), GREY, CONFIG, np.random.default_rng(2)) - 1.5
    near = np.corrcoef(error[:, :-1].ravel(), error[:, 1:].ravel())[0, 1]
    far = np.corrcoef(error[:, :-20].ravel(), error[:, 20:].ravel())[0, 1]
    assert near > 0.5
    assert abs(far) < 0.05


def test_depth_comes_in_steps():
    quiet = fixed_optics(SimConfig(depth_noise_px=0.0))
    slope = np.linspace(1.99, 2.01, 640, dtype=np.float32)[None].repeat(480, axis=0)
    values = np.unique(noisy_depth(slope, GREY, quiet, np.random.default_rng(0)))
    assert 1 <= len(values) <= 8


def test_holes_beside_near_edges_on_the_side_the_second_lens_misses():
    depth = _wall(1.5)
    depth[:, 300:400] = 0.8
    missing = np.isnan(noisy_depth(depth, GREY, CONFIG, np.random.default_rng(0)))
    shadow_px = int(CONFIG.focal_px * CONFIG.baseline_m * (1 / 0.8 - 1 / 1.5))
    assert missing[:, 300 - shadow_px + 2 : 298].mean() > 0.8
    assert missing[:, 405:].mean() < 0.01
    assert missing[:, 310:390].mean() < 0.01


def test_black_and_glaring_surfaces_return_less():
    for level, share in ((4, 0.25), (255, 0.5), (128, 0.0)):
        picture = np.full((480, 640, 3), level, np.uint8)
        missing = np.isnan(noisy_depth(_wall(1.0), picture, CONFIG, np.random.default_rng(3))).mean()
        assert missing == pytest.approx(share, abs=0.03)


def test_grazing_surfaces_return_less():
    depth = _wall(1.0)
    depth[100:180] = (1.0 * 1.016 ** np.arange(80))[:, None]
    missing = np.isnan(noisy_depth(depth, GREY, CONFIG, np.random.default_rng(3)))
    assert missing[105:175].mean() == pytest.approx(0.5, abs=0.08)
    assert missing[:95].mean() < 0.01


def test_too_near_and_too_far_is_nothing():
    for z in (0.1, 8.0):
        assert np.isnan(noisy_depth(_wall(z), GREY, CONFIG, np.random.default_rng(0))).all()


def test_silhouettes_bleed_into_the_background_and_throw_flying_pixels():
    depth = _wall(1.5)
    depth[100:400, 300:400] = 0.8
    measured = noisy_depth(depth, GREY, CONFIG, np.random.default_rng(0))
    beside = measured[110:390, 400]  # the first column of background on the side that is no shadow
    fat, flying = np.abs(beside - 0.8) < 0.03, (beside > 0.85) & (beside < 1.4)
    assert np.isnan(beside).mean() == pytest.approx(EDGE_HOLES, abs=0.1)
    assert fat.mean() == pytest.approx((1 - EDGE_HOLES) * EDGE_FAT, abs=0.05)
    assert flying.mean() == pytest.approx((1 - EDGE_HOLES) * EDGE_MIXED * 0.8, abs=0.03)
    assert fat.any() and flying.any()
    away = measured[110:390, 405:]
    assert np.nanmax(np.abs(away - 1.5)) < 0.1


def test_what_cannot_be_matched_is_a_hole():
    unmatched = np.zeros((480, 640), bool)
    unmatched[10:20, 30:50] = True
    missing = np.isnan(noisy_depth(_wall(1.0), GREY, CONFIG, np.random.default_rng(0), unmatched))
    np.testing.assert_array_equal(missing, unmatched)
