# SPDX-License-Identifier: Apache-2.0
"""Furniture becomes bodies of the model: shelf, unit with drawers, cupboard with a door, bin.

Every piece stands on its bottom and its front looks along its own -x: towards the robot when it is not
turned. What moves has a joint with damping and dry friction, and a handle that a gripper reaches round.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.scenes.scenery import ROOM
from mm_robot_sim.scenes.spec import Furniture, Rgb, Vector

BOARD_M = 0.014
PANEL_M = 0.010
WALL_M = 0.006  # of a drawer's tray
PLINTH_M = 0.045  # under the lowest drawer: the hand is 7 cm thick and must come level with its handle
CLEARANCE_M = 0.003  # round a drawer, as cabinet makers leave it
HANDLE_GAP_M = 0.036  # behind the bar: a finger of the Panda's hand is 12 mm thick and needs room to close
HANDLE_RADIUS_M = 0.006
TRAVEL_SHARE = 0.72  # of a drawer's depth: beyond it would tip out of its rails
DOOR_RANGE_RAD = math.radians(110)
# Light furniture on plain rails: 1 to 3 N to start a small drawer, 0.1 to 0.2 N m for a cabinet hinge.
DRAWER_FRICTION_N, DRAWER_DAMPING_N_S_M = 1.5, 6.0
DOOR_FRICTION_N_M, DOOR_DAMPING_N_M_S = 0.12, 0.25
BIN_SIDES = 12


@dataclass(frozen=True)
class FixtureDesign:
    """One part of furniture that has a name, as it was built."""

    name: str
    noun: str
    colour: str
    place: str  # "top", "middle", "bottom", or "" where there is only one
    body: str  # whose geoms it is
    frame: str  # body in whose frame the inside lies
    joint: str | None
    travel: float  # metres or radians from closed to open; 0 where nothing moves
    low_m: Vector  # corners of the inside, frame of `frame`
    high_m: Vector
    round_m: float = 0.0  # radius of a round inside


def add_furniture(spec: mujoco.MjSpec, furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """Add one piece to `spec`; joints start closed (World opens them)."""
    yaw = furniture.yaw_rad
    body = spec.worldbody.add_body(
        name=furniture.kind, pos=furniture.at_m, quat=[math.cos(yaw / 2), 0, 0, math.sin(yaw / 2)]
    )
    return _BUILDERS[furniture.kind](spec, _Joiner(body, furniture.colour), furniture)


def fixture_designs(furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """The named parts of a piece, without a model to keep."""
    return add_furniture(mujoco.MjSpec(), furniture)


def place_words(count: int) -> tuple[str, ...]:
    """What the parts are called from the top down."""
    return {1: ("",), 2: ("top", "bottom"), 3: ("top", "middle", "bottom")}[count]


class _Joiner:
    """Adds boxes and rods to one body, in its colour."""

    def __init__(self, body: mujoco.MjsBody, colour: str, shade: float = 1.0) -> None:
        self.body = body
        muted = 0.1 + 0.8 * np.array(COLOURS[colour])  # painted wood is duller than plastic
        self._rgb = np.clip(muted * shade, 0, 1)
        self._count = 0

    def box(
        self, low: Vector, high: Vector, *, shade: float = 1.0, mass: float = 0.0, yaw: float = 0.0
    ) -> None:
        """A box between two corners; it may be turned about its own middle."""
        a, b = np.array(low), np.array(high)
        self._add(
            type=mujoco.mjtGeom.mjGEOM_BOX, size=(b - a) / 2, pos=(a + b) / 2, mass=mass, shade=shade,
            quat=[math.cos(yaw / 2), 0, 0, math.sin(yaw / 2)],
        )  # fmt: skip

    def rod(self, a: Vector, b: Vector, radius: float, rgb: Rgb, mass: float = 0.0) -> None:
        """A capsule between two points."""
        self._add(
            type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=[*a, *b], size=[radius, 0, 0], mass=mass, rgb=rgb,
            friction=[1.0, 0.01, 0.001],
        )  # fmt: skip

    def _add(self, shade: float = 1.0, rgb: Rgb | None = None, **given: object) -> None:
        self._count += 1
        colour = np.clip(self._rgb * shade, 0, 1) if rgb is None else np.array(rgb)
        given.setdefault("friction", [0.8, 0.005, 0.0002])
        self.body.add_geom(name=f"{self.body.name}_{self._count}", rgba=[*colour, 1.0], group=ROOM, **given)

    def handle(self, at: Vector, along: Vector, half_m: float) -> None:
        """A bar before the front (towards -x) on two posts."""
        metal = (0.72, 0.73, 0.75)
        middle, way = np.array(at), np.array(along) * half_m
        out = np.array([-HANDLE_GAP_M - HANDLE_RADIUS_M, 0, 0])
        ends = [middle + sign * way + out for sign in (-1, 1)]
        self.rod(_vector(ends[0]), _vector(ends[1]), HANDLE_RADIUS_M, metal, 0.03)
        for end in ends:
            self.rod(_vector(end - out), _vector(end), HANDLE_RADIUS_M * 0.8, metal, 0.01)


def _shelf(spec: mujoco.MjSpec, joiner: _Joiner, furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """Boards on four posts with a back: open at the sides, so that a camera looks in there."""
    x, y, z = (v / 2 for v in furniture.size_m)
    z *= 2
    post = 0.009
    for sx in (-1, 1):
        for sy in (-1, 1):
            px, py = sx * (x - post), sy * (y - post)
            joiner.box((px - post, py - post, 0), (px + post, py + post, z), shade=0.75)
    joiner.box((x - 0.004, -y, 0.02), (x, y, z), shade=0.9)
    count = furniture.parts
    low = 0.035  # the lowest board stands clear of the table
    heights = np.linspace(z if count > 1 else low, low, count)
    free = (z - low) / max(count - 1, 1) - BOARD_M
    made = []
    for i, (top, place) in enumerate(zip(heights, place_words(count), strict=True)):
        joiner.box((-x, -y, top - BOARD_M), (x, y, top))
        above = 0.3 if i == 0 else free
        made.append(
            FixtureDesign(
                f"shelf_{i + 1}", "shelf", furniture.colour, place, "shelf", "shelf", None, 0.0,
                (-x, -y, float(top)), (x - 0.004, y, float(top + above)),
            )
        )  # fmt: skip
    return tuple(made)


def _drawers(spec: mujoco.MjSpec, joiner: _Joiner, furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """A carcass, and trays on slides that come out towards -x."""
    x, y = furniture.size_m[0] / 2, furniture.size_m[1] / 2
    z, p = furniture.size_m[2], PANEL_M
    joiner.box((-x, -y, z - p), (x, y, z))
    joiner.box((-x + 0.02, -y, 0), (x, y, PLINTH_M), shade=0.8)
    joiner.box((x - p, -y, PLINTH_M), (x, y, z - p), shade=0.9)
    for side in (-1, 1):
        edge = side * (y - p / 2)
        joiner.box((-x, edge - p / 2, PLINTH_M), (x - p, edge + p / 2, z - p), shade=0.95)
    each = (z - p - PLINTH_M) / furniture.parts
    made = []
    for i, place in enumerate(place_words(furniture.parts)):
        name = f"drawer_{i + 1}"
        bottom = z - p - (i + 1) * each
        made.append(_drawer(spec, joiner.body, furniture, name, place, bottom, each))
    return tuple(made)


def _drawer(
    spec: mujoco.MjSpec, carcass: mujoco.MjsBody, furniture: Furniture, name: str, place: str,
    bottom: float, tall: float,
) -> FixtureDesign:  # fmt: skip
    x, y = furniture.size_m[0] / 2, furniture.size_m[1] / 2 - PANEL_M - CLEARANCE_M
    long = 2 * x - PANEL_M - CLEARANCE_M  # from the front backwards
    tray = carcass.add_body(name=name, pos=[-x, 0, bottom + CLEARANCE_M])
    travel = TRAVEL_SHARE * long
    tray.add_joint(
        name=name, type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[-1, 0, 0], range=[0, travel],
        damping=DRAWER_DAMPING_N_S_M, frictionloss=DRAWER_FRICTION_N,
    )  # fmt: skip
    joiner = _Joiner(tray, furniture.colour, 1.06)
    w, high = WALL_M, tall - 2 * CLEARANCE_M
    wall = high * 0.72  # lower than the front: a hand reaches in
    joiner.box((0, -y, 0), (long, y, w), mass=0.4, shade=0.85)
    joiner.box((long - w, -y, w), (long, y, wall), mass=0.1, shade=0.85)
    for side in (-1, 1):
        edge = side * (y - w / 2)
        joiner.box((w, edge - w / 2, w), (long - w, edge + w / 2, wall), mass=0.15, shade=0.85)
    outer = furniture.size_m[1] / 2 - 0.002
    joiner.box((-PANEL_M, -outer, -CLEARANCE_M + 0.001), (w, outer, high), mass=0.3)
    joiner.handle((-PANEL_M, 0, high * 0.55), (0, 1, 0), min(0.055, y * 0.5))
    _exclude(spec, furniture.kind, name)
    for i in range(int(name[-1]) - 1):
        _exclude(spec, f"drawer_{i + 1}", name)
    return FixtureDesign(
        name, "drawer", furniture.colour, place, name, name, name, travel,
        (w, -y + w, w), (long - w, y - w, high),
    )  # fmt: skip


def _cupboard(spec: mujoco.MjSpec, joiner: _Joiner, furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """A case with boards inside, and a door hinged at its left (+y): away from the camera's side."""
    x, y = furniture.size_m[0] / 2, furniture.size_m[1] / 2
    z, p = furniture.size_m[2], PANEL_M
    joiner.box((-x, -y, z - p), (x, y, z))
    joiner.box((-x, -y, 0), (x, y, p))
    joiner.box((x - p, -y, p), (x, y, z - p), shade=0.85)
    for side in (-1, 1):
        edge = side * (y - p / 2)
        joiner.box((-x, edge - p / 2, p), (x - p, edge + p / 2, z - p), shade=0.95)
    for i in range(furniture.parts - 1):
        level = p + (z - 2 * p) * (i + 1) / furniture.parts
        joiner.box((-x + 0.03, -y + p, level - p / 2), (x - p, y - p, level + p / 2), shade=0.9)
    name = "cupboard_door"
    door = joiner.body.add_body(name=name, pos=[-x - 0.001, y, 0])
    door.add_joint(
        name=name, type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 0, -1], range=[0, DOOR_RANGE_RAD],
        damping=DOOR_DAMPING_N_M_S, frictionloss=DOOR_FRICTION_N_M,
    )  # fmt: skip
    leaf = _Joiner(door, furniture.colour, 1.06)
    wide = 2 * y
    leaf.box((-p, -wide, 0.002), (0, 0, z), mass=1.0)
    leaf.handle((-p, -wide + 0.035, z * 0.5), (0, 0, 1), 0.05)
    _exclude(spec, furniture.kind, name)
    return (
        FixtureDesign(
            name, "cupboard", furniture.colour, "", name, furniture.kind, name, DOOR_RANGE_RAD,
            (-x, -y + p, p), (x - p, y - p, z - p),
        ),
    )  # fmt: skip


def _bin(spec: mujoco.MjSpec, joiner: _Joiner, furniture: Furniture) -> tuple[FixtureDesign, ...]:
    """A round waste bin: a bottom, and staves for its wall."""
    radius, z, wall = furniture.size_m[0] / 2, furniture.size_m[2], 0.005
    apothem = radius * math.cos(math.pi / BIN_SIDES)
    half = radius * math.sin(math.pi / BIN_SIDES)
    side = radius * 0.9
    joiner.box((-side * 0.7, -side * 0.7, 0), (side * 0.7, side * 0.7, wall))
    for angle in np.arange(BIN_SIDES) * 2 * math.pi / BIN_SIDES:
        cx, cy = apothem * math.cos(angle), apothem * math.sin(angle)
        joiner.box(
            (cx - wall / 2, cy - half, 0), (cx + wall / 2, cy + half, z), yaw=float(angle),
            shade=0.96 + 0.04 * math.sin(angle),
        )  # fmt: skip
    inner = apothem - wall / 2
    return (
        FixtureDesign(
            "bin", "bin", furniture.colour, "", "bin", "bin", None, 0.0,
            (-inner, -inner, wall), (inner, inner, z), inner,
        ),
    )  # fmt: skip


def _exclude(spec: mujoco.MjSpec, first: str, second: str) -> None:
    """Parts that slide past one another never touch: their rails keep them apart."""
    spec.add_exclude(name=f"{first}_{second}", bodyname1=first, bodyname2=second)


def _vector(v: FloatArray) -> Vector:
    return float(v[0]), float(v[1]), float(v[2])


_BUILDERS: dict[str, Callable[[mujoco.MjSpec, _Joiner, Furniture], tuple[FixtureDesign, ...]]] = {
    "shelf": _shelf,
    "drawers": _drawers,
    "cupboard": _cupboard,
    "bin": _bin,
}


def drawer_frame(furniture: Furniture, fixture: FixtureDesign, opened: float) -> FloatArray:
    """(3,) origin of a drawer's own frame in that of its unit, `opened` of the way out."""
    each = (furniture.size_m[2] - PANEL_M - PLINTH_M) / furniture.parts
    row = int(fixture.name[-1])
    bottom = furniture.size_m[2] - PANEL_M - row * each
    return np.array([-furniture.size_m[0] / 2 - opened * fixture.travel, 0.0, bottom + CLEARANCE_M])
