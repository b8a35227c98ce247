# SPDX-License-Identifier: Apache-2.0
"""From segments to detections: drop specks, measure what is left."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.config import PerceptionConfig
from mm_robot.perception.cloud import Cloud, Mask
from mm_robot.perception.colour import colour_scores, white_gains, white_level
from mm_robot.perception.labels import label_scores
from mm_robot.perception.segments import Segments
from mm_robot.perception.shape import measure
from mm_robot.perception.tracks import Detection

_MAX_STORED = 1500  # points kept per thing: enough for grasps
_MIN_RISE_M = 0.013  # lower things are noise of the table


def detections(cloud: Cloud, segments: Segments, arm: Mask, config: PerceptionConfig) -> list[Detection]:
    """Measure every segment that is large and high enough to be a thing."""
    gains = white_gains(cloud.rgb)
    white = white_level(cloud.rgb, gains)
    near_arm = cv2.dilate(arm.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    rows, columns = np.nonzero(segments.labels)
    labels = segments.labels[rows, columns]
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(1, segments.count + 2))
    camera_xy = cloud.T_base_camera[:2, 3]
    found = []
    for k in range(segments.count):
        mine = order[bounds[k] : bounds[k + 1]]
        if len(mine) < config.min_object_pixels:
            continue
        v, u = rows[mine], columns[mine]
        clean = ~segments.mixed[v, u]
        if int(clean.sum()) < max(20, 0.3 * len(mine)):
            clean = np.ones(len(mine), dtype=np.bool_)
        heights = segments.height_m[v, u].astype(np.float64)
        if np.percentile(heights, 95) < _MIN_RISE_M:
            continue
        points = np.column_stack((cloud.x_m[v, u], cloud.y_m[v, u], cloud.z_m[v, u])).astype(np.float64)
        shape = measure(points[clean], heights[clean], camera_xy)
        colours = colour_scores(cloud.rgb[v, u], gains, white)
        found.append(
            Detection(
                points_m=points[clean][:: 1 + int(clean.sum()) // _MAX_STORED],
                T_base_object=shape.T_base_object,
                extent_m=shape.extent_m,
                label_scores=label_scores(shape.features, colours),
                colour_scores=colours,
                whole=_whole(v, u, near_arm),
            )
        )
    return found


def _whole(v: npt.NDArray[np.intp], u: npt.NDArray[np.intp], near_arm: Mask) -> bool:
    """Whether neither the picture's edge nor the arm cuts the thing off."""
    height, width = near_arm.shape
    border = (v <= 1) | (u <= 1) | (v >= height - 2) | (u >= width - 2)
    return not border.any() and int(near_arm[v, u].sum()) < 0.02 * len(v) + 3
