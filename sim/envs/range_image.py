# SPDX-License-Identifier: Apache-2.0
"""A lidar sweep as a picture of distances, so that it always has the same shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray

ROWS, COLUMNS = 32, 360  # 2° by 1°: what is nearer to each other than that keeps its nearest point
LOW_RAD, HIGH_RAD = np.radians(-58.0), np.radians(6.0)  # covers the rings of sensors/lidar.py
FARTHEST_M = 30.0


def range_image(points_m: FloatArray) -> npt.NDArray[np.float32]:
    """(ROWS, COLUMNS) float32 distances in metres of the nearest point (N, 3) in each cell, 0 = none.

    Row 0 is the highest; column 0 looks along the lidar's +x and columns turn counter-clockwise.
    """
    points = np.asarray(points_m, dtype=np.float64).reshape(-1, 3)
    distance = np.linalg.norm(points, axis=1)
    points, distance = points[distance > 0.0], distance[distance > 0.0]
    up = np.arcsin(np.clip(points[:, 2] / distance, -1.0, 1.0))
    row = np.floor((HIGH_RAD - up) / (HIGH_RAD - LOW_RAD) * ROWS).astype(np.intp)
    # Rounded, not cut off: rays at whole degrees must not hop between cells with the noise.
    turn = np.arctan2(points[:, 1], points[:, 0]) / (2 * np.pi)
    column = np.round(turn * COLUMNS).astype(np.intp) % COLUMNS
    inside = (row >= 0) & (row < ROWS)
    image = np.full(ROWS * COLUMNS, np.inf)
    np.minimum.at(image, row[inside] * COLUMNS + column[inside], distance[inside])
    image[~np.isfinite(image)] = 0.0
    return np.asarray(np.minimum(image, FARTHEST_M).reshape(ROWS, COLUMNS), dtype=np.float32)
