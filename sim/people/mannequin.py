# SPDX-License-Identifier: Apache-2.0
"""The body of a person: what stands still, the arm's two links, and the hand that moves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.geometry import quaternion_from_rotation, rotation_from_axes
from mm_robot.types import FloatArray
from mm_robot_sim.scenes.scenery import FLOOR_Z_M, ROOM, SOLID

HAND, UPPER_ARM, FOREARM = "person_hand", "person_upper_arm", "person_forearm"
PALM, FINGERS, THUMB = "person_palm", "person_fingers", "person_thumb"
AXES = ("x", "y", "z")
CRATE_SIZE_M = (0.30, 0.26, 0.12)  # outer sides; a 23 cm bottle fits lying
CRATE_AWAY_M = 0.47  # from the middle of the body, sideways
STAND_Z_M = 0.0  # top of the stand under the crate: as high as the table
_CRATE_WALL_M = 0.008
_Rgba = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Build:
    """One person's measures, base frame. They face the table, -y."""

    height_m: float
    at_m: FloatArray  # (2,) where they stand
    side: int  # +1: gives the right hand (towards the robot's foot), -1: the left
    hand_m: FloatArray  # (3,) centre of the outstretched hand
    hand_rotation: FloatArray  # (3, 3) columns: across the palm, fingers' direction, out of the palm
    skin: _Rgba
    shirt: _Rgba
    trousers: _Rgba
    hair: _Rgba

    @property
    def shoulder_m(self) -> FloatArray:
        """(3,) the joint from which the outstretched arm comes."""
        across = -self.side * 0.115 * self.height_m
        return np.array([self.at_m[0] + across, self.at_m[1] - 0.01, FLOOR_Z_M + 0.81 * self.height_m])

    @property
    def crate_m(self) -> FloatArray:
        """(3,) middle of the rim of the crate at their side, away from the robot."""
        return np.array([self.at_m[0] + CRATE_AWAY_M, self.at_m[1] - 0.02, STAND_Z_M + CRATE_SIZE_M[2]])

    @property
    def arm_m(self) -> tuple[float, float]:
        """Lengths of upper arm and forearm (Drillis & Contini 1964: 0.186 and 0.146 of the height)."""
        return 0.186 * self.height_m, 0.146 * self.height_m


def make_up(rng: np.random.Generator) -> Build:
    """Somebody of 1.60 to 1.85 m, with one hand out, its palm towards the robot and up."""
    height = rng.uniform(1.60, 1.85)
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
    skins = [
        (0.87, 0.68, 0.56, 1.0),
        (0.78, 0.57, 0.43, 1.0),
        (0.55, 0.38, 0.28, 1.0),
        (0.92, 0.75, 0.64, 1.0),
    ]
    shirts = [
        (0.25, 0.42, 0.55, 1.0),
        (0.36, 0.45, 0.36, 1.0),
        (0.55, 0.35, 0.35, 1.0),
        (0.66, 0.66, 0.70, 1.0),
    ]
    trousers = [(0.18, 0.21, 0.30, 1.0), (0.3, 0.28, 0.25, 1.0)]
    hairs = [(0.10, 0.08, 0.07, 1.0), (0.28, 0.18, 0.10, 1.0), (0.45, 0.36, 0.22, 1.0)]
    pick = [int(rng.integers(len(options))) for options in (skins, shirts, trousers, hairs)]
    return Build(
        height, at, side, hand, rotation, skins[pick[0]], shirts[pick[1]], trousers[pick[2]], hairs[pick[3]]
    )


class _Sculptor:
    """Adds the geoms of a person: they touch robot and things, never one another."""

    def __init__(self, body: mujoco.MjsBody, prefix: str) -> None:
        self._body = body
        self._prefix = prefix
        self._count = 0

    def _common(self, rgba: _Rgba) -> dict[str, object]:
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        return {"name": name, "rgba": rgba, "group": SOLID, "contype": 1, "conaffinity": 0, "mass": 0.0}

    def capsule(self, a: FloatArray, b: FloatArray, radius: float, rgba: _Rgba) -> None:
        self._body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=[*a, *b], size=[radius, 0, 0], **self._common(rgba)
        )

    def ellipsoid(self, at: FloatArray, half: tuple[float, float, float], rgba: _Rgba) -> None:
        self._body.add_geom(type=mujoco.mjtGeom.mjGEOM_ELLIPSOID, pos=at, size=half, **self._common(rgba))


def add_person(spec: mujoco.MjSpec, build: Build) -> None:
    """Add body, arm and hand to `spec`."""
    torso = spec.worldbody.add_body(name="person", pos=[*build.at_m, FLOOR_Z_M])
    _body(_Sculptor(torso, "person"), build)
    _other_arm(_Sculptor(torso, "person_other_arm"), build)
    upper, fore = build.arm_m
    for name, length, radius, rgba in (
        (UPPER_ARM, upper, 0.047, build.shirt),
        (FOREARM, fore, 0.036, build.skin),
    ):
        link = spec.worldbody.add_body(name=name, mocap=True)
        _Sculptor(link, name).capsule(np.zeros(3), np.array([0, 0, length]), radius, rgba)
    _hand(spec, build)
    _crate(spec, build)


def _body(sculptor: _Sculptor, build: Build) -> None:
    """Legs, trunk, neck and head, in the frame of the feet; proportions after Drillis & Contini 1964."""
    h = build.height_m
    hip, chest, neck, head = 0.52 * h, 0.72 * h, 0.84 * h, 0.93 * h
    shoe: _Rgba = (0.12, 0.12, 0.13, 1.0)
    for s in (-1, 1):
        x = s * 0.052 * h
        sculptor.capsule(np.array([x, 0, 0.07]), np.array([x, 0.01, 0.28 * h]), 0.036 * h, build.trousers)
        sculptor.capsule(
            np.array([x, 0.01, 0.28 * h]), np.array([x * 0.9, 0, hip]), 0.047 * h, build.trousers
        )
        sculptor.capsule(np.array([x, 0.02, 0.04]), np.array([x * 1.2, -0.14, 0.035]), 0.04, shoe)
    sculptor.ellipsoid(np.array([0, 0, hip + 0.02]), (0.098 * h, 0.07 * h, 0.085 * h), build.trousers)
    sculptor.ellipsoid(np.array([0, 0, 0.615 * h]), (0.094 * h, 0.064 * h, 0.12 * h), build.shirt)
    sculptor.ellipsoid(np.array([0, 0, chest]), (0.112 * h, 0.072 * h, 0.125 * h), build.shirt)
    width = np.array([0.098 * h, 0, 0])
    sculptor.capsule(
        np.array([0, 0, 0.805 * h]) - width, np.array([0, 0, 0.805 * h]) + width, 0.036 * h, build.shirt
    )
    sculptor.capsule(np.array([0, 0, neck - 0.03]), np.array([0, -0.005, neck + 0.03]), 0.032 * h, build.skin)
    sculptor.ellipsoid(np.array([0, -0.01, head]), (0.045 * h, 0.055 * h, 0.066 * h), build.skin)
    sculptor.ellipsoid(np.array([0, 0.008, head + 0.02]), (0.049 * h, 0.055 * h, 0.06 * h), build.hair)
    face = -0.01 - 0.055 * h
    for s in (-1, 1):
        sculptor.ellipsoid(
            np.array([s * 0.017 * h, face + 0.009, head + 0.008]), (0.008,) * 3, (0.08, 0.07, 0.07, 1.0)
        )
        sculptor.ellipsoid(np.array([s * 0.046 * h, -0.01, head]), (0.008, 0.016, 0.024), build.skin)
    sculptor.ellipsoid(np.array([0, face - 0.004, head - 0.012]), (0.011, 0.014, 0.018), build.skin)
    sculptor.ellipsoid(
        np.array([0, face + 0.012, head - 0.052]), (0.022, 0.008, 0.005), (0.62, 0.35, 0.33, 1.0)
    )


def _other_arm(sculptor: _Sculptor, build: Build) -> None:
    upper, fore = build.arm_m
    shoulder = np.array([build.side * 0.115 * build.height_m, 0.0, 0.80 * build.height_m])
    elbow = shoulder + np.array([build.side * 0.04, 0.02, -upper])
    wrist = elbow + np.array([0.0, -0.05, -fore])
    sculptor.capsule(shoulder, elbow, 0.045, build.shirt)
    sculptor.capsule(elbow, wrist, 0.034, build.skin)
    sculptor.capsule(wrist, wrist + np.array([0, -0.02, -0.11]), 0.034, build.skin)


def _hand(spec: mujoco.MjSpec, build: Build) -> None:
    """A palm on three slides, driven by forces; the curling fingers are seen but not felt."""
    x, y, z, w = quaternion_from_rotation(build.hand_rotation)
    hand = spec.worldbody.add_body(name=HAND, pos=build.hand_m, quat=[w, x, y, z], gravcomp=1)
    for axis, name in zip(
        build.hand_rotation, AXES, strict=True
    ):  # rows: the world's axes seen from the hand
        hand.add_joint(name=f"person_hand_{name}", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=axis, damping=6.0)
    touch = {"group": SOLID, "contype": 1, "conaffinity": 0, "rgba": build.skin}
    box, capsule = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CAPSULE
    hand.add_geom(
        name=PALM,
        type=box,
        size=[0.041, 0.045, 0.011],
        pos=[0, 0, -0.011],
        mass=0.5,
        friction=[1, 0.01, 0.001],
        **touch,
    )
    for side in (-0.036, 0.036):  # rounded edges
        hand.add_geom(
            name=f"person_edge_{'l' if side < 0 else 'r'}", type=capsule, size=[0.0125, 0, 0], mass=0.02,
            fromto=[side, -0.045, -0.011, side, 0.04, -0.011], **touch,
        )  # fmt: skip
    wrist = {"fromto": [0, -0.045, -0.012, 0, -0.085, -0.014], "size": [0.028, 0, 0]}
    hand.add_geom(name="person_wrist", type=capsule, mass=0.05, **wrist, **touch)
    seen = {"contype": 0, "conaffinity": 0, "group": SOLID, "rgba": build.skin, "mass": 0.005}
    fingers = hand.add_body(name=FINGERS, pos=[0, 0.043, -0.010], gravcomp=1)
    fingers.add_joint(name=FINGERS, axis=[1, 0, 0], range=[0, 1.5], damping=0.02, armature=0.001, stiffness=0)
    for i in range(4):
        across, length = -0.031 + 0.0205 * i, 0.07 - 0.006 * abs(i - 1.4)
        fingers.add_geom(
            type=capsule, fromto=[across, 0, 0, across, length * 0.55, 0], size=[0.009, 0, 0], **seen
        )
        fingers.add_geom(
            type=capsule,
            size=[0.0085, 0, 0],
            fromto=[across, length * 0.55, 0, across, length, 0.014],
            **seen,
        )
    s = build.side
    thumb = hand.add_body(name=THUMB, pos=[0.04 * s, -0.015, -0.008], gravcomp=1)
    thumb.add_joint(name=THUMB, axis=[0, -s, 0], range=[0, 1.2], damping=0.02, armature=0.001)
    thumb.add_geom(type=capsule, fromto=[0, 0, 0, 0.028 * s, 0.03, 0.004], size=[0.0105, 0, 0], **seen)
    thumb.add_geom(
        type=capsule, fromto=[0.028 * s, 0.03, 0.004, 0.034 * s, 0.055, 0.012], size=[0.0095, 0, 0], **seen
    )
    for name in (FINGERS, THUMB):
        spec.add_actuator(
            name=name, target=name, trntype=mujoco.mjtTrn.mjTRN_JOINT, gainprm=[0.5] + [0] * 9,
            biastype=mujoco.mjtBias.mjBIAS_AFFINE, biasprm=[0, -0.5, -0.05] + [0] * 7,
        )  # fmt: skip


def hang_arm(data: mujoco.MjData, build: Build, mocap_ids: tuple[int, int], wrist_m: FloatArray) -> None:
    """Draw the arm between shoulder and wrist: the elbow hangs below and outside the line between the two."""
    upper, fore = build.arm_m
    shoulder = build.shoulder_m
    line = wrist_m - shoulder
    reach = min(float(np.linalg.norm(line)), (upper + fore) * 0.999)
    along = line / max(float(np.linalg.norm(line)), 1e-6)
    # Cosine rule: how far along the line the elbow's foot lies, and how far beside it the elbow.
    foot = (upper**2 - fore**2 + reach**2) / (2 * reach)
    aside = math.sqrt(max(upper**2 - foot**2, 0.0))
    hang = np.array([-0.5 * build.side, 0.1, -1.0])
    down = hang - along * float(hang @ along)
    elbow = shoulder + along * foot + down / float(np.linalg.norm(down)) * aside
    for mocap, start, end in ((mocap_ids[0], shoulder, elbow), (mocap_ids[1], elbow, wrist_m)):
        data.mocap_pos[mocap] = start
        mujoco.mju_quatZ2Vec(data.mocap_quat[mocap], end - start)


def _crate(spec: mujoco.MjSpec, build: Build) -> None:
    """A crate on a stand, where the person puts what they were given; part of the room, not of the body."""
    x, y, rim = build.crate_m
    wide, deep, tall = (side / 2 for side in CRATE_SIZE_M)
    wall = _CRATE_WALL_M / 2
    box, grey, wood = mujoco.mjtGeom.mjGEOM_BOX, [0.35, 0.36, 0.38, 1], [0.62, 0.50, 0.36, 1]
    half = (STAND_Z_M - FLOOR_Z_M) / 2
    spec.worldbody.add_geom(
        name="stand",
        type=box,
        size=[wide * 0.8, deep * 0.8, half],
        pos=[x, y, FLOOR_Z_M + half],
        rgba=grey,
        group=ROOM,
    )
    for name, size, at in (
        ("floor", (wide, deep, wall), (x, y, STAND_Z_M + wall)),
        ("near", (wide, wall, tall), (x, y - deep + wall, rim - tall)),
        ("far", (wide, wall, tall), (x, y + deep - wall, rim - tall)),
        ("left", (wall, deep, tall), (x - wide + wall, y, rim - tall)),
        ("right", (wall, deep, tall), (x + wide - wall, y, rim - tall)),
    ):
        spec.worldbody.add_geom(name=f"crate_{name}", type=box, size=size, pos=at, rgba=wood, group=ROOM)
