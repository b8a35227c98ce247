# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.planning.tasks import Skill, skills
from mm_robot.types import Command, Found, Reference, Refused, Relation

from .conftest import TABLE, block, cup

CUP, BLOCK = cup(1), block(2)


def names(steps):
    return [(step.name, step.object_id) for step in steps]


def do(verb, target=CUP, anchors=(), held=None, **more):
    found = None if target is None else Found((target,) if not isinstance(target, tuple) else target, 0.9)
    return skills(Command(verb, **more), found, anchors, None, held)


def test_handing_over_picks_first_and_knows_what_for():
    pick, give = do("hand_over")
    assert (pick.name, give.name, pick.then) == ("pick", "hand_over", give)


def test_what_is_in_the_gripper_is_not_picked_again():
    assert names(do("hand_over", held=1)) == [("hand_over", 1)]
    assert do("pick", held=1) == ()


def test_another_thing_in_the_gripper_is_put_down_first():
    assert names(do("hand_over", held=2)) == [("place", 2), ("pick", 1), ("hand_over", 1)]


def test_putting_needs_the_anchor_and_the_relation():
    pick, place = do("place", anchors=(BLOCK,), destination=Relation("left_of", (Reference("block"),)))
    assert place == Skill("place", 1, "left_of", (2,)) and pick.then == place
    assert do("place", anchors=(TABLE,), destination=Relation("on", (Reference("table"),)))[1].anchors == (
        "table",
    )


def test_without_a_target_it_is_about_what_is_held():
    assert names(do("place", target=None, held=4)) == [("place", 4)]
    assert isinstance(do("place", target=None), Refused)


def test_all_of_them_are_brought_one_after_the_other_the_held_one_first():
    steps = do("hand_over", target=(CUP, BLOCK), held=2)
    assert names(steps) == [("hand_over", 2), ("pick", 1), ("hand_over", 1)]


def test_one_hand_holds_one_thing():
    assert "one" in do("pick", target=(CUP, BLOCK)).reason


@pytest.mark.parametrize("held, expected", [(None, [("release", None)]), (1, [("release", 1)])])
def test_open_your_hand(held, expected):
    assert names(do("open", target=None, held=held)) == expected


def test_drawers_are_refused_with_a_reason_in_the_speakers_language():
    refused = skills(Command("open", Reference("drawer"), language="zh"), None, (), None, None)
    assert isinstance(refused, Refused) and "手" in refused.reason


def test_an_impossible_place_is_refused_before_anything_is_taken():
    assert isinstance(
        do("place", anchors=(BLOCK,), destination=Relation("under", (Reference("block"),))), Refused
    )


def test_looking_moves_nothing():
    assert do("find") == ()
