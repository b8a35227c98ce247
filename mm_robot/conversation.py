# SPDX-License-Identifier: Apache-2.0
"""What lasts from one utterance to the next: the open question, what was spoken of, what is forbidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from mm_robot.correcting import answers_which, narrowed, points_back, with_target
from mm_robot.grounding.questions import options
from mm_robot.language.say_back import describe
from mm_robot.phrases import phrase
from mm_robot.types import (
    Ambiguous,
    Asked,
    Command,
    Dialogue,
    Done,
    Found,
    Grounding,
    Language,
    Outcome,
    Reference,
    Refused,
    Relation,
    Scene,
)
from mm_robot.vocabulary.nouns import SURFACES

_REMEMBERED = 8  # how many earlier objects "the other one" may look back on
_HARMLESS = ("answer", "deny", "stop", "wait", "cancel")
_MAX_QUESTIONS = 2  # then it says what there is to choose from, and after that gives up


class Grounds(Protocol):
    """Whoever finds what a reference means: a Grounder in this process, or one behind a ROS service."""

    def ground(
        self, reference: Reference, scene: Scene, language: Language, dialogue: Dialogue = ...
    ) -> Grounding:
        """The object meant, the candidates with a question, or the reason why there is none."""
        ...


@dataclass(frozen=True)
class Choice:
    """A question "which one?" about one reference of a command: slot 0 is the target, then the anchors."""

    command: Command
    slot: int
    candidate_ids: tuple[int, ...]


@dataclass(frozen=True)
class Consent:
    """A question "shall I anyway?" about something forbidden earlier."""

    command: Command
    forbidden: Command


@dataclass(frozen=True)
class Doubt:
    """A question "did you say that?" about something that may have been misheard."""

    command: Command


@dataclass(frozen=True)
class Risk:
    """A question "shall I really?" about something that may hurt or break."""

    command: Command


@dataclass(frozen=True)
class Whither:
    """A question "where to?" about a command that lacks its destination."""

    command: Command


@dataclass
class Conversation:
    """The state of the talk. Not thread-safe: only the thread that runs the command touches it."""

    question: Choice | Consent | Doubt | Risk | Whither | None = None
    last_ids: tuple[int, ...] = ()  # objects of earlier commands, newest first
    held_id: int | None = None  # the object between the fingers
    prohibitions: tuple[Command, ...] = ()
    interrupted: Command | None = None  # what a stop cut short; "continue" takes it up again
    rest: tuple[Command, ...] = ()  # steps that wait behind the question or the interrupted one
    last: Command | None = None  # what was carried out last: "and the other one" is about it
    last_destination: Relation | None = None  # "in the same place", "there"
    given_id: int | None = None  # what somebody put before the robot last: "the one I just gave you"
    _asked: int = 0
    _accepted: Command | None = None  # a risky command that somebody said yes to
    _chosen: dict[tuple[Command, int], tuple[int, ...]] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    @property
    def dialogue(self) -> Dialogue:
        """What grounding may know of the talk."""
        if isinstance(self.question, Choice):
            return Dialogue(self.last_ids, self.question.candidate_ids, "which")
        if isinstance(self.question, Whither):
            return Dialogue(self.last_ids, awaits="where")
        return Dialogue(self.last_ids, awaits="whether" if self.question is not None else "nothing")

    def settle(self, command: Command, see: Callable[[], Scene], grounder: Grounds) -> Command | Outcome:
        """What words alone can settle, as an Outcome; otherwise the command that is to be carried out."""
        language = command.language
        if command.negated:
            prohibition = replace(command, negated=False, text="", confidence=1.0)
            self.prohibitions = (*self.prohibitions, prohibition)
            return Done(phrase("obeyed", language, what=describe(prohibition, language)))
        if command.verb in ("confirm", "deny"):
            return self._answered(command, see, grounder)
        if command.verb == "resume":
            interrupted, self.interrupted = self.interrupted, None
            return interrupted or Done(phrase("resumed", language))
        if command.verb == "cancel":
            self.interrupted, self.rest = None, ()
            self.finished()
            return Done(phrase("cancelled", language))
        if command.verb == "wait":
            return Done(phrase("waiting", language))
        if command.verb == "answer" and command.question == "status":
            return Done(phrase("waits_for_answer" if self.question else "idle", language))
        if isinstance(self.question, Choice):
            asked = references_of(self.question.command)[self.question.slot]
            if asked is not None and answers_which(asked, command):
                return self._answered(replace(command, verb="confirm"), see, grounder)
        if self.question is not None and command.verb != "answer":
            self.finished()  # a new wish replaces the one we asked about
            self.rest = ()
        if points_back(command.destination) and self.last_destination is not None:
            return replace(command, destination=self.last_destination)
        return command

    def chosen_ids(self, command: Command, slot: int) -> tuple[int, ...]:
        """The objects somebody chose for this slot when asked; none when nobody was."""
        return self._chosen.get((command, slot), ())

    def accepted(self, command: Command) -> bool:
        """Whether somebody said yes when asked about the risk of this command."""
        return command == self._accepted

    def notice(self, scene: Scene) -> None:
        """What is new on the table, and not put there by the robot, was given by somebody."""
        ids = {thing.id for thing in scene.objects}
        fresh = ids - self._seen - {self.held_id}
        if self._seen and fresh:
            self.given_id = max(fresh)
        self._seen |= ids

    def carried_out(self, command: Command) -> None:
        """Remember what was done: what comes next may lean on it."""
        if command.verb not in ("answer", "go_home", "release"):
            self.last = command
        if command.destination is not None:
            self.last_destination = command.destination

    def stay_with(self, command: Command, ids: tuple[int, ...]) -> None:
        """Once it is in the hand, "the cup on the table" goes on to mean this one."""
        if self.held_id is not None and ids == (self.held_id,):
            self._chosen[(command, 0)] = (self.held_id,)

    def speak_of(self, *object_ids: int) -> None:
        """The objects of a command become the first that "it" may mean."""
        rest = tuple(i for i in self.last_ids if i not in object_ids)
        self.last_ids = (object_ids + rest)[:_REMEMBERED]

    def ask(self, question: Doubt | Risk | Whither, rest: Sequence[Command]) -> None:
        """Ask about a command; `rest` is what follows it when the answer is yes."""
        self.finished()
        self.question, self.rest = question, tuple(rest)

    def take_rest(self) -> tuple[Command, ...]:
        """The steps that waited; they are taken up now."""
        rest, self.rest = self.rest, ()
        return rest

    def finished(self) -> None:
        """The present command ended for good: its question and the answers to it are over."""
        self._chosen.clear()
        self.question = None
        self._accepted = None
        self._asked = 0

    def _answered(self, command: Command, see: Callable[[], Scene], grounder: Grounds) -> Command | Outcome:
        """What a "yes", a "no" or "the green one" makes of the question that was asked."""
        question, language = self.question, command.language
        if question is None and self.last is not None and command.target is not None:
            return with_target(self.last, command.target, command)  # "and the other one", "no, the blue one"
        if question is None:
            return Refused(phrase("no_question", language))
        if isinstance(question, Whither) and command.target is not None and command.verb == "confirm":
            self.finished()
            return replace(question.command, verb="place", destination=_goal(command.target))
        if (
            not isinstance(question, Choice | Whither)
            and command.verb == "confirm"
            and command.target is None
        ):
            self.question = None  # what was chosen before for this command still holds
            if isinstance(question, Consent):
                self.prohibitions = tuple(p for p in self.prohibitions if p != question.forbidden)
            if isinstance(question, Risk):
                self._accepted = question.command
            return question.command
        if command.target is None and command.verb == "deny":
            self.finished()
            self.rest = ()
            return Done(phrase("kept", language))
        if not isinstance(question, Choice) or command.target is None:
            return Asked(phrase("no_target", language))
        asked = references_of(question.command)[question.slot] or Reference()
        scene = see()
        grounding = grounder.ground(narrowed(asked, command.target), scene, language, self.dialogue)
        if isinstance(grounding, Found):
            chosen = tuple(thing.id for thing in grounding.objects)
            self._chosen[(question.command, question.slot)] = chosen
            return question.command
        self._asked += 1
        if self._asked > _MAX_QUESTIONS:
            self.finished()
            return Refused(phrase("give_up_asking", language))
        if self._asked == _MAX_QUESTIONS:  # asked twice: say what there is to choose from
            things = [thing for thing in scene.objects if thing.id in question.candidate_ids]
            return Asked(phrase("say_number", language, options=options(things, language)))
        return Asked(grounding.question if isinstance(grounding, Ambiguous) else grounding.reason)


def contradicted(commands: Sequence[Command], others: Iterable[Sequence[Command]]) -> bool:
    """Whether another reading of the same utterance forbids something where this one forbids nothing.

    A recogniser may swallow "don't": asking is cheap then, and acting is not. What moves nothing needs no
    question.
    """
    if _forbids(commands) or all(command.verb in _HARMLESS for command in commands):
        return False
    return any(_forbids(other) for other in others)


def _forbids(commands: Sequence[Command]) -> bool:
    return any(command.negated for command in commands)


def references_of(command: Command) -> tuple[Reference | None, ...]:
    """The references of a command by slot: the target, then the anchors of the destination."""
    return (command.target, *(command.destination.anchors if command.destination else ()))


def _goal(place: Reference) -> Relation:
    """Where an answer to "where to?" means: "in the basket", "on the tray", "the bin"."""
    if place.relations:
        return place.relations[-1]
    return Relation("on" if place.noun in SURFACES else "in", (place,))
