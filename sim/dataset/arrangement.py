# SPDX-License-Identifier: Apache-2.0
"""Puts the things of a world elsewhere, without physics: which are there, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import Thing, World

_REGION_MIN_M, _REGION_MAX_M = (0.28, -0.42), (0.78, 0.38)  # more of the table than the arm reaches
_GAP_M = (-0.01, 0.04)  # between the circles that two things need: a little negative is touching
_INSIDE = 0.3  # of the small things, where a hollow one is there to take them
_FLOOR_M = 0.008  # thickness of a container's bottom
_TRIES = 60
_ARM_RAD, _FINGER_M = 0.25, (0.0, 0.04)  # how far the arm is from home, to either side
_OPEN = ("table", "simple")  # kinds of scenes whose things may stand anywhere on the table

_Spot = tuple[Thing, float, float]


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Which things are there, and where each stands: "table", "in blue_bowl", "on shelf_1"."""

    present: npt.NDArray[np.bool_]  # (n,)
    places: dict[str, str]

    def items(self, world: World) -> tuple[Item, ...]:
        """The things that are there, to be spoken of. The world's kinematics must be up to date."""
        return tuple(
            _item(world, thing, self.places[thing.name])
            for thing, here in zip(world.objects, self.present, strict=True)
            if here
        )


class Arranger:
    """Knows how a world was built, and makes other arrangements of it."""

    def __init__(self, world: World) -> None:
        self._world = world
        truth = Truth(world)
        self._built = {thing.name: truth.place(thing) for thing in world.objects}
        self._qpos = np.array(world.data.qpos)
        robot = world.config.robot
        self._arm = np.array([world.model.joint(name).qposadr[0] for name in robot.joint_names])
        self._low, self._high = np.array(robot.q_min_rad), np.array(robot.q_max_rad)

    def built(self) -> Arrangement:
        """Everything as the world was made."""
        self._world.data.qpos[:] = self._qpos
        return Arrangement(np.ones(len(self._world.objects), np.bool_), dict(self._built))

    def draw(self, rng: np.random.Generator) -> Arrangement:
        """Another one; `world.data.qpos` holds its poses, nothing else of the state is up to date."""
        world = self._world
        world.data.qpos[:] = self._qpos
        self._move_arm(rng)
        wanted = int(rng.integers(min(2, len(world.objects)), len(world.objects) + 1))
        chosen = [int(i) for i in rng.permutation(len(world.objects))[:wanted]]
        if world.scene.kind in _OPEN:
            return _scatter(world, chosen, rng)
        return self._thin_out(chosen)

    def _move_arm(self, rng: np.random.Generator) -> None:
        q = self._qpos[self._arm] + rng.uniform(-_ARM_RAD, _ARM_RAD, len(self._arm))
        self._world.data.qpos[self._arm] = np.clip(q, self._low, self._high)

    def _thin_out(self, chosen: Sequence[int]) -> Arrangement:
        """In and on furniture things stay where they are, and whatever carries one of them stays too."""
        objects = self._world.objects
        index = {thing.name: i for i, thing in enumerate(objects)}
        present = np.zeros(len(objects), np.bool_)
        waiting = list(chosen)
        while waiting:
            i = waiting.pop()
            present[i] = True
            carrier = index.get(self._built[objects[i].name].partition(" ")[2])
            if carrier is not None and not present[carrier]:
                waiting.append(carrier)
        return Arrangement(present, dict(self._built))


def _scatter(world: World, chosen: Sequence[int], rng: np.random.Generator) -> Arrangement:
    """Over the table, some of them inside others; what finds no room is left out."""
    things = world.objects
    present = np.zeros(len(things), np.bool_)
    places: dict[str, str] = {}
    placed: list[_Spot] = []
    gap = float(rng.uniform(*_GAP_M))
    # Wide ones first: they find no place later.
    for index in sorted(chosen, key=lambda i: -things[i].design.footprint_m):
        thing = things[index]
        host = _host(thing, placed, places, rng)
        if host is not None:
            places[thing.name] = f"in {host[0].name}"
            _put(world, thing, host[1], host[2], _FLOOR_M, rng)
        else:
            at = _free_spot(thing, placed, gap, rng)
            if at is None:
                continue
            places[thing.name] = "table"
            placed.append((thing, *at))
            _put(world, thing, *at, 0.0, rng)
        present[index] = True
    return Arrangement(present, places)


def _host(
    thing: Thing, placed: Sequence[_Spot], places: dict[str, str], rng: np.random.Generator
) -> _Spot | None:
    """An empty container that takes the thing whole, if luck wants it inside one."""
    if rng.random() > _INSIDE:
        return None
    hosts = [
        spot
        for spot in placed
        if spot[0].design.container
        and f"in {spot[0].name}" not in places.values()
        and thing.design.footprint_m < 0.3 * min(spot[0].extent_m[:2])
    ]
    return hosts[int(rng.integers(len(hosts)))] if hosts else None


def _free_spot(
    thing: Thing, placed: Sequence[_Spot], gap: float, rng: np.random.Generator
) -> tuple[float, float] | None:
    radius = thing.design.footprint_m
    taken = np.array([(x, y, other.design.footprint_m) for other, x, y in placed]).reshape(-1, 3)
    low, high = np.array(_REGION_MIN_M) + radius / 2, np.array(_REGION_MAX_M) - radius / 2
    spots = rng.uniform(low, high, (_TRIES, 2))
    apart = np.linalg.norm(spots[:, None] - taken[None, :, :2], axis=2) - taken[:, 2] - radius
    free = np.flatnonzero((apart > gap).all(axis=1))
    return (float(spots[free[0], 0]), float(spots[free[0], 1])) if len(free) else None


def _put(world: World, thing: Thing, x: float, y: float, z: float, rng: np.random.Generator) -> None:
    """Stand it upright there, turned at random."""
    yaw = rng.uniform(-np.pi, np.pi)
    start = int(world.model.jnt_qposadr[world.model.body_jntadr[thing.body]])
    height = z + float(thing.extent_m[2]) / 2
    world.data.qpos[start : start + 7] = (x, y, height, np.cos(yaw / 2), 0.0, 0.0, np.sin(yaw / 2))


def _item(world: World, thing: Thing, place: str) -> Item:
    T: FloatArray = world.pose(thing.name)
    half = np.abs(T[:3, :3]) @ (thing.extent_m / 2)
    colours = tuple(thing.design.colours) or (thing.colour,)
    return Item(thing.name, thing.noun, colours, T[:3, 3], half, thing.extent_m, place)
