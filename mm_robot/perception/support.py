# SPDX-License-Identifier: Apache-2.0
"""The surface things stand on: a nearly horizontal plane in the base frame, and its outline."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.perception.cloud import Cloud, Image
from mm_robot.types import FloatArray

_BIN_M = 0.01
_CELL_M = 0.025  # grid of the outline: wider than the pixels' spacing on a table at 2 m, seen at 30°
_MAX_SLOPE = 0.05  # 3°: more is no table but a bad extrinsic calibration or a ramp
_STRIDE = 3  # every third row and column is plenty for a plane


@dataclass(frozen=True, eq=False)
class Support:
    """z = height_m + slope · (x, y) - the slope takes up a small error of the camera's mounting."""

    height_m: float  # at the outline's middle
    coefficients: tuple[float, float, float]  # z = c0 + c1 x + c2 y
    polygon_m: FloatArray  # (K, 2) convex, counter-clockwise

    def height_above_m(self, cloud: Cloud) -> Image:
        """(H, W) height of every pixel above the plane."""
        c0, c1, c2 = (np.float32(c) for c in self.coefficients)
        return np.asarray(cloud.z_m - (c0 + c1 * cloud.x_m + c2 * cloud.y_m), dtype=np.float32)

    def z_at_m(self, x_m: float, y_m: float) -> float:
        """Height of the plane under a point."""
        c0, c1, c2 = self.coefficients
        return c0 + c1 * x_m + c2 * y_m

    def distance_inside_m(self, xy_m: npt.NDArray[np.float32] | FloatArray) -> FloatArray:
        """(N,) signed distance to the outline, positive inside."""
        inside = np.full(len(xy_m), np.inf)
        corners = self.polygon_m
        for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            edge = b - a
            normal = np.array([-edge[1], edge[0]]) / max(float(np.linalg.norm(edge)), 1e-9)
            np.minimum(inside, xy_m @ normal - float(a @ normal), out=inside)
        return inside


def find_support(cloud: Cloud, height_range_m: tuple[float, float], min_area_m2: float) -> Support | None:
    """The largest horizontal surface whose height lies in the range; None when none is in view."""
    sparse = (slice(None, None, _STRIDE), slice(None, None, _STRIDE))
    x, y, z = (image[sparse].ravel().astype(np.float64) for image in (cloud.x_m, cloud.y_m, cloud.z_m))
    low, high = height_range_m
    close = (z > low) & (z < high) & (np.abs(x) < 3.0) & (np.abs(y) < 3.0)
    x, y, z = x[close], y[close], z[close]
    if len(z) < 100:
        return None
    counts, edges = np.histogram(z, bins=max(1, round((high - low) / _BIN_M)), range=(low, high))
    smooth = np.convolve(counts, [1, 2, 1], mode="same")
    peak = int(np.argmax(smooth))
    middle = (edges[peak] + edges[peak + 1]) / 2
    coefficients = _fit_plane(x, y, z, middle)
    residual = np.abs(z - coefficients[0] - coefficients[1] * x - coefficients[2] * y)
    on = residual < 0.012
    polygon = _outline(np.column_stack((x[on], y[on])))
    if polygon is None or cv2.contourArea(polygon.astype(np.float32)) < min_area_m2:
        return None
    centre = polygon.mean(axis=0)
    height = coefficients[0] + coefficients[1] * centre[0] + coefficients[2] * centre[1]
    return Support(float(height), coefficients, polygon)


def _fit_plane(x: FloatArray, y: FloatArray, z: FloatArray, middle: float) -> tuple[float, float, float]:
    """Trimmed least squares: things on a table stick out on one side only, so the gate closes in steps."""
    matrix = np.column_stack((np.ones_like(x), x, y))
    solution = np.array([middle, 0.0, 0.0])
    for gate in (0.025, 0.012, 0.008):
        near = np.abs(z - matrix @ solution) < gate
        if int(near.sum()) < 50:
            break
        solution = np.linalg.lstsq(matrix[near], z[near], rcond=None)[0]
        if np.abs(solution[1:]).max() > _MAX_SLOPE:
            solution = np.array([float(np.median(z[near])), 0.0, 0.0])
    return float(solution[0]), float(solution[1]), float(solution[2])


def _outline(xy_m: FloatArray) -> FloatArray | None:
    """Convex hull of the largest patch, a few corners."""
    if len(xy_m) < 50:
        return None
    origin = xy_m.min(axis=0) - _CELL_M
    cells = ((xy_m - origin) / _CELL_M).astype(np.int32)
    shape = cells.max(axis=0) + 2
    grid = np.zeros((int(shape[0]), int(shape[1])), np.uint8)
    grid[cells[:, 0], cells[:, 1]] = 1
    kernel = np.ones((3, 3), np.uint8)
    solid = cv2.morphologyEx(cv2.morphologyEx(grid, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    mine = labels[cells[:, 0], cells[:, 1]] == largest
    hull = cv2.convexHull(xy_m[mine].astype(np.float32))
    corners = cv2.approxPolyDP(hull, 0.012, True)[:, 0, :].astype(np.float64)
    if len(corners) < 3:
        return None
    nxt = np.roll(corners, -1, axis=0)
    area = float(np.sum(corners[:, 0] * nxt[:, 1] - corners[:, 1] * nxt[:, 0]))
    return np.asarray(corners if area > 0 else corners[::-1].copy())
