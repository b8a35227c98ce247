# SPDX-License-Identifier: Apache-2.0
"""Room on a surface: what stands there as discs, so that the free places are found quickly.

A long thing is a row of discs that covers its rectangle; one distance test of all discs decides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.recipes import Design


@dataclass(frozen=True, eq=False)
class Footprint:
    """Discs around a thing's middle: its own frame, x along its longer side."""

    centres_m: FloatArray  # (K, 2)
    radius_m: float

    def at(self, x: float, y: float, yaw_rad: float) -> FloatArray:
        """(K, 3) rows x, y, radius of the thing put there."""
        c, s = math.cos(yaw_rad), math.sin(yaw_rad)
        turned = self.centres_m @ np.array([[c, s], [-s, c]])
        return np.column_stack((turned + (x, y), np.full(len(turned), self.radius_m)))


def footprint(length_m: float, width_m: float, round_: bool = False) -> Footprint:
    """Of a rectangle `length_m` along x and `width_m` along y, or of a circle of the larger one."""
    if round_ or max(length_m, width_m) < 1.15 * min(length_m, width_m):
        whole = max(length_m, width_m) / 2 if round_ else math.hypot(length_m, width_m) / 2
        return Footprint(np.zeros((1, 2)), whole)
    long, short = max(length_m, width_m), min(length_m, width_m)
    count = math.ceil(long / short)
    apart = long / count
    along = (np.arange(count) - (count - 1) / 2) * apart
    centres = np.column_stack((along, np.zeros(count)))
    if width_m > length_m:
        centres = centres[:, ::-1]
    return Footprint(centres, math.hypot(apart, short) / 2)


def is_round(design: Design) -> bool:
    """Whether it looks the same from every side, so that the circle of its width holds it."""
    x, y = design.extent_m[:2]
    return abs(x - y) < 1e-6 and design.parts[0].kind != "box"


def of_design(design: Design) -> Footprint:
    """Of a thing that stands as it was made."""
    return footprint(design.extent_m[0], design.extent_m[1], is_round(design))


class Floorplan:
    """What is taken of one surface."""

    def __init__(self) -> None:
        self._discs = np.zeros((0, 3))

    def take(self, discs: FloatArray) -> None:
        """Nothing else may stand there."""
        self._discs = np.vstack((self._discs, discs))

    def room_m(self, discs: FloatArray) -> float:
        """Smallest gap between `discs` (K, 3) and all that is taken; negative where they overlap."""
        if len(self._discs) == 0:
            return math.inf
        apart = np.linalg.norm(self._discs[:, None, :2] - discs[None, :, :2], axis=2)
        return float((apart - self._discs[:, None, 2] - discs[None, :, 2]).min())
