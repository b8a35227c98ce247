# SPDX-License-Identifier: Apache-2.0
"""Referring expressions for one picture, in both languages, with what they mean in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation, RelationKind
from mm_robot_sim.objects.catalogue import categories
from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.splits import Split
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.naming_en import say_en
from mm_robot_sim.tasks.naming_zh import say_zh
from mm_robot_sim.tasks.referring import meant, plain

Answer = Literal["object", "set", "none", "ambiguous"]
_ANSWERS: tuple[Answer, ...] = get_args(Answer)
_SHARES = (0.5, 0.12, 0.2, 0.18)  # of _ANSWERS, where the scene allows it
_KINDS = ("noun", "colour", "colour_only", "ordinal", "relation")
_WEIGHTS: dict[Answer, tuple[int, ...]] = {  # of _KINDS
    "object": (2, 3, 1, 2, 3), "set": (3, 2, 3, 0, 1), "none": (1, 3, 1, 1, 2), "ambiguous": (4, 2, 3, 0, 2),
}  # fmt: skip
_TRIES = 10  # candidates for each expression that is wanted; a scene of one thing has nothing ambiguous
_ORDINALS: tuple[OrdinalKey, ...] = (
    "left", "right", "nearest", "farthest", "biggest", "smallest", "tallest", "shortest",
)  # fmt: skip
_RELATIONS: tuple[RelationKind, ...] = ("in", "on", "next_to", "left_of", "right_of", "behind", "in_front_of")
_COLOURS = tuple(COLOURS)


@dataclass(frozen=True)
class Expression:
    """What somebody might say, and which things of the picture it means.

    `object`: exactly one; `set`: all of several; `none`: nothing here fits; `ambiguous`: said of one, but
    several fit, which are given.
    """

    en: str
    zh: str
    answer: Answer
    names: tuple[str, ...]
    kind: str  # noun, colour, colour_only, ordinal, relation


def draw_expressions(
    sure: Sequence[Item], doubtful: Sequence[Item], split: Split, count: int, rng: np.random.Generator
) -> tuple[Expression, ...]:
    """Up to `count` different expressions.

    Args:
        sure: the things that can be seen well enough to be spoken of.
        doubtful: those of which too little is seen; an expression whose meaning depends on whether they count
            is not used.
        split: which nouns may be spoken of.
        count: how many.
        rng: what is drawn from.
    """
    found: dict[str, Expression] = {}
    for _ in range(count):
        wanted = _ANSWERS[_drawn(_SHARES, rng)]
        for _ in range(_TRIES):
            kind, reference = _candidate(sure, wanted, split, rng)
            group = meant(reference, sure)
            if group is None or _answer(reference, group) != wanted:
                continue
            if doubtful and not _same(group, meant(reference, (*sure, *doubtful))):
                continue
            en, zh = say_en(reference, sure, rng), say_zh(reference, sure, rng)
            found.setdefault(en, Expression(en, zh, wanted, tuple(item.name for item in group), kind))
            break
    return tuple(found.values())


def _answer(reference: Reference, group: Sequence[Item]) -> Answer | None:
    if not group:
        return "none"
    if reference.count == "all":
        return "set" if len(group) > 1 else None
    return "object" if len(group) == 1 else "ambiguous"


def _same(group: Sequence[Item], other: Sequence[Item] | None) -> bool:
    return other is not None and {item.name for item in group} == {item.name for item in other}


def _candidate(
    things: Sequence[Item], wanted: Answer, split: Split, rng: np.random.Generator
) -> tuple[str, Reference]:
    """A reference to some thing, or near to one that is there."""
    item = things[int(rng.integers(len(things)))] if things else None
    noun, colour = (item.noun, item.colour) if item is not None else ("cup", "red")
    if wanted == "none":  # half right is harder to refuse than all wrong
        if rng.random() < 0.5:
            colour = _COLOURS[int(rng.integers(len(_COLOURS)))]
        else:
            nouns = categories(split)
            noun = nouns[int(rng.integers(len(nouns)))]
    kind = _KINDS[_drawn(_WEIGHTS[wanted], rng)]
    base = Reference(noun=noun, determiner="the")
    if kind == "colour" or (kind in ("ordinal", "relation") and rng.random() < 0.35):
        base = replace(base, attributes=(colour,))
    if kind == "colour_only":
        base = Reference(attributes=(colour,), determiner="the")
    if kind == "ordinal":
        base = replace(base, ordinal=_ordinal(rng))
    if kind == "relation" and len(things) > 1:
        base = replace(base, relations=_relations(item, things, rng))
    return kind, replace(base, count="all", determiner=None) if wanted == "set" else base


def _drawn(weights: Sequence[float], rng: np.random.Generator) -> int:
    """An index, as often as its weight says."""
    at, total = rng.random() * sum(weights), 0.0
    for index, weight in enumerate(weights):
        total += weight
        if at < total:
            return index
    return len(weights) - 1


def _ordinal(rng: np.random.Generator) -> Ordinal:
    by = _ORDINALS[int(rng.integers(len(_ORDINALS)))]
    return Ordinal(int(rng.integers(1, 4)) if by in ("left", "right") else 1, by)


def _relations(item: Item | None, things: Sequence[Item], rng: np.random.Generator) -> tuple[Relation, ...]:
    """To some other thing that has a plain name of its own; none when luck finds no such thing."""
    other = things[int(rng.integers(len(things)))]
    anchor = plain(other, things) if other is not item else None
    if anchor is None:
        return ()
    kind = _RELATIONS[int(rng.integers(len(_RELATIONS)))]
    if item is not None and item.place == f"in {other.name}":
        kind = "in"
    return (Relation(kind, (anchor,)),)
