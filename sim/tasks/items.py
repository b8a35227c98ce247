# SPDX-License-Identifier: Apache-2.0
"""What there is to speak of, as the truth has it: one Item per thing, without a simulator behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import Mask, Thing, World

_RAYS = 64  # per thing: a share to about 6 %


@dataclass(frozen=True, eq=False)
class Item:
    """One thing. Positions in the base frame."""

    name: str
    noun: str
    colours: tuple[str, ...]  # the main one first
    at_m: FloatArray  # (3,) middle of its box
    half_m: FloatArray  # (3,) half the sides of the box around it along the base frame's axes
    extent_m: FloatArray  # (3,) full sides of its own box
    place: str = "table"  # as Truth.place says: "table", "in blue_bowl", "on shelf_1", "gripper", ...
    seen_share: float = 1.0  # of what the camera would see were it alone
    turned: FloatArray = field(default_factory=lambda: np.eye(3))  # (3, 3) columns: the axes of its own box

    @property
    def colour(self) -> str:
        """The main colour."""
        return self.colours[0]

    @property
    def size_m(self) -> float:
        """What people go by when they call things big: the longest side."""
        return float(max(self.extent_m))

    @property
    def height_m(self) -> float:
        """How high it stands."""
        return float(2 * self.half_m[2])

    @property
    def graspable(self) -> bool:
        """Whether it is a kind of thing the hand can take."""
        return CATALOGUE[self.noun].graspable

    def gap_m(self, other: Item) -> float:
        """Horizontal distance between the two boxes along their own axes; 0 where they overlap.

        Exact side to side, up to 30 % short from corner to corner.
        """
        axes = np.hstack((self.turned[:2], other.turned[:2])).T
        lengths = np.linalg.norm(axes, axis=1)
        axes = axes[lengths > 0.5] / lengths[lengths > 0.5, None]  # an upright axis tells nothing here
        reach = sum(
            np.abs(axes @ (item.turned[:2] * item.extent_m / 2)).sum(axis=1) for item in (self, other)
        )
        return max(0.0, float((np.abs(axes @ (self.at_m - other.at_m)[:2]) - reach).max()))


def items(world: World) -> tuple[Item, ...]:
    """All things of the world that are not at the person's side, as they are now."""
    with world.lock:
        truth = Truth(world)
        return tuple(
            _item(world, thing, place)
            for thing in world.objects
            if (place := truth.place(thing)) not in ("person", "crate")
        )


def _item(world: World, thing: Thing, place: str) -> Item:
    T = world.pose(thing.name)
    half = np.abs(T[:3, :3]) @ (thing.extent_m / 2)
    colours = thing.design.colours or (thing.colour,)
    return Item(
        thing.name,
        thing.noun,
        colours,
        T[:3, 3],
        half,
        thing.extent_m,
        place,
        _seen_share(world, thing, T),
        T[:3, :3],
    )


def _seen_share(world: World, thing: Thing, T_base_thing: FloatArray) -> float:
    """Of the rays from the camera that would meet the thing, the share that meets it first."""
    camera = world.model.camera("rgbd").id
    eye = np.array(world.data.cam_xpos[camera])
    rng = np.random.default_rng(0)  # the same rays each time
    local = rng.uniform(-0.45, 0.45, (_RAYS, 3)) * thing.extent_m
    points = local @ T_base_thing[:3, :3].T + T_base_thing[:3, 3]
    ways = points - eye
    ways /= np.linalg.norm(ways, axis=1)[:, None]
    geoms, distances = np.full(_RAYS, -1, np.int32), np.zeros(_RAYS)
    every = np.ones(6, np.uint8)
    mujoco.mj_multiRay(
        world.model, world.data, eye, ways.ravel(), every, True, -1, geoms, distances, None, _RAYS, 5.0
    )  # fmt: skip
    lone = np.zeros(_RAYS, dtype=bool)
    meets = np.zeros(_RAYS, dtype=bool)
    mine = thing.geoms
    for i in range(_RAYS):
        meets[i] = geoms[i] >= 0 and bool(mine[geoms[i]])
        lone[i] = meets[i] or _would_meet(world, mine, eye, ways[i])
    return float(meets.sum() / lone.sum()) if lone.any() else 0.0


def _would_meet(world: World, geoms: Mask, eye: FloatArray, way: FloatArray) -> bool:
    """Whether a ray meets any of the geoms, whatever stands before them."""
    model, data = world.model, world.data
    for geom in np.flatnonzero(geoms):
        if int(model.geom_type[geom]) == int(mujoco.mjtGeom.mjGEOM_MESH):
            hit = mujoco.mj_rayMesh(model, data, int(geom), eye, way, None)
        else:
            size, at, turned = model.geom_size[geom], data.geom_xpos[geom], data.geom_xmat[geom]
            kind = int(model.geom_type[geom])
            hit = mujoco.mju_rayGeom(at, turned, size, eye, way, kind, None)
        if hit >= 0:
            return True
    return False
