# SPDX-License-Identifier: Apache-2.0
"""How well a spatial relation holds between upright boxes, as a score from 0 to 1.

Directions are the robot's: left is +y, right is -y, behind is +x (away from it), in front is -x. All lengths
scale with the things themselves, as people's use of the words does: "next to" a tray is farther than "next
to" a block. Projective words fade with the angle between the direction named and the direction seen, as
spatial templates measured with people do (Logan & Sadler 1996, "A computational analysis of the apprehension
of spatial relations": good within about 45 degrees, unacceptable near 90).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import FloatArray, RelationKind, SceneObject

_GOOD_RAD, _POOR_RAD = math.radians(45.0), math.radians(75.0)
_TOUCH_M = 0.012  # measured heights of two touching things differ by less: twice the cloud's noise at 1.2 m
_APART_M = 0.03  # bottom and top this far apart do not touch
_LOW_M = (
    0.035,
    0.06,
)  # things up to the first height are stood "on" (plate, tray), beyond the second only "in"
_SCALE_M = (0.05, 0.20)  # the smallest and the largest thing that still sets the scale of "next to"
_DIRECTIONS: dict[str, tuple[int, float]] = {
    "left_of": (1, 1.0),
    "right_of": (1, -1.0),
    "behind": (0, 1.0),
    "in_front_of": (0, -1.0),
}


def relation_score(kind: RelationKind, thing: SceneObject, anchors: Sequence[SceneObject]) -> float:
    """How well `thing` stands in the relation to the anchors: 1 = plainly, 0 = not at all.

    Args:
        kind: the relation; `with` asks whether the anchor is on or in the thing.
        thing: what is said to stand there.
        anchors: what it is said of: two for `between`, otherwise one.

    Raises:
        InputError: the number of anchors does not fit the relation.
    """
    needed = 2 if kind == "between" else 1
    if len(anchors) != needed:
        raise InputError(f"'{kind}' takes {needed} anchor(s), got {len(anchors)}")
    if kind == "between":
        return between(thing, anchors[0], anchors[1])
    anchor = anchors[0]
    if kind in _DIRECTIONS:
        return beside(thing, anchor, *_DIRECTIONS[kind])
    if kind == "on":
        return on(thing, anchor)
    if kind == "in":
        return inside(thing, anchor)
    if kind == "above":
        return above(thing, anchor)
    if kind == "under":
        return max(on(anchor, thing), above(anchor, thing))
    if kind == "with":
        return max(on(anchor, thing), inside(anchor, thing))
    return close(thing, anchor, kind == "next_to")


def beside(thing: SceneObject, anchor: SceneObject, axis: int, sign: float) -> float:
    """Whether `thing` lies off `anchor` along base axis `axis` (0 = x, 1 = y) in direction `sign`."""
    offset = thing.position_m - anchor.position_m
    halves = half_sides_m(thing), half_sides_m(anchor)
    ahead = sign * float(offset[axis])
    # What is wide covers part of the sideways offset: left of a long tray is left of any part of it.
    aside = max(abs(float(offset[1 - axis])) - 0.5 * float(max(h[1 - axis] for h in halves)), 0.0)
    direction = fade(math.atan2(aside, ahead), _GOOD_RAD, _POOR_RAD)
    contact_m = float(halves[0][axis] + halves[1][axis])
    clear = 1.0 - fade(ahead, 0.3 * contact_m, 0.7 * contact_m)  # one above the other is not beside
    reach = 0.6 + 0.4 * fade(
        gap_m(thing, anchor), 0.2, 0.6
    )  # the nearer one is meant rather than the far one
    return direction * clear * reach


def between(thing: SceneObject, first: SceneObject, second: SceneObject) -> float:
    """Whether `thing` lies near the line from `first` to `second`, and not at its ends."""
    line = (second.position_m - first.position_m)[:2]
    length = float(np.linalg.norm(line))
    if length < 1e-6:
        return 0.0
    offset = (thing.position_m - first.position_m)[:2]
    share = float(offset @ line) / length**2
    aside = abs(float(offset[0] * line[1] - offset[1] * line[0])) / length
    centred = fade(abs(share - 0.5), 0.32, 0.5)
    width = max(0.05, 0.25 * length)
    return centred * fade(aside, width, 2.0 * width)


def close(thing: SceneObject, anchor: SceneObject, adjacent: bool) -> float:
    """Whether the two stand close (`adjacent`: side by side), neither on nor in the other."""
    sizes = [float(np.clip(max(o.extent_m), *_SCALE_M)) for o in (thing, anchor)]
    scale = sum(sizes) / 2
    full, none = (0.8, 2.2) if adjacent else (2.0, 5.0)
    level = max(bottom_m(thing) - top_m(anchor), bottom_m(anchor) - top_m(thing), 0.0)
    stacked = max(on(thing, anchor), on(anchor, thing), inside(thing, anchor), inside(anchor, thing))
    return fade(gap_m(thing, anchor), full * scale, none * scale) * fade(level, 0.05, 0.15) * (1.0 - stacked)


def on(thing: SceneObject, anchor: SceneObject) -> float:
    """Whether `thing` rests on `anchor`: on its top, or on the floor of something low such as a plate."""
    apart = bottom_m(thing) - top_m(anchor)
    top = fade(abs(apart), _TOUCH_M, _APART_M)
    low = fade(float(anchor.extent_m[2]), *_LOW_M) * _within_height(thing, anchor)
    return over(thing, anchor) * max(top, low) * _rises(thing, anchor)


def inside(thing: SceneObject, anchor: SceneObject) -> float:
    """Whether `thing` is in `anchor`: within its outline, its bottom below the rim."""
    depth = top_m(anchor) - bottom_m(thing)
    sunk = 1.0 - fade(depth, 0.004, 0.012)
    small = fade(float(max(half_sides_m(thing)[:2]) / max(half_sides_m(anchor)[:2])), 1.0, 1.3)
    return over(thing, anchor) * sunk * small * _within_height(thing, anchor)


def above(thing: SceneObject, anchor: SceneObject) -> float:
    """Whether `thing` is over `anchor`, touching or not."""
    return (
        over(thing, anchor)
        * fade(top_m(anchor) - bottom_m(thing), _TOUCH_M, _APART_M)
        * _rises(thing, anchor)
    )


def over(thing: SceneObject, anchor: SceneObject) -> float:
    """Whether the middle of `thing` lies within the outline of `anchor`, seen from above."""
    local = anchor.T_base_object[:3, :3].T @ (thing.position_m - anchor.position_m)
    share = np.abs(local[:2]) / np.maximum(anchor.extent_m[:2] / 2, 1e-3)
    return fade(float(share.max()), 0.9, 1.2)


def gap_m(first: SceneObject, second: SceneObject) -> float:
    """Horizontal distance between the two outlines; 0 when they overlap.

    The largest gap along the boxes' own axes: exact side to side, up to 30 % short from corner to corner.
    """
    axes = np.vstack((first.T_base_object[:2, :2].T, second.T_base_object[:2, :2].T))
    norms = np.linalg.norm(axes, axis=1)
    axes = axes[norms > 0.5] / norms[norms > 0.5, None]  # a tilted thing has fewer horizontal axes
    if len(axes) == 0:
        axes = np.eye(2)
    offset = np.abs(axes @ (second.position_m - first.position_m)[:2])
    reach = np.zeros(len(axes))
    for thing in (first, second):
        reach += np.abs(axes @ (thing.T_base_object[:2, :3] * (thing.extent_m / 2))).sum(axis=1)
    return max(0.0, float((offset - reach).max()))


def half_sides_m(thing: SceneObject) -> FloatArray:
    """(3,) half the sides of the box around it along the base frame's axes."""
    return np.asarray(np.abs(thing.T_base_object[:3, :3]) @ (thing.extent_m / 2))


def bottom_m(thing: SceneObject) -> float:
    """Height of its lowest point, base frame."""
    return float(thing.position_m[2] - half_sides_m(thing)[2])


def top_m(thing: SceneObject) -> float:
    """Height of its highest point, base frame."""
    return float(thing.position_m[2] + half_sides_m(thing)[2])


def fade(value: float, full: float, none: float) -> float:
    """1 up to `full`, 0 from `none` on, straight between; `full` < `none`."""
    return float(min(1.0, max(0.0, (none - value) / (none - full))))


def _rises(thing: SceneObject, anchor: SceneObject) -> float:
    """What is on or above something has its middle higher; keeps the relation one-way."""
    return 1.0 - fade(float(thing.position_m[2] - anchor.position_m[2]), 0.0, 0.004)


def _within_height(thing: SceneObject, anchor: SceneObject) -> float:
    """Whether the bottom of `thing` lies between bottom and top of `anchor`."""
    low = fade(bottom_m(anchor) - bottom_m(thing), _TOUCH_M, _APART_M)
    return low * fade(bottom_m(thing) - top_m(anchor), _TOUCH_M, _APART_M)
