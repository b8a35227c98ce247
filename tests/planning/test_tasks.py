# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.planning.tasks import Skill, skills
from mm_robot.types import Command, Found, Reference, Refused, Relation, Scene

from .conftest import TABLE, block, cup, thing

CUP, BLOCK = cup(1), block(2)


def names(steps):
    return [(step.name, step.object_id) for step in steps]


def do(verb, target=CUP, anchors=(), held=None, scene=None, **more):
    found = None if target is None else Found((target,) if not isinstance(target, tuple) else target, 0.9)
    return skills(Command(verb, **more), found, anchors, scene, held)


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


def test_answering_moves_nothing():
    assert do("answer") == ()


BASKET = thing(9, "basket", (0.6, 0.3), (0.22, 0.17, 0.08))


def scene_of(*objects):
    return Scene(objects, (TABLE,), (), (), None, 0.0)


def test_clearing_puts_everything_into_what_there_is_but_not_into_itself():
    steps = do("clear", target=(CUP, BASKET, BLOCK), scene=scene_of(CUP, BASKET, BLOCK))
    assert names(steps) == [("pick", 1), ("place", 1), ("pick", 2), ("place", 2)]
    assert all(step.anchors == (9,) and step.relation == "in" for step in steps[1::2])


def test_clearing_without_anything_to_put_it_into_is_refused():
    assert "put them into" in do("clear", target=(CUP,), scene=scene_of(CUP)).reason


def test_a_stack_grows_upwards_the_widest_thing_lowest():
    plate = thing(5, "plate", (0.4, 0.2), (0.18, 0.18, 0.02))
    steps = do("stack", target=(BLOCK, plate, CUP))
    assert [(s.object_id, s.anchors) for s in steps if s.name == "place"] == [(1, (5,)), (2, (5, 1))]


def test_one_thing_alone_makes_no_stack():
    assert "stack" in do("stack", target=(CUP,)).reason


def test_sorting_gathers_like_with_like_and_keeps_heaps_apart():
    red, red_too = block(11, (0.4, -0.3)), block(12, (0.6, 0.3))
    blue, blue_too = block(13, (0.65, 0.28), colour="blue"), block(14, (0.42, -0.2), colour="blue")
    places = [s for s in do("sort", target=(red, red_too, blue, blue_too), by="colour") if s.name == "place"]
    colours = {11: "red", 12: "red", 13: "blue", 14: "blue"}
    assert places and all(colours[p.object_id] == colours[p.anchors[0]] for p in places)
    assert all(colours[p.object_id] != colours[i] for p in places for i in p.apart)


def test_what_lies_sorted_stays():
    things = [block(11, (0.4, -0.3)), block(12, (0.45, -0.22)), block(13, (0.65, 0.28), colour="blue")]
    assert do("sort", target=tuple(things), by="colour") == ()


def test_finding_points_unless_the_hand_is_full():
    assert names(do("find")) == [("point", 1)]
    assert do("find", held=2) == ()


DRAWER = thing(21, "drawer", (0.5, 0.0, 0.2), (0.11, 0.012, 0.012))


@pytest.mark.parametrize("verb, skill", [("open", "pull"), ("close", "shut")])
def test_drawers_are_opened_and_closed_with_an_empty_hand(verb, skill):
    assert names(do(verb, target=DRAWER)) == [(skill, 21)]
    assert names(do(verb, target=DRAWER, held=1)) == [("place", 1), (skill, 21)]


def test_what_has_no_handle_is_not_opened():
    assert "handles" in do("open", target=CUP).reason


def test_a_drawer_is_opened_before_something_goes_in():
    into = Relation("in", (Reference("drawer"),))
    steps = do("place", anchors=(DRAWER,), destination=into)
    assert names(steps) == [("pull", 21), ("pick", 1), ("place", 1)]
    assert names(do("place", anchors=(DRAWER,), destination=into, held=1))[:2] == [("place", 1), ("pull", 21)]
