# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.grounding.attributes import COLOURS, attribute_score


def test_the_colour_of_a_thing_is_what_covers_most_of_it(make_thing):
    box = replace(make_thing("box"), colour_scores={"blue": 0.8, "white": 0.2})
    assert attribute_score("blue", box, ()) == 1.0
    assert attribute_score("white", box, ()) < 0.3
    assert attribute_score("red", box, ()) == 0.0


def test_two_colours_of_equal_share_both_count(make_thing):
    ball = replace(make_thing("ball"), colour_scores={"red": 0.5, "white": 0.5})
    assert attribute_score("red", ball, ()) == attribute_score("white", ball, ()) == 1.0


@given(st.sampled_from(COLOURS), st.floats(0.0, 1.0))
def test_more_of_a_colour_never_fits_worse(make_thing, colour, share):
    def score(s):
        return attribute_score(colour, replace(make_thing("cup"), colour_scores={colour: s}), ())

    assert 0.0 <= score(share) <= score(min(1.0, share + 0.1)) <= 1.0


def test_big_and_small_are_relative_to_the_peers(make_thing):
    small, large = make_thing("cup", size_m=(0.06, 0.06, 0.08)), make_thing("cup", size_m=(0.08, 0.08, 0.11))
    tray = make_thing("tray")
    assert attribute_score("big", large, [small, large]) == 1.0
    assert attribute_score("big", small, [small, large]) == 0.0
    assert attribute_score("small", small, [small, large]) == 1.0
    assert attribute_score("big", large, [large, tray]) < 0.3


def test_a_size_word_does_not_rule_out_the_only_one(make_thing):
    cup = make_thing("cup")
    assert attribute_score("big", cup, [cup]) == attribute_score("small", cup, [cup]) > 0.5


def test_equal_sizes_are_neither_big_nor_small(make_thing):
    a, b = make_thing("cup"), make_thing("cup")
    assert attribute_score("big", a, [a, b]) == attribute_score("small", a, [a, b]) == pytest.approx(0.5)


def test_tall_is_height_and_long_is_length(make_thing):
    bottle, banana = make_thing("bottle"), make_thing("banana")
    pair = [bottle, banana]
    assert attribute_score("tall", bottle, pair) == 1.0 and attribute_score("tall", banana, pair) == 0.0
    flat, longer = make_thing("box", size_m=(0.1, 0.05, 0.05)), make_thing("box", size_m=(0.2, 0.05, 0.05))
    assert attribute_score("long", longer, [flat, longer]) == 1.0


def test_round_and_square(make_thing):
    assert attribute_score("round", make_thing("ball"), ()) == 1.0
    assert attribute_score("round", make_thing("plate"), ()) == 1.0
    assert attribute_score("round", make_thing("block"), ()) == 0.0
    assert attribute_score("square", make_thing("block"), ()) == 1.0


def test_places_among_peers(make_thing):
    cups = [make_thing("cup", y=y) for y in (0.2, 0.0, -0.2)]
    assert [attribute_score("left", cup, cups) for cup in cups] == [1.0, 0.0, 0.0]
    assert [attribute_score("middle", cup, cups) for cup in cups] == [0.0, 1.0, 0.0]
    assert [attribute_score("right", cup, cups) for cup in cups] == [0.0, 0.0, 1.0]
    rows = [make_thing("cup", x=x) for x in (0.3, 0.6)]
    assert [attribute_score("front", cup, rows) for cup in rows] == [1.0, 0.0]
    assert [attribute_score("back", cup, rows) for cup in rows] == [0.0, 1.0]


def test_empty_and_full_look_into_the_thing(make_thing):
    bowl, other = make_thing("bowl", x=0.4), make_thing("bowl", x=0.7)
    apple = make_thing("apple", x=0.4, bottom_m=0.012)
    everything = [bowl, other, apple]
    assert attribute_score("full", bowl, (), everything) > 0.9
    assert attribute_score("empty", bowl, (), everything) < 0.1
    assert attribute_score("empty", other, (), everything) == 1.0


@pytest.mark.parametrize("word", ["heavy", "wooden", "favourite"])
def test_what_cannot_be_seen_is_not_judged(make_thing, word):
    assert attribute_score(word, make_thing("cup"), ()) is None
