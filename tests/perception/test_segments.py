# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.segments import depth_edges, segment
from mm_robot.perception.support import find_support

NEAR = ((0.45, -0.1, 0.0), (0.55, 0.0, 0.1), (200, 0, 0))


@pytest.fixture
def cut(box_frame, config):
    def run(boxes, own=None, noise_m=0.0015):
        fusion = Fusion(3)
        for i in range(3):
            cloud = fusion.add(box_frame(boxes, noise_m, seed=i))
        support = find_support(cloud, (-0.15, 0.25), 0.05)
        mine = np.zeros(cloud.z_m.shape, bool) if own is None else own
        return segment(cloud, support, mine, config), cloud

    return run


def sizes(segments):
    return sorted(n for n in np.bincount(segments.labels.ravel())[1:] if n >= 50)


def test_an_empty_table_has_no_things(cut):
    assert sizes(cut([])[0]) == []


def test_things_that_stand_apart_are_two_even_if_one_hides_part_of_the_other(cut):
    behind = ((0.46, 0.05, 0.0), (0.56, 0.12, 0.12), (0, 0, 200))
    assert len(sizes(cut([NEAR, behind])[0])) == 2


def test_what_stands_beyond_the_table_is_surroundings(cut):
    person = ((0.4, 0.48, -0.5), (0.7, 0.8, 0.9), (90, 90, 200))
    segments, cloud = cut([NEAR, person])
    assert len(sizes(segments)) == 1
    assert (segments.surroundings & (cloud.y_m > 0.45)).sum() > 500


def test_the_arm_is_cut_out(cut):
    segments, cloud = cut([NEAR])
    own = segments.labels > 0
    assert sizes(cut([NEAR], own)[0]) == []


def test_heights_are_measured_from_the_table(cut):
    segments, _ = cut([NEAR], noise_m=0.0)
    assert segments.height_m[segments.labels > 0].max() == pytest.approx(0.1, abs=0.003)


def test_a_pixel_between_front_and_back_is_mixed():
    depth = np.full((5, 7), 1.0, np.float32)
    depth[:, 3] = 1.2
    depth[:, 4:] = 1.5
    edges, mixed = depth_edges(depth)
    assert mixed[:, 3].all() and mixed.sum() == 5
    assert edges[:, 2:5].all()
