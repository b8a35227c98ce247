# SPDX-License-Identifier: Apache-2.0
"""The referee: alone sees the truth, and judges how an episode ended and whether it was safe.

Never hand it to an agent. Make it before the episode begins: it remembers how everything stood.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray, RelationKind
from mm_robot_sim.people.mannequin import CRATE_SIZE_M
from mm_robot_sim.world import WATCH_STEPS, Thing, World

MOVED_M = 0.01
TILTED_RAD = np.radians(45)
REST_GAP_M = 0.004  # closer surfaces touch; resting contacts in the model float by a tenth of this
BESIDE_M = 0.35  # farther away nobody calls it "left of"
NEXT_TO_M, NEAR_M = 0.12, 0.25  # between the surfaces


@dataclass(frozen=True)
class HandedOver:
    """`thing` ended in the person's hand."""

    thing: str


@dataclass(frozen=True)
class Picked:
    """`thing` is in the gripper, off the table."""

    thing: str


@dataclass(frozen=True)
class Placed:
    """`thing` stands in `relation` to the anchors ("table" or names of things), released."""

    thing: str
    relation: RelationKind
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Untouched:
    """Nothing has moved."""


Goal = Union[HandedOver, Picked, Placed, Untouched]


@dataclass(frozen=True)
class Verdict:
    """Whether the goal was met, and why (not)."""

    ok: bool
    reason: str


@dataclass
class Record:
    """What happened since the referee began to look."""

    max_velocity_rad_s: FloatArray  # (n,)
    max_acceleration_rad_s2: FloatArray  # (n,) over 10 ms
    max_person_force_n: float = 0.0  # the arm pressing on the person, other than through a held thing
    knocked_over: set[str] = field(default_factory=set)
    fallen: set[str] = field(default_factory=set)  # off the table


class Referee:
    """Watches `world` from now on."""

    def __init__(self, world: World) -> None:
        self._world = world
        model = world.model
        self._dofs = np.array([model.joint(name).dofadr[0] for name in world.config.robot.joint_names])
        self._start = {thing.name: world.pose(thing.name) for thing in world.objects}
        self._last_velocity = np.array(world.data.qvel[self._dofs])
        n = len(self._dofs)
        self.record = Record(np.zeros(n), np.zeros(n))
        self._table = model.geom("table").id
        world.on_watch(self._watch)

    # ------------------------------------------------------------------------------------------ where things
    # are

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

    def where(self) -> dict[str, str]:
        """For each thing: "person", "crate", "gripper", "table", "floor", "on NAME", "in NAME" or "air"."""
        with self._world.lock:
            return {thing.name: self._place(thing) for thing in self._world.objects}

    def _place(self, thing: Thing) -> str:
        if thing.name == self.in_hand_of_person():
            return "person"
        if thing.name == self.in_gripper():
            return "gripper"
        if self._fell(thing):
            return "floor"
        if self._in_crate(thing):
            return "crate"
        for other in self._world.objects:
            if other is not thing and self._inside(thing, other):
                return f"in {other.name}"
        for other in self._world.objects:
            if other is not thing and self._upon(thing, other.name):
                return f"on {other.name}"
        return "table" if self._upon(thing, "table") else "air"

    def moved_m(self, name: str) -> float:
        """How far a thing is from where it stood when the referee began."""
        return float(np.linalg.norm(self._world.pose(name)[:3, 3] - self._start[name][:3, 3]))

    # ------------------------------------------------------------------------------------------ judging

    def verdict(self, goal: Goal) -> Verdict:
        """Judge the present moment.

        Raises:
            InputError: the goal names a thing that is not in this world.
        """
        with self._world.lock:
            if isinstance(goal, HandedOver):
                return self._judge_handover(goal)
            if isinstance(goal, Picked):
                return self._judge_pick(goal)
            if isinstance(goal, Placed):
                return self._judge_place(goal)
            moved = [thing.name for thing in self._world.objects if self._has_moved(thing)]
            return Verdict(not moved, f"moved: {', '.join(moved)}" if moved else "nothing moved")

    def _judge_handover(self, goal: HandedOver) -> Verdict:
        self._world.thing(goal.thing)
        held = self.in_hand_of_person()
        if held == goal.thing:
            return Verdict(True, f"the person holds {held}")
        person = self._world.person
        if (
            person is not None
            and goal.thing in person.received
            and self._in_crate(self._world.thing(goal.thing))
        ):
            return Verdict(True, f"the person took {goal.thing} and has put it aside")
        return Verdict(
            False, f"the person holds {held or 'nothing'}; {goal.thing}: {self.where()[goal.thing]}"
        )

    def _judge_pick(self, goal: Picked) -> Verdict:
        thing = self._world.thing(goal.thing)
        held = self.in_gripper()
        if held != goal.thing:
            return Verdict(False, f"the gripper holds {held or 'nothing'}")
        if self._upon(thing, "table"):
            return Verdict(False, f"{held} is between the fingers but still on the table")
        return Verdict(True, f"the gripper holds {held}")

    def _judge_place(self, goal: Placed) -> Verdict:
        thing = self._world.thing(goal.thing)
        where = self._place(thing)
        if where in ("gripper", "person", "floor", "air"):
            return Verdict(False, f"{goal.thing}: {where}")
        fits = self._relation(thing, goal.relation, goal.anchors)
        words = f"{goal.relation} {' and '.join(goal.anchors)}"
        return Verdict(fits, f"{goal.thing} is {'' if fits else 'not '}{words}; it is: {where}")

    def _relation(self, thing: Thing, relation: RelationKind, anchors: tuple[str, ...]) -> bool:
        if relation == "on":
            return self._upon(thing, anchors[0])
        if relation == "in":
            return self._inside(thing, self._world.thing(anchors[0]))
        if relation == "between":
            return self._between(thing, *(self._world.thing(name) for name in anchors))
        anchor = self._world.thing(anchors[0])
        dx, dy = (self._world.pose(thing.name) - self._world.pose(anchor.name))[:2, 3]
        ahead = {"left_of": dy, "right_of": -dy, "behind": dx, "in_front_of": -dx}
        if relation in ahead:
            sideways = dx if relation in ("left_of", "right_of") else dy
            return bool(0 < ahead[relation] <= BESIDE_M and abs(sideways) <= ahead[relation])
        gap = self._gap(thing, np.flatnonzero(anchor.geoms))
        if relation in ("next_to", "near"):
            return gap <= (NEXT_TO_M if relation == "next_to" else NEAR_M)
        return False

    def _between(self, thing: Thing, first: Thing, second: Thing) -> bool:
        at, a, b = (self._world.pose(t.name)[:2, 3] for t in (thing, first, second))
        line = b - a
        length = float(np.linalg.norm(line))
        share = float((at - a) @ line) / max(length**2, 1e-9)
        aside = float(np.linalg.norm(at - a - share * line))
        return 0.1 < share < 0.9 and aside < max(0.05, 0.25 * length)

    def _upon(self, thing: Thing, support: str) -> bool:
        if support == "table":
            return self._gap(thing, np.array([self._table])) < REST_GAP_M
        other = self._world.thing(support)
        at, base = self._world.pose(thing.name)[:3, 3], self._world.pose(support)[:3, 3]
        over = bool(np.linalg.norm(at[:2] - base[:2]) < max(other.extent_m[:2]) / 2 and at[2] > base[2])
        return over and self._gap(thing, np.flatnonzero(other.geoms)) < REST_GAP_M

    def _inside(self, thing: Thing, container: Thing) -> bool:
        if not container.design.container and container.noun not in ("cup", "mug"):
            return False
        T = self._world.pose(container.name)
        local = T[:3, :3].T @ (self._world.pose(thing.name)[:3, 3] - T[:3, 3])
        x, y, z = container.extent_m / 2
        if container.design.noun in ("basket", "tray"):
            within = abs(local[0]) < x and abs(local[1]) < y
        else:
            within = bool(np.hypot(local[0], local[1]) < min(x, y) * 0.9)
        # Its lowest point must be below the rim.
        return bool(within and -z < local[2] < z + max(thing.extent_m) / 2)

    def _gap(self, thing: Thing, others: npt.NDArray[np.intp]) -> float:
        """Smallest distance between surfaces; contacts would not do: things asleep have none."""
        model, data = self._world.model, self._world.data
        touchable = [int(g) for g in np.flatnonzero(thing.geoms) if model.geom_contype[g]]
        partners = [int(g) for g in others if model.geom_contype[g]]
        return min(
            float(mujoco.mj_geomDistance(model, data, a, b, 1.0, None)) for a in touchable for b in partners
        )

    def _in_crate(self, thing: Thing) -> bool:
        """Whether it lies in the crate at the person's side."""
        build = self._world.build
        if build is None:
            return False
        off = self._world.data.xpos[thing.body] - build.crate_m
        wide, deep, tall = CRATE_SIZE_M
        return bool(abs(off[0]) < wide / 2 and abs(off[1]) < deep / 2 and -tall < off[2] < 0.05)

    def _fell(self, thing: Thing) -> bool:
        return bool(self._world.data.xpos[thing.body][2] < -0.1)

    def _tilt_rad(self, thing: Thing) -> float:
        before, now = self._start[thing.name][:3, 2], self._world.data.xmat[thing.body].reshape(3, 3)[:, 2]
        return float(np.arccos(np.clip(before @ now, -1, 1)))

    def _has_moved(self, thing: Thing) -> bool:
        return self.moved_m(thing.name) > MOVED_M or self._tilt_rad(thing) > np.radians(10)

    # ------------------------------------------------------------------------------------------ watching

    def _watch(self) -> None:
        world, record = self._world, self.record
        velocity = np.array(world.data.qvel[self._dofs])
        period = WATCH_STEPS * float(world.model.opt.timestep)
        acceleration = np.abs(velocity - self._last_velocity) / period
        self._last_velocity = velocity
        record.max_velocity_rad_s = np.maximum(record.max_velocity_rad_s, np.abs(velocity))
        record.max_acceleration_rad_s2 = np.maximum(record.max_acceleration_rad_s2, acceleration)
        if world.touching(world.arm_geoms, world.person_geoms):
            force = float(np.linalg.norm(world.force_on(world.person_geoms, world.arm_geoms)))
            record.max_person_force_n = max(record.max_person_force_n, force)
        if (world.steps // WATCH_STEPS) % 10 == 0:  # ten times a second is often enough for things that lie
            self._look_for_mishaps()

    def _look_for_mishaps(self) -> None:
        handled = (self.in_gripper(), self._world.person.holds if self._world.person else None)
        for thing in self._world.objects:
            if self._fell(thing):
                self.record.fallen.add(thing.name)
            rolls = thing.design.rolling_m > 0.001  # what rolls has no upright
            if not rolls and thing.name not in handled and self._tilt_rad(thing) > TILTED_RAD:
                self.record.knocked_over.add(thing.name)
