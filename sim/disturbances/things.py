# SPDX-License-Identifier: Apache-2.0
"""What happens to things: moved, taken away, slipping out of the hand, shaken with the table."""

from __future__ import annotations

from typing import ClassVar

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.disturbances.disturbance import Disturbance, Need
from mm_robot_sim.disturbances.guide import Guide, eased
from mm_robot_sim.world import Thing, World

REGION_MIN_M, REGION_MAX_M = (0.32, -0.38), (0.72, 0.33)  # x, y: where the arm still reaches what was moved
_SOLID = np.array(
    [1, 1, 0, 1, 1, 0], np.uint8
)  # geom groups that stand in the way: all but what is only seen
_GIVE_UP_S = 6.0  # what is held fast is let alone
_FREE_M = 0.015  # between what is moved and what stands in its way
_FINGER_M = 0.05  # half a gripper's width: what is pushed away is pushed clear of it


class TargetMoved(Disturbance):
    """Somebody shifts the thing that the arm is just about to take, as people do who tidy up or help.

    It slides 5 to 15 cm over the table in 0.4 to 0.6 s, drawn by a force of limited size, to a side where
    nothing stands. In a crowd too close to slide through it is left where it is.
    """

    name = "target_moved"
    needs: ClassVar[frozenset[Need]] = frozenset({"target"})

    def prepare(self) -> None:
        """Draw distance of the tool, way, time."""
        self._near_m = self._rng.uniform(0.12, 0.25)
        self._wish_m, self._takes_s = self._rng.uniform(0.05, 0.15), self._rng.uniform(0.4, 0.6)
        self._first_rad = self._rng.uniform(-np.pi, np.pi)
        self._guide: Guide | None = None

    def due(self, now_s: float) -> bool:
        """The tool comes near for the first time, not yet touching."""
        if self._moving_since_s is None or self._to_target_m() > self._near_m or self._touched():
            return False
        self._way = self._free_way()
        return self._way is not None

    def fire(self, now_s: float) -> str:
        """Begin to push."""
        way = self._free_way()
        if way is None:
            return f"nothing: {self._aim().name} stands too close among others to be moved"
        start = np.array(self._world.data.xpos[self._aim().body])
        goal = start + np.array([*way, 0.0])
        self._guide = Guide(
            self._world,
            self._aim(),
            lambda t: start + (goal - start) * eased(t / self._takes_s),
            lifted=False,
        )
        return f"{self._aim().name} was moved by {100 * np.hypot(*way):.0f} cm"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Push on, until it has come to rest at its new place."""
        if self._guide is None:
            return True
        along_s = self._guide.pull(since_s)
        if along_s < self._takes_s + 0.15 and since_s < _GIVE_UP_S:
            return False
        self._guide.release()
        return True

    def _free_way(self) -> FloatArray | None:
        """(2,) the first free way, turning about from the drawn direction, shorter ones later."""
        start = self._world.data.xpos[self._aim().body][:2]
        tcp = self._tcp_m()[:2]
        for length in (self._wish_m, 0.75 * self._wish_m, 0.05):
            for turn in range(16):
                angle = self._first_rad + turn * np.pi / 8 * (1 if turn % 2 else -1)
                way = length * np.array([np.cos(angle), np.sin(angle)])
                end = start + way
                inside = np.all(end > REGION_MIN_M) and np.all(end < REGION_MAX_M)
                towards_hand = np.linalg.norm(end - tcp) < np.linalg.norm(start - tcp) - _FINGER_M
                if inside and not towards_hand and clear(self._world, self._aim(), start, end):
                    return np.asarray(way)
        return None


class TargetRemoved(Disturbance):
    """Somebody takes the thing away before the arm gets there, and puts it aside: off the reachable table."""

    name = "target_removed"
    needs: ClassVar[frozenset[Need]] = frozenset({"target"})
    _LIFT_S, _CARRY_S, _LOWER_S = 0.5, 1.1, 0.6
    _OVERLAP_S = 0.25  # a hand carries off what it has not yet lifted all the way
    _OVER_M = 0.05  # above the tops of all that stands about

    def prepare(self) -> None:
        """Draw how near the tool may come."""
        self._near_m = self._rng.uniform(0.42, 0.55)  # a hand that takes from under the gripper would meet it
        self._guide: Guide | None = None

    def due(self, now_s: float) -> bool:
        """The tool comes near for the first time, not yet touching."""
        return self._moving_since_s is not None and self._to_target_m() < self._near_m and not self._touched()

    def fire(self, now_s: float) -> str:
        """Lift it off."""
        thing = self._aim()
        start = np.array(self._world.data.xpos[thing.body])
        build = self._world.build
        # The crate at the person's side, or the far corner of the table, beyond the arm.
        end = np.array([0.93, 0.47, start[2] + 0.01]) if build is None else build.crate_m
        up = np.array([start[0], start[1], self._clear_z_m(float(end[2]))])
        over = np.array([end[0], end[1], up[2]])
        leaves_s = self._LIFT_S - self._OVERLAP_S
        lowers_s = leaves_s + self._CARRY_S

        def path(t: float) -> FloatArray:
            lifted = start + (up - start) * eased(t / self._LIFT_S)
            carried = (over - up) * eased((t - leaves_s) / self._CARRY_S)
            return np.asarray(lifted + carried + (end - over) * eased((t - lowers_s) / self._LOWER_S))

        self._takes_s = lowers_s + self._LOWER_S + 0.2
        self._guide = Guide(self._world, thing, path, lifted=True)
        return f"{thing.name} was taken away"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Carry it off, let go."""
        assert self._guide is not None
        along_s = self._guide.pull(since_s)
        if along_s < self._takes_s and since_s < _GIVE_UP_S:
            return False
        self._guide.release()
        return True

    def _clear_z_m(self, end_m: float) -> float:
        """Height of its middle at which it passes over everything else, and over the rim where it ends."""
        thing = self._aim()
        half = float(thing.extent_m.max()) / 2
        tops = [
            self._world.data.xpos[other.body][2] + float(other.extent_m[2]) / 2
            for other in self._world.objects
            if other is not thing
        ]
        return float(max([*tops, end_m])) + half + self._OVER_M


class ObjectSlips(Disturbance):
    """What is held slips out: wet, greasy or badly grasped, the pads lose their friction on it for a moment.

    Its weight is helped by a pull of 2 to 5 N, since a rim or a handle may hang in the fingers.
    """

    name = "object_slips"
    needs: ClassVar[frozenset[Need]] = frozenset({"target", "grasp"})
    _SLIPPERY, _AT_MOST_S = 0.004, 1.5

    def prepare(self) -> None:
        """Draw how high it is lifted before, and how hard it is pulled."""
        self._lift_m, self._pull_n = self._rng.uniform(0.03, 0.12), self._rng.uniform(2.0, 5.0)
        self._rest_z_m = float(self._world.data.xpos[self._aim().body][2])

    def due(self, now_s: float) -> bool:
        """Held by both fingers and lifted."""
        high = self._world.data.xpos[self._aim().body][2] - self._rest_z_m > self._lift_m
        return bool(high and self._grasped())

    def fire(self, now_s: float) -> str:
        """Take the friction away."""
        model = self._world.model
        self._geoms = np.flatnonzero(self._aim().geoms)
        self._before = model.geom_friction[self._geoms].copy(), model.geom_priority[self._geoms].copy()
        model.geom_friction[self._geoms, 0] = self._SLIPPERY
        model.geom_priority[self._geoms] = 1  # else the rougher of two surfaces, the pad, decides
        self._world.data.xfrc_applied[self._aim().body, 2] = -self._pull_n
        return f"{self._aim().name} slipped out of the hand"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Once it is out, or after a while, it is as rough as before."""
        if since_s < self._AT_MOST_S and self._world.touching(self._world.tool_geoms, self._aim().geoms):
            return False
        model = self._world.model
        model.geom_friction[self._geoms], model.geom_priority[self._geoms] = self._before
        self._world.data.xfrc_applied[self._aim().body] = 0.0
        return True


class TableBumped(Disturbance):
    """Somebody runs into the table: everything on it lurches to one side and back, and slides a little.

    The table itself stays where it is drawn. What its jerk of 11 to 15 m/s² for 40 ms (friction of 0.9 holds
    up to 8.8) would do to the things on it acts on them as inertial force, first one way, then the other.
    """

    name = "table_bumped"
    _PUSH_S, _REACH_Z_M = 0.04, (-0.05, 0.6)

    def prepare(self) -> None:
        """Draw moment, direction and strength."""
        self._after_s = self._rng.uniform(0.5, 3.0)
        angle, size = self._rng.uniform(-np.pi, np.pi), self._rng.uniform(11.0, 15.0)
        self._jerk_m_s2 = size * np.array([np.cos(angle), np.sin(angle)])

    def due(self, now_s: float) -> bool:
        """Some time after the arm has set out."""
        return self._moved_for_s(now_s) >= self._after_s

    def fire(self, now_s: float) -> str:
        """All that stands on the table gets the push."""
        world = self._world
        low, high = self._REACH_Z_M
        self._shaken = [
            thing
            for thing in world.objects
            if low < world.data.xpos[thing.body][2] < high
            and not world.touching(world.tool_geoms, thing.geoms)
        ]
        self._shake(1.0)
        return (
            f"the table was bumped: {np.hypot(*self._jerk_m_s2):.0f} m/s², {len(self._shaken)} things on it"
        )

    def go_on(self, now_s: float, since_s: float) -> bool:
        """There, back a little weaker, over."""
        self._shake(1.0 if since_s < self._PUSH_S else -0.6 if since_s < 2 * self._PUSH_S else 0.0)
        return since_s >= 2 * self._PUSH_S

    def _shake(self, share: float) -> None:
        for thing in self._shaken:
            mass = self._world.model.body_subtreemass[thing.body]
            self._world.data.xfrc_applied[thing.body, :2] = share * mass * self._jerk_m_s2


def clear(world: World, thing: Thing, start: FloatArray, end: FloatArray) -> bool:
    """Whether `thing` can slide from `start` to `end`, (2,) each, and meet nothing."""
    radius = float(np.hypot(*thing.extent_m[:2])) / 2
    line = end - start
    for other in world.objects:
        if other is thing or world.data.xpos[other.body][2] < -0.1:
            continue
        at = world.data.xpos[other.body][:2]
        share = np.clip((at - start) @ line / max(float(line @ line), 1e-9), 0.0, 1.0)
        apart = float(np.linalg.norm(at - start - share * line))
        beside = radius + float(np.hypot(*other.extent_m[:2])) / 2 + _FREE_M
        # What was nearer than that before the move may stay as near, not come nearer.
        if apart < min(beside, float(np.linalg.norm(at - start)) - 1e-6):
            return False
    return not _meets_furniture(world, thing, start, end)


def _meets_furniture(world: World, thing: Thing, start: FloatArray, end: FloatArray) -> bool:
    """Cast rays along both edges of the way, at half the thing's height, against what is no thing."""
    line = end - start
    length = float(np.linalg.norm(line))
    along = line / max(length, 1e-9)
    side = np.array([-along[1], along[0]]) * float(min(thing.extent_m[:2])) / 2
    z = float(world.data.xpos[thing.body][2])
    reach = length + float(max(thing.extent_m[:2])) / 2
    geom = np.full(1, -1, np.int32)
    for offset in (-side, 0 * side, side):
        begin = np.array([*(start + offset), z])
        distance = mujoco.mj_ray(
            world.model, world.data, begin, np.array([*along, 0.0]), _SOLID, 1, thing.body, geom
        )
        if 0 <= distance < reach:
            return True
    return False
