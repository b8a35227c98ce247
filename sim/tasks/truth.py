# SPDX-License-Identifier: Apache-2.0
"""Where everything is, by the simulator's own numbers: the referee's eyes. Never for an agent."""

from __future__ import annotations

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray, RelationKind
from mm_robot_sim.people.build import CRATE_SIZE_M
from mm_robot_sim.tasks.margins import BESIDE_M, NEAR_M, NEXT_TO_M, REST_GAP_M
from mm_robot_sim.world import Thing, World

_BOXY = ("basket", "tray", "box", "carton", "bin", "drawer")  # hollow things with four walls
_HOLLOW = (
    "cup",
    "mug",
    "glass",
    "pot",
    "pan",
    "vase",
    "jar",
)  # things fit in, though nobody calls them containers
_LAID_ON = ("tray", "plate")  # they have a rim, but one says that things are on them
_FLOOR_M = -0.1  # a thing whose middle is lower than this is off the table


class Truth:
    """Relations between the things of one world, at the present moment."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._table = world.model.geom("table").id

    @property
    def fixtures(self) -> tuple[str, ...]:
        """Names of the drawers, doors, boards and bins of this world."""
        return tuple(fixture.name for fixture in self._world.fixtures)

    def in_hand_of_person(self) -> str | None:
        """Name of the thing the person alone holds."""
        person = self._world.person
        name = person.holds if person is not None else None
        if name is None or self._world.touching(self._world.tool_geoms, self._world.thing(name).geoms):
            return None
        return name

    def in_gripper(self) -> str | None:
        """Name of the thing that both fingers touch."""
        for thing in self._world.objects:
            if all(self._world.touching(finger, thing.geoms) for finger in self._world.finger_geoms):
                return thing.name
        return None

    def fixture_of(self, thing: Thing) -> str | None:
        """The drawer, cupboard, board or bin it is in or on."""
        return next((name for name in self.fixtures if self._world.inside(name, thing.name)), None)

    def place(self, thing: Thing) -> str:
        """One of "person", "crate", "gripper", "table", "floor", "on NAME", "in NAME", "air"."""
        if thing.name == self.in_hand_of_person():
            return "person"
        if thing.name == self.in_gripper():
            return "gripper"
        if self.in_crate(thing):
            return "crate"
        fixture = self.fixture_of(thing)
        if fixture is not None:
            return f"in {fixture}"
        if self.fell(thing):
            return "floor"
        for other in self._world.objects:
            if other is not thing and self.inside(thing, other):
                return f"{'on' if other.noun in _LAID_ON else 'in'} {other.name}"
        for other in self._world.objects:
            if other is not thing and self.upon(thing, other.name):
                return f"on {other.name}"
        return "table" if self.upon(thing, "table") else "air"

    def relation(self, thing: Thing, relation: RelationKind, anchors: tuple[str, ...]) -> bool:
        """Whether `thing` stands so to the anchors; directions are the robot's (see types.Relation)."""
        if anchors[0] in self.fixtures:
            return relation in ("in", "on") and bool(self._world.inside(anchors[0], thing.name))
        if relation == "on":
            return self.upon(thing, anchors[0])
        if relation == "in":
            return self.inside(thing, self._world.thing(anchors[0]))
        if relation == "between":
            return self._between(thing, *(self._world.thing(name) for name in anchors))
        anchor = self._world.thing(anchors[0])
        dx, dy = (self._world.pose(thing.name) - self._world.pose(anchor.name))[:2, 3]
        ahead = {"left_of": dy, "right_of": -dy, "behind": dx, "in_front_of": -dx}
        if relation in ahead:
            sideways = dx if relation in ("left_of", "right_of") else dy
            return bool(0 < ahead[relation] <= BESIDE_M and abs(sideways) <= ahead[relation])
        gap = self.gap_m(thing, np.flatnonzero(anchor.geoms))
        if relation in ("next_to", "near"):
            return gap <= (NEXT_TO_M if relation == "next_to" else NEAR_M)
        return False

    def upon(self, thing: Thing, support: str) -> bool:
        """Whether it rests on "table" or the named thing."""
        if support == "table":
            return self.gap_m(thing, np.array([self._table])) < REST_GAP_M
        other = self._world.thing(support)
        at, base = self._world.pose(thing.name)[:3, 3], self._world.pose(support)[:3, 3]
        over = bool(np.linalg.norm(at[:2] - base[:2]) < max(other.extent_m[:2]) / 2 and at[2] > base[2])
        return (
            over
            and self.gap_m(thing, np.flatnonzero(other.geoms)) < REST_GAP_M
            and not self.inside(other, thing)  # a basket does not stand on the soap that lies in it
        )

    def inside(self, thing: Thing, container: Thing) -> bool:
        """Whether it lies in a hollow thing: its middle within the walls, its lowest point below the rim."""
        if not container.design.container and container.noun not in _HOLLOW:
            return False
        if np.sort(thing.extent_m)[1] > 1.05 * max(container.extent_m[:2]):
            return False
        T = self._world.pose(container.name)
        local = T[:3, :3].T @ (self._world.pose(thing.name)[:3, 3] - T[:3, 3])
        x, y, z = container.extent_m / 2
        if container.noun in _BOXY:
            within = abs(local[0]) < x and abs(local[1]) < y
        else:
            within = bool(np.hypot(local[0], local[1]) < min(x, y) * 0.9)
        return bool(within and -z < local[2] < z + max(thing.extent_m) / 2)

    def gap_m(self, thing: Thing, others: npt.NDArray[np.intp]) -> float:
        """Smallest distance between surfaces; contacts would not do: things asleep have none."""
        model, data = self._world.model, self._world.data
        touchable = [int(g) for g in np.flatnonzero(thing.geoms) if model.geom_contype[g]]
        partners = [int(g) for g in others if model.geom_contype[g]]
        return min(
            float(mujoco.mj_geomDistance(model, data, a, b, 1.0, None)) for a in touchable for b in partners
        )

    def in_crate(self, thing: Thing) -> bool:
        """Whether it lies in the crate at the person's side."""
        build = self._world.build
        if build is None:
            return False
        off = self._world.data.xpos[thing.body] - build.crate_m
        wide, deep, tall = CRATE_SIZE_M
        return bool(abs(off[0]) < wide / 2 and abs(off[1]) < deep / 2 and -tall < off[2] < 0.05)

    def fell(self, thing: Thing) -> bool:
        """Whether it is below the table top."""
        return bool(self._world.data.xpos[thing.body][2] < _FLOOR_M)

    def tilt_rad(self, thing: Thing, upright: FloatArray) -> float:
        """Angle between its present z axis and `upright` (3,)."""
        now = self._world.data.xmat[thing.body].reshape(3, 3)[:, 2]
        return float(np.arccos(np.clip(upright @ now, -1, 1)))

    def _between(self, thing: Thing, first: Thing, second: Thing) -> bool:
        at, a, b = (self._world.pose(t.name)[:2, 3] for t in (thing, first, second))
        line = b - a
        length = float(np.linalg.norm(line))
        share = float((at - a) @ line) / max(length**2, 1e-9)
        aside = float(np.linalg.norm(at - a - share * line))
        return 0.1 < share < 0.9 and aside < max(0.05, 0.25 * length)
