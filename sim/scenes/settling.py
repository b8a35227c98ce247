# SPDX-License-Identifier: Apache-2.0
"""Lets the things of a scene come to rest before anybody sees it, and says which of them misbehave.

A model of table, furniture and touched shapes only: cheap to compile, cheap to step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.objects.assembly import add_object
from mm_robot_sim.objects.recipes import SEEN, Design
from mm_robot_sim.scenes.furniture import add_furniture
from mm_robot_sim.scenes.spec import Furniture, Look, Standing

STEP_S = 0.002  # the world's own default: another step rests elsewhere
LONGEST_S = 3.0
AGAIN_S = 0.6  # as long as World lets things settle
LOOK_STEPS = 25
QUIET_LOOKS = 4  # in a row: what topples begins slowly
STILL_M_S = 6e-5  # slower than this nothing drifts a millimetre in the ten seconds after it
TILT_MOST_RAD = math.radians(12)  # a thing that stood and now leans more has fallen
LOW_M = 0.055  # what is lower has no upright where it lies on other things
LEAN_LEAST = 0.55  # sine of the slope of a spoon that still stands in a mug
STRAY_M = 0.035
DEEPEST_M = 0.0015


@dataclass(frozen=True, eq=False)
class Settled:
    """Poses after settling, and the names of what did not stay where it was put."""

    things: tuple[Standing, ...]
    unruly: tuple[str, ...]


def settle(things: Sequence[Standing], furniture: Sequence[Furniture], look: Look) -> Settled:
    """Step until everything is still, and once more from there: what fell asleep on a slope slides again."""
    model = _model(things, furniture, look)
    bodies = np.array([model.body(standing.name).id for standing in things], dtype=int)
    poses = [_pose(standing) for standing in things]
    restless: set[int] = set()
    for longest_s in (LONGEST_S, AGAIN_S):
        data = mujoco.MjData(model)
        for piece in furniture:
            open_joints(model, data, piece)
        for standing, pose in zip(things, poses, strict=True):
            data.joint(standing.name).qpos = pose
        restless |= _rest(model, data, bodies, longest_s)
        poses = [np.array(data.joint(standing.name).qpos) for standing in things]
    unruly = restless | _strays(things, poses) | _sunk(model, data, bodies)
    resting = tuple(
        replace(
            standing,
            at_m=(float(pose[0]), float(pose[1]), float(pose[2])),
            quaternion_wxyz=(float(pose[3]), float(pose[4]), float(pose[5]), float(pose[6])),
        )
        for standing, pose in zip(things, poses, strict=True)
    )
    return Settled(resting, tuple(things[i].name for i in sorted(unruly)))


def _pose(standing: Standing) -> FloatArray:
    """(7,) position and quaternion, as a free joint has them."""
    return np.array([*standing.at_m, *standing.quaternion_wxyz])


def _rest(
    model: mujoco.MjModel, data: mujoco.MjData, bodies: npt.NDArray[np.intp], longest_s: float
) -> set[int]:
    """Step until nothing moves; which things still do when the time is over."""
    mujoco.mj_forward(model, data)
    before, quiet = data.xpos[bodies].copy(), 0
    moving = np.full(len(bodies), True)
    for _ in range(round(longest_s / STEP_S / LOOK_STEPS)):
        mujoco.mj_step(model, data, LOOK_STEPS)
        now = data.xpos[bodies].copy()
        moving = np.linalg.norm(now - before, axis=1) > STILL_M_S * LOOK_STEPS * STEP_S
        before = now
        quiet = 0 if moving.any() else quiet + 1
        if quiet == QUIET_LOOKS:
            break
    return set(np.flatnonzero(moving).tolist())


def open_joints(model: mujoco.MjModel, data: mujoco.MjData, piece: Furniture) -> None:
    """Set drawers and doors as far open as the scene says."""
    names = ["cupboard_door"] if piece.kind == "cupboard" else [f"drawer_{i + 1}" for i in range(piece.parts)]
    for name, share in zip(names, piece.opened, strict=False):
        joint = model.joint(name)
        data.qpos[joint.qposadr[0]] = share * joint.range[1]


def _model(things: Sequence[Standing], furniture: Sequence[Furniture], look: Look) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    spec.option.timestep = STEP_S
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    spec.option.impratio = 10
    spec.option.enableflags |= int(mujoco.mjtEnableBit.mjENBL_SLEEP)
    low, high = np.array(look.table_min_m), np.array(look.table_max_m)
    spec.worldbody.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX, size=[*(high - low) / 2, 0.018], pos=[*(high + low) / 2, -0.018],
        friction=[0.8, 0.005, 0.0002],
    )  # fmt: skip
    for piece in furniture:
        add_furniture(spec, piece)
    for standing in things:
        place(spec, replace(standing, design=_touched(standing.design)))
    return spec.compile()


def place(spec: mujoco.MjSpec, standing: Standing) -> None:
    """Add a thing to `spec` in its pose."""
    add_object(spec, standing.name, standing.design, (*standing.at_m[:2], 0.0), 0.0)
    body = spec.body(standing.name)
    body.pos, body.quat = standing.at_m, standing.quaternion_wxyz


def _touched(design: Design) -> Design:
    parts = tuple(part for part in design.parts if part.role != SEEN)
    return replace(design, parts=parts, texture=None)


def _strays(things: Sequence[Standing], poses: Sequence[FloatArray]) -> set[int]:
    """Things that fell over, fell down, or left their place."""
    result = set()
    for i, (standing, pose) in enumerate(zip(things, poses, strict=True)):
        way = pose[:3] - standing.at_m
        if standing.quaternion_wxyz[1] or standing.quaternion_wxyz[2]:  # put leaning: may slide round the rim
            if abs(2 * (pose[4] * pose[6] - pose[3] * pose[5])) < LEAN_LEAST or -way[2] > STRAY_M:
                result.add(i)
            continue
        gone = float(np.hypot(way[0], way[1])) > STRAY_M
        fallen = float(-way[2]) > max(0.25, standing.design.extent_m[2])
        low = standing.support is not None and standing.design.extent_m[2] < LOW_M
        stood = standing.design.rolling_m < 0.001 and not low
        up = 1 - 2 * (pose[4] ** 2 + pose[5] ** 2)  # z component of its own z axis
        if gone or fallen or (stood and up < math.cos(TILT_MOST_RAD)):
            result.add(i)
    return result


def _sunk(model: mujoco.MjModel, data: mujoco.MjData, bodies: npt.NDArray[np.intp]) -> set[int]:
    """Things that are pressed into something."""
    model.opt.enableflags &= ~int(mujoco.mjtEnableBit.mjENBL_SLEEP)  # what sleeps has no contacts
    mujoco.mj_forward(model, data)
    row = {int(body): i for i, body in enumerate(bodies)}
    deep = np.flatnonzero(data.contact.dist < -DEEPEST_M)
    hit = {int(model.geom_bodyid[g]) for i in deep for g in data.contact.geom[i]}
    return {row[body] for body in hit if body in row}
