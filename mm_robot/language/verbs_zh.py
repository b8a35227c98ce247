# SPDX-License-Identifier: Apache-2.0
"""What a Chinese verb and what stands around it mean: one Command per target."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mm_robot.language.reader_zh import Clause
from mm_robot.types import Command, Reference, Relation, Verb
from mm_robot.vocabulary.nouns import SURFACES

_IT = Reference(determiner="it", words="它")


def meaning(clause: Clause, continues: bool) -> tuple[Command, ...]:
    """The commands of a clause, without text and negation."""
    verb, targets = clause.verb, clause.targets
    own = targets or [_IT]
    if verb == "place_in":
        inside = Relation("in", (_IT,))
        return tuple(Command("place", t, destination=clause.destination or inside) for t in own)
    if (
        verb in ("pick", "give", "", "place", "drop_held")
        and clause.recipient is not None
        and clause.destination is None
        and not clause.back
    ):
        if verb in ("place",) and clause.verb_text[-1:] not in "到在给进":
            clause.recipient = None
        elif verb != "drop_held":
            return tuple(Command("hand_over", t, recipient=clause.recipient) for t in own)
    if verb in ("pick", "give", "place") and clause.destination is not None:
        return tuple(Command("place", t, destination=clause.destination) for t in own)
    if clause.back and verb in ("pick", "give", "place"):
        return tuple(Command("put_back", t) for t in own)
    if verb == "place" and clause.direction is not None:
        return tuple(Command("push", t, direction=clause.direction) for t in own)
    if verb == "pick":
        if clause.come:
            return tuple(Command("hand_over", t, recipient="speaker") for t in own)
        return tuple(Command("pick", t) for t in targets) or (
            (Command("pick", _IT),) if continues or len(clause.verb_text) > 1 else ()
        )
    if verb == "touch":
        return tuple(Command("pick", t) for t in own)
    if verb == "give":
        return tuple(Command("hand_over", t, recipient=clause.recipient or "speaker") for t in own)
    if verb == "place":
        return tuple(Command("place", t) for t in own)
    if verb in ("push", "pull"):
        direction = clause.direction or (
            "back" if verb == "pull" or clause.come or "过来" in clause.verb_text else None
        )
        return tuple(Command("push", t, destination=clause.destination, direction=direction) for t in own)
    if verb == "put_back":
        if clause.destination is not None:
            return tuple(Command("place", t, destination=clause.destination) for t in own)
        return tuple(Command("put_back", t) for t in own)
    if verb == "drop_held":
        return tuple(Command("release", t) for t in targets) or (Command("release"),)
    if verb in ("open", "close"):
        return tuple(Command(cast(Verb, verb), t) for t in targets) or (
            (Command(cast(Verb, verb)),) if len(clause.verb_text) > 1 else ()
        )
    return _looking(clause)


def _looking(clause: Clause) -> tuple[Command, ...]:
    verb, targets = clause.verb, clause.targets
    if clause.destination is not None:
        targets = [*targets, Reference(relations=(clause.destination,))]
    if verb == "find":
        return tuple(Command("find", t) for t in targets) or (Command("answer", question="what"),)
    if verb == "count":
        return tuple(Command("answer", replace(t, count=None), question="count") for t in targets)
    if verb == "describe":
        return tuple(Command("answer", t, question="what") for t in targets) or (
            Command("answer", question="what"),
        )
    if verb == "clear":
        things = []
        for t in targets:
            if t.noun is not None and not t.relations and t.count is None:
                kind = "on" if t.noun in SURFACES else "in"
                things.append(Reference(count="all", relations=(Relation(kind, (t,)),), words=t.words))  # type: ignore[arg-type]
            else:
                things.append(replace(t, count="all"))
        return tuple(Command("place", t) for t in things)
    return ()
