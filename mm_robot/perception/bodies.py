# SPDX-License-Identifier: Apache-2.0
"""Least-squares fits of simple upright bodies to the seen side of a thing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.geometry import rotation_z
from mm_robot.types import FloatArray

_SLICE_M = 0.008
_GATES_M = (0.016, 0.011, 0.008, 0.006)  # how far off the wall a point may lie, iteration by iteration
_COARSE = np.radians(np.arange(0.0, 90.0, 6.0))
_FINE = np.radians(np.arange(-4.5, 4.6, 1.5))
_RIM_M = 0.012  # how far below the top a rim's points may lie: its own thickness and the noise
_RIM_GATE_M = 0.006  # off the circle: wall thickness and noise
_RIM_TRIALS = 40  # with 70 % of the points on the rim, three of three are on it in one of three trials
_BALL_PRIOR = 0.1  # weight of one part in a hundred of the points' own
_TRIM = 0.015  # share of points cut off on each side of a box: noise has tails


@dataclass(frozen=True, eq=False)
class Rectangle:
    """The outline of an upright box."""

    centre_m: FloatArray  # (2,)
    angle_rad: float  # of its first side
    sides_m: FloatArray  # (2,)
    residual_m: float  # median distance of the wall points to the outline

    def turned(self, xy: FloatArray) -> FloatArray:
        """(N, 2) points in the rectangle's own frame."""
        return np.asarray((xy - self.centre_m) @ rotation_z(self.angle_rad)[:2, :2])


@dataclass(frozen=True, eq=False)
class Revolution:
    """A vertical axis and a radius per slice of height."""

    centre_m: FloatArray  # (2,)
    radius_m: float  # largest
    radius_at_m: FloatArray  # (S,) NaN where too little is seen
    heights_m: FloatArray  # (S,) middle of each slice
    residual_m: float  # median distance of the wall points to it


def fit_rectangle(xy: FloatArray, heights: FloatArray, height: float) -> Rectangle:
    """The upright box that is small and whose sides the wall points lie close to.

    Closeness separates angles better than area alone (Zhang et al. 2017, "Efficient L-shape fitting").
    """
    wall = heights < height - 0.012
    if int(wall.sum()) < 12:
        wall = np.ones(len(xy), dtype=np.bool_)
    best = _best_angle(xy, wall, _COARSE)
    angle = _best_angle(xy, wall, best + _FINE)
    low, high, residual = (v[0] for v in _boxes(xy, wall, np.array([angle])))
    rotation = rotation_z(angle)[:2, :2]
    return Rectangle(rotation @ ((low + high) / 2), angle, high - low, float(residual))


def _best_angle(xy: FloatArray, wall: npt.NDArray[np.bool_], angles: FloatArray) -> float:
    low, high, gap = _boxes(xy, wall, angles)
    area = np.prod(high - low, axis=1)
    return float(angles[int(np.argmin(area / max(float(area.min()), 1e-9) + 40.0 * gap))])


def _boxes(
    xy: FloatArray, wall: npt.NDArray[np.bool_], angles: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Corners (A, 2), (A, 2) in the turned frames and mean distance (A,) of the wall to the outline."""
    c, s = np.cos(angles), np.sin(angles)
    turned = np.stack((xy @ np.stack((c, s)), xy @ np.stack((-s, c))), axis=-1)  # (N, A, 2)
    k = int(_TRIM * len(xy))
    order = np.partition(turned, (k, len(xy) - 1 - k), axis=0)
    low, high = order[k], order[len(xy) - 1 - k]
    gap = np.minimum(np.abs(turned[wall] - low), np.abs(high - turned[wall])).min(axis=2)
    return low, high, np.minimum(gap, 0.02).mean(axis=0)


@dataclass(frozen=True, eq=False)
class Rim:
    """The edge of an open vessel: a circle, nothing in it at that height."""

    centre_m: FloatArray  # (2,)
    radius_m: float


def find_rim(xy: FloatArray, heights: FloatArray, height: float) -> Rim | None:
    """The rim of a cup, mug, bowl or plate; None for what is closed at the top or not round.

    Near and far side of a rim are both in view, so a circle through it is well determined, and handles end
    below it.
    """
    top = xy[heights > height - min(_RIM_M, 0.25 * height)]
    if len(top) < 15:
        return None
    best, centre, radius = 0, np.zeros(2), 0.0
    rng = np.random.default_rng(len(top))  # the same points, the same answer
    for trio in top[rng.integers(0, len(top), (_RIM_TRIALS, 3))]:
        circle = _circle(trio)
        if circle is None or not 0.02 < circle[1] < 0.2:
            continue
        inliers = int((np.abs(np.linalg.norm(top - circle[0], axis=1) - circle[1]) < _RIM_GATE_M).sum())
        if inliers > best:
            best, centre, radius = inliers, *circle
    if best < 0.7 * len(top):
        return None
    for _ in range(3):
        on = np.abs(np.linalg.norm(top - centre, axis=1) - radius) < _RIM_GATE_M
        circle = _circle(top[on])
        if circle is None:
            return None
        centre, radius = circle
    away = top - centre
    turn = np.arctan2(away[on, 1], away[on, 0])
    seen = np.unique(((turn + np.pi) / (2 * np.pi) * 24).astype(np.intp)).size
    within = float(np.mean(np.linalg.norm(xy - centre, axis=1) < radius + 0.01))
    return Rim(centre, radius) if seen >= 17 and within > 0.5 else None


def _circle(xy: FloatArray) -> tuple[FloatArray, float] | None:
    """Centre and radius of the circle through the points, least squares; None for points on a line."""
    origin = xy.mean(axis=0)
    local = xy - origin
    matrix = np.column_stack((2 * local, np.ones(len(xy))))
    normal = matrix.T @ matrix
    if np.linalg.cond(normal) > 1e9:
        return None
    solution = np.linalg.solve(normal, matrix.T @ np.einsum("ij,ij->i", local, local))
    return origin + solution[:2], float(np.sqrt(max(float(solution[2] + solution[:2] @ solution[:2]), 0.0)))


def fit_revolution(
    xy: FloatArray, heights: FloatArray, height: float, start_m: FloatArray, rim: Rim | None = None
) -> Revolution:
    """One vertical axis, one radius per slice of height.

    On slice i: x² + y² = 2 cx x + 2 cy y + k_i. Taking each slice's mean away leaves two unknowns, whatever
    the profile. Points well inside the outline (top, inner bottom) and outside it (handle) fall away step by
    step.
    """
    thick = max(_SLICE_M, height / 14)
    slices = np.minimum((heights.clip(0.0) / thick).astype(np.intp), int(height / thick))
    count = int(slices.max()) + 1
    origin = xy.mean(axis=0)
    local, centre = xy - origin, start_m - origin
    columns = np.column_stack((local, np.einsum("ij,ij->i", local, local)))
    keep = np.ones(len(xy), dtype=np.bool_)
    if rim is not None:  # what reaches beyond the rim of a vessel is its handle
        centre = rim.centre_m - origin
        keep = np.linalg.norm(local - centre, axis=1) < rim.radius_m + _RIM_GATE_M
    for i, gate in enumerate(_GATES_M):
        r = np.linalg.norm(local - centre, axis=1)
        wall = _percentile_per_slice(slices, r, keep, count, 0.85 if i < 2 else 0.5)
        keep = np.abs(r - wall[slices]) < gate
        if int(keep.sum()) < 12:
            break
        n = np.maximum(np.bincount(slices[keep], minlength=count), 1)
        means = np.stack([np.bincount(slices[keep], v, count) / n for v in columns[keep].T], axis=1)
        rest = columns[keep] - means[slices[keep]]
        normal = 2 * rest[:, :2].T @ rest[:, :2]
        if np.linalg.cond(normal) > 1e4:
            break
        centre = np.linalg.solve(normal, rest[:, :2].T @ rest[:, 2])
    centre = _refine(local, slices, keep, centre, count)
    r = np.linalg.norm(local - centre, axis=1)
    radius_at = _percentile_per_slice(slices, r, keep, count, 0.65)
    residual = float(np.mean(np.abs(r - radius_at[slices])[keep])) if keep.any() else np.inf
    seen = np.bincount(slices[keep], minlength=count) >= 5
    radius = float(radius_at[seen].max()) if seen.any() else 0.0
    middles = np.asarray((np.arange(count) + 0.5) * thick, dtype=np.float64)
    return Revolution(centre + origin, radius, np.where(seen, radius_at, np.nan), middles, residual)


def _refine(
    local: FloatArray,
    slices: npt.NDArray[np.intp],
    keep: npt.NDArray[np.bool_],
    centre: FloatArray,
    count: int,
) -> FloatArray:
    """Gauss-Newton on the distances themselves: the linear fit draws short arcs towards the camera."""
    points, mine = local[keep], slices[keep]
    n = np.maximum(np.bincount(mine, minlength=count), 1)
    start = centre
    for _ in range(4):
        offset = points - centre
        r = np.maximum(np.linalg.norm(offset, axis=1), 1e-6)
        columns = np.column_stack((offset / r[:, None], r))
        means = np.stack([np.bincount(mine, v, count) / n for v in columns.T], axis=1)
        rest = columns - means[mine]
        normal = rest[:, :2].T @ rest[:, :2]
        if len(points) < 12 or np.linalg.cond(normal) > 1e4:
            return start
        centre = centre + np.linalg.solve(normal, rest[:, :2].T @ rest[:, 2])
    return centre if np.linalg.norm(centre - start) < 0.015 else start


def _percentile_per_slice(
    slices: npt.NDArray[np.intp], values: FloatArray, keep: npt.NDArray[np.bool_], count: int, share: float
) -> FloatArray:
    """(count,) quantile of the kept values of each slice; 0 where there is none."""
    mine, kept = slices[keep], values[keep]
    ordered = kept[np.lexsort((kept, mine))]
    n = np.bincount(mine, minlength=count)
    at = np.cumsum(n) - n + (share * np.maximum(n - 1, 0)).astype(np.intp)
    return np.where(n > 0, np.append(ordered, 0.0)[np.minimum(at, len(ordered))], 0.0)


@dataclass(frozen=True, eq=False)
class Ellipsoid:
    """A round body that rests on the support, as high as it was measured."""

    centre_m: FloatArray  # (2,)
    angle_rad: float  # of its first horizontal axis
    sides_m: FloatArray  # (2,) full lengths of the horizontal axes
    residual_m: float  # mean distance of the points to it, along the line from its middle


def fit_sphere(xy: FloatArray, heights: FloatArray, height: float) -> Ellipsoid:
    """A ball of diameter `height`: where it rests."""
    mean = xy.mean(axis=0)
    local = xy - mean
    ring = (height / 2) ** 2 - (heights - height / 2) ** 2  # squared distance from the axis at that height
    matrix = np.column_stack((2 * local, np.ones(len(xy))))
    solution = np.linalg.lstsq(matrix, np.einsum("ij,ij->i", local, local) - ring, rcond=None)[0]
    shift = np.clip(solution[:2], -0.4 * height, 0.4 * height)
    r = np.sqrt(np.square(local - shift).sum(axis=1) + (heights - height / 2) ** 2)
    return Ellipsoid(mean + shift, 0.0, np.array([height, height]), float(np.abs(r - height / 2).mean()))


def fit_resting_ellipsoid(xy: FloatArray, heights: FloatArray, height: float) -> Ellipsoid | None:
    """An upright ellipsoid of that height; None when the points have no such form.

    With w = (2 h / height - 1)² known, 1 - w = a x² + b x y + c y² + d x + e y + f is linear.
    """
    mean = xy.mean(axis=0)
    scale = height / 2
    x, y = ((xy - mean) / scale).T
    w = (2 * heights / height - 1) ** 2
    matrix = np.column_stack((x * x, x * y, y * y, x, y, np.ones_like(x)))
    # Seen from one side the far half is a guess: without evidence it is that of a ball.
    pull = _BALL_PRIOR * np.sqrt(len(x)) * np.eye(3, 6)
    matrix = np.vstack((matrix, pull))
    a, b, c, d, e, rest = np.linalg.lstsq(
        matrix, np.append(1 - w, pull @ [1.0, 0.0, 1.0, 0, 0, 0]), rcond=None
    )[0]
    form = np.array([[a, b / 2], [b / 2, c]])
    values, vectors = np.linalg.eigh(form)
    if values.min() <= 0.05:
        return None
    centre = -np.linalg.solve(2 * form, np.array([d, e]))
    level = 1.0 - (float(rest) - float(centre @ form @ centre))  # 1 for a perfect ellipsoid
    half = scale * np.sqrt(max(level, 1e-3) / values)
    if (
        not 0.6 < level < 1.5
        or half.max() > 2.2 * scale
        or half.min() < 0.6 * scale
        or np.abs(centre).max() > 1.5
    ):
        return None
    offset = (xy - mean - centre * scale) @ vectors / half
    r = np.sqrt(np.square(offset).sum(axis=1) + w)
    residual = float((np.abs(r - 1.0) / np.maximum(r, 0.3)).mean() * scale)
    angle = float(np.arctan2(vectors[1, 0], vectors[0, 0]))
    return Ellipsoid(mean + centre * scale, angle, 2 * half, residual)
