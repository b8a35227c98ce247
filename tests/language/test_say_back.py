# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe, describe_reference, doing
from mm_robot.types import Command, Language, Ordinal, Reference, Relation
from mm_robot.vocabulary import attributes, nouns

NOUNS = st.sampled_from(sorted(set(nouns.names_en()) - {"person", "robot", "glass", *nouns.FEATURES}))
ATTRIBUTES = st.lists(
    st.sampled_from(sorted(set(attributes.names_en()) - {"glass", "paper", "open", "closed"})),
    max_size=2,
    unique=True,
)
SPATIAL = ("on", "in", "under", "left_of", "right_of", "in_front_of", "behind", "next_to", "near")
ORDINALS = st.one_of(
    st.none(),
    st.builds(Ordinal, st.integers(1, 4), st.sampled_from(("left", "right"))),
    st.builds(Ordinal, st.just(1), st.sampled_from(("biggest", "smallest", "tallest", "nearest"))),
)
SIMPLE = st.builds(
    lambda noun, attributes: Reference(noun=noun, attributes=tuple(attributes)), NOUNS, ATTRIBUTES
)
REFERENCES = st.builds(
    lambda noun, attributes, ordinal, count: Reference(
        noun=noun, attributes=tuple(attributes), ordinal=ordinal, count=None if ordinal else count
    ),
    NOUNS,
    ATTRIBUTES,
    ORDINALS,
    st.sampled_from((None, None, 2, 3, "all")),
)
DESTINATIONS = st.builds(
    lambda kind, anchor: Relation(kind, (anchor,)), st.sampled_from(SPATIAL), SIMPLE
).filter(lambda relation: relation.anchors[0].noun not in nouns.SURFACES)
COMMANDS = st.one_of(
    st.builds(Command, st.sampled_from(("pick", "find", "put_back")), REFERENCES, negated=st.booleans()),
    st.builds(Command, st.just("hand_over"), REFERENCES, recipient=st.just("speaker"), negated=st.booleans()),
    st.builds(Command, st.just("place"), REFERENCES, DESTINATIONS, negated=st.booleans()),
    st.builds(
        Command,
        st.just("push"),
        REFERENCES,
        direction=st.sampled_from(("left", "right")),
        negated=st.booleans(),
    ),
)


@settings(max_examples=300)
@given(COMMANDS, st.sampled_from(("en", "zh")))
def test_what_is_said_back_is_understood_again(command: Command, language: Language) -> None:
    text = describe(command, language)
    (again,) = parse(text).commands
    assert (again.verb, again.negated, again.direction) == (
        command.verb,
        command.negated,
        command.direction,
    ), text
    assert again.target is not None and command.target is not None
    assert again.target.noun == command.target.noun, text
    assert sorted(again.target.attributes) == sorted(command.target.attributes), text
    assert (again.target.ordinal, again.target.count) == (command.target.ordinal, command.target.count), text
    if command.destination is not None:
        assert again.destination is not None, text
        assert again.destination.kind == command.destination.kind, text
        assert again.destination.anchors[0].noun == command.destination.anchors[0].noun, text


@pytest.mark.parametrize(
    "verb", ["stop", "wait", "resume", "cancel", "confirm", "deny", "go_home", "open", "close", "release"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_bare_commands_survive_the_round_trip(verb: str, language: Language) -> None:
    (again,) = parse(describe(Command(verb), language)).commands  # type: ignore[arg-type]
    assert again.verb == verb


@pytest.mark.parametrize(
    ("reference", "english", "chinese"),
    [
        (Reference("cup", ("red",)), "the red cup", "红色的杯子"),
        (Reference("cup", determiner="a"), "a cup", "杯子"),
        (Reference(determiner="it"), "it", "它"),
        (Reference("cup", determiner="other"), "the other cup", "另一个杯子"),
        (Reference("apple", count=2), "two apples", "两个苹果"),
        (Reference("block", ("blue",), count="all"), "all blue blocks", "所有蓝色的方块"),
        (
            Reference("block", ordinal=Ordinal(2, "right")),
            "the second block from the right",
            "从右边数第二个方块",
        ),
        (Reference("apple", ordinal=Ordinal(1, "biggest")), "the biggest apple", "最大的苹果"),
        (
            Reference("cup", relations=(Relation("next_to", (Reference("bowl"),)),)),
            "the cup next to the bowl",
            "碗旁边的杯子",
        ),
        (Reference("cup", excluded_attributes=("red",)), "the cup but not the red one", "除了红色的以外杯子"),
        (
            Reference(attributes=("purple",), unknown_words=("elephant",)),
            "the purple elephant",
            "紫色的elephant",
        ),
    ],
)
def test_references_sound_natural(reference: Reference, english: str, chinese: str) -> None:
    assert describe_reference(reference, "en") == english
    assert describe_reference(reference, "zh") == chinese


def test_prohibitions_are_said_as_such() -> None:
    command = Command("pick", Reference("cup", ("red",)), negated=True)
    assert describe(command, "en") == "do not pick up the red cup"
    assert describe(command, "zh") == "不要拿红色的杯子"


@pytest.mark.parametrize(
    ("command", "english", "chinese"),
    [
        (Command("pick", Reference("cup", ("red",))), "picking up the red cup", "拿红色的杯子"),
        (
            Command("place", Reference("apple"), Relation("in", (Reference("bowl"),))),
            "putting the apple in the bowl",
            "把苹果放到碗里",
        ),
        (Command("close", Reference("drawer")), "closing the drawer", "关上抽屉"),
    ],
)
def test_what_is_under_way_is_said_in_few_words(command: Command, english: str, chinese: str) -> None:
    assert (doing(command, "en"), doing(command, "zh")) == (english, chinese)
