# SPDX-License-Identifier: Apache-2.0
"""The catalogue: which objects there are, what they are called, and which of them a split may show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np

from mm_robot.errors import InputError
from mm_robot_sim.objects.categories import ROWS, Category
from mm_robot_sim.splits import Split

Language = Literal["en", "zh"]
CATALOGUE: Mapping[str, Category] = MappingProxyType({row.noun: row for row in ROWS})
# The 15 nouns of the simple scenes, in the order in which those scenes were first drawn.
SIMPLE_NOUNS = (
    "cup", "mug", "bottle", "can", "bowl", "plate", "box", "block", "ball", "apple", "banana", "lemon",
    "orange", "basket", "tray",
)  # fmt: skip
RESERVED_SHARE = 0.1  # of the colour-category pairs that every split could otherwise show
_RESERVED_SEED = 2026  # draws the reserved pairs, once and for all
_COLOUR_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "red": (("red",), ("红色", "红")),
    "orange": (("orange",), ("橙色", "橘色")),
    "yellow": (("yellow",), ("黄色", "黄")),
    "green": (("green",), ("绿色", "绿")),
    "blue": (("blue",), ("蓝色", "蓝")),
    "purple": (("purple", "violet"), ("紫色", "紫")),
    "pink": (("pink",), ("粉色", "粉红色")),
    "brown": (("brown",), ("棕色", "褐色")),
    "black": (("black",), ("黑色", "黑")),
    "white": (("white",), ("白色", "白")),
    "grey": (("grey", "gray"), ("灰色", "灰")),
}


def categories(split: Split) -> tuple[str, ...]:
    """The nouns that scenes of this split may show, in the catalogue's order."""
    return tuple(noun for noun, row in CATALOGUE.items() if split == "test" or not row.reserved)


def colours_of(noun: str, split: Split) -> tuple[str, ...]:
    """The main colours in which scenes of this split may show the noun.

    Raises:
        InputError: no such noun.
    """
    row = _row(noun)
    if split == "test":
        return row.colours
    return tuple(colour for colour in row.colours if (noun, colour) not in reserved_pairs())


@cache
def reserved_pairs() -> frozenset[tuple[str, str]]:
    """(noun, colour) pairs that occur only under test seeds, beside the reserved categories.

    At most a third of a noun's colours, so that each is known in other colours, and only nouns with four or
    more: what colour an apple is, is known.
    """
    rng = np.random.default_rng(_RESERVED_SEED)
    known = [row for row in ROWS if not row.reserved]
    pairs = [(row.noun, colour) for row in known if len(row.colours) >= 4 for colour in row.colours]
    wanted = round(RESERVED_SHARE * sum(len(row.colours) for row in known))
    taken: list[tuple[str, str]] = []
    for i in rng.permutation(len(pairs)):
        noun, colour = pairs[i]
        already = sum(1 for other, _ in taken if other == noun)
        if len(taken) < wanted and already + 1 <= len(CATALOGUE[noun].colours) / 3:
            taken.append((noun, colour))
    return frozenset(taken)


def words(noun: str, language: Language) -> tuple[str, ...]:
    """What people call it, the usual name first.

    Raises:
        InputError: no such noun.
    """
    row = _row(noun)
    return row.en if language == "en" else row.zh


def colour_words(colour: str, language: Language) -> tuple[str, ...]:
    """What people call the colour, the usual word first.

    Raises:
        InputError: not one of the eleven basic colours.
    """
    if colour not in _COLOUR_WORDS:
        raise InputError(f"no colour '{colour}'; available: {', '.join(_COLOUR_WORDS)}")
    return _COLOUR_WORDS[colour][0 if language == "en" else 1]


def _row(noun: str) -> Category:
    if noun not in CATALOGUE:
        raise InputError(f"no category '{noun}' in the catalogue; available: {', '.join(CATALOGUE)}")
    return CATALOGUE[noun]
