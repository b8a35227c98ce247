# SPDX-License-Identifier: Apache-2.0
"""Surfaces to put things on or into: the table, boards, drawers, and the insides of containers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.recipes import Design
from mm_robot_sim.scenes.footprints import Floorplan, footprint, is_round, of_design
from mm_robot_sim.scenes.furniture import FixtureDesign, drawer_frame
from mm_robot_sim.scenes.spec import Furniture, Standing, Vector

TABLE_REGION_MIN_M, TABLE_REGION_MAX_M = (0.32, -0.43), (0.76, 0.35)
RISE_M = 0.0006  # above what carries it, so that nothing begins inside something else
EDGE_M = 0.008


@dataclass(eq=False)
class Place:
    """A level rectangle in the base frame, with what stands on it."""

    name: str | None  # of the thing or fixture; None: the table
    origin_m: FloatArray  # (3,) its middle, at the height on which things stand
    yaw_rad: float
    half_m: tuple[float, float]
    headroom_m: float
    round_m: float = 0.0  # radius, where it is a circle
    heap: bool = False  # whether things may lie on one another in there
    level_m: float = 0.0  # how high the heap is
    used: int = 0
    furniture: Floorplan = field(default_factory=Floorplan)
    plan: Floorplan = field(default_factory=Floorplan)

    def find(
        self, design: Design, rng: np.random.Generator, gap_m: float, tries: int = 40
    ) -> tuple[float, float, float] | None:
        """A free (x, y, yaw) in the place's own frame, or None."""
        if design.extent_m[2] > self.headroom_m:
            return None
        disc = of_design(design)
        for _ in range(tries):
            yaw = float(rng.uniform(-math.pi, math.pi))
            reach = np.abs(disc.at(0, 0, yaw)[:, :2]).max(axis=0) + disc.radius_m * 0.92 + EDGE_M
            free = np.array(self.half_m) - reach
            if np.any(free < 0):
                continue
            x, y = (float(v) for v in rng.uniform(-free, free))
            discs = disc.at(x, y, yaw)
            if self.round_m and np.any(np.hypot(discs[:, 0], discs[:, 1]) + discs[:, 2] > self.round_m):
                continue
            if self.heap or self.plan.room_m(discs) >= gap_m:
                return x, y, yaw
        return None

    def put(
        self, name: str, design: Design, at: tuple[float, float, float], above_m: float | None = None
    ) -> Standing:
        """Take the room for it at (x, y, yaw) of the place's frame; `above_m` lifts it from the ground."""
        x, y, yaw = at
        discs = of_design(design).at(x, y, yaw)
        if above_m is None:
            above_m = RISE_M
            if self.heap and self.plan.room_m(discs) < 0.0:
                above_m = self.level_m + RISE_M
        self.plan.take(discs)
        self.used += 1
        self.level_m = max(self.level_m, above_m + design.extent_m[2])
        spot = self.spot(x, y, above_m + design.extent_m[2] / 2)
        return Standing(name, design, spot, upright(self.yaw_rad + yaw), self.name)

    def furniture_room_m(self, discs: FloatArray) -> float:
        """Smallest gap between `discs` (K, 3) and the furniture on it."""
        return self.furniture.room_m(discs)

    def spot(self, x: float, y: float, z: float) -> Vector:
        """A point of the place's frame in the base frame."""
        c, s = math.cos(self.yaw_rad), math.sin(self.yaw_rad)
        px, py, pz = self.origin_m
        return float(px + c * x - s * y), float(py + s * x + c * y), float(pz + z)


def upright(yaw_rad: float) -> tuple[float, float, float, float]:
    """(w, x, y, z) of a turn about z."""
    return math.cos(yaw_rad / 2), 0.0, 0.0, math.sin(yaw_rad / 2)


def table_place(keep_off: tuple[Furniture, ...], table_max_m: tuple[float, float]) -> Place:
    """The part of the table where things stand, less furniture and the way that drawers and doors take."""
    low, high = np.array(TABLE_REGION_MIN_M), np.array(TABLE_REGION_MAX_M)
    high = np.minimum(high, np.array(table_max_m) - 0.1)
    middle, half = (low + high) / 2, (high - low) / 2
    place = Place(None, np.array([*middle, 0.0]), 0.0, (float(half[0]), float(half[1])), 0.4)
    for piece in keep_off:
        deep, wide = piece.size_m[0], piece.size_m[1]
        before = {"drawers": deep * 0.72 + 0.05, "cupboard": wide + 0.02}.get(piece.kind, 0.0)
        disc = footprint(deep + before, wide, round_=piece.kind == "bin")
        c, s = math.cos(piece.yaw_rad), math.sin(piece.yaw_rad)
        x, y = piece.at_m[0] - c * before / 2, piece.at_m[1] - s * before / 2
        discs = disc.at(x - middle[0], y - middle[1], piece.yaw_rad)
        place.plan.take(discs)
        place.furniture.take(discs)
    return place


def fixture_place(furniture: Furniture, fixture: FixtureDesign, opened: float) -> Place:
    """The ground inside a fixture, where its drawer is now."""
    low, high = np.array(fixture.low_m), np.array(fixture.high_m)
    middle = (low + high) / 2
    middle[2] = low[2]
    if fixture.noun == "drawer":
        middle = middle + drawer_frame(furniture, fixture, opened)
    c, s = math.cos(furniture.yaw_rad), math.sin(furniture.yaw_rad)
    x, y, z = middle
    origin = np.array(furniture.at_m) + (c * x - s * y, s * x + c * y, z)
    half = (high - low)[:2] / 2 - 0.004
    headroom = float(high[2] - low[2]) - 0.006
    return Place(
        fixture.name, origin, furniture.yaw_rad, (float(half[0]), float(half[1])), headroom,
        round_m=fixture.round_m, heap=fixture.noun == "bin",
    )  # fmt: skip


def inside_place(standing: Standing, headroom_m: float, wall_m: float = 0.008) -> Place:
    """The ground inside a container that stands upright: a rectangle, or the circle of a round one's foot."""
    design = standing.design
    x, y, z = design.extent_m
    w, _, _, s = standing.quaternion_wxyz
    yaw = 2 * math.atan2(s, w)
    origin = np.array(standing.at_m) - (0, 0, z / 2 - 0.007)
    if is_round(design) or design.noun in ("pot", "pan"):
        # Inside a round vessel the ground is narrower than the rim; what lies there may rest on the wall.
        half = min(x, y) / 2 * 0.72
        return Place(standing.name, origin, yaw, (half, half), headroom_m, round_m=half * 1.05, heap=True)
    return Place(standing.name, origin, yaw, (x / 2 - wall_m, y / 2 - wall_m), headroom_m, heap=z > 0.05)
