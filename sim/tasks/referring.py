# SPDX-License-Identifier: Apache-2.0
"""Which things a Reference means by the truth, and which References single a thing out as people would.

Everything is three-valued: a thing fits (True), does not (False), or people might argue (None). A reference
is only used where nobody would: it fits what is meant, and nothing else even arguably.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from mm_robot.types import Ordinal, Reference, Relation, RelationKind
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.margins import BESIDE_M, CLEAR_ANGLE, CLEAR_SIDE_M, CLEAR_SIZE, NEXT_TO_M
from mm_robot_sim.tasks.names import may_be_called

Fit = bool | None
_AHEAD: dict[str, tuple[int, float]] = {
    "left_of": (1, 1.0), "right_of": (1, -1.0), "behind": (0, 1.0), "in_front_of": (0, -1.0),
}  # fmt: skip
_SIDES: dict[str, Callable[[Item], float]] = {  # the first in order has the smallest
    "left": lambda item: -float(item.at_m[1]),
    "right": lambda item: float(item.at_m[1]),
    "nearest": lambda item: float(np.hypot(*item.at_m[:2])),
    "farthest": lambda item: -float(np.hypot(*item.at_m[:2])),
}
_SIZES: dict[str, tuple[Callable[[Item], float], int]] = {  # what is compared, and which end is meant
    "biggest": (lambda item: item.size_m, 1),
    "smallest": (lambda item: item.size_m, -1),
    "tallest": (lambda item: item.height_m, 1),
    "shortest": (lambda item: item.height_m, -1),
}


def meant(reference: Reference, things: Sequence[Item]) -> tuple[Item, ...] | None:
    """Everything that fits, left to right; None where people might argue about any of them.

    A count is not applied: "two apples" means any two of what fits.
    """
    fits = [(item, _fit(reference, item, things)) for item in things]
    if any(fit is None for _, fit in fits):
        return None
    group = sorted((item for item, fit in fits if fit), key=lambda item: -float(item.at_m[1]))
    return _ranked(group, reference.ordinal) if reference.ordinal is not None else tuple(group)


def single(reference: Reference, things: Sequence[Item]) -> Item | None:
    """The one thing it means without doubt; None when there is none or several."""
    group = meant(reference, things)
    return group[0] if group is not None and len(group) == 1 else None


def group_size(reference: Reference, things: Sequence[Item]) -> int:
    """How many things the ordinal of a reference ranks."""
    return len(meant(replace(reference, ordinal=None), things) or ())


def references(target: Item, things: Sequence[Item]) -> dict[str, tuple[Reference, ...]]:
    """All ways to single out `target`, by kind: noun, colour, size, ordinal, relation, colour_only."""
    nearby = tuple(item for item in things if item is not target)
    noun, both = Reference(noun=target.noun), Reference(noun=target.noun, attributes=(target.colour,))
    bases = (noun,) if _only_colour(target) else (noun, both)
    ways: dict[str, tuple[Reference, ...]] = {
        "noun": (noun,),
        "colour": bases[1:],
        "colour_only": (Reference(attributes=(target.colour,)),),
        "size": tuple(_ordered(base, by, 1) for base in bases for by in _SIZES),
        "ordinal": tuple(
            _ordered(base, by, rank)
            for base in bases
            for by, most in (("left", 3), ("right", 3), ("nearest", 1), ("farthest", 1))
            for rank in range(1, most + 1)
        ),
        "relation": tuple(
            replace(base, relations=(Relation(kind, (anchor,)),))
            for base in bases
            for other in nearby
            if (anchor := plain(other, things)) is not None
            for kind in _relations_of(target, other)
        ),
    }
    found = {}
    for kind, candidates in ways.items():
        fitting = tuple(c for c in candidates if single(c, things) is target)
        if kind in (
            "size",
            "ordinal",
            "relation",
        ):  # nobody says "the left red cup" where "the red cup" will do
            fitting = tuple(c for c in fitting if single(_base(c), things) is not target)
        if fitting:
            found[kind] = fitting
    return found


def singled_out(
    target: Item, things: Sequence[Item], rng: np.random.Generator, kinds: Sequence[str] = ()
) -> Reference | None:
    """A reference as a person might choose it: short where that is clear, with the colour as often as not.

    `kinds` limits the choice (see `references`); None when nothing singles it out.
    """
    ways = references(target, things)
    liking = {"noun": 3.0, "colour": 4.0, "size": 1.5, "ordinal": 1.0, "relation": 1.0, "colour_only": 0.0}
    options = [kind for kind in liking if kind in ways and (kind in kinds or (not kinds and liking[kind]))]
    if not options:
        return None
    weights = np.array([max(liking[kind], 1.0) for kind in options])
    kind = options[int(rng.choice(len(options), p=weights / weights.sum()))]
    return ways[kind][int(rng.integers(len(ways[kind])))]


def _fit(reference: Reference, item: Item, things: Sequence[Item]) -> Fit:
    fits: list[Fit] = []
    if reference.noun is not None:
        named = item.noun == reference.noun
        fits.append(True if named else (None if may_be_called(item.noun, reference.noun) else False))
    fits += [_has_colour(item, colour) for colour in reference.attributes]
    fits += [_negated(_has_colour(item, colour)) for colour in reference.excluded_attributes]
    for noun in reference.excluded_nouns:
        fits.append(False if item.noun == noun else (None if may_be_called(item.noun, noun) else True))
    if False not in fits:
        fits += [_stands(relation, item, things) for relation in reference.relations]
    return False if False in fits else (None if None in fits else True)


def _has_colour(item: Item, colour: str) -> Fit:
    return True if item.colour == colour else (None if colour in item.colours else False)


def _negated(fit: Fit) -> Fit:
    return None if fit is None else not fit


def _stands(relation: Relation, item: Item, things: Sequence[Item]) -> Fit:
    anchors = [single(anchor, things) for anchor in relation.anchors]
    if any(anchor is None for anchor in anchors):
        return None
    if any(anchor is item for anchor in anchors):
        return False
    return stands(relation.kind, item, [anchor for anchor in anchors if anchor is not None])


def stands(kind: RelationKind, item: Item, anchors: Sequence[Item]) -> Fit:
    """Whether `item` stands in the relation to the anchors, as people would say."""
    anchor = anchors[0]
    if kind in ("in", "on"):
        return item.place == f"{kind} {anchor.name}"
    if item.place.endswith(f" {anchor.name}") or anchor.place.endswith(f" {item.name}"):
        return False
    gap, offset = item.gap_m(anchor), item.at_m - anchor.at_m
    if kind == "next_to":
        return True if gap <= 0.6 * NEXT_TO_M else (False if gap > 1.5 * NEXT_TO_M else None)
    if kind in _AHEAD:
        axis, sign = _AHEAD[kind]
        ahead, aside = sign * float(offset[axis]), abs(float(offset[1 - axis]))
        clear_m = float(item.half_m[axis] + anchor.half_m[axis])
        if ahead <= 0.0:
            return False
        if ahead >= clear_m and aside <= CLEAR_ANGLE * ahead and ahead <= 0.8 * BESIDE_M:
            return True
        return False if aside > 2.0 * ahead else None
    return None


def _relations_of(target: Item, other: Item) -> tuple[RelationKind, ...]:
    kinds: tuple[RelationKind, ...] = ("in", "on", "next_to", "left_of", "right_of", "behind", "in_front_of")
    return tuple(kind for kind in kinds if stands(kind, target, [other]))


def plain(item: Item, things: Sequence[Item]) -> Reference | None:
    """The noun, or colour and noun, whichever first means this thing alone; None where neither does."""
    for attributes in ((),) if _only_colour(item) else ((), (item.colour,)):
        reference = Reference(noun=item.noun, attributes=attributes)
        if single(reference, things) is item:
            return reference
    return None


def _only_colour(item: Item) -> bool:
    """Whether its kind comes in one colour, so that nobody names it: "the orange orange"."""
    return len(CATALOGUE[item.noun].colours) == 1


def _ordered(base: Reference, by: str, rank: int) -> Reference:
    return replace(base, ordinal=Ordinal(rank, by))  # type: ignore[arg-type]


def _base(reference: Reference) -> Reference:
    return replace(reference, ordinal=None, relations=())


def _ranked(group: Sequence[Item], ordinal: Ordinal) -> tuple[Item, ...] | None:
    """The one of that rank, where the order is clear to the eye all the way to it."""
    if ordinal.anchor is not None or ordinal.rank > len(group) or len(group) < 2:
        return ()
    if ordinal.by in _SIZES:
        size, sign = _SIZES[ordinal.by]
        line = sorted(group, key=lambda item: -sign * size(item))
        clear = [_ratio(size(a), size(b)) >= CLEAR_SIZE for a, b in zip(line, line[1:], strict=False)]
    elif ordinal.by in _SIDES:
        side = _SIDES[ordinal.by]
        line = sorted(group, key=side)
        clear = [side(b) - side(a) >= CLEAR_SIDE_M for a, b in zip(line, line[1:], strict=False)]
    else:
        return ()
    return (line[ordinal.rank - 1],) if all(clear[: ordinal.rank]) else None


def _ratio(a: float, b: float) -> float:
    return max(a, b) / max(min(a, b), 1e-6)
