# SPDX-License-Identifier: Apache-2.0
"""Commands about many things at once: what goes into which vessel, upon what, or to which heap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

from mm_robot.types import SceneObject

By = Literal["colour", "kind", "size"]
# What things are put away into when nobody says where, the likeliest first.
_VESSELS = ("bin", "basket", "crate", "box", "tray", "bowl")
_HEAP_M = 0.16  # between middles: things that near each other lie together
_APART_M = 0.22  # and this far from the next heap they are plainly not of it
_BIG_SHARE = 0.6  # of the largest one's volume: smaller things are "small" beside it


def vessel(things: Sequence[SceneObject]) -> SceneObject | None:
    """What to put things away into: the widest of the likeliest kind that is there."""
    for noun in _VESSELS:
        found = [thing for thing in things if thing.label == noun and not thing.held]
        if found:
            return max(found, key=lambda thing: float(thing.extent_m[0] * thing.extent_m[1]))
    return None


def pile(things: Iterable[SceneObject]) -> list[SceneObject]:
    """The order of a stack, the lowest first: what is wide and stands on much goes below."""
    return sorted(things, key=lambda thing: -float(thing.extent_m[0] * thing.extent_m[1]))


def heaps(things: Sequence[SceneObject], by: By) -> list[list[SceneObject]]:
    """Things grouped by what they have in common; the one to gather round comes first in each group."""
    groups: dict[str, list[SceneObject]] = {}
    largest = max((float(np.prod(thing.extent_m)) for thing in things), default=0.0)
    for thing in things:
        big = float(np.prod(thing.extent_m)) >= _BIG_SHARE * largest
        key = {"colour": thing.colour, "kind": thing.label, "size": "big" if big else "small"}[by]
        groups.setdefault(key, []).append(thing)
    chosen: list[list[SceneObject]] = []
    # The largest group first: the others gather as far from it as they can.
    for group in sorted(groups.values(), key=len, reverse=True):
        others = [g[0] for g in chosen]
        first = max(group, key=lambda thing: min((_apart_m(thing, o) for o in others), default=0.0))
        chosen.append([first, *(thing for thing in group if thing is not first)])
    return chosen


def lies_right(thing: SceneObject, heap: Sequence[SceneObject], others: Iterable[SceneObject]) -> bool:
    """Whether it is with its own and away from the rest already."""
    return _apart_m(thing, heap[0]) < _HEAP_M and all(_apart_m(thing, o) > _APART_M for o in others)


def _apart_m(a: SceneObject, b: SceneObject) -> float:
    return float(np.linalg.norm((a.position_m - b.position_m)[:2]))
