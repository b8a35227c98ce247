# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.segments import segment
from mm_robot.perception.shape import measure
from mm_robot.perception.support import find_support

EYE_XY_M = np.array([0.38, -0.87])


def seen_cylinder(radius, height, centre=(0.5, 0.1), hollow=False, seed=0, count=700):
    """Near wall and top (or inner far wall) of an upright cylinder, as a camera at EYE_XY_M sees it."""
    rng = np.random.default_rng(seed)
    z = rng.uniform(0.1 * height, height, count)
    turn = rng.uniform(-np.pi, np.pi, count)
    away = np.arctan2(centre[1] - EYE_XY_M[1], centre[0] - EYE_XY_M[0])
    near = np.cos(turn - away) < 0.15
    if hollow:
        keep = near | (z > 0.45 * height)
        ring = np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))[keep]
        xy, z = ring, z[keep]
    else:
        side = np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))[near]
        lid = rng.uniform(-radius, radius, (count, 2))
        lid = lid[np.linalg.norm(lid, axis=1) < radius]
        xy, z = np.vstack((side, lid)), np.append(z[near], np.full(len(lid), height))
    points = np.column_stack((xy + centre, z)) + rng.normal(0, 0.001, (len(xy), 3))
    return points, points[:, 2]


def test_a_can_is_round_and_closed():
    shape = measure(*seen_cylinder(0.033, 0.12), EYE_XY_M)
    assert shape.extent_m == pytest.approx([0.066, 0.066, 0.12], abs=0.006)
    assert shape.T_base_object[:3, 3] == pytest.approx([0.5, 0.1, 0.06], abs=0.004)
    features = shape.features
    assert features["hollow"] < 0.1 and features["flat"] > 0.6 and features["top"] > 0.9
    assert features["round_m"] < features["box_m"]


def test_a_cup_is_hollow():
    shape = measure(*seen_cylinder(0.036, 0.1, hollow=True), EYE_XY_M)
    assert shape.features["hollow"] > 0.3 and shape.features["handle"] < 0.01
    assert shape.extent_m == pytest.approx([0.072, 0.072, 0.1], abs=0.007)


@pytest.mark.parametrize("move", [(0.1, 0.15), (-0.12, -0.2)])
def test_measures_move_with_the_thing_and_the_camera(move):
    points, heights = seen_cylinder(0.04, 0.09)
    here = measure(points, heights, EYE_XY_M)
    there = measure(points + [*move, 0.02], heights, EYE_XY_M + move)
    assert there.T_base_object[:3, 3] == pytest.approx(here.T_base_object[:3, 3] + [*move, 0.02], abs=1e-3)
    assert there.extent_m == pytest.approx(here.extent_m, abs=1e-3)


def test_boxes_keep_their_sides_and_lie_along_the_longer_one(box_frame, config):
    cloud = Fusion(1).add(box_frame([((0.45, 0.0, 0.0), (0.57, 0.06, 0.09), (200, 0, 0))]))
    support = find_support(cloud, (-0.15, 0.25), 0.05)
    segments = segment(cloud, support, np.zeros(cloud.z_m.shape, bool), config)
    mine = (segments.labels > 0) & ~segments.mixed
    shape = measure(cloud.points_m(mine), segments.height_m[mine].astype(float), EYE_XY_M)
    assert shape.extent_m == pytest.approx([0.12, 0.06, 0.09], abs=0.008)
    assert shape.T_base_object[:3, 3] == pytest.approx([0.51, 0.03, 0.045], abs=0.006)
    assert abs(shape.T_base_object[0, 0]) > 0.99  # x along the longer side
    assert shape.features["box_m"] < shape.features["round_m"]
