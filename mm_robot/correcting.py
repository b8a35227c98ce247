# SPDX-License-Identifier: Apache-2.0
"""What a short remark makes of the command before it: "no, the blue one", "and the other one"."""

from __future__ import annotations

import re
from dataclasses import replace

from mm_robot.language.text import plain
from mm_robot.types import Command, Reference, Relation

_OPPOSES = re.compile(
    r"^(no|nope|not|wait|sorry|actually|oops|wrong|hold on|i meant|i mean|i said|hey)\b"
    r"|^(不|错|等等|哎|我是说|我说的是|应该)"
)
_WISHES = re.compile(r"^(i|we|can i|could i|may i|let me|take|just|give|get)\b|^(我|要|就|拿|给我|来|只要)")
_POINTED = frozenset({"there", "那儿", "那里", "那边", "那处", "那头"})
_ACTS = ("pick", "hand_over", "place", "push", "put_back", "find", "open", "close", "stack", "sort", "clear")


def opposes(text: str) -> bool:
    """Whether an utterance begins as a correction does ("no, …", "不对，…")."""
    return bool(_OPPOSES.match(plain(text)))


def corrected(running: Command, said: Command, opposed: bool = False) -> Command | None:
    """The command that `said` makes of `running`, when it mends it; None when it is something else.

    Args:
        running: what the robot is doing, or has just done.
        said: one command of the new utterance.
        opposed: whether that utterance begins with "no" or the like.
    """
    if said.verb in ("confirm", "deny") and said.target is not None:
        return with_target(running, said.target, said)
    if said.verb not in _ACTS or said.negated or not opposed:
        return None
    target = said.target
    if target is not None and target.determiner == "it" and target.noun is None:
        return replace(said, target=running.target)
    if target is not None and running.target is not None:
        return replace(said, target=narrowed(running.target, target))
    return said


def with_target(command: Command, target: Reference, said: Command) -> Command:
    """`command` once more, about another thing."""
    asked = command.target or Reference()
    return replace(
        command,
        target=narrowed(replace(asked, attributes=(), relations=()), target),
        language=said.language,
        text=said.text,
        confidence=said.confidence,
    )


def answers_which(asked: Reference, wish: Command) -> bool:
    """Whether a wish ("I want the red one", 拿红色的) is but an answer to the question which one is meant."""
    target = wish.target
    if (
        wish.verb not in ("hand_over", "pick")
        or wish.negated
        or wish.destination is not None
        or target is None
    ):
        return False
    return target.noun in (None, asked.noun) and bool(_WISHES.match(plain(wish.text)))


def narrowed(asked: Reference, answer: Reference) -> Reference:
    """The reference that was asked about, made more precise by a fragment such as "the green one"."""
    return replace(
        answer,
        noun=answer.noun or asked.noun,
        attributes=answer.attributes or asked.attributes,
        relations=answer.relations or asked.relations,
        determiner=answer.determiner or "the",
    )


def points_back(destination: Relation | None) -> bool:
    """Whether a place is the one of before: "in the same place", "there", 那儿."""
    if destination is None or not destination.anchors:
        return False
    anchor = destination.anchors[0]
    return anchor.determiner == "same" or bool(_POINTED & set(anchor.unknown_words))


def as_placement(command: Command) -> Command | None:
    """The other reading of a wish: "I want the cup in the bowl" may ask to put it there."""
    target = command.target
    if command.verb != "hand_over" or target is None or not target.relations or command.negated:
        return None
    *others, last = target.relations
    if last.kind == "with" or not re.match(r"^(i|we)\b|^(我|要)", plain(command.text)):
        return None
    return replace(
        command,
        verb="place",
        target=replace(target, relations=tuple(others)),
        destination=last,
        recipient=None,
    )
