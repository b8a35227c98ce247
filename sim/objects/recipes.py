# SPDX-License-Identifier: Apache-2.0
"""Objects by noun: the recipe of each, and the function that makes one up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mm_robot.errors import InputError
from mm_robot_sim.objects import (
    care,
    cutlery,
    drinkware,
    electronics,
    fruit,
    kitchen,
    larder,
    packages,
    stationery,
    tableware,
    tools,
    toys,
    vegetables,
)
from mm_robot_sim.objects.catalogue import CATALOGUE, SIMPLE_NOUNS
from mm_robot_sim.objects.colours import COLOURS, paint
from mm_robot_sim.objects.design import BOTH, SEEN, TOUCHED, Design, Part, Rgba
from mm_robot_sim.objects.looks import dressed

__all__ = [
    "BOTH",
    "NATURAL_COLOURS",
    "NOUNS",
    "RECIPES",
    "SEEN",
    "TOUCHED",
    "Design",
    "Part",
    "Rgba",
    "design",
]

Recipe = Callable[[np.random.Generator, Rgba], Design]
_ROOMS = (
    drinkware, tableware, kitchen, packages, cutlery, tools, stationery, electronics, care, toys, fruit,
    vegetables, larder,
)  # fmt: skip
# Each recipe is called what its noun is called.
RECIPES: dict[str, Recipe] = {
    noun: getattr(room, noun) for noun in CATALOGUE for room in _ROOMS if hasattr(room, noun)
}
NOUNS = tuple(RECIPES)
# Nouns that do not come in any colour, with the colours they come in.
NATURAL_COLOURS = {noun: row.colours for noun, row in CATALOGUE.items() if row.colours != tuple(COLOURS)}


def design(noun: str, colour: str, rng: np.random.Generator, *, varied: bool | None = None) -> Design:
    """Make up an object of this noun and colour.

    Args:
        noun: a key of the catalogue.
        colour: its main colour, any of COLOURS.
        rng: shape, size, mass, finish and pattern are drawn from it.
        varied: whether it gets one of the finishes and patterns of its category; left out, the fifteen nouns
            of the simple scenes stay plain and matte, and the others get them.

    Raises:
        InputError: the noun or the colour is not one of NOUNS and COLOURS.
    """
    if noun not in RECIPES:
        raise InputError(f"no object '{noun}' in the simulator; available: {', '.join(RECIPES)}")
    if colour not in COLOURS:
        raise InputError(f"no colour '{colour}'; available: {', '.join(COLOURS)}")
    plain = replace(RECIPES[noun](rng, paint(colour, rng)), noun=noun, colour=colour, colours=(colour,))
    if varied is None:
        varied = noun not in SIMPLE_NOUNS
    return dressed(plain, CATALOGUE[noun], rng) if varied else plain
