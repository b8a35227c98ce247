# SPDX-License-Identifier: Apache-2.0
"""Which points are the robot's own arm."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mm_robot.types import Capsules


def inside_capsules(
    points_m: npt.NDArray[np.float32], arm: Capsules, margin_m: float
) -> npt.NDArray[np.bool_]:
    """(N,) whether each point (N, 3) lies within a capsule grown by `margin_m`."""
    inside = np.zeros(len(points_m), dtype=np.bool_)
    for start, end, radius in zip(arm.start_m, arm.end_m, arm.radius_m, strict=True):
        reach = float(radius) + margin_m
        low, high = np.minimum(start, end) - reach, np.maximum(start, end) + reach
        box = np.ones(len(points_m), dtype=np.bool_)  # most points are far away: a box test first
        for axis in range(3):
            column = points_m[:, axis]
            box &= (column > low[axis]) & (column < high[axis])
        near = np.flatnonzero(box)
        if near.size == 0:
            continue
        line = (end - start).astype(np.float32)
        away = points_m[near] - start.astype(np.float32)
        length2 = max(float(line @ line), 1e-12)
        along = np.clip(away @ line / np.float32(length2), 0.0, 1.0)
        offset = away - along[:, None] * line
        inside[near] |= np.einsum("ij,ij->i", offset, offset) < reach * reach
    return inside
