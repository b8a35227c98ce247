# SPDX-License-Identifier: Apache-2.0
"""What a thing seen from one side is likely to be as a whole: an upright round body or an oriented box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.geometry import rotation_z
from mm_robot.types import FloatArray, SceneObject, SupportSurface

_ROUND = (
    "cup", "mug", "bottle", "can", "bowl", "plate", "ball", "apple", "orange", "glass", "jar", "vase",
    "candle", "pot", "bin", "tomato", "peach", "onion",
)  # fmt: skip
_ANGULAR = (
    "box", "block", "basket", "tray", "book", "banana", "lemon", "carton", "sponge", "soap", "phone",
    "remote", "stapler", "bread", "egg", "potato",
)  # fmt: skip
_OPEN = ("cup", "mug", "bowl", "glass", "basket", "tray", "plate", "vase", "pot", "pan", "bin")
_BALLS = ("ball", "apple", "orange", "lemon", "tomato", "peach", "onion", "egg", "potato")
_MAX_POINTS = 1500  # more do not make a fit better, only slower
_SUPPORT_GAP_M = (
    0.04  # a lower edge this close to a surface stands on it: the camera rarely sees the very bottom
)
_ROUND_RMS_M = 0.0045  # a circle fits noise of 3 mm within this; the corner of a block does not


@dataclass(frozen=True, eq=False)
class Shape:
    """A thing completed to a whole. `half_m` are half side lengths along its own axes, z up."""

    round: bool  # a vertical axis of symmetry (a mug's handle apart)
    ball: bool  # round in every direction, more or less
    open: bool  # hollow from above, with a rim
    centre_m: FloatArray  # (3,) base frame
    yaw_rad: float  # of its x axis
    half_m: FloatArray  # (3,)
    points_m: FloatArray  # (N, 3) base frame, thinned out

    @property
    def low_m(self) -> float:
        """Height of its bottom."""
        return float(self.centre_m[2] - self.half_m[2])

    @property
    def high_m(self) -> float:
        """Height of its top."""
        return float(self.centre_m[2] + self.half_m[2])

    @property
    def axes(self) -> FloatArray:
        """(3, 3) its axes as columns, base frame."""
        return rotation_z(self.yaw_rad)

    def reach_m(self, direction: FloatArray) -> float:
        """How far it extends from its centre in a unit direction (its support function)."""
        if self.ball:
            return float(np.linalg.norm(self.half_m * (self.axes.T @ direction)))
        if self.round:
            flat = float(np.hypot(direction[0], direction[1]))
            return float(self.half_m[0] * flat + self.half_m[2] * abs(direction[2]))
        return float(np.abs(self.axes.T @ direction) @ self.half_m)

    def section(self, z_m: float) -> tuple[FloatArray, float] | None:
        """Centre (2,) and radius of its round outline at a height; None when it cannot be told."""
        for half_band in (0.010, 0.018):
            band = self.points_m[np.abs(self.points_m[:, 2] - z_m) < half_band]
            fit = fit_circle(band[:, :2])
            if fit is not None and fit[2] < _ROUND_RMS_M:
                return fit[0], fit[1]
        return None


def complete(thing: SceneObject, surfaces: Sequence[SupportSurface] = ()) -> Shape:
    """Guess the whole from the seen side, the measured box, the label and the surface below."""
    points = thing.points_m[np.isfinite(thing.points_m).all(axis=1)]
    if len(points) > _MAX_POINTS:
        points = points[:: len(points) // _MAX_POINTS + 1]
    half = np.maximum(np.asarray(thing.extent_m, dtype=np.float64) / 2, 0.004)
    centre = np.asarray(thing.position_m, dtype=np.float64).copy()
    axis = thing.T_base_object[:3, 0]
    yaw = float(np.arctan2(axis[1], axis[0]))
    low, high = float(centre[2] - half[2]), float(centre[2] + half[2])
    if not thing.held:
        low = _ground(centre, low, high, surfaces)
    centre[2], half[2] = (low + high) / 2, (high - low) / 2
    label = thing.label
    is_round, is_ball = label in _ROUND, label in _BALLS
    circle = _outline(points, low, high, label)
    if label not in _ROUND and label not in _ANGULAR:
        is_round = circle is not None and half[0] < 1.3 * half[1]
    if is_round and circle is not None:
        at, radius = circle
        # The box knows better where the outline is barely seen, the fit where a handle sticks out.
        if abs(radius - half[1]) < max(0.012, 0.35 * half[1]):
            centre[:2], half[:2] = at, radius
    if is_round:
        half[:2] = min(half[0], half[1])
    return Shape(is_round, is_ball, label in _OPEN, centre, yaw, half, points)


def fit_circle(points_m: FloatArray) -> tuple[FloatArray, float, float] | None:
    """Centre (2,), radius and RMS residual of a circle through (N, 2) points, outliers left out.

    None when fewer than 12 points lie on less than a third of a circle.
    """
    points = points_m
    for _ in range(4):
        if len(points) < 12:
            return None
        # Algebraic fit (Kåsa 1976): linear, and good enough once outliers are gone.
        mean = points.mean(axis=0)
        p = points - mean
        solution, *_ = np.linalg.lstsq(
            np.column_stack((2 * p, np.ones(len(p)))), (p**2).sum(axis=1), rcond=None
        )
        radius = float(np.sqrt(max(solution[2] + solution[0] ** 2 + solution[1] ** 2, 0.0)))
        centre = solution[:2] + mean
        residual = np.linalg.norm(points_m - centre, axis=1) - radius
        kept = points_m[np.abs(residual) < max(0.006, 1.5 * float(np.median(np.abs(residual))))]
        if len(kept) == len(points):
            break
        points = kept
    if len(points) < 12 or not 0.008 < radius < 0.13:
        return None
    way = points - centre
    angles = np.sort(np.arctan2(way[:, 1], way[:, 0]))
    gap = float(np.max(np.diff(np.append(angles, angles[0] + 2 * np.pi))))
    if 2 * np.pi - gap < 2 * np.pi / 3:
        return None
    rms = float(np.sqrt(np.mean((np.linalg.norm(way, axis=1) - radius) ** 2)))
    return centre, radius, rms


def _outline(points: FloatArray, low: float, high: float, label: str) -> tuple[FloatArray, float] | None:
    """The circle around the widest part: the rim of open things, the middle of the rest."""
    z = high - 0.008 if label in _OPEN else (low + high) / 2
    band = points[np.abs(points[:, 2] - z) < max(0.010, 0.15 * (high - low))]
    fit = fit_circle(band[:, :2])
    return (fit[0], fit[1]) if fit is not None and fit[2] < _ROUND_RMS_M else None


def _ground(centre: FloatArray, low: float, high: float, surfaces: Sequence[SupportSurface]) -> float:
    """The lower edge, moved to the surface it must be standing on."""
    for surface in sorted(surfaces, key=lambda s: abs(s.height_m - low)):
        if abs(surface.height_m - low) < _SUPPORT_GAP_M and surface.height_m < high - 0.004:
            return surface.height_m
    return low
