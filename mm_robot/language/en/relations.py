# SPDX-License-Identifier: Apache-2.0
"""English prepositional phrases: read flat, then attached to the noun they describe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from mm_robot.language.draft import at
from mm_robot.language.en.reference import PEOPLE, noun_phrase
from mm_robot.language.tokens import Token
from mm_robot.types import Reference, Relation, RelationKind
from mm_robot.vocabulary.nouns import CONTAINERS, SURFACES

_SIDES_OF: dict[str, RelationKind] = {
    "left": "left_of", "right": "right_of", "left side": "left_of", "right side": "right_of",
}  # fmt: skip


@dataclass(frozen=True)
class PrepPhrase:
    """A relation with its anchors, not attached yet. `explicit`: "that is on …" cannot be a destination."""

    relation: Relation
    explicit: bool = False
    source: bool = False  # "from the table"
    goal: bool = False  # "into", "onto", "to"


def prep_phrases(tokens: Sequence[Token], i: int) -> tuple[tuple[PrepPhrase, ...], int]:
    """All prepositional phrases that follow each other at `i`, flat."""
    phrases: list[PrepPhrase] = []
    while True:
        phrase, j = _prep_phrase(tokens, i)
        if phrase is None:
            return tuple(phrases), i
        phrases.append(phrase)
        i = j


def _prep_phrase(tokens: Sequence[Token], i: int) -> tuple[PrepPhrase | None, int]:
    start = i
    explicit = False
    stated = False
    while "that_is" in at(tokens, i) and at(tokens, i + 1).is_any("rel", "that_is"):
        stated = stated or at(tokens, i).text in ("it is", "they are")  # "move it so it is left of the bowl"
        explicit, i = not stated, i + 1
    token = at(tokens, i)
    if not token.is_any("rel", "from"):
        return None, start
    source = "from" in token and "rel" not in token
    if source and "rel" in at(tokens, i + 1):
        i += 1  # "from under the table"
        token = at(tokens, i)
        source = False
        explicit = True
    kind = cast(RelationKind, token.get("rel") or "on")
    i += 1
    if "that_is" in at(tokens, i) and "rel" not in at(tokens, i):
        i += 1
    anchors, i = _anchors(tokens, i, kind)
    if not anchors:
        return None, start
    if source:
        inside = token.text.endswith(("of", "inside", "within")) or _holds(anchors[0])
        inner = inside and not token.text.startswith("off")  # "the lid off the pot"
        kind = "in" if inner and anchors[0].noun not in SURFACES else "on"
    if (
        kind in ("on", "in")
        and at(tokens, i).text in _SIDES_OF
        and at(tokens, i + 1).is_any("end", "punct", "and")
    ):
        kind, i = _SIDES_OF[at(tokens, i).text], i + 1  # "on the bowl's left"
    goal = stated or token.text.endswith(("into", "onto")) or token.text.startswith(("down ", "back "))
    return PrepPhrase(Relation(kind, anchors), explicit, source, goal and not explicit), i


def _holds(reference: Reference) -> bool:
    return reference.noun in CONTAINERS and reference.noun not in ("plate", "tray")


def _anchors(tokens: Sequence[Token], i: int, kind: RelationKind) -> tuple[tuple[Reference, ...], int]:
    token = at(tokens, i)
    if token.is_any("speaker", "someone") and "det" not in token:
        return (PEOPLE,), i + 1
    if "you" in token:
        return (Reference(noun="robot"),), i + 1
    first, i = noun_phrase(tokens, i)
    if first is None:
        return (), i
    if kind == "between" and "and" in at(tokens, i):
        second, j = noun_phrase(tokens, i + 1)
        if second is not None:
            if first.noun is None and first.determiner not in ("it", "this", "that"):
                first = replace(first, noun=second.noun)
            elif second.noun is None and second.determiner not in ("it", "this", "that"):
                second = replace(second, noun=first.noun)
            return (first, second), j
    return (first,), i


def attach(head: Reference, phrases: Sequence[PrepPhrase]) -> Reference:
    """`head` with its phrases: each belongs to the anchor before it, unless that is a table or the like."""
    if not phrases:
        return head
    first, rest = phrases[0], list(phrases[1:])
    inner: list[PrepPhrase] = []
    anchor = first.relation.anchors[-1]
    if (
        anchor.noun not in SURFACES
        and anchor.noun not in ("person", "robot", "handle")
        and anchor.determiner != "it"
    ):
        while rest and not rest[0].explicit:
            inner.append(rest.pop(0))
    relation = replace(first.relation, anchors=(*first.relation.anchors[:-1], attach(anchor, inner)))
    words = head.words
    return attach(replace(head, relations=(*head.relations, relation), words=words), rest)


def anchor_with(phrase: PrepPhrase, phrases: Sequence[PrepPhrase]) -> Relation:
    """The relation of `phrase`, its last anchor described further by `phrases`."""
    *others, last = phrase.relation.anchors
    return replace(phrase.relation, anchors=(*others, attach(last, phrases)))
