# SPDX-License-Identifier: Apache-2.0
"""One person's measures and looks, drawn from a seed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mm_robot.geometry import rotation_from_axes
from mm_robot.types import FloatArray
from mm_robot_sim.scenes.scenery import FLOOR_Z_M

Rgba = tuple[float, float, float, float]
Hair = Literal["short", "long", "bun", "bald"]
CRATE_AWAY_M = 0.47  # the crate's middle from the middle of the body, sideways
CRATE_SIZE_M = (0.30, 0.26, 0.12)  # outer sides; a 23 cm bottle fits lying
STAND_Z_M = 0.0  # top of the stand under the crate: as high as the table
HEIGHT_MIN_M, HEIGHT_MAX_M = 1.52, 1.93  # most adults: 5th percentile of women, 99th of men (DIN 33402-2)

# Lengths as shares of the body height, after Drillis & Contini 1964.
HIP, KNEE, SHOULDER, ANKLE = 0.52, 0.28, 0.81, 0.039
HALF_SHOULDERS, HALF_HIPS = 0.115, 0.050
UPPER_ARM, FOREARM = 0.186, 0.146

_SKINS = ("#deae8f", "#c7916e", "#8c6147", "#ebbfa3", "#f2d0b5", "#a9744f", "#6b4530", "#4a2f22")
_SHIRTS = (
    "#406b8c", "#5c7a5c", "#8c5959", "#a8a8b3", "#2b2f36", "#e3e0d8", "#b0893e", "#6d4f86",
    "#30636b", "#a34d3c", "#3d5aa0", "#7c8a4d",
)  # fmt: skip
_TROUSERS = ("#2e364d", "#4d473f", "#1f2023", "#6a6f78", "#7a6a52", "#34503f")
_HAIRS = ("#1a1412", "#472e1a", "#735c38", "#a8874f", "#8a8a88", "#6e2f1c")
_SHOES = ("#1f1f21", "#5a4334", "#d8d8d4", "#3a4a66")


@dataclass(frozen=True, eq=False)
class Build:
    """One person's measures, base frame, as they stand at their place, facing the table, -y."""

    height_m: float
    at_m: FloatArray  # (2,) where they stand
    side: int  # +1: gives the right hand (towards the robot's foot), -1: the left
    hand_m: FloatArray  # (3,) centre of the outstretched hand
    hand_rotation: FloatArray  # (3, 3) columns: across the palm, fingers' direction, out of the palm
    skin: Rgba
    shirt: Rgba
    trousers: Rgba
    hair: Rgba
    shoes: Rgba = (0.12, 0.12, 0.13, 1.0)
    girth: float = 1.0  # breadth of trunk and limbs, 1 = of middling weight
    hair_style: Hair = "short"
    long_sleeves: bool = False
    shorts: bool = False
    jacket: Rgba | None = None  # worn open over the shirt
    glasses: bool = False
    beard: bool = False

    @property
    def shoulder_m(self) -> FloatArray:
        """(3,) the joint from which the outstretched arm comes, standing upright at their place."""
        local = self.shoulder_in_body_m(-self.side)
        return np.array([*(self.at_m + local[:2]), FLOOR_Z_M + local[2]])

    def shoulder_in_body_m(self, sign: int) -> FloatArray:
        """(3,) a shoulder from the point between the feet; `sign` +1 is towards the body's +x."""
        return np.array([sign * HALF_SHOULDERS * self.height_m, -0.01, SHOULDER * self.height_m])

    @property
    def crate_m(self) -> FloatArray:
        """(3,) middle of the rim of the crate at their side, away from the robot."""
        return np.array([self.at_m[0] + CRATE_AWAY_M, self.at_m[1] - 0.02, STAND_Z_M + CRATE_SIZE_M[2]])

    @property
    def arm_m(self) -> tuple[float, float]:
        """Lengths of upper arm and forearm."""
        return UPPER_ARM * self.height_m, FOREARM * self.height_m


def make_up(rng: np.random.Generator) -> Build:
    """Somebody with one hand out, its palm towards the robot and up."""
    height = rng.uniform(HEIGHT_MIN_M, HEIGHT_MAX_M)
    at = np.array([0.50, 0.95]) + rng.uniform([-0.06, -0.03], [0.06, 0.04])
    side = 1 if rng.random() < 0.6 else -1
    hand = np.array([0.48, 0.52, 0.28]) + rng.uniform([-0.05, -0.04, -0.05], [0.05, 0.04, 0.06])
    slope = rng.uniform(0.45, 0.7)  # radians below the horizontal that the fingers point
    turn = rng.uniform(-0.25, 0.25)
    fingers = np.array(
        [math.sin(turn) * math.cos(slope), -math.cos(turn) * math.cos(slope), -math.sin(slope)]
    )
    out = np.array([0.0, -math.sin(slope), math.cos(slope)])
    rotation = rotation_from_axes(np.cross(fingers, out), out)
    skin, shirt, trousers, hair, shoes, jacket = (
        _rgba(options[int(rng.integers(len(options)))])
        for options in (_SKINS, _SHIRTS, _TROUSERS, _HAIRS, _SHOES, _SHIRTS)
    )
    styles: tuple[Hair, ...] = ("short", "short", "long", "bun", "bald")
    style = styles[int(rng.integers(len(styles)))]
    return Build(
        height, at, side, hand, rotation, skin, shirt, trousers, hair, shoes,
        girth=float(rng.uniform(0.86, 1.18)),
        hair_style=style,
        long_sleeves=bool(rng.random() < 0.5),
        shorts=bool(rng.random() < 0.2),
        jacket=jacket if rng.random() < 0.3 else None,
        glasses=bool(rng.random() < 0.3),
        beard=bool(rng.random() < 0.5) and style in ("short", "bald"),
    )  # fmt: skip


def _rgba(web: str) -> Rgba:
    red, green, blue = (int(web[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, 1.0)
