# SPDX-License-Identifier: Apache-2.0
"""What an English command leaves unsaid because the words before it said it."""

from __future__ import annotations

from dataclasses import replace

from mm_robot.language.clause import inherit_noun
from mm_robot.language.tokens import english_lexicon
from mm_robot.types import Command, Reference, Relation, RelationKind


def forbidden_any(command: Command) -> Command:
    """E.g. "do not touch any cup" and "never touch knives" forbid all of them."""
    target = command.target
    if target is None or target.count is not None:
        return command
    last = english_lexicon().get(target.words.split()[-1], {}) if target.words else {}
    kind = target.determiner is None and target.noun is not None and last.get("plural") == target.noun
    if not kind and not (target.determiner == "a" and target.words.startswith("any")):
        return command
    return replace(command, target=replace(target, count="all", determiner=None))


_SIDES: dict[str, RelationKind] = {
    "left": "left_of",
    "right": "right_of",
    "front": "in_front_of",
    "back": "behind",
}


def beside_same(command: Command, previous: Command | None) -> Command:
    """E.g. "the fork on the left of the plate and the knife on the right": of the plate too."""
    place = previous.destination if previous is not None else None
    target = command.target
    if (
        place is not None
        and place.kind in _SIDES.values()
        and command.verb == "push"
        and command.direction in _SIDES
    ):
        return replace(
            command,
            verb="place",
            direction=None,
            destination=Relation(_SIDES[command.direction], place.anchors),
        )
    if place is None or place.kind not in _SIDES.values() or target is None or target.ordinal is None:
        return command
    if target.ordinal.by not in _SIDES or target.words.split()[-1:] != [target.ordinal.by]:
        return command
    return replace(
        command,
        target=replace(target, ordinal=None),
        destination=Relation(_SIDES[target.ordinal.by], place.anchors),
    )


def with_anchors_named(
    command: Command, earlier: Reference | None = None, previous: Command | None = None
) -> Command:
    """E.g. "put the red block on the blue one": a block too; so with "it", by what was named `earlier`.

    "… and the pens in the other": in the other cup, where the command `previous` puts something into a cup.
    """
    if command.destination is None:
        return command
    place = previous.destination if previous is not None else None
    if place is not None and place.kind == command.destination.kind:
        others = (
            inherit_noun(anchor, place.anchors[-1]) if anchor.determiner == "other" else anchor
            for anchor in command.destination.anchors
        )
        command = replace(command, destination=replace(command.destination, anchors=tuple(others)))
    assert command.destination is not None
    target = command.target
    named = earlier if target is None or (target.determiner == "it" and target.noun is None) else target
    anchors = tuple(inherit_noun(anchor, named) for anchor in command.destination.anchors)
    return replace(command, destination=replace(command.destination, anchors=anchors))
