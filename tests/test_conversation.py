# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.conversation import Choice, Consent, Conversation, Doubt, contradicted
from mm_robot.types import Absent, Ambiguous, Asked, Command, Done, Found, Reference, Refused, SceneObject

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


def settle(talk, command, grounder=None):
    return talk.settle(command, lambda: None, grounder or Grounder())


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
    assert talk.chosen_id(CUP, 0) == 4


def test_it_asks_twice_and_then_gives_up():
    talk, unclear = (
        Conversation(question=Choice(CUP, 0, (3, 4))),
        Grounder(Ambiguous((THING,), "Left or right?")),
    )
    assert settle(talk, Command("confirm", RED), unclear) == Asked("Left or right?")
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
    assert talk.prohibitions == () and talk.chosen_id(CUP, 0) == 4


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
