# SPDX-License-Identifier: Apache-2.0
"""What a thing's seen surface says about the whole: an upright box around it, its hidden side filled in, and its features.

A camera sees one side. Three simple bodies stand for what household things are: a body of revolution about a vertical axis
(cup, can, bottle, bowl, plate, ball), an ellipsoid that rests on the support (lemon, egg), and a box (everything else). Each is
fitted by linear least squares; the one that the seen points lie closest to gives centre and extent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mm_robot.geometry import pose, rotation_z
from mm_robot.types import FloatArray

MAX_POINTS = 700  # more do not make a fit better, only slower
_SLICE_M = 0.008
_SKIN_M = 0.008  # points farther inside the outline than this are top or inner bottom, not wall
_ANGLES = np.radians(np.arange(0.0, 90.0, 1.5))
_MARGIN = 1.5  # percent of points cut off on each side of a box: noise has tails


@dataclass(frozen=True, eq=False)
class Shape:
    """The box around a thing, and numbers that tell kinds apart."""

    T_base_object: FloatArray
    extent_m: FloatArray
    features: Mapping[str, float]  # see `measure`


@dataclass(frozen=True, eq=False)
class _Round:
    centre_m: FloatArray  # (2,)
    radius_m: float  # largest
    radius_at_m: FloatArray  # (S,) per slice, NaN where unseen
    heights_m: FloatArray  # (S,) middle of each slice
    residual_m: float


def measure(points_m: FloatArray, heights_m: FloatArray, camera_xy_m: FloatArray) -> Shape:
    """Fit the bodies to seen points.

    Args:
        points_m: (N, 3) base frame, N >= 12.
        heights_m: (N,) of the same points above the support.
        camera_xy_m: (2,) the camera's place, base frame: the seen side faces it.

    Returns:
        Shape whose features are: height_m, long_m, short_m (of the box), elongation (long / short), round_m and box_m (mean
        distance of the wall points to either body), low, middle, top (radius at 15, 50, 90 % of the height, share of the
        largest), hollow (0..1 share of the far half that lies deep below the top), handle (0..1 share beside the body of
        revolution), curved (bow of a long thing's middle line, share of its length).
    """
    if len(points_m) > MAX_POINTS:
        pick = np.linspace(0, len(points_m) - 1, MAX_POINTS).astype(np.intp)
        points_m, heights_m = points_m[pick], heights_m[pick]
    xy = points_m[:, :2]
    height = max(float(np.percentile(heights_m, 97)), 0.004)
    base_z = float(np.median(points_m[:, 2] - heights_m))
    angle, low, high, box_residual = _rectangle(xy, heights_m, height)
    body = _revolution(xy, heights_m, height, angle, low, high)
    profile = _profile(body, height)
    away = body.centre_m - camera_xy_m
    away = away / max(float(np.linalg.norm(away)), 1e-9)
    features = {
        "height_m": height,
        "round_m": body.residual_m,
        "box_m": box_residual,
        "hollow": _hollow(xy, heights_m, height, (low + high) / 2, high - low, angle, away),
        "handle": _handle(xy, heights_m, height, body),
        "curved": _bow(xy, angle, low, high),
        **profile,
    }
    centre = rotation_z(angle)[:2, :2] @ ((low + high) / 2)
    sides = high - low
    flat_topped = profile["top"] > 0.86
    if not flat_topped and height < 0.12 and (fit := _resting_ellipsoid(xy, heights_m, height)) is not None:
        centre, angle, sides = fit
    elif _is_round(body, box_residual, sides, height):
        centre, sides = body.centre_m, np.array([2 * body.radius_m, 2 * body.radius_m])
        angle = 0.0
    if sides[1] > sides[0]:
        angle, sides = angle + np.pi / 2, sides[::-1]
    features["long_m"], features["short_m"] = float(sides[0]), float(sides[1])
    features["elongation"] = float(sides[0] / max(sides[1], 1e-3))
    T = pose([centre[0], centre[1], base_z + height / 2], rotation_z(_half_turn(angle)))
    return Shape(T, np.array([sides[0], sides[1], height]), features)


def _half_turn(angle_rad: float) -> float:
    """The same axis within (-pi/2, pi/2]: a box has no front."""
    return float((angle_rad + np.pi / 2) % np.pi - np.pi / 2)


def _is_round(body: _Round, box_residual_m: float, sides_m: FloatArray, height_m: float) -> bool:
    """Whether the body of revolution fits better than the box, and is no larger than what is seen."""
    seen = float(sides_m.max())
    sane = 0.6 * seen < 2 * body.radius_m < 1.35 * seen + 0.01
    return sane and body.residual_m < box_residual_m


def _rectangle(
    xy: FloatArray, heights: FloatArray, height: float
) -> tuple[float, FloatArray, FloatArray, float]:
    """The upright box of least area: its angle, low and high corner in the turned frame, distance of the walls to it."""
    axes = np.stack((np.cos(_ANGLES), np.sin(_ANGLES)))  # (2, A)
    along, across = xy @ axes, xy @ np.stack((-axes[1], axes[0]))
    cut = (_MARGIN, 100.0 - _MARGIN)
    (a0, a1), (c0, c1) = np.percentile(along, cut, axis=0), np.percentile(across, cut, axis=0)
    wall = heights < height - 0.012
    if int(wall.sum()) < 12:
        wall = np.ones(len(xy), dtype=np.bool_)
    # How close the wall lies to the four sides separates angles better than area alone (Zhang et al. 2017, L-shape fitting).
    gap = np.minimum(
        np.minimum(np.abs(along[wall] - a0), np.abs(a1 - along[wall])),
        np.minimum(np.abs(across[wall] - c0), np.abs(c1 - across[wall])),
    )
    closeness = np.minimum(gap, 0.02).mean(axis=0)
    area = (a1 - a0) * (c1 - c0)
    best = int(np.argmin(area / area.min() + 40.0 * closeness))
    low, high = np.array([a0[best], c0[best]]), np.array([a1[best], c1[best]])
    return float(_ANGLES[best]), low, high, float(np.median(gap[:, best]))


def _revolution(
    xy: FloatArray, heights: FloatArray, height: float, angle: float, low: FloatArray, high: FloatArray
) -> _Round:
    """One vertical axis, one radius per slice of height.

    On slice i: x² + y² = 2 cx x + 2 cy y + k_i. Taking each slice's mean away leaves two unknowns, whatever the profile.
    """
    slices = np.minimum((heights.clip(0.0) / _SLICE_M).astype(np.intp), max(int(height / _SLICE_M), 0))
    count = int(slices.max()) + 1
    centre = rotation_z(angle)[:2, :2] @ ((low + high) / 2)
    square = np.einsum("ij,ij->i", xy, xy)
    keep = np.ones(len(xy), dtype=np.bool_)
    for _ in range(4):
        r = np.linalg.norm(xy - centre, axis=1)
        outer = _per_slice(slices, r, keep, count, 88.0)
        keep = r > outer[slices] - _SKIN_M
        if int(keep.sum()) < 12:
            break
        n = np.maximum(np.bincount(slices[keep], minlength=count), 1)
        columns = [
            v[keep] - (np.bincount(slices[keep], v[keep], count) / n)[slices[keep]]
            for v in (xy[:, 0], xy[:, 1], square)
        ]
        matrix = 2 * np.column_stack(columns[:2])
        normal = matrix.T @ matrix
        if np.linalg.cond(normal) > 1e4:
            break
        centre = np.linalg.solve(normal, matrix.T @ columns[2])
    r = np.linalg.norm(xy - centre, axis=1)
    radius_at = _per_slice(slices, r, keep, count, 50.0)
    residual = float(np.median(np.abs(r - radius_at[slices])[keep])) if keep.any() else np.inf
    seen = np.bincount(slices[keep], minlength=count) >= 5
    radius_at = np.where(seen, radius_at, np.nan)
    radius = float(np.nanmax(radius_at)) if seen.any() else float((high - low).max() / 2)
    return _Round(centre, radius, radius_at, (np.arange(count) + 0.5) * _SLICE_M, residual)


def _per_slice(
    slices: np.typing.NDArray[np.intp], values: FloatArray, keep: np.typing.NDArray[np.bool_], count: int, percent: float
) -> FloatArray:
    result = np.zeros(count)
    for i in range(count):
        mine = values[keep & (slices == i)]
        if len(mine):
            result[i] = np.percentile(mine, percent)
    return result


def _profile(body: _Round, height: float) -> dict[str, float]:
    """Radius at three heights as a share of the largest."""
    known = np.isfinite(body.radius_at_m)
    if int(known.sum()) < 2:
        return {"low": 1.0, "middle": 1.0, "top": 1.0}
    at = np.array([0.15, 0.5, 0.9]) * height
    values = np.interp(at, body.heights_m[known], body.radius_at_m[known]) / max(body.radius_m, 1e-6)
    return dict(zip(("low", "middle", "top"), (float(v) for v in values), strict=True))


def _hollow(
    xy: FloatArray, heights: FloatArray, height: float, middle: FloatArray, sides: FloatArray, angle: float, away: FloatArray
) -> float:
    """Share of the far half (seen from the camera) that lies deep below the rim: an inside that can be seen."""
    turned = xy @ rotation_z(angle)[:2, :2] - middle
    inside = (np.abs(turned) < 0.46 * sides).all(axis=1)
    far = inside & ((turned @ (rotation_z(angle)[:2, :2].T @ away)) > 0.05 * float(sides.min()))
    if int(far.sum()) < 8:
        return 0.0
    return float(np.mean(heights[far] < height - min(0.016, 0.4 * height)))


def _handle(xy: FloatArray, heights: FloatArray, height: float, body: _Round) -> float:
    """Share of the points that stick out beside the body of revolution, between foot and rim."""
    between = (heights > 0.12 * height) & (heights < 0.92 * height)
    if int(between.sum()) < 12:
        return 0.0
    r = np.linalg.norm(xy[between] - body.centre_m, axis=1)
    return float(np.mean(r > body.radius_m + 0.007))


def _bow(xy: FloatArray, angle: float, low: FloatArray, high: FloatArray) -> float:
    """How far the middle of a long thing lies beside the line between its ends, as a share of its length."""
    turned = xy @ rotation_z(angle)[:2, :2] - (low + high) / 2
    sides = high - low
    long = int(sides[1] > sides[0])
    along, across = turned[:, long] / sides[long], turned[:, 1 - long]
    ends, middle = np.abs(along) > 0.3, np.abs(along) < 0.15
    if int(ends.sum()) < 5 or int(middle.sum()) < 5:
        return 0.0
    return float(abs(across[middle].mean() - across[ends].mean()) / sides[long])


def _resting_ellipsoid(
    xy: FloatArray, heights: FloatArray, height: float
) -> tuple[FloatArray, float, FloatArray] | None:
    """Centre, angle and sides of an upright ellipsoid of known height that stands on the support; None if none fits.

    With w = (2 h / height - 1)² known, a x² + b x y + c y² + d x + e y + f = 1 - w is linear.
    """
    mean = xy.mean(axis=0)
    x, y = (xy - mean).T
    w = (2 * heights / height - 1) ** 2
    scale = height / 2
    x, y = x / scale, y / scale
    matrix = np.column_stack((x * x, x * y, y * y, x, y, np.ones_like(x)))
    a, b, c, d, e, rest = np.linalg.lstsq(matrix, 1 - w, rcond=None)[0]
    form = np.array([[a, b / 2], [b / 2, c]])
    values, vectors = np.linalg.eigh(form)
    if values.min() <= 0.05:
        return None
    centre = -np.linalg.solve(2 * form, np.array([d, e]))
    level = 1.0 - (float(rest) - float(centre @ form @ centre))  # 1 for a perfect ellipsoid
    if not 0.6 < level < 1.5:
        return None
    half = scale * np.sqrt(level / values)
    if half.max() > 2.2 * scale or half.min() < 0.6 * scale or np.abs(centre).max() > 1.5:
        return None
    angle = float(np.arctan2(vectors[1, 0], vectors[0, 0]))
    return mean + centre * scale, angle, 2 * half
