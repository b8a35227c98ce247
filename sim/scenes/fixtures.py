# SPDX-License-Identifier: Apache-2.0
"""The truth about furniture in a running world: how far a drawer is open, what lies inside."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.types import FloatArray
from mm_robot_sim.scenes.furniture import FixtureDesign

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Fixture:
    """One named part of furniture: "drawer_1" (counted from the top), "cupboard_door", "shelf_2", "bin"."""

    name: str
    noun: str  # "drawer", "cupboard", "shelf", "bin"
    colour: str
    place: str  # "top", "middle", "bottom", or "" where there is only one
    joint: str | None
    body: int
    frame: int  # body in whose frame the inside lies
    geoms: Mask  # (ngeom,)
    handle_geoms: Mask  # (ngeom,) the bar that a gripper takes
    travel: float  # metres or radians from closed to open
    low_m: FloatArray  # (3,) corners of the inside, frame of `frame`
    high_m: FloatArray
    round_m: float  # radius of a round inside, else 0

    def opening(self, model: mujoco.MjModel, data: mujoco.MjData) -> float:
        """0 closed to 1 wide open; 1 for what has no door."""
        if self.joint is None:
            return 1.0
        return float(np.clip(data.qpos[model.joint(self.joint).qposadr[0]] / self.travel, 0.0, 1.0))

    def holds(self, data: mujoco.MjData, point_m: FloatArray) -> bool:
        """Whether a point of the base frame lies inside."""
        rotation = data.xmat[self.frame].reshape(3, 3)
        local = rotation.T @ (point_m - data.xpos[self.frame])
        within = bool(np.all(local > self.low_m) and np.all(local < self.high_m))
        return within and (self.round_m == 0.0 or float(np.hypot(local[0], local[1])) < self.round_m)

    def handle_m(self, data: mujoco.MjData) -> FloatArray:
        """(3,) middle of the handle's bar now, base frame.

        Raises:
            InputError: it has no handle.
        """
        bars = np.flatnonzero(self.handle_geoms)
        if len(bars) == 0:
            raise InputError(f"{self.name} has no handle; only drawers and doors have one")
        return np.array(data.geom_xpos[bars[0]])


def fixture(model: mujoco.MjModel, design: FixtureDesign) -> Fixture:
    """Find a fixture in the compiled model."""
    body = model.body(design.body).id
    geoms = model.geom_bodyid == body
    capsule = int(mujoco.mjtGeom.mjGEOM_CAPSULE)
    handles = geoms & (model.geom_type == capsule) if design.joint is not None else np.zeros_like(geoms)
    return Fixture(
        design.name, design.noun, design.colour, design.place, design.joint, body,
        model.body(design.frame).id, geoms, handles, design.travel, np.array(design.low_m),
        np.array(design.high_m), design.round_m,
    )  # fmt: skip
