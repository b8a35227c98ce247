# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.grounding.nouns import noun_score


def test_what_is_recognised_is_called_by_its_name(make_thing):
    cup = make_thing("cup")
    assert noun_score(cup, "cup") == 1.0
    assert noun_score(cup, "bottle") == 0.0
    assert noun_score(cup, "elephant") == 0.0


@pytest.mark.parametrize("word", [None, "thing", "object", "one"])
def test_anything_is_a_thing(make_thing, word):
    assert noun_score(make_thing("cup"), word) == 1.0


def test_near_words_fit_less_well_than_the_right_one(make_thing):
    mug = make_thing("mug")
    assert 0.5 < noun_score(mug, "cup") < 0.72  # below the ambiguity ratio: a real cup beside it wins
    assert noun_score(mug, "mug") == 1.0


@pytest.mark.parametrize(
    ("wide", "members", "others"),
    [
        ("fruit", ("apple", "banana", "lemon", "orange"), ("ball", "cup")),
        ("toy", ("block", "ball"), ("apple", "bowl")),
        ("drink", ("can", "bottle"), ("cup", "box")),
        ("container", ("bowl", "basket", "tray", "box", "cup"), ("apple", "ball")),
    ],
)
def test_wide_words_cover_their_kinds_only(make_thing, wide, members, others):
    assert all(noun_score(make_thing(noun), wide) == 1.0 for noun in members)
    assert all(noun_score(make_thing(noun), wide) == 0.0 for noun in others)


def test_doubt_between_two_fruits_is_still_a_fruit(make_thing):
    doubtful = make_thing("apple", scores={"apple": 0.3, "orange": 0.3, "ball": 0.3})
    assert noun_score(doubtful, "fruit") == 1.0
    assert noun_score(doubtful, "apple") < 1.0


def test_a_weak_label_is_no_label(make_thing):
    assert noun_score(make_thing("cup", scores={"can": 0.85, "cup": 0.08}), "cup") == 0.0
