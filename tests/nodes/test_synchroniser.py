# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.nodes.synchroniser import PairSynchroniser


def test_halves_of_one_instant_make_a_pair_whichever_comes_first():
    pairs = PairSynchroniser(0.02)
    assert pairs.add_colour(1.0, "c1") is None
    assert pairs.add_depth(1.0, "d1") == ("c1", "d1")
    assert pairs.add_depth(2.0, "d2") is None
    assert pairs.add_colour(2.01, "c2") == ("c2", "d2")


def test_halves_too_far_apart_make_none():
    pairs = PairSynchroniser(0.02)
    pairs.add_colour(1.0, "c")
    assert pairs.add_depth(1.03, "d") is None


@given(st.lists(st.booleans(), min_size=20, max_size=60))
def test_no_image_is_used_twice_and_pairs_have_one_stamp(lost):
    pairs, seen = PairSynchroniser(0.02), []
    for i, missing in enumerate(lost):
        seen.append(pairs.add_colour(i / 15, i))
        if not missing:
            seen.append(pairs.add_depth(i / 15 + 0.004, i))
    found = [pair for pair in seen if pair is not None]
    assert found == [(i, i) for i, missing in enumerate(lost) if not missing]
