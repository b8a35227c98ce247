# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.grounding.fit import View, fits, matches
from mm_robot.types import Dialogue, Ordinal, Reference, Relation


@pytest.fixture
def view(make_scene):
    def make(*things, dialogue=Dialogue()):  # noqa: B008 - frozen
        return View(make_scene(*things), dialogue, 0.5)

    return make


def holding(reference, view):
    return {fit.thing.id for fit in fits(reference, view.scene.objects, view) if fit.holds(view.threshold)}


def test_every_condition_must_hold(make_thing, view):
    red_cup, blue_cup, red_bowl = make_thing("cup"), make_thing("cup", "blue"), make_thing("bowl")
    seen = view(red_cup, blue_cup, red_bowl)
    assert holding(Reference(noun="cup", attributes=("red",)), seen) == {red_cup.id}
    assert holding(Reference(attributes=("red",)), seen) == {red_cup.id, red_bowl.id}
    assert holding(Reference(noun="cup", excluded_attributes=("red",)), seen) == {blue_cup.id}
    assert holding(Reference(excluded_nouns=("cup",)), seen) == {red_bowl.id}
    assert holding(Reference(noun="cup", attributes=("green",)), seen) == set()


def test_everything_but_the_red_cup_spares_one_red_cup(make_thing, view):
    red_cup, blue_cup, red_bowl = make_thing("cup"), make_thing("cup", "blue"), make_thing("bowl")
    all_but = Reference(excluded_attributes=("red",), excluded_nouns=("cup",), count="all")
    assert holding(all_but, view(red_cup, blue_cup, red_bowl)) == {blue_cup.id, red_bowl.id}


def test_size_words_compare_with_what_fits_otherwise(make_thing, view):
    small, large = make_thing("cup", size_m=(0.06, 0.06, 0.08)), make_thing("cup", size_m=(0.08, 0.08, 0.11))
    seen = view(small, large, make_thing("tray"), make_thing("basket"))
    assert holding(Reference(noun="cup", attributes=("big",)), seen) == {large.id}


def test_nested_relations(make_thing, view):
    tray = make_thing("tray", x=0.6, y=0.2)
    bowl = make_thing("bowl", x=0.6, y=0.2, bottom_m=0.006, size_m=(0.1, 0.1, 0.05))
    near = make_thing("cup", x=0.6, y=0.04)
    far = make_thing("cup", x=0.4, y=-0.35)
    bowl_on_tray = Reference(noun="bowl", relations=(Relation("on", (Reference(noun="tray"),)),))
    asked = Reference(noun="cup", relations=(Relation("next_to", (bowl_on_tray,)),))
    assert holding(asked, view(tray, bowl, near, far)) == {near.id}


def test_the_table_people_and_the_robot_can_be_anchors(make_thing, view):
    on_table = make_thing("cup", x=0.4, y=0.0)
    box = make_thing("box", x=0.6, y=-0.2)
    on_box = make_thing("cup", "blue", x=0.6, y=-0.2, bottom_m=0.121)
    seen = view(on_table, box, on_box)
    on = Reference(noun="cup", relations=(Relation("on", (Reference(noun="table"),)),))
    assert holding(on, seen) == {on_table.id}
    closest = Ordinal(1, "nearest", Reference(noun="person"))
    assert matches(Reference(noun="cup", ordinal=closest), seen)[0][0].id == on_table.id
    assert [thing.label for thing, _ in matches(Reference(noun="robot"), seen)] == ["robot"]


def test_between_the_cups_takes_any_two(make_thing, view):
    left, right = make_thing("cup", y=0.2), make_thing("cup", y=-0.2)
    middle, outside = make_thing("apple", y=0.0), make_thing("apple", x=0.8, y=0.3)
    asked = Reference(noun="apple", relations=(Relation("between", (Reference(noun="cup"),)),))
    assert holding(asked, view(left, right, middle, outside)) == {middle.id}


def test_bigger_than_something(make_thing, make_scene, grounder):
    cup, bowl = make_thing("cup"), make_thing("bowl")
    box = make_thing("box", size_m=(0.2, 0.15, 0.15))
    asked = Reference(noun="box", ordinal=Ordinal(1, "biggest", Reference(noun="bowl")))
    assert grounder.ground(asked, make_scene(cup, bowl, box), "en").object is box
    smaller = Reference(noun="cup", ordinal=Ordinal(1, "biggest", Reference(noun="box")))
    assert not hasattr(grounder.ground(smaller, make_scene(cup, bowl, box), "en"), "objects")


def test_a_handle_makes_a_mug_of_a_cup(make_thing, view):
    cup, mug = make_thing("cup"), make_thing("mug")
    asked = Reference(noun="cup", relations=(Relation("with", (Reference(noun="handle"),)),))
    assert holding(asked, view(cup, mug)) == {mug.id}


def test_it_as_an_anchor_is_what_was_spoken_of(make_thing, view):
    bowl, cup = make_thing("bowl", y=0.0), make_thing("cup", y=0.2)
    far = make_thing("cup", x=0.9, y=-0.4)
    asked = Reference(noun="cup", relations=(Relation("left_of", (Reference(determiner="it"),)),))
    assert holding(asked, view(bowl, cup, far, dialogue=Dialogue((bowl.id,)))) == {cup.id}


def test_endless_nesting_ends(make_thing, view):
    reference = Reference(noun="cup")
    for _ in range(30):
        reference = Reference(noun="cup", relations=(Relation("next_to", (reference,)),))
    assert holding(reference, view(make_thing("cup"), make_thing("cup", y=0.1))) == set()
