# SPDX-License-Identifier: Apache-2.0
"""Whether an adjective fits a thing. Sizes are relative: a big cup is big among cups."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from mm_robot.grounding.nouns import noun_score
from mm_robot.grounding.relations import half_sides_m, inside, on
from mm_robot.types import SceneObject
from mm_robot.vocabulary.nouns import TIERED

COLOURS = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey",
)  # fmt: skip
# Shades that perception does not tell apart count as their basic colour (Berlin & Kay 1969).
_BASIC = {
    "gray": "grey", "silver": "grey", "cyan": "blue", "violet": "purple", "gold": "yellow",
    "golden": "yellow",
    "beige": "brown", "navy": "blue", "magenta": "pink", "crimson": "red", "turquoise": "green",
}  # fmt: skip
# A colour on half of the seen surface is the thing's colour; labels, lids and shades cover less than a
# seventh.
_COLOUR_SURE, _COLOUR_DOUBT = 0.5, 0.14
_ALONE = 0.8  # a size word for the only thing of its kind: nothing speaks against it
_STEEPNESS = 5.0  # per natural log of the ratio: 10 % larger than the others is plainly larger
_ROUND_ASPECT = (1.15, 1.35)


def size_m(thing: SceneObject) -> float:
    """Edge of the cube of the same volume."""
    return float(np.cbrt(np.prod(np.maximum(thing.extent_m, 1e-3))))


def height_m(thing: SceneObject) -> float:
    """Vertical size."""
    return 2.0 * float(half_sides_m(thing)[2])


def length_m(thing: SceneObject) -> float:
    """Longest side."""
    return float(thing.extent_m.max())


def breadth_m(thing: SceneObject) -> float:
    """Shorter horizontal side."""
    return float(thing.extent_m[:2].min())


_SIZES: dict[str, tuple[Callable[[SceneObject], float], float]] = {
    "big": (size_m, 1.0), "large": (size_m, 1.0), "small": (size_m, -1.0), "tiny": (size_m, -1.0),
    "tall": (height_m, 1.0), "high": (height_m, 1.0), "short": (height_m, -1.0), "low": (height_m, -1.0),
    "flat": (height_m, -1.0), "long": (length_m, 1.0), "wide": (breadth_m, 1.0), "thick": (breadth_m, 1.0),
    "fat": (breadth_m, 1.0), "thin": (breadth_m, -1.0), "narrow": (breadth_m, -1.0),
    "slim": (breadth_m, -1.0),
}  # fmt: skip
_PLACES: dict[str, tuple[int, float]] = {
    "left": (1, 1.0), "right": (1, -1.0), "front": (0, -1.0), "back": (0, 1.0),
}  # fmt: skip
RELATIVE = frozenset({*_SIZES, *_PLACES, "middle"})  # judged among the things that fit otherwise


def is_colour(attribute: str) -> bool:
    """Whether the word is a colour that can be measured."""
    return _BASIC.get(attribute, attribute) in COLOURS


def attribute_score(
    attribute: str, thing: SceneObject, peers: Sequence[SceneObject], objects: Sequence[SceneObject] = ()
) -> float | None:
    """How well an attribute fits, 0..1; None when it cannot be seen (weight, material, owner).

    Args:
        attribute: canonical English word.
        thing: what is judged.
        peers: what it is compared with, itself included or not.
        objects: everything in the scene, for "empty" and "full".
    """
    if is_colour(attribute):
        share = thing.colour_scores.get(_BASIC.get(attribute, attribute), 0.0)
        return _clip((share - _COLOUR_DOUBT) / (_COLOUR_SURE - _COLOUR_DOUBT))
    others = [peer for peer in peers if peer.id != thing.id]
    if attribute in _SIZES:
        measure, sign = _SIZES[attribute]
        return _compared(measure(thing), [measure(other) for other in others], sign)
    if attribute in _PLACES:
        axis, sign = _PLACES[attribute]
        return _placed(thing, others, axis, sign)
    if attribute == "middle":
        return _in_the_middle(thing, others)
    if attribute == "round":
        return max(_round(thing), noun_score(thing, "ball"), noun_score(thing, "orange"))
    if attribute in ("square", "rectangular"):
        return max(noun_score(thing, noun) for noun in ("box", "block", "tray", "basket"))
    if attribute in ("empty", "full"):
        filled = max((max(inside(o, thing), on(o, thing)) for o in objects if o.id != thing.id), default=0.0)
        return filled if attribute == "full" else 1.0 - filled
    return None


def _compared(value: float, others: Sequence[float], sign: float) -> float:
    if not others:
        return _ALONE
    return _clip(0.5 + sign * _STEEPNESS * math.log(max(value, 1e-4) / max(float(np.median(others)), 1e-4)))


def _placed(thing: SceneObject, others: Sequence[SceneObject], axis: int, sign: float) -> float:
    """How far it lies to that side of all the others; 5 cm is plain."""
    if not others:
        return _ALONE
    lead = min(sign * float(thing.position_m[axis] - other.position_m[axis]) for other in others)
    return _clip(0.5 + lead / 0.10)


def _in_the_middle(thing: SceneObject, others: Sequence[SceneObject]) -> float:
    """Whether as many lie to its left as to its right; of drawers, as many above as below."""
    if len(others) < 2:
        return 0.0
    axis = 2 if thing.label in TIERED else 1
    left = sum(float(other.position_m[axis]) > float(thing.position_m[axis]) for other in others)
    return 1.0 if abs(2 * left - len(others)) <= 1 else 0.0


def _round(thing: SceneObject) -> float:
    """Round seen from above: a square box around it, and no kind with corners."""
    long, short = sorted((float(v) for v in thing.extent_m[:2]), reverse=True)
    full, none = _ROUND_ASPECT
    even = _clip((none - long / max(short, 1e-4)) / (none - full))
    cornered = max(noun_score(thing, noun) for noun in ("box", "block", "tray", "basket"))
    return even * (1.0 - cornered)


def _clip(value: float) -> float:
    return float(min(1.0, max(0.0, value)))
