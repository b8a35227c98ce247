# SPDX-License-Identifier: Apache-2.0
"""Geometry of limbs: where elbow and knee are, and how feet move in walking. Pure functions."""

from __future__ import annotations

import math

import numpy as np

from mm_robot.types import FloatArray

STANCE_SHARE = 0.62  # of a stride a foot is on the ground (Perry & Burnfield 2010, "Gait Analysis": 60-62 %)
_MAX_STRETCH = 0.999  # of the limb's length: a straight limb has no plane to bend in


def smooth(share: float) -> float:
    """0 to 1 with minimum jerk (Flash & Hogan 1985)."""
    s = min(max(share, 0.0), 1.0)
    return min(s**3 * (10 - 15 * s + 6 * s**2), 1.0)  # rounding may lift it a bit above 1


def joint_between(
    start_m: FloatArray, end_m: FloatArray, upper_m: float, lower_m: float, towards: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Elbow (or knee) of a two-link limb, and where its end comes to lie.

    Args:
        start_m: (3,) shoulder or hip.
        end_m: (3,) wished place of wrist or ankle; too far away, the limb is stretched towards it.
        upper_m: length of the link at the start.
        lower_m: length of the other.
        towards: (3,) the side to which the joint bends; need not be square to the limb.

    Returns:
        (3,) the joint and (3,) the end.
    """
    line = end_m - start_m
    distance = float(np.linalg.norm(line))
    along = line / distance if distance > 1e-9 else np.array([0.0, 0.0, -1.0])
    longest, shortest = (upper_m + lower_m) * _MAX_STRETCH, abs(upper_m - lower_m) + 1e-3
    reach = min(max(distance, shortest), longest)
    # Cosine rule: how far along the line the joint's foot lies, and how far beside it the joint.
    foot = (upper_m**2 - lower_m**2 + reach**2) / (2 * reach)
    aside = math.sqrt(max(upper_m**2 - foot**2, 0.0))
    square = towards - along * float(towards @ along)
    size = float(np.linalg.norm(square))
    if size < 1e-9:
        square, size = np.cross(along, [1.0, 0.0, 0.0]) + np.cross(along, [0.0, 1.0, 0.0]), 1.0
        size = float(np.linalg.norm(square))
    joint = start_m + along * foot + square * (aside / size)
    return joint, start_m + along * reach


def stride_m(speed_m_s: float, height_m: float) -> float:
    """Length of two steps at a walking speed.

    Cadence and step length both grow with the square root of the speed (Grieve & Gear 1966, "The
    relationships between length of stride, step frequency, time of swing and speed of walking"); at 1.3 m/s a
    step is about 0.41 of the height.
    """
    return 2 * 0.41 * height_m * math.sqrt(max(speed_m_s, 0.0) / 1.3)


def foot_in_stride(phase: float, stride: float, lift_m: float) -> tuple[float, float]:
    """How far a foot is before the hip, and how high.

    Args:
        phase: 0 to 1 of a stride, 0 where this foot touches down; taken modulo 1.
        stride: length of the whole stride in metres.
        lift_m: height of the foot in the middle of its swing.

    Returns:
        Metres forward, metres up.
    """
    phase = phase % 1.0
    half = stride * STANCE_SHARE / 2
    if phase < STANCE_SHARE:  # stands still on the ground while the body passes over it
        return half - phase * stride, 0.0
    share = (phase - STANCE_SHARE) / (1 - STANCE_SHARE)
    return -half + 2 * half * smooth(share), lift_m * math.sin(math.pi * share)
