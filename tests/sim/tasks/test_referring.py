# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.types import Ordinal, Reference, Relation
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.naming_en import article, plural, say_en
from mm_robot_sim.tasks.naming_zh import say_zh
from mm_robot_sim.tasks.referring import meant, plain, references, single, singled_out


def item(noun, colour, x, y, size=(0.07, 0.07, 0.09), place="table", number=1):
    size = np.array(size)
    return Item(
        f"{colour}_{noun}_{number}", noun, (colour,), np.array([x, y, size[2] / 2]), size / 2, size, place
    )


RED, BLUE = item("cup", "red", 0.5, 0.2), item("cup", "blue", 0.5, -0.2, (0.09, 0.09, 0.12))
BOWL, MUG = item("bowl", "red", 0.45, 0.0, (0.15, 0.15, 0.06)), item("mug", "green", 0.6, 0.05)
APPLE = item("apple", "red", 0.45, 0.0, (0.07, 0.07, 0.07), "in red_bowl_1")
THINGS = (RED, BLUE, BOWL, APPLE)


def test_noun_and_colour():
    assert meant(Reference(noun="cup"), THINGS) == (RED, BLUE)
    assert single(Reference(noun="cup", attributes=("red",)), THINGS) is RED
    assert meant(Reference(noun="cup", attributes=("green",)), THINGS) == ()
    assert plain(APPLE, THINGS) == Reference(noun="apple")
    assert plain(RED, THINGS) == Reference(noun="cup", attributes=("red",))


def test_what_people_might_argue_about_is_not_meant():
    assert meant(Reference(noun="cup"), (*THINGS, MUG)) is None  # is a mug a cup?
    assert meant(Reference(noun="cup", attributes=("red",)), (*THINGS, MUG)) == (RED,)
    striped = Item("x", "ball", ("white", "red"), RED.at_m, RED.half_m, RED.extent_m)
    assert meant(Reference(noun="ball", attributes=("red",)), (striped,)) is None


def test_sizes_places_and_ranks():
    assert single(Reference(noun="cup", ordinal=Ordinal(1, "biggest")), THINGS) is BLUE
    assert single(Reference(noun="cup", ordinal=Ordinal(1, "left")), THINGS) is RED
    assert single(Reference(noun="cup", ordinal=Ordinal(2, "left")), THINGS) is BLUE
    near = item("cup", "white", 0.3, -0.17, (0.088, 0.088, 0.119))
    assert meant(Reference(noun="cup", ordinal=Ordinal(1, "biggest")), (*THINGS, near)) is None  # too close
    assert meant(Reference(noun="cup", ordinal=Ordinal(1, "right")), (*THINGS, near)) is None


def test_relations():
    in_bowl = Reference(noun="apple", relations=(Relation("in", (Reference(noun="bowl"),)),))
    assert single(in_bowl, THINGS) is APPLE
    left = Reference(noun="cup", relations=(Relation("left_of", (Reference(noun="bowl"),)),))
    assert single(left, THINGS) is RED


@st.composite
def scenes(draw):
    nouns = draw(
        st.lists(st.sampled_from(["cup", "block", "apple", "bottle", "bowl"]), min_size=2, max_size=7)
    )
    made = []
    for i, noun in enumerate(nouns):
        colour = draw(st.sampled_from(["red", "green", "yellow"]))
        side = draw(st.floats(0.04, 0.12))
        x, y = draw(st.floats(0.35, 0.7)), draw(st.floats(-0.35, 0.3))
        made.append(item(noun, colour, x, y, (side, side, side), number=i))
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(scenes(), st.integers(0, 2**32 - 1))
def test_a_chosen_reference_means_its_target_and_can_be_said(things, seed):
    rng = np.random.default_rng(seed)
    for target in things:
        for kind, options in references(target, things).items():
            assert all(single(option, things) is target for option in options), kind
        reference = singled_out(target, things, rng)
        if reference is not None:
            assert single(reference, things) is target
            assert say_en(reference, things, rng) and say_zh(reference, things, rng)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cup", "cups"), ("box", "boxes"), ("knife", "knives"), ("scissors", "scissors"),
        ("roll of tape", "rolls of tape"), ("bread", "loaves of bread"), ("tomato", "tomatoes"),
        ("strawberry", "strawberries"), ("pair of pliers", "pairs of pliers"), ("toy car", "toy cars"),
        ("computer mouse", "computer mice"), ("brush", "brushes"), ("tray", "trays"),
    ],
)  # fmt: skip
def test_plurals(name, expected):
    assert plural(name) == expected


def test_articles():
    assert article("orange cup") == "an orange cup" and article("red cup") == "a red cup"
    some = Reference(noun="apple", attributes=("red",), determiner="a")
    two = Reference(noun="apple", count=2)
    rng = np.random.default_rng(1)
    assert {say_en(some, THINGS, rng) for _ in range(20)} == {"a red apple"}
    assert {say_en(two, THINGS, rng) for _ in range(40)} == {"two apples", "two of the apples"}
    assert "两个苹果" in {say_zh(two, THINGS, rng) for _ in range(10)}
