# SPDX-License-Identifier: Apache-2.0
"""Superlatives and ordinals: "the leftmost", "the second from the right", "the one closest to the bowl"."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from mm_robot.grounding.attributes import height_m, length_m, size_m
from mm_robot.grounding.relations import gap_m
from mm_robot.types import OrdinalKey, SceneObject

# Two things closer than this along the key have no clear order. Lengths: twice the 95th percentile of
# perception's position error; sizes, as natural logs: twice its error in extent on things of 8 cm.
TIE_M = 0.012
TIE_LOG = 0.04

_LOGARITHMIC = ("biggest", "smallest", "tallest", "shortest", "longest")


def key(by: OrdinalKey, anchor: SceneObject | None) -> Callable[[SceneObject], float]:
    """A number per thing, the first in order having the smallest.

    Args:
        by: what is compared.
        anchor: for nearest and farthest: the thing to measure from; None = the robot's foot.
    """
    if by in ("nearest", "farthest"):
        sign = 1.0 if by == "nearest" else -1.0
        return lambda thing: sign * distance_m(thing, anchor)
    keys: dict[str, Callable[[SceneObject], float]] = {
        "left": lambda thing: -float(thing.position_m[1]),
        "right": lambda thing: float(thing.position_m[1]),
        "front": lambda thing: float(thing.position_m[0]),
        "back": lambda thing: -float(thing.position_m[0]),
        "top": lambda thing: -float(thing.position_m[2]),
        "bottom": lambda thing: float(thing.position_m[2]),
        "biggest": lambda thing: -math.log(size_m(thing)),
        "smallest": lambda thing: math.log(size_m(thing)),
        "tallest": lambda thing: -math.log(max(height_m(thing), 1e-3)),
        "shortest": lambda thing: math.log(max(height_m(thing), 1e-3)),
        "longest": lambda thing: -math.log(max(length_m(thing), 1e-3)),
    }
    return keys[by]


def distance_m(thing: SceneObject, anchor: SceneObject | None) -> float:
    """Horizontal distance from the robot's foot, or between two outlines and, a little, their middles."""
    if anchor is None:
        return math.hypot(float(thing.position_m[0]), float(thing.position_m[1]))
    offset = thing.position_m - anchor.position_m
    # Outlines decide; middles order what touches or overlaps.
    return gap_m(thing, anchor) + 0.1 * math.hypot(float(offset[0]), float(offset[1]))


def ranked(
    things: Sequence[SceneObject], by: OrdinalKey, rank: int, anchor: SceneObject | None = None
) -> tuple[SceneObject, ...]:
    """The thing of that rank, from 1, and whatever cannot be told from it; empty when there are fewer."""
    value = key(by, anchor)
    line = sorted(things, key=value)
    if not 1 <= rank <= len(line):
        return ()
    at = value(line[rank - 1])
    tie = TIE_LOG if by in _LOGARITHMIC else TIE_M
    rest = [thing for thing in line if thing is not line[rank - 1] and abs(value(thing) - at) < tie]
    return (line[rank - 1], *rest)
