# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.errors import InputError
from mm_robot.geometry import pose, rotation_z
from mm_robot.grounding.relations import bottom_m, gap_m, relation_score, top_m
from mm_robot.types import SceneObject

ALL = (
    "on",
    "in",
    "under",
    "left_of",
    "right_of",
    "in_front_of",
    "behind",
    "next_to",
    "near",
    "above",
    "with",
)
OPPOSITES = (("left_of", "right_of"), ("behind", "in_front_of"))

boxes = st.builds(
    lambda x, y, z, a, b, c, yaw, i: SceneObject(
        i, np.zeros((0, 3)), pose([x, y, z], rotation_z(yaw)), np.array([a, b, c]), {}, {}, 0.0, 1.0
    ),
    st.floats(0.2, 0.9), st.floats(-0.5, 0.5), st.floats(0.0, 0.3),
    st.floats(0.02, 0.3), st.floats(0.02, 0.3), st.floats(0.02, 0.3),
    st.floats(-3.1, 3.1), st.integers(1, 10_000),
)  # fmt: skip


def moved(thing, x, y, z=0.0):
    T = thing.T_base_object.copy()
    T[:3, 3] += [x, y, z]
    return replace(thing, T_base_object=T)


def mirrored(thing):
    """Left and right swapped."""
    T = thing.T_base_object.copy()
    T[1, 3] *= -1
    T[:2, :2] = T[:2, :2].T
    return replace(thing, T_base_object=T)


@given(boxes, boxes)
def test_scores_lie_between_0_and_1_and_opposites_exclude_each_other(thing, anchor):
    scores = {kind: relation_score(kind, thing, [anchor]) for kind in ALL}
    assert all(0.0 <= score <= 1.0 for score in scores.values())
    for one, other in OPPOSITES:
        assert min(scores[one], scores[other]) == 0.0
    assert min(scores["on"], scores["under"]) == 0.0


@given(boxes, boxes)
def test_the_opposite_relation_holds_the_other_way_round(thing, anchor):
    for one, other in OPPOSITES:
        assert relation_score(one, thing, [anchor]) == pytest.approx(relation_score(other, anchor, [thing]))
    assert relation_score("next_to", thing, [anchor]) == pytest.approx(
        relation_score("next_to", anchor, [thing])
    )
    assert relation_score("under", thing, [anchor]) >= relation_score("on", anchor, [thing]) - 1e-9


@given(boxes, boxes, st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_moving_everything_changes_nothing(thing, anchor, x, y):
    for kind in ALL:
        before = relation_score(kind, thing, [anchor])
        after = relation_score(kind, moved(thing, x, y), [moved(anchor, x, y)])
        assert after == pytest.approx(before, abs=1e-6)


@given(boxes, boxes)
def test_a_mirror_swaps_left_and_right_only(thing, anchor):
    there, here = mirrored(thing), mirrored(anchor)
    assert relation_score("left_of", thing, [anchor]) == pytest.approx(
        relation_score("right_of", there, [here])
    )
    for kind in ("behind", "on", "in", "next_to", "near"):
        assert relation_score(kind, thing, [anchor]) == pytest.approx(
            relation_score(kind, there, [here]), abs=1e-6
        )


@given(boxes, boxes, boxes)
def test_between_does_not_care_for_the_order_of_its_anchors(thing, first, second):
    there = relation_score("between", thing, [first, second])
    assert 0.0 <= there <= 1.0
    assert relation_score("between", thing, [second, first]) == pytest.approx(there, abs=1e-6)


@given(boxes, boxes)
def test_gap_is_the_same_both_ways_and_never_more_than_the_distance_of_the_middles(a, b):
    assert gap_m(a, b) == pytest.approx(gap_m(b, a))
    assert 0.0 <= gap_m(a, b) <= np.linalg.norm((a.position_m - b.position_m)[:2]) + 1e-9


def test_left_is_plus_y_and_front_is_towards_the_robot(make_thing):
    bowl = make_thing("bowl", x=0.5, y=0.0)
    places = {"left_of": (0.5, 0.2), "right_of": (0.5, -0.2), "behind": (0.7, 0.0), "in_front_of": (0.3, 0.0)}
    for kind, (x, y) in places.items():
        cup = make_thing("cup", x=x, y=y)
        assert relation_score(kind, cup, [bowl]) > 0.8
        for other in places:
            if other != kind:
                assert relation_score(other, cup, [bowl]) < 0.3


def test_what_is_beside_a_long_tray_is_left_of_any_part_of_it(make_thing):
    tray = make_thing("tray", x=0.5, y=0.0, size_m=(0.4, 0.18, 0.02))
    assert relation_score("left_of", make_thing("cup", x=0.62, y=0.17), [tray]) > 0.8


def test_on_a_box_in_a_bowl_on_a_plate(make_thing):
    box = make_thing("box", x=0.4, y=0.1)
    upon = make_thing("block", x=0.41, y=0.11, bottom_m=0.121)
    assert relation_score("on", upon, [box]) > 0.9
    assert relation_score("in", upon, [box]) < 0.2
    assert relation_score("under", box, [upon]) > 0.9
    bowl = make_thing("bowl", x=0.5, y=-0.2)
    inner = make_thing("apple", x=0.51, y=-0.2, bottom_m=0.012)
    assert relation_score("in", inner, [bowl]) > 0.9
    assert relation_score("with", bowl, [inner]) > 0.9
    plate = make_thing("plate", x=0.7, y=0.2)
    assert relation_score("on", make_thing("apple", x=0.7, y=0.22, bottom_m=0.006), [plate]) > 0.9
    beside = make_thing("apple", x=0.7, y=0.37)
    assert relation_score("on", beside, [plate]) == 0.0
    assert relation_score("next_to", beside, [plate]) > 0.8
    assert relation_score("next_to", inner, [bowl]) < 0.2


def test_next_to_a_tray_reaches_farther_than_next_to_a_block(make_thing):
    gap = 0.09
    block, tray = make_thing("block", x=0.3, y=0.3), make_thing("tray", x=0.6, y=-0.1)
    by_block = make_thing("block", x=0.3 + 0.045 + gap, y=0.3)
    by_tray = make_thing("block", x=0.6, y=-0.1 + 0.09 + 0.0225 + gap)
    assert relation_score("next_to", by_tray, [tray]) > relation_score("next_to", by_block, [block])
    assert relation_score("near", by_block, [block]) > 0.9


def test_above_needs_no_contact(make_thing):
    plate = make_thing("plate", x=0.5, y=0.0)
    hanging = make_thing("cup", x=0.5, y=0.0, bottom_m=0.2)
    assert relation_score("above", hanging, [plate]) > 0.9
    assert relation_score("on", hanging, [plate]) == 0.0
    assert bottom_m(hanging) == pytest.approx(0.2) and top_m(plate) == pytest.approx(0.02)


def test_between_two_cups(make_thing):
    left, right = make_thing("cup", y=0.2), make_thing("cup", y=-0.2)
    assert relation_score("between", make_thing("apple", y=0.03), [left, right]) > 0.9
    assert relation_score("between", make_thing("apple", x=0.75, y=0.0), [left, right]) < 0.1
    assert relation_score("between", make_thing("apple", y=0.35), [left, right]) == 0.0


def test_the_wrong_number_of_anchors_is_an_error(make_thing):
    cup = make_thing("cup")
    with pytest.raises(InputError, match="takes 2"):
        relation_score("between", cup, [cup])
    with pytest.raises(InputError, match="takes 1"):
        relation_score("on", cup, [])
