# SPDX-License-Identifier: Apache-2.0
"""Where to close the gripper on a thing that was seen from one side, best first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mm_robot.geometry import inverse, pose, rotation_from_axes, transform_points
from mm_robot.planning.hand import Hand
from mm_robot.planning.shapes import Shape
from mm_robot.types import FloatArray, Grasp

_CLEAR_M = 0.007  # fingertips stay this far above a surface
_ELEVATIONS = (90.0, 65.0, 45.0, 25.0, 8.0)  # degrees below the horizontal at which the hand comes in
_RIM_DEPTH_M = 0.013  # how far below the rim the pads' middle goes
_RIM_WIDTH_M = 0.03  # opening for a rim: 15 mm to each side for perception's error
_SLACK_M = 0.012  # opening to spare that counts as ample
_STRAIGHT = 0.75  # how much less a bent thing is trusted to fill its box than its own slices


def candidates(shape: Shape, hand: Hand, surface_m: float | None = None) -> list[Grasp]:
    """Grasps on `shape`, best first; their reach and what stands around are checked elsewhere.

    Args:
        shape: the thing, completed.
        hand: the gripper's measures.
        surface_m: height of what it stands on; default: its lower edge.
    """
    floor = shape.low_m if surface_m is None else surface_m
    found: list[Grasp] = []
    for grasp, preference in _all(shape, hand, floor):
        score = preference * _quality(grasp, shape, hand)
        if score > 0.0:
            found.append(Grasp(grasp.T_base_tcp, grasp.width_m, score))
    return sorted(found, key=lambda g: -g.score)


def opening(grasp: Grasp, hand: Hand) -> float:
    """How far to open before reaching in: wide, but for a rim no wider than needed."""
    return _RIM_WIDTH_M if grasp.width_m <= 0.012 else hand.max_width_m


def _all(shape: Shape, hand: Hand, floor_m: float) -> Iterator[tuple[Grasp, float]]:
    low, high = shape.low_m, shape.high_m
    if shape.round or shape.ball and shape.half_m[0] < 1.15 * shape.half_m[1]:
        yield from _around(shape, hand, floor_m)
    elif not shape.ball and _bent(shape):
        yield from _slices(shape, hand, floor_m)
        yield from ((g, _STRAIGHT * p) for g, p in _across(shape, hand, floor_m))
    else:
        yield from _across(shape, hand, floor_m)
    if shape.open and high - low > 0.016 and shape.half_m[1] > 0.025:
        yield from _rim(shape, hand, floor_m)


def _around(shape: Shape, hand: Hand, floor_m: float) -> Iterator[tuple[Grasp, float]]:
    """Round things: from above with any turn of the hand, or from any side that faces the arm."""
    to_thing = np.arctan2(shape.centre_m[1], shape.centre_m[0])
    for z in _heights(shape, hand, floor_m):
        section = shape.section(z)
        # Without a clean section (a tapering or half-hidden thing), its widest part is the safe assumption.
        centre, radius = section if section is not None else (shape.centre_m[:2], float(shape.half_m[0]))
        if abs(radius - shape.half_m[0]) > 0.6 * shape.half_m[0] and shape.half_m[0] < 0.04:
            centre, radius = shape.centre_m[:2], float(shape.half_m[0])
        if shape.ball:
            radius = float(max(radius, shape.half_m[0] * 0.9))
        if 2 * radius > hand.max_width_m - 0.002:
            continue
        at = np.array([centre[0], centre[1], z])
        for elevation in _ELEVATIONS:
            turns = np.arange(-90, 90, 22.5) if elevation == 90.0 else np.arange(-90, 91, 22.5)
            for turn in np.radians(turns):
                side = np.array([np.cos(to_thing + turn), np.sin(to_thing + turn), 0.0])
                stroke = np.array([-side[1], side[0], 0.0])
                yield from _toward(shape, hand, at, side, stroke, elevation, 2 * radius, floor_m, abs(turn))


def _across(shape: Shape, hand: Hand, floor_m: float) -> Iterator[tuple[Grasp, float]]:
    """Boxes and longish things: across one of the horizontal sides."""
    for axis in (1, 0):
        width = 2 * float(shape.half_m[axis])
        if width > hand.max_width_m - 0.003:
            continue
        stroke, along = shape.axes[:, axis], shape.axes[:, 1 - axis]
        spare = max(float(shape.half_m[1 - axis]) - 0.02, 0.0)
        for z in _heights(shape, hand, floor_m):
            for offset in (0.0, 0.5, -0.5) if spare > 0.01 else (0.0,):
                at = np.array([*(shape.centre_m + along * offset * spare)[:2], z])
                for side in (along, -along):
                    for elevation in _ELEVATIONS:
                        if elevation == 90.0 and side is not along and axis == 0:
                            continue
                        for grasp, preference in _toward(
                            shape, hand, at, side, stroke, elevation, width, floor_m, 0.0
                        ):
                            yield grasp, preference * (1.0 - 0.25 * abs(offset)) * (1.0 if axis == 1 else 0.9)


def _slices(shape: Shape, hand: Hand, floor_m: float) -> Iterator[tuple[Grasp, float]]:
    """Bent long things (bananas): across the local direction of a slice, from above."""
    flat = (shape.points_m - shape.centre_m) @ shape.axes
    half = float(shape.half_m[0])
    for offset in (0.0, -0.25, 0.25, -0.5, 0.5):
        near = flat[np.abs(flat[:, 0] - offset * half) < 0.022]
        if len(near) < 12:
            continue
        way = np.linalg.eigh(np.cov(near[:, :2].T))[1][:, -1]
        cross = np.array([-way[1], way[0]])
        across = near[np.abs((near[:, :2] - near[:, :2].mean(axis=0)) @ way) < 0.010][:, :2] @ cross
        if len(across) < 6:
            continue
        left, right = np.percentile(across, [3, 97])
        width = float(right - left)
        if width > hand.max_width_m - 0.006:
            continue
        middle = way * float((near[:, :2] @ way).mean()) + cross * float(left + right) / 2
        at = shape.centre_m + shape.axes @ np.array([*middle, 0.0])
        at[2] = max(shape.low_m + shape.half_m[2], floor_m + hand.below_m + _CLEAR_M)
        stroke, side = shape.axes @ np.array([*cross, 0.0]), shape.axes @ np.array([*way, 0.0])
        for forward in (side, -side):
            for elevation in (90.0, 65.0):
                for grasp, preference in _toward(
                    shape, hand, at, forward, stroke, elevation, width, floor_m, 0.0
                ):
                    yield grasp, preference * (1.0 - 0.3 * abs(offset))


def _rim(shape: Shape, hand: Hand, floor_m: float) -> Iterator[tuple[Grasp, float]]:
    """Bowls, cups, plates, baskets: one finger inside, one outside."""
    z = max(shape.high_m - _RIM_DEPTH_M, floor_m + hand.below_m + _CLEAR_M)
    if z > shape.high_m - 0.003:
        return
    down = np.array([0.0, 0.0, -1.0])
    if shape.round:
        outward = [np.array([np.cos(a), np.sin(a), 0.0]) for a in np.radians(np.arange(0, 360, 30))]
    else:
        outward = [s * shape.axes[:, axis] for axis in (0, 1) for s in (1, -1)]
    for out in outward:
        at = shape.centre_m + out * (shape.reach_m(out) - 0.004)
        at[2] = z
        for stroke in (out, -out):
            T = pose(at, rotation_from_axes(np.cross(stroke, down), down))
            # The near rim is the easy one, and leaves the far side for a person's hand.
            nearer = 0.5 - 0.5 * float(out[:2] @ shape.centre_m[:2]) / max(
                float(np.hypot(*shape.centre_m[:2])), 1e-6
            )
            yield Grasp(T, 0.004, 0.0), 0.42 + 0.1 * nearer


def _toward(
    shape: Shape, hand: Hand, at: FloatArray, side: FloatArray, stroke: FloatArray, elevation: float,
    width_m: float, floor_m: float, turn: float,
) -> Iterator[tuple[Grasp, float]]:  # fmt: skip
    """The grasp at a point whose hand comes in along `side`, `elevation` degrees downwards."""
    e = np.radians(elevation)
    approach = np.cos(e) * side + np.array([0.0, 0.0, -np.sin(e)])
    # The thing must not reach into the palm: back off along the approach where it is deep.
    deep = shape.reach_m(-approach) - float((at - shape.centre_m) @ -approach)
    back = max(0.0, deep - (hand.palm_m - 0.004))
    if back > 0.5 * (shape.reach_m(-approach) + shape.reach_m(approach)):
        return
    if (shape.round or shape.ball) and elevation < 90.0 and back > 0.008:
        return  # the pads would close in front of the widest part and squeeze it out
    tool = at - approach * back
    # Fingers keep clear of what it stands on: their lower corner lies below the tool's centre.
    drop = hand.below_m * np.sin(e) + hand.half_width_m * np.cos(e)
    tool[2] = max(tool[2], floor_m + drop + _CLEAR_M)
    if tool[2] > shape.high_m - 0.006:
        return
    for s in (1.0, -1.0):
        rotation = rotation_from_axes(np.cross(s * stroke, approach), approach)
        tall = 2 * shape.half_m[2] > 0.075
        liked = {90.0: 0.72 if tall else 1.0, 65.0: 0.95, 45.0: 0.95, 25.0: 0.9, 8.0: 0.8}[elevation]
        if not tall and elevation < 60.0:
            liked -= 0.3
        yield Grasp(pose(tool, rotation), width_m, 0.0), liked * (1.0 - 0.1 * turn)


def _heights(shape: Shape, hand: Hand, floor_m: float) -> list[float]:
    """Where along its height to grasp: the middle of low things, several levels of tall ones."""
    low, high = max(shape.low_m, floor_m), shape.high_m
    middle = max((low + high) / 2, floor_m + hand.below_m + _CLEAR_M)
    if high - low < 0.075:
        return [middle]
    return sorted(
        {round(float(low + (high - low) * share), 4) for share in (0.55, 0.7, 0.4)} | {round(high - 0.028, 4)}
    )


def _bent(shape: Shape) -> bool:
    """Whether a longish low thing is curved or uneven: its box says little about where it is."""
    return bool(
        shape.half_m[0] > 1.6 * shape.half_m[1] and shape.half_m[2] < 0.03 and len(shape.points_m) > 60
    )


def _quality(grasp: Grasp, shape: Shape, hand: Hand) -> float:
    """0 when the fingers would hit the thing on the way in, else how well the pads lie on what was seen."""
    seen = transform_points(inverse(grasp.T_base_tcp), shape.points_m)
    x, y, z = np.abs(seen[:, 0]), np.abs(seen[:, 1]), seen[:, 2]
    wide = opening(grasp, hand)
    finger = (x < hand.half_width_m) & (y > wide / 2) & (y < wide / 2 + hand.thickness_m)
    if int((finger & (z > -0.05) & (z < hand.below_m)).sum()) > max(3, 0.01 * len(seen)):
        return 0.0
    palm = (x < hand.palm_half_m[0]) & (y < hand.palm_half_m[1]) & (z < -hand.palm_m) & (z > -0.12)
    if int(palm.sum()) > max(3, 0.01 * len(seen)):
        return 0.0
    between = (x < hand.half_width_m) & (y <= wide / 2) & (np.abs(z) < 0.014)
    support = min(1.0, float(between.sum()) / max(6.0, 0.01 * len(seen)))
    slack = min(1.0, (wide - grasp.width_m) / 2 / _SLACK_M)
    off = (shape.centre_m - grasp.T_base_tcp[:3, 3]) @ grasp.T_base_tcp[:3, :3]
    centred = np.exp(-float(np.hypot(off[0], 0.0)) / 0.08)
    return float((0.4 + 0.6 * support) * (0.5 + 0.5 * slack) * centred)
