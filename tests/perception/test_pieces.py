# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.pieces import detections
from mm_robot.perception.segments import Segments, segment
from mm_robot.perception.support import find_support

BOX = ((0.45, -0.1, 0.0), (0.58, -0.03, 0.1), (205, 30, 35))


@pytest.fixture
def seen(box_frame, config):
    def run(boxes, cut=lambda segments: segments, own=None):
        cloud = Fusion(1).add(box_frame(boxes))
        support = find_support(cloud, (-0.15, 0.25), 0.05)
        mine = np.zeros(cloud.z_m.shape, bool) if own is None else own
        return detections(cloud, cut(segment(cloud, support, mine, config)), mine, config)

    return run


def test_a_thing_is_measured_named_and_coloured(seen):
    found = seen([BOX])
    assert len(found) == 1
    thing = found[0]
    assert max(thing.colour_scores, key=thing.colour_scores.get) == "red"
    assert next(iter(thing.label_scores)) == "box" and thing.whole
    assert thing.T_base_object[:3, 3] == pytest.approx([0.515, -0.065, 0.05], abs=0.008)


def test_specks_and_bumps_are_no_things(seen):
    assert seen([((0.5, 0.0, 0.0), (0.512, 0.012, 0.03), (0, 0, 200))]) == []
    assert seen([((0.5, 0.0, 0.0), (0.6, 0.1, 0.011), (0, 0, 200))]) == []


def test_a_part_cut_off_by_noise_joins_its_whole(seen):
    def split(segments):
        labels = segments.labels.copy()
        rows, columns = np.nonzero(labels)
        middle = (columns > np.median(columns) - 8) & (columns < np.median(columns) + 8)
        labels[rows[middle], columns[middle]] = segments.count + 1
        return Segments(labels, segments.count + 1, segments.surroundings, segments.mixed, segments.height_m)

    found = seen([BOX], split)
    assert len(found) == 1
    assert found[0].extent_m[0] == pytest.approx(0.13, abs=0.01)


def test_a_thing_half_behind_the_arm_is_not_whole(seen, box_frame, config):
    cloud = Fusion(1).add(box_frame([BOX]))
    own = (cloud.x_m < 0.5) & (cloud.z_m > 0.005) & (cloud.z_m < 0.2)
    assert [thing.whole for thing in seen([BOX], own=own)] == [False]
