# SPDX-License-Identifier: Apache-2.0
"""The body of a person as bodies of the MuJoCo model: what is moved about, and the hand that moves by forces.

Trunk, legs and arms are mocap bodies: they cost no dynamics. Their contacts are soft, as flesh is.
"""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.geometry import quaternion_from_rotation
from mm_robot.types import FloatArray
from mm_robot_sim.people.build import ANKLE, HIP, KNEE, Build, Rgba
from mm_robot_sim.people.crate import add_crate
from mm_robot_sim.scenes.scenery import SOLID

TRUNK, HAND = "person", "person_hand"
UPPER_ARM, FOREARM = "person_upper_arm", "person_forearm"  # of the giving arm
OTHER_UPPER_ARM, OTHER_FOREARM = "person_other_upper_arm", "person_other_forearm"
OTHER_HAND, OTHER_FINGERS = "person_other_hand", "person_other_fingers"
THIGHS, SHANKS = ("person_thigh_l", "person_thigh_r"), ("person_shank_l", "person_shank_r")
PALM, FINGERS, THUMB = "person_palm", "person_fingers", "person_thumb"
AXES = ("x", "y", "z")
WRIST_M = np.array([0.0, -0.085, -0.012])  # of either hand, from the middle of its palm
KNUCKLES_M = np.array([0.0, 0.043, -0.010])
# Flesh gives way: with a reference time of 40 ms (MuJoCo's default 20 ms) what is pushed into a body meets a
# softer spring; ISO/TS 15066:2016, table A.3, gives 10 to 75 N/mm for the parts of the body.
_FLESH = [0.04, 1.0]


class _Sculptor:
    """Adds the geoms of a person: they touch robot and things, never one another."""

    def __init__(self, body: mujoco.MjsBody, prefix: str) -> None:
        self._body = body
        self._prefix = prefix
        self._count = 0

    def _common(self, rgba: Rgba) -> dict[str, object]:
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        return {
            "name": name, "rgba": rgba, "group": SOLID, "contype": 1, "conaffinity": 0, "mass": 0.0,
            "solref": _FLESH,
        }  # fmt: skip

    def capsule(self, a: FloatArray, b: FloatArray, radius: float, rgba: Rgba) -> None:
        self._body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=[*a, *b], size=[radius, 0, 0], **self._common(rgba)
        )

    def ellipsoid(self, at: FloatArray, half: tuple[float, float, float], rgba: Rgba) -> None:
        self._body.add_geom(type=mujoco.mjtGeom.mjGEOM_ELLIPSOID, pos=at, size=half, **self._common(rgba))


def add_person(spec: mujoco.MjSpec, build: Build) -> None:
    """Add body, arms and the hand that is held out to `spec`, and the crate at their side."""
    _trunk(_mocap(spec, TRUNK), build)
    for thigh, shank in zip(THIGHS, SHANKS, strict=True):
        _leg(_mocap(spec, thigh), _mocap(spec, shank), build)
    for upper, fore in ((UPPER_ARM, FOREARM), (OTHER_UPPER_ARM, OTHER_FOREARM)):
        _arm(_mocap(spec, upper), _mocap(spec, fore), build)
    _other_hand(_mocap(spec, OTHER_HAND), _mocap(spec, OTHER_FINGERS), build)
    _hand(spec, build)
    add_crate(spec, build)


def _mocap(spec: mujoco.MjSpec, name: str) -> _Sculptor:
    return _Sculptor(spec.worldbody.add_body(name=name, mocap=True), name)


def _trunk(sculptor: _Sculptor, build: Build) -> None:
    """Pelvis, trunk, neck and head, in the frame of the hips' middle; they face -y."""
    h, g = build.height_m, build.girth
    up = np.array([0, 0, HIP * h])
    coat = build.jacket or build.shirt

    def ball(at: tuple[float, float, float], half: tuple[float, float, float], rgba: Rgba) -> None:
        sculptor.ellipsoid(np.array(at) - up, half, rgba)

    ball((0, 0, (HIP + 0.012) * h), (0.098 * h * g, 0.07 * h * g, 0.085 * h), build.trousers)
    ball((0, 0, 0.615 * h), (0.094 * h * g, 0.064 * h * g * g, 0.12 * h), coat)
    ball((0, 0, 0.72 * h), (0.112 * h * g, 0.072 * h * g, 0.125 * h), coat)
    if build.jacket is not None:  # the shirt shows where it is open
        ball((0, -0.012, 0.60 * h), (0.045 * h, 0.062 * h * g * g, 0.105 * h), build.shirt)
        ball((0, -0.012, 0.72 * h), (0.05 * h, 0.069 * h * g, 0.115 * h), build.shirt)
    width = np.array([0.098 * h, 0, 0])
    top = np.array([0, 0, 0.805 * h]) - up
    sculptor.capsule(top - width, top + width, 0.036 * h * min(g, 1.1), coat)
    neck = np.array([0, 0, 0.84 * h]) - up
    sculptor.capsule(neck - [0, 0, 0.03], neck + [0, -0.005, 0.03], 0.032 * h, build.skin)
    _head(sculptor, build, np.array([0, 0, 0.93 * h]) - up)


def _head(sculptor: _Sculptor, build: Build, at: FloatArray) -> None:
    """Head with hair, face and what is worn on it; `at` is its middle."""
    h = build.height_m
    dark: Rgba = (0.08, 0.07, 0.07, 1.0)

    def ball(x: float, y: float, z: float, half: tuple[float, float, float], rgba: Rgba) -> None:
        sculptor.ellipsoid(at + np.array([x, y, z]), half, rgba)

    ball(0, -0.01, 0, (0.045 * h, 0.055 * h, 0.066 * h), build.skin)
    if build.hair_style != "bald":
        ball(0, 0.008, 0.02, (0.049 * h, 0.055 * h, 0.06 * h), build.hair)
    if build.hair_style == "long":
        ball(0, 0.035 * h, -0.045 * h, (0.05 * h, 0.028 * h, 0.085 * h), build.hair)
    if build.hair_style == "bun":
        ball(0, 0.045 * h, 0.04 * h, (0.024 * h,) * 3, build.hair)
    face = -0.01 - 0.055 * h
    for s in (-1, 1):
        ball(s * 0.017 * h, face + 0.009, 0.008, (0.008,) * 3, dark)
        ball(s * 0.046 * h, -0.01, 0, (0.008, 0.016, 0.024), build.skin)
        if build.glasses:
            side = at + np.array([s * 0.043 * h, -0.02, 0.012])
            front = at + np.array([s * 0.032 * h, face + 0.006, 0.012])
            sculptor.capsule(side, front, 0.0025, dark)
            ball(s * 0.018 * h, face + 0.002, 0.008, (0.021, 0.004, 0.015), (0.35, 0.42, 0.48, 1.0))
    ball(0, face - 0.004, -0.012, (0.011, 0.014, 0.018), build.skin)
    if build.beard:
        ball(0, -0.016 * h, -0.034 * h, (0.038 * h, 0.0455 * h, 0.032 * h), build.hair)
    ball(0, face + (0.008 if build.beard else 0.012), -0.052, (0.022, 0.008, 0.005), (0.62, 0.35, 0.33, 1.0))


def _leg(thigh: _Sculptor, shank: _Sculptor, build: Build) -> None:
    """Each link along its own -z, bending to -y; the shoe belongs to the lower one."""
    h, g = build.height_m, build.girth
    calf = build.skin if build.shorts else build.trousers
    knee, ankle = np.array([0, 0, -(HIP - KNEE) * h]), np.array([0, 0, -(KNEE - ANKLE) * h])
    thigh.capsule(np.zeros(3), knee, 0.047 * h * g, build.trousers)
    shank.capsule(np.zeros(3), ankle + [0, 0, 0.01], 0.034 * h * g, calf)
    shank.capsule(ankle + [0, 0.02, 0.0], ankle + [0, -0.14, -0.005], 0.038, build.shoes)


def _arm(upper: _Sculptor, fore: _Sculptor, build: Build) -> None:
    """Each link along its own z."""
    g = build.girth
    long, short = build.arm_m
    sleeve = build.jacket or build.shirt
    covered = build.long_sleeves or build.jacket is not None
    upper.capsule(np.zeros(3), np.array([0, 0, long]), 0.046 * g, sleeve)
    fore.capsule(np.zeros(3), np.array([0, 0, short]), 0.035 * g, sleeve if covered else build.skin)


def _other_hand(palm: _Sculptor, fingers: _Sculptor, build: Build) -> None:
    """The hand that is not held out: palm, thumb and index finger; the other fingers curl beside it."""
    s = -build.side
    for across in (-0.022, 0.0, 0.022):
        palm.capsule(np.array([across, -0.04, -0.012]), np.array([across, 0.035, -0.012]), 0.0165, build.skin)
    palm.capsule(WRIST_M, np.array([0, -0.045, -0.012]), 0.026, build.skin)
    palm.capsule(
        np.array([0.034 * s, -0.03, -0.010]), np.array([0.055 * s, 0.02, -0.004]), 0.0105, build.skin
    )
    index = 0.031 * s
    palm.capsule(np.array([index, 0.04, -0.011]), np.array([index, 0.112, -0.011]), 0.009, build.skin)
    for across, length in ((0.0105 * s, 0.078), (-0.010 * s, 0.073), (-0.030 * s, 0.058)):
        fingers.capsule(np.array([across, 0, 0]), np.array([across, length, 0]), 0.009, build.skin)


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
    fingers = hand.add_body(name=FINGERS, pos=KNUCKLES_M, gravcomp=1)
    fingers.add_joint(name=FINGERS, axis=[1, 0, 0], range=[0, 1.5], damping=0.02, armature=0.001, stiffness=0)
    for i in range(4):
        across, length = -0.031 + 0.0205 * i, 0.07 - 0.006 * abs(i - 1.4)
        bend = [across, length * 0.55, 0]
        fingers.add_geom(type=capsule, fromto=[across, 0, 0, *bend], size=[0.009, 0, 0], **seen)
        fingers.add_geom(type=capsule, size=[0.0085, 0, 0], fromto=[*bend, across, length, 0.014], **seen)
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
