# SPDX-License-Identifier: Apache-2.0
"""Which things a scene holds: nouns and colours, of those that the seed's split may show."""

from __future__ import annotations

import numpy as np

from mm_robot_sim.objects.catalogue import CATALOGUE, categories, colours_of
from mm_robot_sim.objects.recipes import RECIPES
from mm_robot_sim.scenes.spec import Kind
from mm_robot_sim.splits import Split

SAME_NOUN_SHARE = 0.3  # another of a kind that is there already: telling things apart is the task
SAME_COLOUR_SHARE = 0.15
TWIN_SHARE = 0.05  # two that only their places tell apart
_BULKY = ("pot", "pan", "kettle", "teapot", "basket", "tray", "plate", "bowl", "book", "hammer", "bread")
# What people leave together; the first one carries the others.
THEME_SHARE = 0.55
_THEMES = (
    ("bowl", "apple", "orange"), ("bowl", "lemon", "strawberry"), ("mug", "pen", "marker"),
    ("glass", "spoon"), ("mug", "toothbrush"), ("cup", "spoon", "fork"), ("block", "block", "block"),
    ("plate", "plate"),
    ("bowl", "bowl"), ("book", "mug"), ("book", "book", "candle"), ("box", "can"), ("box", "cup"),
    ("plate", "cup"), ("plate", "tomato", "bread"), ("pan", "egg", "egg"), ("pot", "potato", "onion"),
    ("tray", "glass", "cup"), ("basket", "peach", "pear", "corn"), ("box", "box"),
)  # fmt: skip
_FLAT_KINDS = ("cutlery", "tool", "stationery", "electronics", "care", "food", "toy")  # fit into drawers


def draw_stock(rng: np.random.Generator, split: Split, kind: Kind, count: int) -> list[tuple[str, str]]:
    """(noun, colour) of each of `count` things, the wide ones first."""
    known = [noun for noun in categories(split) if noun in RECIPES]
    wanted: list[tuple[str, str]] = []
    if kind in ("basket", "tray"):
        wanted.append((kind, _colour(rng, split, kind)))
    if kind == "table" and count >= 3 and rng.random() < THEME_SHARE:
        theme = _THEMES[int(rng.integers(len(_THEMES)))]
        if set(theme) <= set(known):
            wanted += [(noun, _colour(rng, split, noun)) for noun in theme]
    bulky = [noun for noun in known if noun in _BULKY]
    small = [noun for noun in known if noun not in _BULKY]
    if kind in ("drawers", "bin", "basket"):
        small = [n for n in small if CATALOGUE[n].kind in _FLAT_KINDS or rng.random() < 0.5] or small
    most = 1 if kind in ("drawers", "cupboard", "shelf", "bin") else 2
    for _ in range(most):
        if len(wanted) < count - 1 and rng.random() < 0.6:
            wanted.append(_fresh(rng, split, bulky, wanted))
    while len(wanted) < count:
        wanted.append(_next(rng, split, small, wanted))
    return wanted[:count]


def _next(
    rng: np.random.Generator, split: Split, nouns: list[str], there: list[tuple[str, str]]
) -> tuple[str, str]:
    """Something new, or something that resembles what is there."""
    small = [(noun, colour) for noun, colour in there if noun in nouns]
    chance = rng.random()
    if small and chance < TWIN_SHARE:
        return small[int(rng.integers(len(small)))]
    if small and chance < TWIN_SHARE + SAME_NOUN_SHARE:
        noun = small[int(rng.integers(len(small)))][0]
        return noun, _colour(rng, split, noun)
    if small and chance < TWIN_SHARE + SAME_NOUN_SHARE + SAME_COLOUR_SHARE:
        colour = small[int(rng.integers(len(small)))][1]
        alike = [noun for noun in nouns if colour in colours_of(noun, split)]
        return str(rng.choice(alike)), colour
    return _fresh(rng, split, nouns, there)


def _fresh(
    rng: np.random.Generator, split: Split, nouns: list[str], there: list[tuple[str, str]]
) -> tuple[str, str]:
    """A noun and colour that are not there yet, if ten draws find one."""
    thing = ("", "")
    for _ in range(10):
        noun = str(rng.choice(nouns))
        thing = (noun, _colour(rng, split, noun))
        if thing not in there:
            break
    return thing


def _colour(rng: np.random.Generator, split: Split, noun: str) -> str:
    return str(rng.choice(colours_of(noun, split)))
