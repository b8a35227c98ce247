# SPDX-License-Identifier: Apache-2.0
"""What a scene is before it is built: things, furniture, look of the room, camera. Values only.

Frame: the robot's base frame, metres and radians. The table's top is z = 0 in every scene: the arm is bolted
down level with the table that it works at, so a taller table lifts both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from mm_robot_sim.objects.recipes import Design

Kind = Literal["simple", "table", "shelf", "drawers", "cupboard", "basket", "tray", "bin"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FurnitureKind = Literal["shelf", "drawers", "cupboard", "bin"]
Pattern = Literal["planks", "plain", "stone", "checked", "striped", "tiles", "carpet"]
Rgb = tuple[float, float, float]
Vector = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Standing:
    """One thing and where it begins."""

    name: str  # "red_cup", "red_cup_2"
    design: Design
    at_m: Vector  # centre of its box
    quaternion_wxyz: tuple[float, float, float, float]
    support: str | None = None  # what it was put on or into: a thing's or fixture's name; None: the table


@dataclass(frozen=True)
class Furniture:
    """One piece of furniture; furniture.py says what parts and fixtures it has."""

    kind: FurnitureKind
    at_m: Vector  # middle of its bottom
    yaw_rad: float  # its front looks along -x when this is 0
    size_m: Vector  # full depth, width, height
    colour: str
    parts: int  # boards of a shelf or of a cupboard, drawers of a unit, 0 for a bin
    opened: tuple[float, ...] = ()  # 0 to 1 for each part that moves, from the top


@dataclass(frozen=True)
class Surface:
    """How something flat looks."""

    pattern: Pattern
    colour: Rgb
    second: Rgb  # of the pattern: grout, stripes, veins
    seed: int  # of its grain
    repeat: float = 1.0


@dataclass(frozen=True)
class Light:
    """A lamp or window far away; `direction` is the way its light goes."""

    direction: Vector
    colour: Rgb  # intensity times colour temperature
    shadow: bool


@dataclass(frozen=True)
class Look:
    """Everything about a room that only the eye notices, and the size of the table."""

    table: Surface
    table_min_m: tuple[float, float]
    table_max_m: tuple[float, float]
    floor: Surface
    walls: Rgb
    legs: Rgb
    ambient: Rgb
    lights: tuple[Light, ...]
    decor: tuple[str, ...]  # names of decor.py, each standing or hanging in its own place
    decor_seed: int


@dataclass(frozen=True)
class CameraShift:
    """Where this scene's camera stands, relative to the nominal place and lens of the profile."""

    position_m: Vector = (0.0, 0.0, 0.0)
    target_m: Vector = (0.0, 0.0, 0.0)
    focal_scale: float = 1.0


@dataclass(frozen=True, eq=False)
class SceneSpec:
    """A whole scene. World(seed, scene=spec) builds it."""

    seed: int
    kind: Kind
    things: tuple[Standing, ...]
    furniture: tuple[Furniture, ...]
    look: Look
    camera: CameraShift
    person: bool
