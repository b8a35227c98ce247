# SPDX-License-Identifier: Apache-2.0
"""From a cloud to pieces: what stands on the support, apart from the arm, people and the room behind.

Two cuts. In the image, depth jumps separate what is in front from what is behind: whatever runs on beyond the
table's edge (a person and their hand, a wall) is no object. Seen from above, things that stand apart leave a
gap, also where one hides part of another: so the rest is grouped on a fine horizontal grid, where a cup's
near and far wall meet again.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.config import PerceptionConfig
from mm_robot.perception.cloud import NOISE_M_PER_M2, Cloud, Image, Mask
from mm_robot.perception.support import Support

Labels = npt.NDArray[np.int32]

_CELL_M = 0.006  # of the horizontal grid; pixels on a table at 1.2 m, seen at 35°, are 5 mm apart
_OUTSIDE_SHARE = 0.25  # of a piece beyond the table's outline: then it is no thing on the table


@dataclass(frozen=True, eq=False)
class Segments:
    """What each pixel belongs to."""

    labels: Labels  # (H, W), 0 = nothing, 1..count = things on the support
    count: int
    surroundings: Mask  # (H, W) what rises above the support's height but does not stand on it
    mixed: Mask  # (H, W) depth is a mixture of front and back
    height_m: Image  # (H, W) above the support


def segment(cloud: Cloud, support: Support, arm: Mask, config: PerceptionConfig) -> Segments:
    """Find the pieces above `support`; `arm` (H, W) marks the robot's own pixels."""
    height = support.height_above_m(cloud)
    # A mean of n frames is sqrt(n) quieter; 3 sigma of height noise (0.6 of the depth noise at 35° from
    # above).
    noise = np.float32(1.8 * NOISE_M_PER_M2 / max(cloud.frames, 1) ** 0.5)
    floor = np.maximum(np.float32(config.min_object_height_m), noise * cloud.depth_m * cloud.depth_m)
    above = (height > floor) & (height < 1.5) & ~arm
    edges, mixed = depth_edges(cloud.depth_m)
    surroundings = _surroundings(cloud, support, above, edges, height, config)
    fringe = cv2.dilate(surroundings.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    things = above & ~fringe & (height < config.max_object_height_m)
    labels, count = _group_from_above(cloud, support, things, mixed)
    return Segments(labels, count, surroundings, mixed, height)


def depth_edges(depth_m: Image) -> tuple[Mask, Mask]:
    """(H, W) pixels on either side of a depth jump; and those with a jump on both sides of themselves.

    The first cut the image into pieces. The second are mixtures of front and back, as stereo cameras see them
    along outlines, and no surface.
    """
    gate = np.float32(0.012) + np.float32(0.012) * depth_m  # a slope of 80° at 1 m changes 12 mm per pixel
    across = np.abs(np.diff(depth_m, axis=1)) > gate[:, 1:]
    down = np.abs(np.diff(depth_m, axis=0)) > gate[1:]
    edges = np.zeros(depth_m.shape, dtype=np.bool_)
    edges[:, 1:] |= across
    edges[:, :-1] |= across
    edges[1:] |= down
    edges[:-1] |= down
    mixed = np.zeros(depth_m.shape, dtype=np.bool_)
    mixed[:, 1:-1] |= across[:, 1:] & across[:, :-1]
    mixed[1:-1] |= down[1:] & down[:-1]
    return edges, mixed


def _surroundings(
    cloud: Cloud, support: Support, above: Mask, edges: Mask, height: Image, config: PerceptionConfig
) -> Mask:
    """Pieces of the image that mostly lie beyond the outline or rise too high, and all that hangs on them."""
    count, labels = cv2.connectedComponents((above & ~edges).astype(np.uint8), connectivity=4)
    rows, columns = np.nonzero(labels)
    mine = labels[rows, columns]
    xy = np.column_stack((cloud.x_m[rows, columns], cloud.y_m[rows, columns]))
    beyond = support.distance_inside_m(xy) < -0.01
    tall = height[rows, columns] > config.max_object_height_m
    size = np.bincount(mine, minlength=count)
    outside = np.bincount(mine[beyond | tall], minlength=count) > _OUTSIDE_SHARE * size
    outside[0] = False
    return np.asarray(outside[labels])


def _group_from_above(cloud: Cloud, support: Support, things: Mask, mixed: Mask) -> tuple[Labels, int]:
    """Connected patches of the horizontal grid."""
    labels = np.zeros(things.shape, np.int32)
    rows, columns = np.nonzero(things)
    xy = np.column_stack((cloud.x_m[rows, columns], cloud.y_m[rows, columns]))
    inside = support.distance_inside_m(xy) > 0.0
    rows, columns, xy = rows[inside], columns[inside], xy[inside]
    if len(rows) == 0:
        return labels, 0
    cells = ((xy - xy.min(axis=0)) / np.float32(_CELL_M)).astype(np.int32) + 1
    shape = cells.max(axis=0) + 2
    clean = ~mixed[rows, columns]
    grid = np.zeros((int(shape[0]), int(shape[1])), np.uint8)
    grid[cells[clean, 0], cells[clean, 1]] = 1
    solid = cv2.morphologyEx(grid, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, patches = cv2.connectedComponents(solid, connectivity=8)
    labels[rows, columns] = patches[cells[:, 0], cells[:, 1]]
    return labels, count - 1
