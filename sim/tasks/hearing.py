# SPDX-License-Identifier: Apache-2.0
"""Judges goals about what the robot said: answers, refusals, questions."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.types import Asked, Done, Failed, Outcome, Refused, RelationKind
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.tasks.answers import Mention, mentions, number, relates, says_smaller, says_yes, sides
from mm_robot_sim.tasks.goals import Answered, AskedAmong, RefusedBecause, Verdict
from mm_robot_sim.tasks.names import may_be_called
from mm_robot_sim.world import Thing, World

_BEFORE_ACTING = ("ground", "check", "plan")


class WordJudge:
    """One method per kind of goal; outcomes are those of the turns so far, in order."""

    def __init__(self, world: World) -> None:
        self._world = world

    def answered(self, goal: Answered, outcomes: Sequence[Outcome]) -> Verdict:
        """The last words say what is true."""
        last = outcomes[-1] if outcomes else None
        if not isinstance(last, Done):
            return Verdict(False, f"no answer: {_short(last)}")
        text = last.text
        wrong = (
            self._wrong_yes(goal, text)
            or self._wrong_count(goal, text)
            or self._wrong_things(goal, text)
            or self._wrong_winner(goal, text)
            or self._wrong_place(goal, text)
        )
        return Verdict(not wrong, wrong or f"rightly answered: {text}")

    def refused(self, goal: RefusedBecause, outcomes: Sequence[Outcome], moved: Verdict) -> Verdict:
        """Declined for a reason that fits, and nothing was moved."""
        last = outcomes[-1] if outcomes else None
        if not moved.ok:
            return moved
        # What is dangerous or forbidden may also be asked about; what cannot be planned may come as Failed.
        asks = isinstance(last, Asked) and goal.kind in ("forbidden", "unsafe")
        fails = (
            isinstance(last, Failed)
            and goal.kind == "unreachable"
            and last.stage in ("ground", "check", "plan")
        )
        if not (isinstance(last, Refused) or asks or fails):
            return Verdict(False, f"not refused: {_short(last)}")
        text = _text(last)
        if goal.about and not any(_names(mention, *goal.about) for mention in mentions(text)):
            return Verdict(False, f"refused, but not for that: {text}")
        return Verdict(True, f"refused: {text}")

    def asked(self, goal: AskedAmong, outcomes: Sequence[Outcome]) -> Verdict:
        """The first thing it did was to ask which."""
        first = outcomes[0] if outcomes else None
        things = [self._world.thing(name) for name in goal.candidates]
        if not isinstance(first, Asked):
            return Verdict(False, f"did not ask: {_short(first)}")
        named = mentions(first.question)
        if named and not any(_fits(mention, thing) for mention in named for thing in things):
            return Verdict(False, f"asked about something else: {first.question}")
        return Verdict(True, f"asked: {first.question}")

    def _wrong_yes(self, goal: Answered, text: str) -> str:
        if goal.yes is None or says_yes(text) is goal.yes:
            return ""
        return f"it is {'yes' if goal.yes else 'no'}, but the answer was: {text}"

    def _wrong_count(self, goal: Answered, text: str) -> str:
        if goal.count is None:
            return ""
        counted = 0 if says_yes(text) is False and number(text) is None else number(text)
        return "" if counted == goal.count else f"there are {goal.count}, but the answer was: {text}"

    def _wrong_things(self, goal: Answered, text: str) -> str:
        if not goal.things:
            return ""
        named = mentions(text)
        things = [self._world.thing(name) for name in goal.things]
        for thing in things:
            if not any(_fits(mention, thing) for mention in named) and not _by_colour(thing, text):
                return f"{thing.name} is not named: {text}"
        if goal.only:
            for mention in named:
                if not any(_fits(mention, thing) for thing in things):
                    return f"{mention.colour or ''} {mention.noun} is named, wrongly: {text}".lstrip()
        return ""

    def _wrong_winner(self, goal: Answered, text: str) -> str:
        if goal.winner is None:
            return ""
        thing, named = self._world.thing(goal.winner), mentions(text)
        if not named:
            return "" if _by_colour(thing, text) else f"{goal.winner} is bigger, but the answer was: {text}"
        first = _fits(named[0], thing)
        # "The cup is smaller than the bowl" comes out for what is named second.
        right = not first if says_smaller(text) and len(named) > 1 else first
        return "" if right else f"{goal.winner} is bigger, but the answer was: {text}"

    def _wrong_place(self, goal: Answered, text: str) -> str:
        if not goal.places and not goal.sides:
            return ""
        false = [side for side in sides(text) if side not in goal.sides]
        if goal.sides and false:
            return f"it is {' or '.join(goal.sides)}, but the answer was: {text}"
        for relation, anchor in goal.places:
            if self._says(text, relation, anchor):
                return ""
        if goal.sides and sides(text):
            return ""
        return f"no true place is named: {text}"

    def _says(self, text: str, relation: RelationKind, anchor: str) -> bool:
        if not relates(text, relation):
            return False
        things = [thing for thing in self._world.objects if thing.name == anchor]
        if not things:  # a fixture or the table: its words are free
            return True
        return any(_fits(mention, things[0]) for mention in mentions(text))


def _fits(mention: Mention, thing: Thing) -> bool:
    """Whether these words may mean the thing."""
    colours = thing.design.colours or (thing.colour,)
    return may_be_called(thing.noun, mention.noun) and mention.colour in (None, *colours)


def _names(mention: Mention, noun: str, colour: str | None = None) -> bool:
    return may_be_called(noun, mention.noun) and (colour is None or mention.colour in (None, colour))


def _by_colour(thing: Thing, text: str) -> bool:
    """Whether "the red one" names it: the colour is said, and no noun at all."""
    return not mentions(text) and any(
        mention.colour == thing.colour for mention in mentions(f"{text.rstrip('.。!')} {_ANY_NOUN}")
    )


_ANY_NOUN = next(iter(CATALOGUE))


def _text(outcome: Outcome | None) -> str:
    if isinstance(outcome, Done):
        return outcome.text
    if isinstance(outcome, Asked):
        return outcome.question
    if isinstance(outcome, (Refused, Failed)):
        return outcome.reason
    return str(outcome)


def _short(outcome: Outcome | None) -> str:
    return "nothing was said" if outcome is None else f"{type(outcome).__name__}: {_text(outcome)}"
