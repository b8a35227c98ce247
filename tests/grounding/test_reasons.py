# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.types import Absent, Ordinal, Reference, Relation


@pytest.fixture
def refused(make_thing, make_scene, grounder):
    scene = make_scene(
        make_thing("cup", "red", y=0.2), make_thing("bowl", "blue", y=-0.2), make_thing("ball", x=0.7)
    )

    def run(reference, language="en"):
        result = grounder.ground(reference, scene, language)
        assert isinstance(result, Absent)
        return result.reason

    return run


def test_a_thing_of_no_kind_and_of_that_colour(refused):
    assert refused(Reference(attributes=("pink",))) == "I see no pink thing."
    assert refused(Reference(attributes=("pink",)), "zh") == "我没看到粉色的东西。"


def test_colour_and_kind_both_missing(refused):
    assert refused(Reference(noun="banana", attributes=("yellow",))) == "I see no yellow banana."


def test_an_anchor_that_is_not_there(refused):
    missing = Reference(
        noun="cup", relations=(Relation("between", (Reference(noun="plate"), Reference(noun="bowl"))),)
    )
    assert refused(missing) == "I see no plate."
    one_bowl = Reference(noun="cup", relations=(Relation("between", (Reference(noun="bowl"),)),))
    assert refused(one_bowl) == "I see only a bowl."
    nearest = Reference(noun="cup", ordinal=Ordinal(1, "nearest", Reference(noun="tray")))
    assert refused(nearest) == "I see no tray."


def test_a_part_that_it_does_not_have(refused):
    handle = Reference(noun="cup", relations=(Relation("with", (Reference(noun="handle"),)),))
    assert refused(handle) == "I see no cup with a handle."
    assert refused(handle, "zh") == "没有带把手的杯子。"


def test_nothing_is_left_when_all_is_excluded(refused):
    assert refused(Reference(excluded_nouns=("cup", "bowl", "ball"))) == "I see no other thing."
    assert refused(Reference(excluded_nouns=("cup", "bowl", "ball")), "zh") == "我没看到别的东西。"
