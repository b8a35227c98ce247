# SPDX-License-Identifier: Apache-2.0
"""What both grammars hand to the parser: the commands read so far, or why reading had to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from mm_robot.types import Command, Ordinal, OrdinalKey, Reference, Relation, RelationKind, Verb
from mm_robot.vocabulary.nouns import CONTAINERS, OPENABLE, SURFACES

Trouble = Literal["", "not_understood", "unclear_negation", "condition"]


@dataclass(frozen=True)
class Read:
    """The commands of one utterance; `trouble` says why there are none."""

    commands: tuple[Command, ...] = ()
    trouble: Trouble = ""
    passed_over: int = 0  # words that belong to no command


def forbidden_remark(value: str, text: str) -> Command | None:
    """A remark with a negation before it: "do not stop" is to go on, "do not continue" is to stop.

    None for those that a negation makes no sense of ("do not yes").
    """
    turned: dict[str, Verb] = {"stop": "resume", "wait": "resume", "resume": "stop"}
    if value in turned:
        return Command(turned[value], text=text)
    if value in ("open", "close", "release", "go_home"):
        return Command(cast(Verb, value), negated=True, text=text)
    return None


def inherit_noun(reference: Reference, earlier: Reference | None) -> Reference:
    """E.g. "the blue one" after "the red cup" is a cup."""
    if earlier is None or reference.noun is not None or reference.unknown_words:
        return reference
    if reference.determiner in ("it", "same") or earlier.noun is None:
        return reference
    if not (
        reference.attributes
        or reference.ordinal
        or reference.excluded_attributes
        or reference.determiner == "other"
    ):
        return reference
    return replace(reference, noun=earlier.noun)


def cleared(place: Reference) -> Reference:
    """What is put away when `place` is cleared: all things on or in it; the thing itself if it holds none."""
    if place.noun in SURFACES or (place.noun in CONTAINERS and place.count is None):
        kind: RelationKind = "on" if place.noun in (*SURFACES, "tray") else "in"
        return Reference(count="all", relations=(Relation(kind, (place,)),), words=place.words)
    return replace(place, count="all")


def compared(thing: Reference, other: Reference, by: OrdinalKey) -> Reference:
    """The target of a comparing question: `thing`, ranked along `by`; the ordinal's anchor is `other`."""
    if (
        other.noun is None
        and not other.unknown_words
        and other.determiner not in ("it", "this", "that", "other")
    ):
        other = replace(other, noun=thing.noun)
    return replace(thing, ordinal=Ordinal(1, by, other))


def middle(relation: Relation) -> Relation:
    """The middle of one thing is on it or in it; between needs two."""
    if relation.kind != "between" or len(relation.anchors) != 1 or relation.anchors[0].count is not None:
        return relation
    inside = relation.anchors[0].noun in CONTAINERS - {"tray"}
    return Relation("in" if inside else "on", relation.anchors)


def tidy(reference: Reference) -> Reference:
    """Left and right *of a table* are its sides: "the cup on the left side of the table" is the leftmost."""
    relations: list[Relation] = []
    excluded_attributes, excluded_nouns = reference.excluded_attributes, reference.excluded_nouns
    ordinal = reference.ordinal
    for relation in reference.relations:
        anchors = tuple(tidy(anchor) for anchor in relation.anchors)
        if reference.count == "all" and len(anchors) == 1:  # "everything on the table except the bowl"
            excluded_attributes += anchors[0].excluded_attributes
            excluded_nouns += anchors[0].excluded_nouns
            anchors = (replace(anchors[0], excluded_attributes=(), excluded_nouns=()),)
        relation = middle(relation)
        side: OrdinalKey | None = None
        if anchors and anchors[0].noun in SURFACES:
            if relation.kind == "left_of":
                side = "left"
            elif relation.kind == "right_of":
                side = "right"
        if side is not None:
            ordinal = ordinal or Ordinal(1, side)
        else:
            relations.append(replace(relation, anchors=anchors))
    return replace(
        reference,
        relations=tuple(relations),
        ordinal=ordinal,
        excluded_attributes=excluded_attributes,
        excluded_nouns=excluded_nouns,
    )


_ACTS = (
    "pick", "hand_over", "place", "push", "open", "close", "put_back", "stack", "sort", "clear", "find",
)  # fmt: skip


def with_topics(commands: Sequence[Command]) -> tuple[Command, ...]:
    """E.g. "the red cup, can you hand it to me": what was named first is what "it" means."""
    joined: list[Command] = []
    for said in commands:
        command = _with_furniture(said, joined)
        if joined and _repeats(joined[-1], command):
            continue  # "can I have the cookie, can you give it to me"
        if joined and command == replace(command, verb="confirm", target=None) and joined[-1].verb in _ACTS:
            continue  # "… okay?": said for politeness
        if joined and _clears_into(joined[-1], command):
            joined[-1] = replace(command, target=joined[-1].target, text=f"{joined[-1].text} {command.text}")
            continue
        if joined and joined[-1].verb == "clear" and _uses(command) and command.target is not None:
            place = Relation("in", (command.target,))  # "clear the table, use the tray"
            joined[-1] = replace(joined[-1], verb="place", destination=place)
            continue
        if joined and joined[-1].verb == "find" and _asks_again(command):
            continue  # "I am looking for the pen, have you seen one"
        if joined and command.verb == "answer" and replace(command, text="") == replace(joined[-1], text=""):
            continue  # "describe what you see" asks once
        topic = joined[-1] if joined else None
        if (
            topic is not None
            and topic.verb == "confirm"
            and topic.target is not None
            and topic.text.startswith(topic.target.words)  # no "yes" before it
            and command.target is not None
            and (said.target is None or (said.target.determiner == "it" and said.target.noun is None))
        ):
            joined[-1] = replace(command, target=topic.target, text=f"{topic.text} {command.text}")
        else:
            joined.append(command)
    return tuple(joined)


def _repeats(earlier: Command, command: Command) -> bool:
    """Whether a handover or a search is asked for once more, with a pronoun."""
    again = command.target
    return (
        earlier.verb == command.verb
        and earlier.verb in ("hand_over", "find")
        and earlier.negated == command.negated
        and earlier.recipient == command.recipient
        and again is not None
        and (again.determiner, again.noun, again.count) == ("it", None, None)
        and not (again.attributes or again.relations or again.excluded_attributes)
    )


def _asks_again(command: Command) -> bool:
    asked = command.target
    vague = asked is not None and asked.noun is None and not (asked.attributes or asked.unknown_words)
    return command.question == "exists" and vague and asked is not None and not asked.relations


def _uses(command: Command) -> bool:
    return command.verb == "pick" and not command.negated and command.text.startswith(("use ", "用"))


def _clears_into(clearing: Command, placing: Command) -> bool:
    """E.g. "clear the table and put it all in the basket": one wish in two sentences."""
    target = placing.target
    return (
        clearing.verb == "clear"
        and placing.verb == "place"
        and placing.destination is not None
        and clearing.negated == placing.negated
        and target is not None
        and target.noun is None
        and not (target.attributes or target.relations or target.unknown_words or target.ordinal)
        and not (target.excluded_attributes or target.excluded_nouns)
    )


def _with_furniture(command: Command, earlier: Sequence[Command]) -> Command:
    """E.g. "open the drawer, put the cup in it and close it": it is the drawer, not the cup."""
    named = [reference for c in earlier for reference in _named(c) if reference.noun in OPENABLE]
    if not named:
        return command
    if command.verb in ("open", "close") and (command.target is None or command.target.determiner == "it"):
        return replace(command, target=named[-1])
    place = command.destination
    if (
        place is not None
        and place.kind == "in"
        and place.anchors[0].determiner == "it"
        and not place.anchors[0].noun
    ):
        return replace(command, destination=Relation("in", (named[-1],)))
    return command


def _named(command: Command) -> tuple[Reference, ...]:
    anchors = command.destination.anchors if command.destination is not None else ()
    inside = [r for r in (command.target.relations if command.target else ()) if r.kind == "in"]
    within = [anchor for relation in inside for anchor in relation.anchors]  # "the milk in the fridge"
    return tuple(reference for reference in (*within, command.target, *anchors) if reference is not None)


def _spared(target: Reference, destination: Relation) -> tuple[Reference, Relation]:
    """E.g. "put all blocks in the box except the red one": what is said last belongs to the blocks."""
    *others, last = destination.anchors
    if not (last.excluded_attributes or last.excluded_nouns):
        return target, destination
    target = replace(
        target,
        excluded_attributes=(*target.excluded_attributes, *last.excluded_attributes),
        excluded_nouns=(*target.excluded_nouns, *last.excluded_nouns),
    )
    return target, replace(
        destination, anchors=(*others, replace(last, excluded_attributes=(), excluded_nouns=()))
    )


def tidy_command(command: Command) -> Command:
    """The command with tidy references."""
    target = tidy(command.target) if command.target is not None else None
    destination = command.destination
    if destination is not None and target is not None and target.count == "all":
        target, destination = _spared(target, destination)
    if destination is not None:
        anchors = tuple(tidy(anchor) for anchor in destination.anchors)
        if destination.kind == "in":
            anchors = tuple(replace(a, noun="bin") if a.noun == "trash" else a for a in anchors)
        destination = middle(replace(destination, anchors=anchors))
        sides = {"left_of": "left", "right_of": "right", "in_front_of": "front"}
        if destination.kind in sides and destination.anchors[0].noun in SURFACES:
            surface = destination.anchors[0]  # on its left side, not beside it in the air
            part = replace(surface, attributes=(*surface.attributes, sides[destination.kind]))
            destination = Relation("on", (part,))
    return replace(command, target=target, destination=destination)
