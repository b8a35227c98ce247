# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.geometry import pose
from mm_robot.perception.cloud import Fusion
from mm_robot.perception.tracks import Detection, Tracks

SIDE_M = 0.06


def detection(x, y, colour="red", whole=True, label="block"):
    at = np.array([x, y, SIDE_M / 2])
    grid = np.linspace(-SIDE_M / 2, SIDE_M / 2, 8)
    top = np.array([[a, b, SIDE_M / 2] for a in grid for b in grid])
    return Detection(top + at, pose(at), np.full(3, SIDE_M), {label: 0.9}, {colour: 1.0}, whole)


def shown(x, y, colour=(200, 0, 0)):
    half = SIDE_M / 2
    return ((x - half, y - half, 0.0), (x + half, y + half, SIDE_M), colour)


@pytest.fixture
def watch(box_frame, config):
    """tracks, look(detections, boxes, now_s): one more look at boxes of which the detections tell."""
    tracks = Tracks(config)

    def look(detections, boxes, now_s, hidden=None):
        cloud = Fusion(1).add(box_frame(boxes))
        covered = np.zeros(cloud.z_m.shape, bool) if hidden is None else hidden
        tracks.update(detections, cloud, covered, now_s)
        return tracks.objects

    return tracks, look


def test_a_thing_keeps_its_id_and_is_believed_more_and_more(watch):
    _, look = watch
    first = look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)[0]
    again = look([detection(0.502, 0.001)], [shown(0.5, 0.0)], 0.1)[0]
    assert again.id == first.id and again.confidence > first.confidence


def test_two_things_do_not_swap(watch):
    _, look = watch
    a, b = detection(0.4, 0.0), detection(0.6, 0.0, "blue")
    boxes = [shown(0.4, 0.0), shown(0.6, 0.0, (0, 0, 200))]
    ids = {thing.colour: thing.id for thing in look([a, b], boxes, 0.0)}
    assert {thing.colour: thing.id for thing in look([b, a], boxes, 0.1)} == ids


def test_a_thing_carried_elsewhere_keeps_its_id(watch):
    _, look = watch
    before = look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)[0]
    after = look([detection(0.6, 0.2)], [shown(0.6, 0.2)], 0.5)
    assert [thing.id for thing in after] == [before.id]
    assert after[0].position_m[:2] == pytest.approx([0.6, 0.2], abs=0.01)


def test_what_is_taken_away_is_forgotten_after_two_looks(watch):
    _, look = watch
    look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)
    assert len(look([], [], 0.1)) == 1
    assert look([], [], 0.2) == ()


def test_what_is_hidden_is_remembered_with_falling_confidence(watch):
    _, look = watch
    seen = look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)[0]
    everything = np.ones((240, 320), bool)
    later = look([], [shown(0.5, 0.0)], 30.0, everything)[0]
    assert later.id == seen.id and later.confidence < seen.confidence
    assert look([], [], 1000.0, everything) == ()


def test_a_held_thing_moves_with_the_tool(watch, make_state):
    tracks, look = watch
    thing = look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)[0]
    tracks.hold(thing.id, make_state(0.1, tcp_m=(0.5, 0.0, 0.05)))
    tracks.carry(make_state(0.2, tcp_m=(0.4, 0.3, 0.35)))
    held = tracks.held
    assert held is not None and held.held and held.id == thing.id
    assert held.position_m == pytest.approx(thing.position_m + [-0.1, 0.3, 0.3], abs=1e-6)
    tracks.release()
    assert tracks.held is None and not tracks.objects[0].held


def test_holding_what_is_not_there_is_an_error(watch, make_state):
    tracks, _ = watch
    with pytest.raises(InputError, match="available: none"):
        tracks.hold(7, make_state())


def test_a_part_in_view_does_not_spoil_the_measures_of_the_whole(watch):
    _, look = watch
    look([detection(0.5, 0.0)], [shown(0.5, 0.0)], 0.0)
    part = replace(detection(0.51, 0.0, whole=False), extent_m=np.full(3, 0.03))
    assert look([part], [shown(0.5, 0.0)], 0.1)[0].extent_m == pytest.approx(np.full(3, SIDE_M))


def piece(x, y, colour="red"):
    whole = detection(x, y, colour, whole=False)
    points = whole.points_m[whole.points_m[:, 0] > x]
    centre = np.array([x + SIDE_M / 4, y, SIDE_M / 2])
    extent = np.array([SIDE_M / 2, SIDE_M, SIDE_M])
    return Detection(points, pose(centre), extent, whole.label_scores, whole.colour_scores, False)


@pytest.mark.parametrize(("colour", "left"), [("red", 1), ("brown", 1), ("blue", 2)])
def test_a_piece_that_the_arm_cut_off_ends_when_the_whole_is_seen_again(watch, colour, left):
    """Something of another colour inside it, though, is a thing of its own that was overlooked."""
    _, look = watch
    box = [shown(0.5, 0.0)]
    shaded = replace(detection(0.5, 0.0), colour_scores={"red": 0.7, "brown": 0.3})
    whole = look([shaded], box, 0.0)[0]
    for i in range(1, 6):
        assert len(look([shaded, piece(0.5, 0.0, colour)], box, 0.1 * i)) == 2
    for i in range(6, 11):
        remaining = look([shaded], box, 0.1 * i)
    assert len(remaining) == left
    assert remaining[0].id == whole.id


def test_the_corner_that_the_fingers_leave_in_view_does_not_become_the_thing(watch):
    _, look = watch
    box = [shown(0.5, 0.0)]
    for i in range(4):
        before = look([detection(0.5, 0.0)], box, 0.1 * i)[0]
    centre = np.array([0.5 + 0.4 * SIDE_M, 0.4 * SIDE_M, SIDE_M / 2])
    corner = np.full(3, 0.2 * SIDE_M)
    points = centre + np.array([[0.0, 0.0, 0.0], [0.004, 0.0, 0.01], [-0.004, 0.004, 0.02]])
    left = Detection(points, pose(centre), corner, {}, {"red": 1.0}, False)
    (after,) = look([left], box, 0.5)
    assert after.id == before.id
    assert after.label == before.label == "block"
    assert after.extent_m == pytest.approx(before.extent_m)
    assert after.position_m == pytest.approx(before.position_m)
