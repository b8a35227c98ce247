# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.grounding.answer import answer
from mm_robot.types import Command, Dialogue, Ordinal, Reference, Relation


@pytest.fixture
def table(make_thing, make_scene):
    bowl = make_thing("bowl", "green", x=0.5, y=0.25)
    return make_scene(
        make_thing("cup", "red", x=0.5, y=0.1),
        make_thing("cup", "blue", x=0.6, y=-0.3),
        bowl,
        make_thing("apple", "red", x=0.5, y=0.25, bottom_m=0.012),
    )


@pytest.fixture
def ask(table, grounder):
    def run(question, target=None, language="en", dialogue=Dialogue(), scene=None, destination=None):  # noqa: B008
        command = Command("answer", target, destination, question=question, language=language)
        return answer(command, scene or table, grounder, dialogue)

    return run


def test_what_is_there(ask, make_scene):
    assert ask("what") == "I see a red cup, a blue cup, a green bowl and a red apple."
    assert (
        ask("what", language="zh") == "我看到一个红色的杯子、一个蓝色的杯子、一个绿色的碗和一个红色的苹果。"
    )
    assert ask("what", scene=make_scene()) == "I see nothing on the table."


def test_what_is_somewhere(ask):
    in_bowl = Relation("in", (Reference(noun="bowl"),))
    assert ask("what", Reference(relations=(in_bowl,))) == "I see a red apple."
    assert ask("what", destination=in_bowl, language="zh") == "我看到一个红色的苹果。"
    assert ask("what", Reference(ordinal=Ordinal(1, "right"))) == "It is a blue cup."


def test_where(ask):
    assert ask("where", Reference(noun="apple")) == "The red apple is in the green bowl."
    assert ask("where", Reference(noun="cup", attributes=("blue",))) == "The blue cup is on the right."
    assert ask("where", Reference(noun="cup", attributes=("blue",)), "zh") == "蓝色的杯子在右边。"
    assert "next to the green bowl" in ask("where", Reference(noun="cup", attributes=("red",)))
    assert ask("where", Reference(noun="cup")).count("cup is") == 2  # both, rather than a question back
    assert ask("where", Reference(noun="spoon")) == "I see no spoon."


def test_how_many(ask):
    assert ask("count", Reference(noun="cup")) == "I see two cups."
    assert ask("count", Reference(noun="cup"), "zh") == "我看到两个杯子。"
    assert ask("count", Reference(noun="spoon")) == "I see no spoon."


def test_is_there(ask):
    assert ask("exists", Reference(noun="cup", attributes=("red",), determiner="a")).startswith(
        "Yes. The red cup"
    )
    assert ask("exists", Reference(noun="spoon"), "zh") == "没有。我没看到勺子。"
    assert ask("exists", Reference(noun="cup", count=3)) == "No, I see only two cups."
    assert ask("exists", Reference(noun="cup")) == "Yes, I see two cups."


def test_which(ask):
    assert ask("which", Reference(noun="cup", ordinal=Ordinal(1, "left"))) == "The red cup."
    assert ask("which", Reference(noun="cup", ordinal=Ordinal(1, "left")), "zh") == "红色的杯子。"
    assert ask("which", Reference(noun="cup")) == "I see a red cup and a blue cup."
    assert ask("compare", Reference(ordinal=Ordinal(1, "biggest"))) == "The green bowl."
    assert ask("compare", Reference(noun="cup", ordinal=Ordinal(1, "tallest"))) == "They are about the same."


def test_compare_two(ask):
    def bigger(first, second, by="biggest"):
        return Reference(noun=first, ordinal=Ordinal(1, by, Reference(noun=second)))

    assert ask("compare", bigger("apple", "bowl")) == "The green bowl is bigger."
    assert ask("compare", bigger("apple", "bowl", "smallest"), "zh") == "红色的苹果更小。"
    assert ask("compare", bigger("spoon", "bowl")) == "I see no spoon."
    assert ask("compare", bigger("bowl", "cup")) == "The red one or the blue one?"
    assert ask("what", Reference(noun="bowl")) == "It is a green bowl."


def test_an_open_question_does_not_narrow_what_is_seen(ask, table):
    asked = Dialogue((), (table.objects[0].id, table.objects[1].id))
    assert ask("count", Reference(noun="apple"), dialogue=asked) == "I see an apple."
    assert "green bowl" in ask("what", dialogue=asked)


def test_where_is_what_the_gripper_holds(ask, make_thing, make_scene):
    scene = make_scene(make_thing("cup", held=True))
    assert ask("where", Reference(noun="cup"), scene=scene) == "The red cup is in my gripper."
