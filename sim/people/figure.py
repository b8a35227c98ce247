# SPDX-License-Identifier: Apache-2.0
"""Draws a posture: sets the mocap bodies of trunk, legs and arms."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import mujoco
import numpy as np

from mm_robot.geometry import rotation_from_axes, rotation_z
from mm_robot.types import FloatArray
from mm_robot_sim.people.build import ANKLE, HALF_HIPS, HIP, KNEE, Build
from mm_robot_sim.people.limbs import STANCE_SHARE, foot_in_stride, joint_between
from mm_robot_sim.people.mannequin import (
    FOREARM,
    KNUCKLES_M,
    OTHER_FINGERS,
    OTHER_FOREARM,
    OTHER_HAND,
    OTHER_UPPER_ARM,
    SHANKS,
    THIGHS,
    TRUNK,
    UPPER_ARM,
    WRIST_M,
)
from mm_robot_sim.people.stance import Posture
from mm_robot_sim.scenes.scenery import FLOOR_Z_M

_LIFT_M = 0.09  # of the ankle in the middle of its swing (Winter 1992: heel 25 cm, toe 1 to 6 cm)
_SINK_SHARE = 0.2  # of what a stretched stance leg would lower the hip; heel and pelvis make up the rest
_SWING_RAD_M = 0.45  # of an arm, per metre of stride: 0.5 rad at a brisk pace
_HIPS_BACK_M = 0.16  # per radian of lean, so that the weight stays over the feet


@dataclass(frozen=True, eq=False)
class HandPose:
    """A hand that is set, not driven."""

    at_m: FloatArray  # (3,) middle of the palm, base frame
    rotation: FloatArray  # (3, 3) columns: across, along the fingers, out of the palm
    curl_rad: float  # of the three fingers beside the index finger


class Figure:
    """Draws the person of `build` in one model."""

    def __init__(self, model: mujoco.MjModel, data: mujoco.MjData, build: Build) -> None:
        self._data = data
        self._build = build
        names = (
            TRUNK, *THIGHS, *SHANKS, UPPER_ARM, FOREARM, OTHER_UPPER_ARM, OTHER_FOREARM, OTHER_HAND,
            OTHER_FINGERS,
        )  # fmt: skip
        self._mocap = {name: int(model.body(name).mocapid[0]) for name in names}
        self._drawn: Posture | None = None
        self._drawn_other: HandPose | None = None
        self._shoulders_of: Posture | None = None  # the last posture asked for, and its shoulders
        self._shoulders_m: dict[int, FloatArray] = {}
        h = build.height_m
        self._leg_m = (HIP - KNEE) * h, (KNEE - ANKLE) * h

    def hips_m(self, posture: Posture) -> FloatArray:
        """(3,) the middle of the hips, base frame."""
        half = STANCE_SHARE * posture.stride_m / 2
        leg = sum(self._leg_m)
        sink = _SINK_SHARE * (leg - math.sqrt(max(leg**2 - half**2, 0.0))) * posture.steps
        back = _HIPS_BACK_M * posture.lean_rad
        return posture.place(np.array([0.0, back, HIP * self._build.height_m - sink]))

    def hanging_m(self, posture: Posture, sign: int) -> FloatArray:
        """(3,) where the palm of the arm on that side hangs; it swings as one walks.

        Somebody who leans keeps it at the hip, off the table.
        """
        upright = replace(posture, lean_rad=0.0)
        length = 0.965 * sum(self._build.arm_m) - float(WRIST_M[1])
        swing = _SWING_RAD_M * min(posture.stride_m, 1.2) * posture.steps
        # Against the leg of its own side, whose stride begins half a turn later on the left.
        angle = -swing * math.cos(2 * math.pi * (posture.phase + (0.0 if sign > 0 else 0.5)))
        down = np.array([0.05 * sign, -length * math.sin(angle) - 0.03, -length * math.cos(angle)])
        return np.asarray(self.shoulder_m(upright, sign) + posture.turn(down))

    def hanging_rotation(self, posture: Posture, sign: int) -> FloatArray:
        """(3, 3) of a hand that hangs on that side: fingers down, palm to the thigh."""
        down, inward = (
            posture.turn(np.array([0.0, 0.0, -1.0])),
            posture.turn(np.array([-1.0 * sign, 0.0, 0.0])),
        )
        return rotation_from_axes(np.cross(down, inward), inward)

    def held_out_m(self, posture: Posture) -> FloatArray:
        """(3,) where the palm of the giving hand is held out."""
        build = self._build
        if posture.heading_rad == 0.0 and (posture.x_m, posture.y_m) == tuple(build.at_m):
            return np.array(build.hand_m)  # to the last bit
        local = build.hand_m - [*build.at_m, FLOOR_Z_M]
        return posture.place(local)

    def held_out_rotation(self, posture: Posture) -> FloatArray:
        """(3, 3) of the giving hand when it is held out."""
        if posture.heading_rad == 0.0:
            return self._build.hand_rotation
        return np.asarray(rotation_z(posture.heading_rad) @ self._build.hand_rotation)

    def shoulder_m(self, posture: Posture, sign: int) -> FloatArray:
        """(3,) a shoulder, base frame; `sign` +1 is on the body's own +x."""
        if posture is not self._shoulders_of:
            up = np.array([0.0, 0.0, HIP * self._build.height_m])
            hips, trunk = self.hips_m(posture), self._trunk(posture)
            for side in (-1, 1):
                self._shoulders_m[side] = hips + trunk @ (self._build.shoulder_in_body_m(side) - up)
            self._shoulders_of = posture
        return self._shoulders_m[sign]

    def lean_for(self, posture: Posture, sign: int, wrist_m: FloatArray, most_rad: float) -> float:
        """How far to lean for a wrist to get to (3,) `wrist_m`, radians: no farther than needed."""
        length = 0.985 * sum(self._build.arm_m)

        if float(np.linalg.norm(wrist_m - self.shoulder_m(posture, sign))) <= length and not posture.lean_rad:
            return 0.0

        def reaches(lean: float) -> bool:
            shoulder = self.shoulder_m(replace(posture, lean_rad=lean), sign)
            return float(np.linalg.norm(wrist_m - shoulder)) <= length

        if reaches(0.0):
            return 0.0
        low, high = 0.0, most_rad
        for _ in range(7):
            middle = (low + high) / 2
            low, high = (low, middle) if reaches(middle) else (middle, high)
        return high

    def _trunk(self, posture: Posture) -> FloatArray:
        c, s = math.cos(posture.lean_rad), math.sin(posture.lean_rad)
        forward = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])  # +z towards -y
        return np.asarray(rotation_z(posture.heading_rad) @ forward)

    def draw(self, posture: Posture, wrist_m: FloatArray, other: HandPose) -> None:
        """Set the body as in `posture`, the giving arm to end at (3,) `wrist_m`, the other at its hand."""
        side = self._build.side
        moved = posture is not self._drawn
        if moved:
            self._set(TRUNK, self.hips_m(posture), self._trunk(posture))
            for index, sign in enumerate((1, -1)):
                self._draw_leg(posture, index, sign)
            self._drawn = posture
        self._draw_arm(posture, (UPPER_ARM, FOREARM), -side, wrist_m)
        if moved or other is not self._drawn_other:
            self._draw_other_arm(posture, other)
            self._drawn_other = other

    def _draw_other_arm(self, posture: Posture, other: HandPose) -> None:
        wrist = other.at_m + other.rotation @ WRIST_M
        end = self._draw_arm(posture, (OTHER_UPPER_ARM, OTHER_FOREARM), self._build.side, wrist)
        palm = other.at_m + end - wrist
        self._set(OTHER_HAND, palm, other.rotation)
        c, s = math.cos(other.curl_rad), math.sin(other.curl_rad)
        curled = other.rotation @ np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
        self._set(OTHER_FINGERS, palm + other.rotation @ KNUCKLES_M, curled)

    def _draw_arm(
        self, posture: Posture, links: tuple[str, str], sign: int, wrist_m: FloatArray
    ) -> FloatArray:
        """Returns (3,) where the wrist comes to lie."""
        shoulder = self.shoulder_m(posture, sign)
        # The elbow hangs below and outside the line from shoulder to wrist.
        hang = posture.turn(np.array([0.5 * sign, 0.1, -1.0]))
        elbow, wrist = joint_between(shoulder, wrist_m, *self._build.arm_m, hang)
        for name, start, end in ((links[0], shoulder, elbow), (links[1], elbow, wrist)):
            self._data.mocap_pos[self._mocap[name]] = start
            mujoco.mju_quatZ2Vec(self._data.mocap_quat[self._mocap[name]], end - start)
        return wrist

    def _draw_leg(self, posture: Posture, index: int, sign: int) -> None:
        h = self._build.height_m
        hip = self.hips_m(posture) + posture.turn(np.array([sign * HALF_HIPS * h, 0.0, 0.0]))
        forward, up = foot_in_stride(posture.phase + 0.5 * index, posture.stride_m, _LIFT_M)
        # A stride swings about the hip's middle; standing still, both feet are side by side.
        along, across = forward * math.cos(posture.way_rad), forward * math.sin(posture.way_rad)
        share = posture.steps
        ankle = posture.place(np.array([sign * HALF_HIPS * h + share * across, -share * along, ANKLE * h]))
        ankle[2] = FLOOR_Z_M + ANKLE * h + share * up
        ahead = posture.turn(np.array([0.0, -1.0, 0.0]))
        knee, ankle = joint_between(hip, ankle, *self._leg_m, ahead)
        for name, start, end in ((THIGHS[index], hip, knee), (SHANKS[index], knee, ankle)):
            z = (start - end) / float(np.linalg.norm(start - end))
            self._set(name, start, rotation_from_axes(np.cross(-ahead, z), z))

    def _set(self, name: str, at_m: FloatArray, rotation: FloatArray) -> None:
        mocap = self._mocap[name]
        self._data.mocap_pos[mocap] = at_m
        mujoco.mju_mat2Quat(self._data.mocap_quat[mocap], rotation.ravel())
