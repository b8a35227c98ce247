# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.correcting import answers_which, as_placement, corrected, opposes
from mm_robot.language.parser import parse
from mm_robot.types import Command, Reference, Relation

RED = Command("hand_over", Reference("cup", ("red",)), recipient="speaker")
BOWL = Relation("in", (Reference("bowl"),))


def said(text):
    (command,) = parse(text).commands
    return command


@pytest.mark.parametrize(
    "text",
    [
        "no, the blue one",
        "no the blue one",
        "I meant the blue one",
        "the blue cup",
        "不对，蓝色的",
        "我说的是蓝色的杯子",
    ],
)
def test_another_thing_and_the_same_wish(text):
    mended = corrected(RED, said(text))
    assert mended is not None and (mended.verb, mended.recipient) == ("hand_over", "speaker")
    assert (mended.target.noun, mended.target.attributes) == ("cup", ("blue",))


def test_another_wish_about_the_same_thing():
    put = said("put it in the bowl")
    assert corrected(RED, put) is None, "without a no it is a new wish"
    mended = corrected(RED, put, opposed=opposes("no, put it in the bowl"))
    assert mended is not None and mended.verb == "place" and mended.destination.kind == "in"
    assert mended.target == RED.target


@pytest.mark.parametrize(
    "text", ["give me the apple", "yes", "where is it", "don't take the cup", "把苹果给我"]
)
def test_what_mends_nothing(text):
    assert corrected(RED, said(text)) is None


def test_a_wish_with_a_place_may_ask_to_put_it_there():
    other = as_placement(said("I want the red cup in the bowl"))
    assert (
        other is not None
        and other.verb == "place"
        and other.destination == Relation("in", (other.destination.anchors[0],))
    )
    assert other.target.relations == () and other.target.noun == "cup"
    assert as_placement(said("give me the red cup in the bowl")) is None
    assert as_placement(said("I want the cup with the handle")) is None


def test_a_wish_answers_which_only_about_the_same_kind():
    cup = Reference("cup")
    assert answers_which(cup, said("I want the red one")) and answers_which(cup, said("我要红色的杯子"))
    assert not answers_which(cup, said("give me the apple")) and not answers_which(
        cup, said("put the cup away")
    )
