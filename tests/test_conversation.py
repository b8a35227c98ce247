# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.conversation import Choice, Consent, Conversation, Doubt, Risk, Whither, contradicted
from mm_robot.types import (
    Absent,
    Ambiguous,
    Asked,
    Command,
    Done,
    Found,
    Reference,
    Refused,
    Relation,
    RobotState,
    Scene,
    SceneObject,
)

CUP = Command("hand_over", Reference("cup"))
RED = Reference(attributes=("red",))
THING = SceneObject(4, np.zeros((1, 3)), np.eye(4), np.ones(3), {"cup": 0.9}, {"red": 0.9}, 0.0, 0.9)


class Grounder:
    """Answers what it is told to, and remembers what it was asked."""

    def __init__(self, answer=None):
        self.answer, self.asked = answer or Absent("I see no cup."), []

    def ground(self, reference, scene, language, dialogue=None):
        self.asked.append((reference, dialogue))
        return self.answer


ROBOT = RobotState(np.zeros(7), np.zeros(7), 0.08, np.zeros(3), np.eye(4), 0.0)


def scene_of(*things):
    return Scene(things, (), (), (), ROBOT, 0.0)


def settle(talk, command, grounder=None, scene=None):
    return talk.settle(command, lambda: scene or scene_of(THING), grounder or Grounder())


def test_a_prohibition_is_kept_and_said_back():
    talk = Conversation()
    said = settle(talk, Command("pick", Reference("cup", ("red",)), negated=True))
    assert isinstance(said, Done) and "not" in said.text and "red cup" in said.text
    assert not talk.prohibitions[0].negated and talk.prohibitions[0].target.attributes == ("red",)


def test_a_fragment_answers_which_one_and_the_noun_is_remembered():
    talk, grounder = Conversation(question=Choice(CUP, 0, (3, 4))), Grounder(Found((THING,), 0.9))
    assert settle(talk, Command("confirm", RED), grounder) is CUP
    reference, dialogue = grounder.asked[0]
    assert (reference.noun, reference.attributes, dialogue.candidate_ids) == ("cup", ("red",), (3, 4))
    assert talk.chosen_ids(CUP, 0) == (4,)


def test_it_asks_twice_then_lists_what_there_is_and_then_gives_up():
    talk, unclear = (
        Conversation(question=Choice(CUP, 0, (3, 4))),
        Grounder(Ambiguous((THING,), "Left or right?")),
    )
    assert settle(talk, Command("confirm", RED), unclear) == Asked("Left or right?")
    listed = settle(talk, Command("confirm", RED), unclear)
    assert isinstance(listed, Asked) and "one, the red cup" in listed.question
    assert isinstance(settle(talk, Command("confirm", RED), unclear), Refused)
    assert talk.question is None


@pytest.mark.parametrize("question", [Consent(CUP, CUP), Doubt(CUP)])
def test_only_a_plain_yes_is_consent(question):
    assert settle(Conversation(question=question), Command("confirm")) is CUP
    assert isinstance(settle(Conversation(question=question), Command("confirm", RED)), Asked)
    assert isinstance(settle(Conversation(question=question), Command("deny")), Done)


def test_consent_lifts_the_prohibition_and_keeps_what_was_chosen_before():
    talk = Conversation(question=Choice(CUP, 0, (3, 4)), prohibitions=(CUP,))
    settle(talk, Command("confirm", RED), Grounder(Found((THING,), 0.9)))
    talk.question = Consent(CUP, CUP)
    assert settle(talk, Command("confirm")) is CUP
    assert talk.prohibitions == () and talk.chosen_ids(CUP, 0) == (4,)


def test_a_new_wish_replaces_the_open_question_and_what_waited_behind_it():
    talk = Conversation(question=Choice(CUP, 0, (3, 4)), rest=(Command("place"),))
    wish = Command("go_home")
    assert settle(talk, wish) is wish and talk.question is None and talk.rest == ()


def test_continue_takes_up_what_was_interrupted_once():
    talk = Conversation(interrupted=CUP, rest=(Command("go_home"),))
    assert settle(talk, Command("resume")) is CUP
    assert talk.take_rest() == (Command("go_home"),) and talk.take_rest() == ()
    assert isinstance(settle(talk, Command("resume")), Done)


def test_yes_to_nothing_is_no_command():
    assert isinstance(settle(Conversation(), Command("confirm")), Refused)


def test_what_was_spoken_of_last_comes_first_and_old_things_fade():
    talk = Conversation()
    for number in range(12):
        talk.speak_of(number)
    talk.speak_of(9)
    assert talk.dialogue.last_ids[:2] == (9, 11) and len(talk.dialogue.last_ids) == 8


def test_another_reading_with_a_negation_contradicts_one_without():
    no = Command("pick", negated=True)
    assert contradicted((CUP,), [(CUP,), (no,)])
    assert not contradicted((CUP,), [(CUP,), ()]) and not contradicted((no,), [(CUP,)])


BOWL = Relation("in", (Reference("bowl"),))
TIDY = Command("clear", Reference(count="all"))


@pytest.mark.parametrize(
    "wish",
    [
        Command("hand_over", Reference("cup", ("red",)), recipient="speaker", text="i want the red cup"),
        Command("pick", Reference(attributes=("red",)), language="zh", text="拿红色的"),
    ],
)
def test_a_wish_for_one_of_what_was_asked_about_is_the_answer(wish):
    put = Command("place", Reference("cup"), BOWL)
    talk = Conversation(question=Choice(put, 0, (3, 4)))
    assert settle(talk, wish, Grounder(Found((THING,), 0.9))) is put and talk.chosen_ids(put, 0) == (4,)


def test_both_are_taken_one_after_the_other():
    other = replace(THING, id=3)
    talk = Conversation(question=Choice(CUP, 0, (3, 4)))
    both = Command("confirm", Reference(count=2))
    assert settle(talk, both, Grounder(Found((THING, other), 0.9))) is CUP
    assert talk.chosen_ids(CUP, 0) == (4, 3)


def test_a_risk_is_asked_about_once_and_yes_is_enough():
    talk = Conversation(question=Risk(CUP))
    assert not talk.accepted(CUP)
    assert settle(talk, Command("confirm")) is CUP and talk.accepted(CUP)
    talk.finished()
    assert not talk.accepted(CUP), "the next knife is asked about again"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Reference(relations=(Relation("on", (Reference("tray"),)),)), "on"),
        (Reference("basket"), "in"),
        (Reference("table"), "on"),
    ],
)
def test_where_to_is_answered_by_a_place(said, kind):
    done = settle(Conversation(question=Whither(TIDY)), Command("confirm", said))
    assert isinstance(done, Command) and done.verb == "place" and done.destination.kind == kind
    assert done.target == TIDY.target


def test_and_the_other_one_means_the_command_before():
    talk = Conversation()
    talk.carried_out(Command("place", Reference("cup", ("red",)), BOWL))
    again = settle(talk, Command("confirm", Reference(determiner="other"), text="and the other one"))
    assert (again.verb, again.destination) == ("place", BOWL)
    assert again.target == Reference("cup", determiner="other")


def test_the_same_place_is_where_the_last_thing_went():
    talk = Conversation()
    talk.carried_out(Command("place", Reference("cup"), BOWL))
    there = Relation("near", (Reference(determiner="that", unknown_words=("there",)),))
    same = Relation("on", (Reference(determiner="same"),))
    for place in (there, same):
        assert settle(talk, Command("place", Reference("apple"), place)).destination == BOWL


def test_what_appears_on_the_table_was_given():
    talk = Conversation()
    talk.notice(scene_of(THING))
    assert talk.given_id is None, "what was there from the start was not given"
    talk.notice(scene_of(THING, replace(THING, id=9)))
    assert talk.given_id == 9
