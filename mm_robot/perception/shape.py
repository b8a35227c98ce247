# SPDX-License-Identifier: Apache-2.0
"""What a thing's seen surface says about the whole: an upright box around it, and features of its form.

A camera sees one side. Simple bodies stand for what household things are: a body of revolution about a
vertical axis (cup, can, bottle, bowl, plate, ball), an ellipsoid that rests on the support (lemon), and a box
(everything else). The fits are in bodies.py; here is decided which body it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from mm_robot.geometry import pose, rotation_z
from mm_robot.perception.bodies import (
    Rectangle,
    Revolution,
    find_rim,
    fit_rectangle,
    fit_resting_ellipsoid,
    fit_revolution,
    fit_sphere,
)
from mm_robot.types import FloatArray

MAX_POINTS = 600  # more do not make a fit better, only slower
_CELL_M = 0.005


@dataclass(frozen=True, eq=False)
class Shape:
    """The box around a thing, and numbers that tell kinds apart."""

    T_base_object: FloatArray
    extent_m: FloatArray
    features: Mapping[str, float]  # see `measure`


def measure(points_m: FloatArray, heights_m: FloatArray, camera_xy_m: FloatArray) -> Shape:
    """Fit the bodies to seen points.

    Args:
        points_m: (N, 3) base frame, N >= 12.
        heights_m: (N,) of the same points above the support.
        camera_xy_m: (2,) the camera's place, base frame: the seen side faces it.

    Returns:
        Shape with the features
        height_m, long_m, short_m: of the box; elongation: long / short; slender: height / long;
        round_m, box_m: how far the wall points lie from the body of revolution and from the box;
        low, middle, top: radius at 15, 50, 90 % of the height as a share of the largest;
        flat: share of the seen area, from above, that is level with the top;
        hollow: share of the far half that lies deep below the top, an inside that can be seen;
        handle: share of the points that stick out beside the body of revolution;
        curved: bow of the middle line as a share of the length.
    """
    if len(points_m) > MAX_POINTS:
        pick = np.linspace(0, len(points_m) - 1, MAX_POINTS).astype(np.intp)
        points_m, heights_m = points_m[pick], heights_m[pick]
    xy = points_m[:, :2]
    height = max(float(np.percentile(heights_m, 97)), 0.004)
    base_z = float(np.median(points_m[:, 2] - heights_m))
    flat = _flat(xy, heights_m, height)
    # Where the top is a plane, its middle counts and not its noisiest points.
    level = float(np.median(heights_m[heights_m > height - 0.008]))
    height += float(np.clip((flat - 0.6) / 0.12, 0.0, 1.0)) * (level - height)
    rectangle = fit_rectangle(xy, heights_m, height)
    rim = find_rim(xy, heights_m, height)
    body = fit_revolution(xy, heights_m, height, rectangle.centre_m, rim)
    features = _profile(body, height)
    features |= {
        "height_m": height,
        **_outline(xy, rectangle, body, camera_xy_m),
        "flat": flat,
        "hollow": _hollow(xy, heights_m, height, rectangle, camera_xy_m),
        "handle": _handle(xy, heights_m, height, body),
        "curved": _bow(xy, rectangle),
    }
    centre, angle, sides = _body(xy, heights_m, height, rectangle, body, features)
    if sides[1] > sides[0]:
        angle, sides = angle + np.pi / 2, sides[::-1]
    features["long_m"], features["short_m"] = float(sides[0]), float(sides[1])
    features["elongation"] = float(sides[0] / max(sides[1], 1e-3))
    features["slender"] = float(height / max(sides[0], 1e-3))
    turn = float((angle + np.pi / 2) % np.pi - np.pi / 2)  # a box has no front
    T = pose([centre[0], centre[1], base_z + height / 2], rotation_z(turn))
    return Shape(T, np.array([sides[0], sides[1], height]), features)


def _body(
    xy: FloatArray,
    heights: FloatArray,
    height: float,
    rectangle: Rectangle,
    body: Revolution,
    features: Mapping[str, float],
) -> tuple[FloatArray, float, FloatArray]:
    """Centre (2,), angle and sides (2,) of the body that the points lie closest to."""
    seen = np.sort(rectangle.sides_m)
    rounder = np.log2(
        (features["round_m"] + 0.0005) / (features["box_m"] + 0.0005)
    )  # < 0: circle fits better
    domed = features["flat"] < 0.6 or (features["flat"] < 0.7 and rounder < 0.1)
    domed = (
        domed and features["top"] < 0.86
    )  # the top of a ball is narrower than its middle, that of a cube is not
    if domed and features["hollow"] < 0.35 and seen[1] < 1.9 * height < 2.6 * seen[1] and height < 0.12:
        return _solid(xy, heights, height)
    across = 2 * body.radius_m
    # A circle through one side of a banana or a tray is far larger than what is seen.
    # Of a low thing the far rim is seen as well, of a slender one only the near half.
    widest = 1.2 * seen[0] if height < 0.7 * seen[1] else 2.2 * seen[0]
    sane = 0.85 * seen[0] - 0.004 < across < min(widest, 1.12 * seen[1]) + 0.006
    if sane and rounder < 0.4:
        return _with_handle(xy, heights, height, body, features)
    return rectangle.centre_m, rectangle.angle_rad, rectangle.sides_m


def _solid(xy: FloatArray, heights: FloatArray, height: float) -> tuple[FloatArray, float, FloatArray]:
    """A ball or, where that fits clearly better, an ellipsoid."""
    ball = fit_sphere(xy, heights, height)
    ellipsoid = fit_resting_ellipsoid(xy, heights, height)
    if ellipsoid is not None and ellipsoid.residual_m < 0.8 * ball.residual_m:
        return ellipsoid.centre_m, ellipsoid.angle_rad, ellipsoid.sides_m
    return ball.centre_m, ball.angle_rad, ball.sides_m


def _with_handle(
    xy: FloatArray, heights: FloatArray, height: float, body: Revolution, features: Mapping[str, float]
) -> tuple[FloatArray, float, FloatArray]:
    """The circle's square, drawn out on both sides to the handle's end where there is one.

    The box stays centred on the axis, where a gripper and a hand take hold.
    """
    across = 2 * body.radius_m
    square = np.array([across, across])
    # Of a bowl or plate the rim itself flickers by as much; what has a handle stands higher.
    if features["handle"] < 0.008 or features["hollow"] < 0.2 or height < 1.1 * body.radius_m:
        return body.centre_m, 0.0, square
    offset = xy - body.centre_m
    r = np.linalg.norm(offset, axis=1)
    out = (r > body.radius_m + 0.007) & (heights > 0.12 * height) & (heights < 0.92 * height)
    mean = offset[out].mean(axis=0)
    if np.linalg.norm(mean) < 0.7 * body.radius_m:  # all round: a wide rim, no handle
        return body.centre_m, 0.0, square
    angle = float(np.arctan2(mean[1], mean[0]))
    reach = float(np.percentile(r[out], 95))
    return body.centre_m, angle, np.array([2 * reach, across])


def _outline(
    xy: FloatArray, rectangle: Rectangle, body: Revolution, camera_xy_m: FloatArray
) -> dict[str, float]:
    """How evenly the near outline, seen from above, follows the circle and the rectangle."""
    r = np.linalg.norm(xy - body.centre_m, axis=1)
    without_handle = xy[r < body.radius_m + 0.007]
    if len(without_handle) < 0.85 * len(xy):  # what sticks out is no handle, so the circle is none
        without_handle = xy
    away = _away(rectangle, camera_xy_m)
    rim = _hull(without_handle)
    rim = rim[(rim - body.centre_m) @ away < 0.2 * body.radius_m]
    border = _hull(xy)
    border = border[(border - rectangle.centre_m) @ away < 0.1 * float(rectangle.sides_m.min())]
    return {
        "round_m": _unevenness(np.linalg.norm(rim - body.centre_m, axis=1)),
        "box_m": _unevenness((np.abs(rectangle.turned(border)) - rectangle.sides_m / 2).max(axis=1)),
    }


def _unevenness(distance: FloatArray) -> float:
    return float(np.abs(distance - np.median(distance)).mean()) if len(distance) >= 3 else 0.02


def _hull(xy: FloatArray) -> FloatArray:
    """(K, 2) the convex hull, a point every 3 mm."""
    corners = cv2.convexHull(xy.astype(np.float32))[:, 0, :].astype(np.float64)
    following = np.roll(corners, -1, axis=0)
    steps = np.maximum((np.linalg.norm(following - corners, axis=1) / 0.003).astype(np.intp), 1)
    which = np.repeat(np.arange(len(corners)), steps)
    share = (np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)) / steps[which]
    return np.asarray(corners[which] + share[:, None] * (following - corners)[which])


def _away(rectangle: Rectangle, camera_xy_m: FloatArray) -> FloatArray:
    """(2,) the viewing direction, seen from above."""
    line = rectangle.centre_m - camera_xy_m
    return np.asarray(line / max(float(np.linalg.norm(line)), 1e-9))


def _profile(body: Revolution, height: float) -> dict[str, float]:
    known = np.isfinite(body.radius_at_m)
    if int(known.sum()) < 2:
        return {"low": 1.0, "middle": 1.0, "top": 1.0}
    at = np.array([0.15, 0.5, 0.9]) * height
    values = np.interp(at, body.heights_m[known], body.radius_at_m[known]) / max(body.radius_m, 1e-6)
    return dict(zip(("low", "middle", "top"), (float(v) for v in values), strict=True))


def _flat(xy: FloatArray, heights: FloatArray, height: float) -> float:
    cells = ((xy - xy.min(axis=0)) / _CELL_M).astype(np.intp)
    _, where, counts = np.unique(cells[:, 0] * 4096 + cells[:, 1], return_inverse=True, return_counts=True)
    mean = np.bincount(where.ravel(), heights) / counts
    return float(np.mean(mean > height - 0.004 - 0.07 * min(height, 0.1)))


def _hollow(
    xy: FloatArray, heights: FloatArray, height: float, rectangle: Rectangle, camera_xy_m: FloatArray
) -> float:
    away = _away(rectangle, camera_xy_m)
    offset = xy - rectangle.centre_m
    inside = (np.abs(rectangle.turned(xy)) < 0.46 * rectangle.sides_m).all(axis=1)
    far = inside & (offset @ away > 0.05 * float(rectangle.sides_m.min()))
    if int(far.sum()) < 8:
        return 0.0
    return float(np.mean(heights[far] < height - min(0.016, 0.4 * height)))


def _handle(xy: FloatArray, heights: FloatArray, height: float, body: Revolution) -> float:
    between = (heights > 0.12 * height) & (heights < 0.92 * height)
    if int(between.sum()) < 12:
        return 0.0
    r = np.linalg.norm(xy[between] - body.centre_m, axis=1)
    return float(np.mean(r > body.radius_m + 0.007))


def _bow(xy: FloatArray, rectangle: Rectangle) -> float:
    turned, sides = rectangle.turned(xy), rectangle.sides_m
    long = int(sides[1] > sides[0])
    along, across = turned[:, long] / max(float(sides[long]), 1e-6), turned[:, 1 - long]
    ends, middle = np.abs(along) > 0.3, np.abs(along) < 0.15
    if int(ends.sum()) < 5 or int(middle.sum()) < 5:
        return 0.0
    return float(abs(across[middle].mean() - across[ends].mean()) / max(float(sides[long]), 1e-6))
