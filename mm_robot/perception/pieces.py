# SPDX-License-Identifier: Apache-2.0
"""From segments to detections: drop specks, measure what is left."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.config import PerceptionConfig
from mm_robot.geometry import pose
from mm_robot.perception.cloud import Cloud, Mask
from mm_robot.perception.colour import colour_scores, families, white_gains, white_level
from mm_robot.perception.glimpse import glimpse
from mm_robot.perception.handles import find_handles
from mm_robot.perception.labels import label_scores
from mm_robot.perception.recogniser import Recogniser
from mm_robot.perception.segments import Segments
from mm_robot.perception.shape import measure
from mm_robot.perception.splitting import Index, Pixels, split
from mm_robot.perception.tracks import Detection
from mm_robot.types import FloatArray

_MAX_STORED = 1500  # points kept per thing: enough for grasps
_MIN_RISE_M = 0.013  # lower things are noise of the table
_FURNITURE_M = (0.18, 0.16)  # height and longest level side: what has drawers and doors is larger
_BAR_M = 0.012  # thickness of a handle's bar
_DRAWER = {"drawer": 0.9}
_DOOR = {"door": 0.9, "cupboard": 0.8}  # who says "open the cupboard" means its door
_SAME_COLOUR = 0.7  # overlap of two colour distributions: shade and highlights take the rest


def detections(
    cloud: Cloud,
    segments: Segments,
    arm: Mask,
    config: PerceptionConfig,
    recogniser: Recogniser | None = None,
) -> list[Detection]:
    """Measure every segment that is large and high enough to be a thing.

    A segment that lies within the outline of a larger one, no higher and of the same colour, is part of it:
    the far side of a rim or of a floor that the noise cut off. `recogniser` names the pieces; without one
    the rules of labels.py do.
    """
    look = _Look(cloud, segments, arm, recogniser)
    rows, columns = np.nonzero(segments.labels)
    labels = segments.labels[rows, columns]
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(1, segments.count + 2))
    pieces: list[tuple[Pixels, Detection]] = []
    for k in range(segments.count):
        mine = order[bounds[k] : bounds[k + 1]]
        if len(mine) < config.min_object_pixels:
            continue
        pixels = (rows[mine], columns[mine])
        found = look.measure(*pixels)
        if found is not None:
            pieces += split(pixels, found, look.families(*pixels), look.xy_m(*pixels), look.measure)
    joined = _joined(pieces, look)
    fitted = [part for pixels, found in joined if _may_have_handles(found) for part in look.handles(*pixels)]
    return [*(found for _, found in joined), *fitted]


def _may_have_handles(found: Detection) -> bool:
    tall, wide = float(found.extent_m[2]), float(found.extent_m[:2].max())
    return tall > _FURNITURE_M[0] and wide > _FURNITURE_M[1]


class _Look:
    """What all pieces of one look share."""

    def __init__(
        self, cloud: Cloud, segments: Segments, arm: Mask, recogniser: Recogniser | None = None
    ) -> None:
        self._cloud, self._segments, self._recogniser = cloud, segments, recogniser
        self._gains = white_gains(cloud.rgb)
        self._white = white_level(cloud.rgb, self._gains)
        self._near_arm = cv2.dilate(arm.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0

    def families(self, v: Index, u: Index) -> Index:
        """(N,) colour family of each pixel."""
        return families(self._cloud.rgb[v, u], self._gains)[0]

    def xy_m(self, v: Index, u: Index) -> FloatArray:
        """(N, 2) base frame, of each pixel."""
        return np.column_stack((self._cloud.x_m[v, u], self._cloud.y_m[v, u])).astype(np.float64)

    def measure(self, v: Index, u: Index) -> Detection | None:
        """Shape, names and colours of the pixels; None for what is too low to be a thing."""
        cloud = self._cloud
        clean = ~self._segments.mixed[v, u]
        if int(clean.sum()) < max(20, 0.3 * len(v)):
            clean = np.ones(len(v), dtype=np.bool_)
        heights = self._segments.height_m[v, u].astype(np.float64)
        if np.percentile(heights, 95) < _MIN_RISE_M:
            return None
        points = np.column_stack((cloud.x_m[v, u], cloud.y_m[v, u], cloud.z_m[v, u])).astype(np.float64)
        shape = measure(points[clean], heights[clean], cloud.T_base_camera[:2, 3])
        colours = colour_scores(cloud.rgb[v, u], self._gains, self._white)
        names: Mapping[str, float] = label_scores(shape.features, colours)
        if self._recogniser is not None:
            seen = glimpse(cloud, self._segments.height_m, (v, u), shape.features, colours, names)
            (names,) = self._recogniser.names([seen])
        return Detection(
            points_m=points[clean][:: 1 + int(clean.sum()) // _MAX_STORED],
            T_base_object=shape.T_base_object,
            extent_m=shape.extent_m,
            label_scores=names,
            colour_scores=colours,
            whole=_whole(v, u, self._near_arm),
        )

    def handles(self, v: Index, u: Index) -> list[Detection]:
        """Drawers and doors of a piece of furniture, each as its handle in the colour of its front.

        A handle's box has its y axis pointing out of the front.
        """
        piece = np.zeros(self._cloud.z_m.shape, dtype=np.bool_)
        piece[v, u] = True
        found = []
        for handle in find_handles(self._cloud, piece):
            up = np.array([0.0, 0.0, 1.0])
            rotation = np.column_stack((np.cross(handle.out, up), handle.out, up))
            long = np.abs(rotation.T @ handle.along) > 0.5
            extent = np.where(long, handle.length_m, _BAR_M)
            colours = colour_scores(self._cloud.rgb[handle.front], self._gains, self._white)
            labels = _DRAWER if handle.level else _DOOR
            T = pose(handle.centre_m, rotation)
            found.append(Detection(handle.points_m, T, extent, labels, colours, whole=True))
        return found


def _joined(pieces: list[tuple[Pixels, Detection]], look: _Look) -> list[tuple[Pixels, Detection]]:
    """The pieces, parts of larger ones added to those."""
    order = sorted(pieces, key=lambda piece: -len(piece[0][0]))
    kept: list[tuple[Pixels, Detection]] = []
    for pixels, found in order:
        home = next((i for i, (_, whole) in enumerate(kept) if _is_part(found, whole)), None)
        if home is None:
            kept.append((pixels, found))
            continue
        both = tuple(np.concatenate(pair) for pair in zip(kept[home][0], pixels, strict=True))
        joined = look.measure(both[0], both[1])
        if joined is not None:
            kept[home] = ((both[0], both[1]), joined)
    return kept


def _is_part(piece: Detection, whole: Detection) -> bool:
    local = whole.T_base_object[:3, :3].T @ (piece.T_base_object[:3, 3] - whole.T_base_object[:3, 3])
    within = bool((np.abs(local[:2]) < whole.extent_m[:2] / 2).all())
    lower = float(piece.extent_m[2]) < float(whole.extent_m[2]) + 0.005
    alike = sum(min(share, whole.colour_scores.get(name, 0.0)) for name, share in piece.colour_scores.items())
    return within and lower and alike > _SAME_COLOUR


def _whole(v: npt.NDArray[np.intp], u: npt.NDArray[np.intp], near_arm: Mask) -> bool:
    """Whether neither the picture's edge nor the arm cuts the thing off."""
    height, width = near_arm.shape
    border = (v <= 1) | (u <= 1) | (v >= height - 2) | (u >= width - 2)
    return not border.any() and int(near_arm[v, u].sum()) < 0.02 * len(v) + 3
