# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.planning.shapes import complete
from mm_robot.planning.spots import inside_m, radius_m, spots
from mm_robot.types import Failed

from .conftest import TABLE, block, cup, thing

LEMON = complete(thing(9, "lemon", (0.4, -0.3), (0.08, 0.055, 0.055)), [TABLE])
BOWL = complete(thing(8, "bowl", (0.5, 0.1), (0.14, 0.14, 0.055)), [TABLE])


def shape(seen):
    return complete(seen, [TABLE])


@settings(max_examples=20)
@given(
    st.floats(0.4, 0.6),
    st.floats(-0.15, 0.15),
    st.sampled_from(["left_of", "right_of", "behind", "in_front_of"]),
)
def test_a_side_is_that_side_as_seen_from_the_robot_and_free(x, y, side):
    anchor, other = shape(cup(1, (x, y))), shape(block(2, (x + 0.15, y + 0.15)))
    found = spots(LEMON, side, [anchor], [anchor, other], TABLE)
    for spot in found[:5]:
        dx, dy = (spot.at_m - anchor.centre_m)[:2]
        ahead = {"left_of": dy, "right_of": -dy, "behind": dx, "in_front_of": -dx}[side]
        aside = abs(dx) if side in ("left_of", "right_of") else abs(dy)
        assert ahead > aside
        for neighbour in (anchor, other):
            gap = np.hypot(*(spot.at_m - neighbour.centre_m)[:2]) - radius_m(neighbour) - radius_m(LEMON)
            assert gap > 0.0
        assert inside_m(TABLE.polygon_m, spot.at_m[:2]) > radius_m(LEMON)


def test_between_is_between_and_next_to_is_near():
    a, b = shape(cup(1, (0.5, -0.15))), shape(cup(2, (0.5, 0.2)))
    middle = spots(LEMON, "between", [a, b], [a, b], TABLE)[0].at_m
    assert abs(middle[0] - 0.5) < 0.03 and abs(middle[1] - 0.025) < 0.05
    beside = spots(LEMON, "next_to", [a], [a, b], TABLE)[0].at_m
    assert np.hypot(*(beside - a.centre_m)[:2]) < radius_m(a) + radius_m(LEMON) + 0.09


def test_in_a_bowl_ends_below_its_rim_and_on_a_box_above_it():
    assert BOWL.low_m < spots(LEMON, "in", [BOWL], [BOWL], TABLE)[0].at_m[2] < BOWL.high_m
    box = shape(thing(3, "box", (0.5, -0.1), (0.12, 0.06, 0.08)))
    assert spots(LEMON, "on", [box], [box], TABLE)[0].at_m[2] == pytest.approx(0.084, abs=0.002)


def test_the_second_thing_in_a_basket_goes_beside_the_first():
    basket = shape(thing(3, "basket", (0.5, 0.0), (0.22, 0.17, 0.08)))
    first = shape(thing(4, "apple", (0.5, 0.0, 0.01), (0.065, 0.065, 0.065)))
    at = spots(LEMON, "in", [basket], [basket, first], TABLE)[0].at_m
    assert np.hypot(*(at - first.centre_m)[:2]) > 0.03


@pytest.mark.parametrize(
    "relation, anchor", [("in", cup(1)), ("in", block(1)), ("on", thing(1, "block", (0.5, 0), (0.02,) * 3))]
)
def test_what_does_not_fit_is_said(relation, anchor):
    big = shape(thing(7, "box", (0.4, -0.2), (0.12, 0.09, 0.1)))
    found = spots(big, relation, [shape(anchor)], [shape(anchor)], TABLE)
    assert isinstance(found, Failed) and "fit" in found.reason


def test_a_full_table_has_no_place():
    wide = shape(thing(5, "tray", (0.55, 0.0), (0.9, 1.0, 0.02)))
    assert isinstance(spots(LEMON, "on", [], [wide], TABLE), Failed)
