# SPDX-License-Identifier: Apache-2.0
"""Handles of drawers and doors: bars that stand off an upright flat front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.perception.cloud import Cloud, Mask
from mm_robot.types import FloatArray

Index = npt.NDArray[np.intp]

_SAMPLE = 1500  # points in which planes are looked for
_TRIALS = 160  # pairs; with a tenth of the points on a plane, one in a hundred lies on it
_PLANES = 5  # fronts, sides and open drawers of one piece
_PLANE_GATE_M = 0.006  # off the plane: depth noise at 1 m
_MIN_SHARE = 0.06  # of the points: a front of 10 by 20 cm of a large unit
_GAP_M = (0.016, 0.080)  # of the bar's near side from the front: room for fingers
_LENGTH_M = (0.05, 0.20)  # handles of household furniture
_THICK_M = 0.011  # off the bar's middle: its radius and the noise
_MIN_PIXELS = 40
_MIN_ON_BAR = 0.5  # of a patch's points: the rest are its posts
_BESIDE_M = (0.014, 0.05)  # beside a bar, on both sides, its front goes on: else it is an edge
_MIN_BESIDE = 12  # pixels


@dataclass(frozen=True, eq=False)
class Handle:
    """A bar that can be pulled."""

    points_m: FloatArray  # (N, 3) of the bar, base frame
    centre_m: FloatArray  # (3,)
    along: FloatArray  # (3,) unit, level or upright
    out: FloatArray  # (3,) unit and level: away from the front, towards whoever pulls
    length_m: float
    front: tuple[Index, Index]  # rows and columns of the pixels of the front behind it

    @property
    def level(self) -> bool:
        """Whether the bar lies level, as on a drawer; else it stands, as on a door."""
        return bool(abs(self.along[2]) < 0.5)


@dataclass(frozen=True, eq=False)
class _Front:
    """An upright plane of one piece."""

    out: FloatArray  # (3,) unit, level, towards the camera
    offset_m: float  # out @ point = offset
    on: npt.NDArray[np.bool_]  # (N,) which of the piece's points lie on it


def find_handles(cloud: Cloud, piece: Mask) -> list[Handle]:
    """The handles on one piece of furniture, given the (H, W) pixels that belong to it."""
    v, u = np.nonzero(piece)
    points = np.column_stack((cloud.x_m[v, u], cloud.y_m[v, u], cloud.z_m[v, u])).astype(np.float64)
    found: list[Handle] = []
    for front in _fronts(points, cloud.T_base_camera[:3, 3]):
        gap = points @ front.out - front.offset_m
        level = np.cross([0.0, 0.0, 1.0], front.out)
        across = points @ level
        low, high = np.percentile(across[front.on], [1, 99])
        before = (gap > _GAP_M[0]) & (gap < _GAP_M[1]) & (across > low) & (across < high)
        patches = np.zeros(piece.shape, np.uint8)
        patches[v[before], u[before]] = 1
        count, labels = cv2.connectedComponents(patches, connectivity=8)
        numbers = labels[v, u]
        for k in range(1, count):
            mine = numbers == k
            if int(mine.sum()) < _MIN_PIXELS:
                continue
            handle = _handle(points[mine], points, front, level, (v, u))
            if handle is not None and not _again(handle, found):
                found.append(handle)
    return found


def _fronts(points: FloatArray, camera_m: FloatArray) -> Iterator[_Front]:
    """Upright planes, the one with the most points first."""
    rng = np.random.default_rng(len(points))  # the same points, the same answer
    free = np.ones(len(points), dtype=np.bool_)
    for _ in range(_PLANES):
        rest = points[free]
        if len(rest) < 4 * _MIN_PIXELS:
            return
        sample = rest[:: 1 + len(rest) // _SAMPLE, :2]
        a, b = sample[rng.integers(0, len(sample), (2, _TRIALS))]
        side = np.column_stack((a[:, 1] - b[:, 1], b[:, 0] - a[:, 0]))
        normals = side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6)
        off = np.abs(sample @ normals.T - np.sum(a * normals, axis=1))
        on = off < _PLANE_GATE_M
        on[:, np.linalg.norm(side, axis=1) < 0.04] = False
        best = int(on.sum(axis=0).argmax())
        wall = sample[on[:, best]]
        if len(wall) < _MIN_SHARE * len(sample):
            return
        middle = wall.mean(axis=0)
        normal = np.linalg.svd(wall - middle, full_matrices=False)[2][1]
        out = np.array([*normal, 0.0])
        offset = float(normal @ middle)
        if float(out @ camera_m) < offset:
            out, offset = -out, -offset
        lies = np.abs(points @ out - offset) < _PLANE_GATE_M
        yield _Front(out, offset, lies)
        free &= ~lies


def _handle(
    patch: FloatArray, points: FloatArray, front: _Front, level: FloatArray, pixels: tuple[Index, Index]
) -> Handle | None:
    """The level or upright bar in a patch that stands before the front, if there is one."""
    for along in (level, np.array([0.0, 0.0, 1.0])):
        across = patch - np.outer(patch @ along, along)
        distances = np.linalg.norm(across[:, None] - across[None, :: max(1, len(across) // 40)], axis=2)
        on = distances[:, (distances < _THICK_M).sum(axis=0).argmax()] < _THICK_M
        bar = patch[on]
        if len(bar) < _MIN_ON_BAR * len(patch):
            continue
        centre = bar.mean(axis=0)
        span = (bar - centre) @ along
        low, high = np.percentile(span, [2, 98])
        if _LENGTH_M[0] < high - low < _LENGTH_M[1]:
            centre = centre + along * (low + high) / 2
            if not _on_both_sides(points[front.on] - centre, along, np.cross(front.out, along), high - low):
                continue
            near = front.on & (np.linalg.norm(points - centre, axis=1) < 0.5 * (high - low) + 0.08)
            where = (pixels[0][near], pixels[1][near])
            return Handle(bar, centre, along, front.out, float(high - low), where)
    return None


def _on_both_sides(front: FloatArray, along: FloatArray, aside: FloatArray, length_m: float) -> bool:
    """Whether points of the front (N, 3), seen from the bar's middle, lie on either side of the bar."""
    near = np.abs(front @ along) < length_m / 2
    off = front[near] @ aside
    return all(
        int(((sign * off > _BESIDE_M[0]) & (sign * off < _BESIDE_M[1])).sum()) >= _MIN_BESIDE
        for sign in (-1, 1)
    )


def _again(handle: Handle, found: list[Handle]) -> bool:
    return any(float(np.linalg.norm(handle.centre_m - other.centre_m)) < 0.04 for other in found)
