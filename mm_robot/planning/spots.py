# SPDX-License-Identifier: Apache-2.0
"""Where to put a thing down: free places that stand in the wanted relation to others, best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.planning.shapes import Shape
from mm_robot.types import Failed, FloatArray, RelationKind, SupportSurface

# Comfortable region of a table for an arm of 0.85 m reach, base frame; farther out only few grasps reach.
_X_M, _Y_M = (0.28, 0.74), (-0.45, 0.45)
_EDGE_M = 0.03  # from the edge of what was seen of the table
_ROOMS_M = (
    (0.02, 0.02),
    (0.01, 0.01),
)  # between the outlines of neighbours, and the grid: roomy first, then close
_TOUCHING_DISTANCE_M = 0.09  # between outlines of things that stand "next to" each other
_APART_M = 0.30  # between middles of things of different heaps
_BESIDE_M = (0.03, 0.20)  # between outlines: near enough that everybody calls it "left of"
_SIDES: Mapping[str, tuple[float, float]] = {  # as seen from the robot: x away from it, y to its left
    "left_of": (0.0, 1.0), "right_of": (0.0, -1.0), "behind": (1.0, 0.0), "in_front_of": (-1.0, 0.0),
}  # fmt: skip
DROP_M = 0.004  # let go this far above: the lower edge is known no better
_RIM_MARGIN_M = 0.012
_FLAT_M = 0.035  # plates and trays are lower: "in" and "on" them is the same place


@dataclass(frozen=True, eq=False)
class Spot:
    """The middle of a thing's lower side, base frame, and how well it fits (higher is better)."""

    at_m: FloatArray  # (3,)
    score: float


def spots(
    thing: Shape,
    relation: RelationKind,
    anchors: Sequence[Shape],
    others: Sequence[Shape],
    table: SupportSurface,
    apart: Sequence[Shape] = (),
) -> list[Spot] | Failed:
    """Places for `thing`, best first, or why there is none.

    Args:
        thing: what is to be put down, as it was when it was grasped.
        relation: to the anchors; with none of them "on" means anywhere on the table.
        anchors: completed shapes of what the relation is to.
        others: everything else that stands there, anchors included.
        table: what to stand on unless it goes on or in an anchor.
        apart: things it had better not stand near.
    """
    if relation in ("on", "in") and anchors:
        return _upon(thing, relation, anchors[0], others)
    for room_m, step_m in _ROOMS_M:
        free = _free(thing, others, table, room_m, step_m)
        found = [Spot(at, score) for at in free if (score := _fit(at, thing, relation, anchors)) is not None]
        if found:
            return sorted(found, key=lambda spot: _too_near_m(spot.at_m, apart) - spot.score)
    return Failed("plan", "there is no free place for it there")


def _too_near_m(at: FloatArray, apart: Sequence[Shape]) -> float:
    """By how much a place lies nearer than it should to what it is to be kept apart from."""
    return sum(max(0.0, _APART_M - float(np.hypot(*(at - other.centre_m)[:2]))) for other in apart)


def radius_m(shape: Shape) -> float:
    """Of the upright cylinder around a shape."""
    return float(shape.half_m[0]) if shape.round else float(np.hypot(shape.half_m[0], shape.half_m[1]))


def _upon(
    thing: Shape, relation: RelationKind, anchor: Shape, others: Sequence[Shape]
) -> list[Spot] | Failed:
    inside = float(min(anchor.half_m[0], anchor.half_m[1])) - _RIM_MARGIN_M
    size = float(min(thing.half_m[0], thing.half_m[1]))
    flat = anchor.high_m - anchor.low_m < _FLAT_M
    if relation == "in" and not flat:
        if not anchor.open or size > inside:
            return Failed("plan", "it does not fit in there")
        # The fingers stay above the rim; what is lower than they reach is let fall the last centimetres.
        sunk = min(float(thing.half_m[2]), 0.03, anchor.high_m - anchor.low_m - 0.01)
        return _spread(thing, anchor, others, anchor.high_m - sunk)
    if size > 1.5 * float(min(anchor.half_m[0], anchor.half_m[1])):
        return Failed("plan", "it does not fit on there")
    return _spread(thing, anchor, others, anchor.high_m + DROP_M)


def _spread(thing: Shape, anchor: Shape, others: Sequence[Shape], z_m: float) -> list[Spot]:
    """The middle of the anchor, and beside it where there is room: away from what lies on it already."""
    room = np.maximum(anchor.half_m[:2] - radius_m(thing) - _RIM_MARGIN_M, 0.0) * (
        0.6 if anchor.round else 1.0
    )
    found = []
    for u, v in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        aside = anchor.axes[:2, :2] @ (room * np.array([u, v]))
        if (u or v) and float(np.hypot(*aside)) < 0.01:
            continue
        at = np.array([*(anchor.centre_m[:2] + aside), z_m])
        near = [float(np.hypot(*(at - o.centre_m)[:2])) - radius_m(o) for o in others if o is not anchor]
        crowded = max(0.0, radius_m(thing) - min(near, default=1.0))
        found.append(Spot(at, -10.0 * crowded - float(np.hypot(*aside))))
    return sorted(found, key=lambda spot: -spot.score)


def _free(
    thing: Shape, others: Sequence[Shape], table: SupportSurface, room_m: float, step_m: float
) -> Iterator[FloatArray]:
    """Places on the table where it stands clear of everything else."""
    radius = radius_m(thing)
    outline = np.asarray(table.polygon_m, dtype=np.float64)
    z = table.height_m + DROP_M
    for x in np.arange(*_X_M, step_m):
        for y in np.arange(*_Y_M, step_m):
            at = np.array([x, y, z])
            if inside_m(outline, at[:2]) < radius + _EDGE_M:
                continue
            gaps = [float(np.hypot(*(at - o.centre_m)[:2])) - radius_m(o) for o in others]
            if all(gap > radius + room_m for gap in gaps):
                yield at


def _fit(at: FloatArray, thing: Shape, relation: RelationKind, anchors: Sequence[Shape]) -> float | None:
    """How well a place stands in the relation; None when it does not."""
    comfort = -float(np.hypot(at[0] - 0.48, at[1])) * 0.2
    if not anchors:
        return comfort - float(np.hypot(*(at - thing.centre_m)[:2])) * 0.5
    if relation == "between" and len(anchors) > 1:
        return _between(at, anchors[0].centre_m, anchors[1].centre_m)
    anchor = anchors[0]
    way = (at - anchor.centre_m)[:2]
    gap = float(np.hypot(*way)) - radius_m(anchor) - radius_m(thing)
    if not _BESIDE_M[0] < gap < _BESIDE_M[1]:
        return None
    if relation in ("next_to", "near"):
        return comfort - gap if gap < _TOUCHING_DISTANCE_M or relation == "near" else None
    side = np.array(_SIDES[relation])
    ahead, aside = float(way @ side), float(abs(way @ np.array([-side[1], side[0]])))
    return comfort - aside - 0.5 * gap if aside < 0.7 * ahead else None


def _between(at: FloatArray, first: FloatArray, second: FloatArray) -> float | None:
    line = (second - first)[:2]
    length = float(np.hypot(*line))
    share = float((at - first)[:2] @ line) / max(length**2, 1e-9)
    aside = float(np.linalg.norm((at - first)[:2] - share * line))
    if not 0.15 < share < 0.85 or aside > max(0.04, 0.2 * length):
        return None
    return -abs(share - 0.5) - 4.0 * aside


def inside_m(outline: FloatArray, at: FloatArray) -> float:
    """Distance to the nearest edge of a convex, counter-clockwise outline; negative outside."""
    a, b = outline, np.roll(outline, -1, axis=0)
    edge = b - a
    length = np.maximum(np.hypot(edge[:, 0], edge[:, 1]), 1e-9)
    return float(((edge[:, 0] * (at[1] - a[:, 1]) - edge[:, 1] * (at[0] - a[:, 0])) / length).min())
