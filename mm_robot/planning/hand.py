# SPDX-License-Identifier: Apache-2.0
"""The gripper's measures, taken from the arm's model: what grasps must leave room for."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.types import FloatArray

_PALM_MARGIN_M = 0.002  # things keep this far from the palm: perception's error in their height
_FINGER_MARGIN_M = 0.001


@dataclass(frozen=True)
class Hand:
    """A two-finger hand in its tool frame (z out of the hand, y along the stroke), metres."""

    max_width_m: float  # how far the pads open
    below_m: float  # pads end this far beyond the tool's centre
    palm_m: float  # the palm begins this far behind it
    half_width_m: float  # of the fingers, along x
    thickness_m: float  # of one finger, along y from its pad's face
    palm_half_m: tuple[float, float]  # of the palm along x and y


def measure(
    model: mujoco.MjModel, data: mujoco.MjData, tcp_site: int, finger_joints: list[int], max_width_m: float
) -> Hand:
    """Measure the hand in `data`, whose pads are closed.

    Args:
        model: the arm.
        data: its state, kinematics done, the finger joints at 0.
        tcp_site: the tool's site; its body is the palm.
        finger_joints: the two joints whose bodies are the fingers.
        max_width_m: how far the pads open.
    """
    R = data.site_xmat[tcp_site].reshape(3, 3)
    origin = data.site_xpos[tcp_site]
    fingers = [int(model.jnt_bodyid[j]) for j in finger_joints]
    palm = int(model.site_bodyid[tcp_site])
    low, high = _box(
        model, data, [g for g in range(model.ngeom) if model.geom_bodyid[g] in fingers], R, origin
    )
    palm_geoms = [g for g in range(model.ngeom) if int(model.geom_bodyid[g]) == palm]
    palm_low, palm_high = _box(model, data, palm_geoms, R, origin)
    return Hand(
        max_width_m=max_width_m,
        below_m=float(high[2]),
        palm_m=float(-palm_high[2]) - _PALM_MARGIN_M,
        half_width_m=float(max(high[0], -low[0])),
        thickness_m=float(high[1]) + _FINGER_MARGIN_M,
        palm_half_m=(float(max(palm_high[0], -palm_low[0])), float(max(palm_high[1], -palm_low[1]))),
    )


def _box(
    model: mujoco.MjModel, data: mujoco.MjData, geoms: list[int], R: FloatArray, origin: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(3,), (3,) corners of the box around some geoms, in the tool's frame."""
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for geom in geoms:
        turn = R.T @ data.geom_xmat[geom].reshape(3, 3)
        size = model.geom_size[geom]
        if int(model.geom_type[geom]) == int(mujoco.mjtGeom.mjGEOM_CAPSULE):
            reach = np.abs(turn[:, 2]) * size[1] + size[0]
        else:
            reach = np.abs(turn) @ size
        at = R.T @ (data.geom_xpos[geom] - origin)
        low, high = np.minimum(low, at - reach), np.maximum(high, at + reach)
    return low, high
