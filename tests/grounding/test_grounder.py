# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.types import Absent, Ambiguous, Dialogue, Found, Ordinal, Reference, Relation

CUP = Reference(noun="cup", determiner="the")


@pytest.fixture
def cups(make_thing):
    """Red left in front, blue right behind, and a green bowl in the middle."""
    return (
        make_thing("cup", "red", x=0.4, y=0.25),
        make_thing("cup", "blue", x=0.6, y=-0.25),
        make_thing("bowl", "green", x=0.5, y=0.0),
    )


@pytest.fixture
def ground(cups, make_scene, grounder):
    def run(reference, dialogue=Dialogue(), language="en"):  # noqa: B008 - frozen
        return grounder.ground(reference, make_scene(*cups), language, dialogue)

    return run


def test_the_only_one_that_fits_is_found(ground, cups):
    found = ground(Reference(noun="cup", attributes=("red",)))
    assert isinstance(found, Found) and found.object is cups[0] and found.confidence > 0.8
    assert ground(Reference(noun="bowl")).object is cups[2]


def test_two_that_fit_are_asked_about_in_the_language_of_the_command(ground, cups):
    asked = ground(CUP)
    assert isinstance(asked, Ambiguous)
    assert {thing.id for thing in asked.candidates} == {cups[0].id, cups[1].id}
    assert asked.question == "The red one or the blue one?"
    assert ground(CUP, language="zh").question == "红色的还是蓝色的？"


@pytest.mark.parametrize(
    ("reference", "english", "chinese"),
    [
        (Reference(attributes=("purple",), unknown_words=("elephant",)), "I see no purple elephant.", None),
        (Reference(noun="spoon"), "I see no spoon.", "我没看到勺子。"),
        (
            Reference(noun="cup", attributes=("green",)),
            "I see two cups, but none is green.",
            "有两个杯子，但没有绿色的。",
        ),
        (
            Reference(noun="bowl", attributes=("red",)),
            "I see a bowl, but it is green, not red.",
            "有一个碗，但不是红色的。",
        ),
        (
            Reference(
                noun="bowl", relations=(Relation("left_of", (Reference(noun="cup", attributes=("red",)),)),)
            ),
            "I see no bowl to the left of the red cup.",
            "红色的杯子左边没有碗。",
        ),
        (
            Reference(noun="cup", relations=(Relation("on", (Reference(noun="tray"),)),)),
            "I see no tray.",
            "我没看到托盘。",
        ),
        (Reference(noun="cup", count=3), "I see only two cups.", "我只看到两个杯子。"),
        (Reference(noun="cup", ordinal=Ordinal(3, "left")), "I see only two cups.", "我只看到两个杯子。"),
        (Reference(noun="bowl", determiner="other"), "I see no other bowl.", "我没看到别的碗。"),
    ],
)
def test_what_is_not_there_is_refused_with_the_part_that_failed(ground, cups, reference, english, chinese):
    dialogue = Dialogue((cups[2].id,))
    assert ground(reference, dialogue) == Absent(english)
    if chinese is not None:
        assert ground(reference, dialogue, "zh") == Absent(chinese)


def test_an_empty_table(make_scene, grounder):
    assert grounder.ground(CUP, make_scene(), "en") == Absent("I see nothing on the table.")
    assert grounder.ground(CUP, make_scene(), "zh") == Absent("桌上什么都没有。")


def test_a_cup_takes_any_and_all_cups_takes_all(ground, cups):
    assert ground(Reference(noun="cup", determiner="a")).object is cups[0]  # the nearer one
    every = ground(Reference(noun="cup", count="all"))
    assert {thing.id for thing in every.objects} == {cups[0].id, cups[1].id}
    assert len(ground(Reference(noun="cup", count=2)).objects) == 2
    assert len(ground(Reference(count="all", excluded_nouns=("cup",))).objects) == 1


def test_order_and_superlatives(ground, cups):
    assert ground(Reference(noun="cup", ordinal=Ordinal(1, "left"))).object is cups[0]
    assert ground(Reference(noun="cup", ordinal=Ordinal(2, "left"))).object is cups[1]
    assert ground(Reference(ordinal=Ordinal(2, "right"))).object is cups[2]
    assert ground(Reference(noun="cup", ordinal=Ordinal(1, "farthest"))).object is cups[1]
    tie = ground(Reference(noun="cup", ordinal=Ordinal(1, "tallest")))
    assert isinstance(tie, Ambiguous)


def test_relations_choose(ground, cups):
    left = Reference(noun="cup", relations=(Relation("left_of", (Reference(noun="bowl"),)),))
    assert ground(left).object is cups[0]


def test_it_is_what_was_spoken_of_last(ground, cups):
    it = Reference(determiner="it")
    assert ground(it, Dialogue((cups[1].id, cups[0].id))).object is cups[1]
    assert ground(it, Dialogue((9999, cups[2].id))).object is cups[2]  # the first one is gone
    assert ground(it) == Absent("I do not know which one you mean.")


def test_it_is_what_the_gripper_holds(make_thing, make_scene, grounder):
    held = make_thing("cup", held=True)
    scene = make_scene(make_thing("bowl"), held)
    assert grounder.ground(Reference(determiner="it"), scene, "en").object is held


def test_the_other_one_is_of_the_same_kind(ground, cups):
    other = Reference(determiner="other")
    assert ground(other, Dialogue((cups[0].id,))).object is cups[1]
    assert ground(Reference(noun="cup", determiner="other"), Dialogue((cups[1].id,))).object is cups[0]
    assert ground(other, Dialogue((cups[1].id, cups[0].id))).object is cups[0]  # both were spoken of


def test_that_cup_is_the_one_spoken_of(ground, cups):
    that = Reference(noun="cup", determiner="that")
    assert ground(that, Dialogue((cups[1].id,))).object is cups[1]
    assert isinstance(ground(that), Ambiguous)


def test_an_answer_chooses_among_what_was_asked_about(ground, cups):
    asked = Dialogue((), (cups[0].id, cups[1].id))
    assert ground(Reference(ordinal=Ordinal(1, "right")), asked).object is cups[1]
    assert ground(Reference(noun="cup", attributes=("red",)), asked).object is cups[0]
    # Something else altogether is a change of mind.
    assert ground(Reference(noun="bowl"), asked).object is cups[2]


def test_a_mug_will_do_for_a_cup_but_a_cup_is_preferred(make_thing, make_scene, grounder):
    mug, cup = make_thing("mug", "white"), make_thing("cup", "red", y=0.2)
    assert grounder.ground(CUP, make_scene(mug), "en").object is mug
    both = grounder.ground(CUP, make_scene(mug, cup), "en")
    assert isinstance(both, Found) and both.object is cup


def test_something_that_looks_like_nothing_known_is_still_a_thing(make_thing, make_scene, grounder):
    blob = make_thing("thing", "purple", scores={})
    assert grounder.ground(Reference(attributes=("purple",)), make_scene(blob), "en").object is blob
    assert isinstance(grounder.ground(Reference(noun="cup"), make_scene(blob), "en"), Absent)


@given(
    noun=st.sampled_from([None, "cup", "mug", "bowl", "fruit", "unicorn"]),
    attributes=st.sets(st.sampled_from(["red", "blue", "big", "round", "heavy", "middle"]), max_size=2),
    by=st.sampled_from(["left", "biggest", "nearest", None]),
    rank=st.integers(1, 4),
    count=st.sampled_from([None, 1, 2, "all"]),
    determiner=st.sampled_from([None, "the", "a", "it", "other", "same", "this"]),
    kind=st.sampled_from(["on", "left_of", "between", None]),
    spoken=st.integers(0, 2),
    language=st.sampled_from(["en", "zh"]),
)  # fmt: skip
def test_whatever_is_asked_gets_a_value(
    make_thing, make_scene, grounder, noun, attributes, by, rank, count, determiner, kind, spoken, language
):
    things = (make_thing("cup"), make_thing("cup", "blue", y=0.2), make_thing("bowl", "green", x=0.7))
    relations = (Relation(kind, (Reference(noun="bowl"),)),) if kind else ()
    ordinal = Ordinal(rank, by) if by else None
    reference = Reference(noun, tuple(attributes), (), (), relations, ordinal, count, determiner)
    dialogue = Dialogue(tuple(thing.id for thing in things[:spoken]))
    result = grounder.ground(reference, make_scene(*things), language, dialogue)
    if isinstance(result, Found):
        assert 0.0 < result.confidence <= 1.0
        assert len({thing.id for thing in result.objects}) == len(result.objects)
    elif isinstance(result, Ambiguous):
        assert len(result.candidates) > 1 and result.question.endswith(("?", "？"))
    else:
        assert result.reason.endswith((".", "。")) and "None" not in result.reason
