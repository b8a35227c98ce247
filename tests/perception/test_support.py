# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.support import find_support

RANGE_M = (-0.15, 0.25)


def test_the_table_is_found_under_its_things(box_frame):
    boxes = [
        ((0.4, 0.0, 0.0), (0.5, 0.2, 0.1), (200, 0, 0)),
        ((0.6, -0.3, 0.0), (0.8, -0.1, 0.05), (0, 0, 200)),
    ]
    support = find_support(Fusion(1).add(box_frame(boxes, noise_m=0.002)), RANGE_M, 0.05)
    assert support is not None
    assert support.height_m == pytest.approx(0.0, abs=0.002)
    low, high = support.polygon_m.min(axis=0), support.polygon_m.max(axis=0)
    assert high == pytest.approx([1.0, 0.5], abs=0.03) and low[0] == pytest.approx(0.2, abs=0.03)
    x, y = support.polygon_m.T
    assert np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) > 0  # counter-clockwise


def test_inside_and_outside_of_the_outline(box_frame):
    support = find_support(Fusion(1).add(box_frame()), RANGE_M, 0.05)
    inside = support.distance_inside_m(np.array([[0.6, 0.0], [1.3, 0.0], [0.6, 0.8]], np.float32))
    assert inside[0] > 0.1 and inside[1] < -0.2 and inside[2] < -0.2


def test_no_table_where_there_is_none(box_frame):
    cloud = Fusion(1).add(box_frame())
    assert find_support(cloud, (0.3, 0.6), 0.05) is None
    assert find_support(cloud, RANGE_M, 5.0) is None
    blind = replace(box_frame(), depth_m=np.full((240, 320), np.nan, np.float32))
    assert find_support(Fusion(1).add(blind), RANGE_M, 0.05) is None
