# SPDX-License-Identifier: Apache-2.0
"""References as English noun phrases, in the many ways people put them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mm_robot.types import Ordinal, Reference, Relation
from mm_robot_sim.objects.catalogue import colour_words, words
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.referring import group_size

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RANKS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_MASS = {"bread": "loaves of bread", "soap": "bars of soap", "tape": "rolls of tape", "corn": "ears of corn"}
_ALWAYS_PLURAL = ("scissors", "chopsticks", "pliers")
_IRREGULAR = {"knife": "knives", "mouse": "mice", "loaf": "loaves"}
_RELATIONS = {
    "in": ("in {}", "inside {}", "that is in {}"),
    "on": ("on {}", "that's on {}", "on top of {}"),
    "next_to": ("next to {}", "beside {}", "right next to {}"),
    "left_of": ("to the left of {}", "left of {}"),
    "right_of": ("to the right of {}", "right of {}"),
    "behind": ("behind {}", "that's behind {}"),
    "in_front_of": ("in front of {}", "that stands in front of {}"),
}  # fmt: skip
_TWO: dict[str, tuple[str, ...]] = {
    "left": ("left {}", "{} on the left"),
    "right": ("right {}", "{} on the right", "right-hand {}"),
    "nearest": ("{} closer to you", "closer {}"),
    "farthest": ("{} farther away from you", "farther {}"),
    "biggest": ("bigger {}", "larger {}", "big {}"),
    "smallest": ("smaller {}", "small {}", "little {}"),
    "tallest": ("taller {}", "tall {}"),
    "shortest": ("shorter {}", "short {}"),
}
_MANY: dict[str, tuple[str, ...]] = {
    "left": ("leftmost {}", "{} farthest to the left", "{} on the far left"),
    "right": ("rightmost {}", "{} farthest to the right", "{} on the far right"),
    "nearest": ("{} closest to you", "nearest {}", "closest {}"),
    "farthest": ("{} farthest from you", "farthest {}"),
    "biggest": ("biggest {}", "largest {}"),
    "smallest": ("smallest {}",),
    "tallest": ("tallest {}",),
    "shortest": ("shortest {}",),
}


def say_en(reference: Reference, things: Sequence[Item], rng: np.random.Generator) -> str:
    """A noun phrase with its article: "the second cup from the left", "two apples", "a red mug"."""
    many = reference.count is not None or reference.determiner is None
    head = _head(reference, many and reference.count != 1, rng)
    if reference.ordinal is not None:
        head = _ordered(head, reference, reference.ordinal, things, rng)
    for relation in reference.relations:
        head = f"{head} {_related(relation, things, rng)}"
    if reference.excluded_nouns:
        rest = " and ".join(f"the {words(noun, 'en')[0]}" for noun in reference.excluded_nouns)
        rest_way = ("everything except {}", "everything but {}", "all the things apart from {}")
        return _one(rest_way, rng).format(rest)
    return _with_article(head, reference, rng)


def plural(name: str) -> str:
    """The plural of a thing's name: "roll of tape" -> "rolls of tape", "bread" -> "loaves of bread"."""
    if name in _MASS:
        return _MASS[name]
    first, _, rest = name.partition(" of ")
    if rest:
        return f"{plural(first)} of {rest}"
    start, _, last = name.rpartition(" ")
    before = f"{start} " if start else ""
    if last in _ALWAYS_PLURAL:
        return name
    if last in _IRREGULAR:
        return before + _IRREGULAR[last]
    if last.endswith(("s", "x", "ch", "sh", "tato", "mato")):
        return f"{before}{last}es"
    if last.endswith("y") and last[-2] not in "aeiou":
        return f"{before}{last[:-1]}ies"
    return f"{before}{last}s"


def article(phrase: str) -> str:
    """The phrase with "a" or "an"."""
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"


def _head(reference: Reference, many: bool, rng: np.random.Generator) -> str:
    colours = [str(_usual(colour_words(c, "en"), rng, 0.1)) for c in reference.attributes]
    if reference.noun is None:
        noun = "things" if many else _one(("one", "thing"), rng) if colours else "thing"
    else:
        noun = _usual(words(reference.noun, "en"), rng, 0.2)
        noun = plural(noun) if many else noun
    return " ".join([*colours, noun])


def _ordered(
    head: str, reference: Reference, ordinal: Ordinal, things: Sequence[Item], rng: np.random.Generator
) -> str:
    if ordinal.rank > 1:
        side = "left" if ordinal.by == "left" else "right"
        ways = ("{rank} {head} from the {side}", "{rank} {head} counting from the {side}")
        return _one(ways, rng, 0.8).format(rank=_RANKS[ordinal.rank], head=head, side=side)
    options = _TWO if group_size(reference, things) == 2 else _MANY
    return _one(options[ordinal.by], rng).format(head)


def _related(relation: Relation, things: Sequence[Item], rng: np.random.Generator) -> str:
    anchor = _head(relation.anchors[0], False, rng)
    return _one(_RELATIONS[relation.kind], rng, 0.6).format(f"the {anchor}")


def _with_article(head: str, reference: Reference, rng: np.random.Generator) -> str:
    if reference.count == "all":
        return _one(("all the {}", "all of the {}", "all {}"), rng).format(head)
    if isinstance(reference.count, int):
        ways = ("{n} {h}", "{n} of the {h}") if reference.count > 1 else ("{n} of the {h}",)
        return _one(ways, rng).format(n=NUMBERS[reference.count], h=head)
    if reference.determiner == "a":
        return head if head.endswith(_ALWAYS_PLURAL) and " of " not in head else article(head)
    if reference.determiner is None:
        return head
    if rng.random() < 0.06:
        return f"{'those' if reference.noun in _ALWAYS_PLURAL and 'pair of' not in head else 'that'} {head}"
    return f"the {head}"


def _usual(options: Sequence[str], rng: np.random.Generator, other: float) -> str:
    """The first, or with probability `other` one of the rest."""
    if len(options) > 1 and rng.random() < other:
        return str(options[1 + int(rng.integers(len(options) - 1))])
    return options[0]


def _one(options: Sequence[str], rng: np.random.Generator, first: float | None = None) -> str:
    """One of them, the first with probability `first` where given."""
    if first is not None and rng.random() < first:
        return options[0]
    return str(options[int(rng.integers(len(options)))])
