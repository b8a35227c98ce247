# SPDX-License-Identifier: Apache-2.0
import dataclasses

import numpy as np
import pytest

from mm_robot.config import Config, SimConfig
from mm_robot.geometry import transform_points
from mm_robot_sim.sensors.lidar import sweep
from mm_robot_sim.world import World


@pytest.fixture(scope="module")
def world():
    return World(7)


def _cloud(world, seed=0):
    scan = sweep(world, np.random.default_rng(seed))
    return transform_points(scan.T_base_lidar, scan.points_m)


def test_sees_table_person_and_walls(world):
    x, y, z = _cloud(world).T
    on_table = (x > 0.3) & (x < 0.95) & (y > -0.5) & (y < 0.5) & (np.abs(z) < 0.04)
    person = (np.hypot(x - world.build.at_m[0], y - world.build.at_m[1]) < 0.3) & (z > -0.5)
    wall = np.abs(y - 1.70) < 0.05
    assert np.count_nonzero(on_table) > 200
    assert np.count_nonzero(person) > 100
    assert np.count_nonzero(wall) > 500


def test_its_own_mast_is_not_hit(world):
    x, y, z = _cloud(world).T
    assert not np.any((np.hypot(x + 0.25, y) < 0.08) & (z > -0.6))


def test_range_noise_and_drop_outs_have_the_set_size(world):
    quiet = World(7, config=Config(sim=SimConfig(lidar_noise_m=0.0, lidar_dropout=0.0)))
    truth, noisy = _cloud(quiet), _cloud(world)
    assert len(truth) <= 16 * 900
    assert 1 - len(noisy) / len(truth) == pytest.approx(0.01, abs=0.005)
    left = noisy[(np.abs(noisy[:, 1] - 1.70) < 0.06) & (noisy[:, 0] < 0.3) & (noisy[:, 2] > -0.5)]
    expected = (
        0.01 * np.abs(left[:, 1]) / np.linalg.norm(left - [-0.25, 0, 0.9], axis=1)
    )  # noise is along the ray
    assert np.std(left[:, 1]) == pytest.approx(np.sqrt(np.mean(expected**2)), rel=0.15)


def test_same_seed_same_sweep(world):
    np.testing.assert_array_equal(_cloud(world, 5), _cloud(world, 5))
    assert dataclasses.is_dataclass(sweep(world, np.random.default_rng(0)))
