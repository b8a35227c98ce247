# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.grounding.wording import (
    counted,
    listed,
    named,
    place_words,
    reference_words,
    thing_words,
    with_article,
)
from mm_robot.types import Reference


@pytest.mark.parametrize(
    ("noun", "attributes", "count", "english", "chinese"),
    [
        ("cup", ("red",), 2, "two red cups", "两个红色的杯子"),
        ("box", (), 3, "three boxes", "三个盒子"),
        ("apple", (), 1, "an apple", "一个苹果"),
        ("knife", (), 2, "two knives", "两把刀"),
        (None, ("blue",), 1, "a blue thing", "一个蓝色的东西"),
        ("cup", (), 12, "12 cups", "12个杯子"),
    ],
)
def test_counted_things(noun, attributes, count, english, chinese):
    assert counted(noun, attributes, count, "en") == english
    assert counted(noun, attributes, count, "zh") == chinese


def test_names_and_places(make_thing):
    assert thing_words(make_thing("bowl", "green"), "en") == "green bowl"
    assert thing_words(make_thing("bowl", "green"), "zh") == "绿色的碗"
    assert named("cup", ("big", "red"), "zh") == "大的红色的杯子"
    assert place_words("left_of", ["bowl"], "en") == "to the left of the bowl"
    assert place_words("between", ["碗", "杯子"], "zh") == "碗和杯子中间"
    assert place_words("with", ["handle"], "en") == "with a handle"


def test_unknown_words_are_kept():
    reference = Reference(attributes=("purple",), unknown_words=("elephant",))
    assert reference_words(reference, "en") == "purple elephant"
    assert reference_words(Reference(attributes=("purple",), unknown_words=("大象",)), "zh") == "紫色的大象"


def test_lists():
    assert listed([], "en") == ""
    assert listed(["a", "b", "c"], "en", last="or") == "a, b or c"
    assert listed(["甲", "乙", "丙"], "zh", last="还是") == "甲、乙还是丙"
    assert with_article("orange") == "an orange"
