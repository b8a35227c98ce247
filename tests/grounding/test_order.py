# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.grounding.order import ranked


def test_ranks_from_every_side(make_thing):
    a, b, c = (make_thing("block", x=x, y=y) for x, y in ((0.4, 0.2), (0.6, 0.0), (0.5, -0.2)))
    row = [b, c, a]
    assert ranked(row, "left", 1) == (a,)
    assert ranked(row, "right", 2) == (b,)
    assert ranked(row, "front", 1) == (a,)
    assert ranked(row, "back", 1) == (b,)
    assert ranked(row, "nearest", 1) == (a,)
    assert ranked(row, "farthest", 1) == (b,)
    assert ranked(row, "left", 4) == ()


def test_sizes(make_thing):
    low, high = make_thing("cup", size_m=(0.09, 0.09, 0.07)), make_thing("cup", size_m=(0.06, 0.06, 0.11))
    assert ranked([low, high], "biggest", 1) == (low,)
    assert ranked([low, high], "smallest", 1) == (high,)
    assert ranked([low, high], "tallest", 1) == (high,)
    assert ranked([low, high], "shortest", 1) == (low,)
    assert ranked([low, high], "longest", 1) == (high,)


def test_nearest_to_an_anchor_counts_from_its_outline(make_thing):
    tray, bowl = make_thing("tray", x=0.5, y=0.0), make_thing("bowl", x=0.5, y=-0.4)
    by_tray, by_bowl = make_thing("cup", x=0.5, y=0.15), make_thing("cup", x=0.5, y=-0.25)
    assert ranked([by_tray, by_bowl], "nearest", 1, tray) == (by_tray,)
    assert ranked([by_tray, by_bowl], "nearest", 1, bowl) == (by_bowl,)
    assert ranked([by_tray, by_bowl], "farthest", 1, bowl) == (by_tray,)


def test_what_cannot_be_told_apart_comes_along(make_thing):
    a, b = make_thing("cup", y=0.200), make_thing("cup", x=0.7, y=0.204)
    assert set(t.id for t in ranked([a, b], "left", 1)) == {a.id, b.id}
    same = [make_thing("cup", size_m=(0.07, 0.07, h)) for h in (0.100, 0.102)]
    assert len(ranked(same, "tallest", 1)) == 2


@given(st.lists(st.floats(-0.5, 0.5), min_size=1, max_size=6, unique=True), st.data())
def test_rank_from_the_left_is_rank_from_the_right_counted_back(make_thing, places, data):
    things = [make_thing("block", y=y) for y in places]
    rank = data.draw(st.integers(1, len(things)))
    from_left, from_right = ranked(things, "left", rank), ranked(things, "right", len(things) + 1 - rank)
    assert from_left[0].position_m[1] == pytest.approx(from_right[0].position_m[1])
    assert ranked(things, "left", len(things) + 1) == ()
