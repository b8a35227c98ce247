# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.pieces import detections
from mm_robot.perception.segments import segment
from mm_robot.perception.support import find_support

RED, BLUE, WHITE = (205, 30, 35), (35, 75, 200), (235, 235, 230)


@pytest.fixture
def seen(box_frame, config):
    """(label, colour) of everything seen, sorted."""

    def run(*boxes):
        cloud = Fusion(1).add(box_frame(boxes))
        support = find_support(cloud, (-0.15, 0.25), 0.05)
        nothing = np.zeros(cloud.z_m.shape, bool)
        found = detections(cloud, segment(cloud, support, nothing, config), nothing, config)
        first = [
            (max(d.label_scores, key=d.label_scores.get), max(d.colour_scores, key=d.colour_scores.get))
            for d in found
        ]
        return sorted(first)

    return run


def test_two_blocks_side_by_side_are_two(seen):
    red, blue = (
        ((0.45, -0.1, 0.0), (0.495, -0.055, 0.045), RED),
        ((0.5, -0.1, 0.0), (0.545, -0.055, 0.045), BLUE),
    )
    assert seen(red, blue) == [("block", "blue"), ("block", "red")]


def test_a_label_on_a_box_is_no_thing(seen):
    box = ((0.45, -0.1, 0.0), (0.57, -0.04, 0.1), BLUE)
    label = ((0.48, -0.101, 0.03), (0.54, -0.099, 0.07), WHITE)
    assert seen(box, label) == [("box", "blue")]


def test_what_lies_in_a_tray_is_seen_beside_it(seen):
    x0, x1, y0, y1 = 0.4, 0.64, -0.1, 0.08
    walls = [
        ((x0, y0, 0.0), (x1, y1, 0.007), WHITE),
        ((x0, y0, 0.0), (x1, y0 + 0.006, 0.025), WHITE),
        ((x0, y1 - 0.006, 0.0), (x1, y1, 0.025), WHITE),
        ((x0, y0, 0.0), (x0 + 0.006, y1, 0.025), WHITE),
        ((x1 - 0.006, y0, 0.0), (x1, y1, 0.025), WHITE),
    ]
    block = ((0.5, -0.02, 0.007), (0.545, 0.025, 0.052), RED)
    assert seen(*walls, block) == [("block", "red"), ("tray", "white")]
    assert seen(*walls) == [("tray", "white")]
