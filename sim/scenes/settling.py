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

from mm_robot.types import FloatArray
from mm_robot_sim.objects.assembly import add_object
from mm_robot_sim.objects.recipes import SEEN, Design
from mm_robot_sim.scenes.furniture import add_furniture
from mm_robot_sim.scenes.spec import Furniture, Look, Standing

STEP_S = 0.002  # the world's own default: another step rests elsewhere
LONGEST_S = 3.0
LOOK_STEPS = 25
QUIET_LOOKS = 4  # in a row: what topples begins slowly
STILL_M_S = 2e-4  # slower than this in one look nothing drifts a millimetre in the ten seconds after it
TILT_MOST_RAD = math.radians(12)  # a thing that stood and now leans more has fallen
STRAY_M = 0.035
DEEPEST_M = 0.0015


@dataclass(frozen=True, eq=False)
class Settled:
    """Poses after settling, and the names of what did not stay where it was put."""

    things: tuple[Standing, ...]
    unruly: tuple[str, ...]


def settle(things: Sequence[Standing], furniture: Sequence[Furniture], look: Look) -> Settled:
    """Step until everything is still."""
    model = _model(things, furniture, look)
    data = mujoco.MjData(model)
    for piece in furniture:
        open_joints(model, data, piece)
    mujoco.mj_forward(model, data)
    bodies = np.array([model.body(standing.name).id for standing in things], dtype=int)
    start = data.xpos[bodies].copy()
    before = start.copy()
    moving, quiet = np.full(len(things), True), 0
    for _ in range(round(LONGEST_S / STEP_S / LOOK_STEPS)):
        mujoco.mj_step(model, data, LOOK_STEPS)
        now = data.xpos[bodies]
        moving = np.linalg.norm(now - before, axis=1) > STILL_M_S * LOOK_STEPS * STEP_S
        before = now.copy()
        quiet = 0 if moving.any() else quiet + 1
        if quiet == QUIET_LOOKS:
            break
    unruly = (
        set(np.flatnonzero(moving)) | set(_strays(things, data, bodies, start)) | _sunk(model, data, bodies)
    )
    resting = tuple(
        replace(
            standing, at_m=tuple(map(float, data.xpos[b])), quaternion_wxyz=tuple(map(float, data.xquat[b]))
        )
        for standing, b in zip(things, bodies, strict=True)
    )
    return Settled(resting, tuple(things[i].name for i in sorted(unruly)))


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
    return replace(design, parts=parts, **({"texture": None} if hasattr(design, "texture") else {}))


def _strays(
    things: Sequence[Standing], data: mujoco.MjData, bodies: FloatArray, start: FloatArray
) -> list[int]:
    """Things that fell over, fell down, or left their place."""
    result = []
    for i, (standing, body) in enumerate(zip(things, bodies, strict=True)):
        gone = float(np.linalg.norm(data.xpos[body][:2] - start[i][:2])) > STRAY_M
        fallen = float(start[i][2] - data.xpos[body][2]) > max(0.25, standing.design.extent_m[2])
        w, x, y, z = standing.quaternion_wxyz
        stood = x == 0.0 and y == 0.0 and standing.design.rolling_m < 0.001
        up = data.xmat[body].reshape(3, 3)[2, 2]
        toppled = stood and up < math.cos(TILT_MOST_RAD)
        if gone or fallen or toppled:
            result.append(i)
    return result


def _sunk(model: mujoco.MjModel, data: mujoco.MjData, bodies: FloatArray) -> set[int]:
    """Things that are pressed into something."""
    mujoco.mj_forward(model, data)
    row = {int(body): i for i, body in enumerate(bodies)}
    deep = np.flatnonzero(data.contact.dist < -DEEPEST_M)
    hit = {int(model.geom_bodyid[g]) for i in deep for g in data.contact.geom[i]}
    return {row[body] for body in hit if body in row}
