# SPDX-License-Identifier: Apache-2.0
"""What happens to things: moved, taken away, slipping out of the hand, shaken with the table."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.disturbances.disturbance import Disturbance, Need
from mm_robot_sim.disturbances.guide import Guide, eased
from mm_robot_sim.disturbances.ways import way_out, way_to_slide
from mm_robot_sim.people.build import CRATE_SIZE_M, Build

_GIVE_UP_S = 9.0  # what is held fast is let alone


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
        return self._free_way() is not None

    def _free_way(self) -> FloatArray | None:
        return way_to_slide(self._world, self._aim(), self._wish_m, self._first_rad, self._tcp_m()[:2])

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
        self.handled = (self._aim().name,)
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


class TargetRemoved(Disturbance):
    """Somebody takes the thing away before the arm gets there, and puts it aside: off the reachable table."""

    name = "target_removed"
    needs: ClassVar[frozenset[Need]] = frozenset({"target"})
    _LIFT_S, _LOWER_S = 0.5, 0.7
    _CARRY_PEAK_M_S = 0.8  # of an unhurried arm that carries
    _OVERLAP_S = 0.25  # a hand carries off what it has not yet lifted all the way
    _PULL_OUT_M_S = 0.35  # out from under a shelf board or a cupboard's top
    _OVER_M = 0.05  # above the tops of all that stands about

    def prepare(self) -> None:
        """Draw how near the tool may come."""
        self._near_m = self._rng.uniform(0.42, 0.55)  # a hand that takes from under the gripper would meet it
        self._guide: Guide | None = None

    def due(self, now_s: float) -> bool:
        """The tool comes near for the first time, not yet touching."""
        if self._moving_since_s is None or self._to_target_m() > self._near_m or self._touched():
            return False
        return way_out(self._world, self._aim()) is not None

    def fire(self, now_s: float) -> str:
        """Lift it off."""
        thing = self._aim()
        out = way_out(self._world, thing)
        if out is None:
            return f"nothing: {thing.name} stands where nobody gets it out"
        build = self._world.build
        start = np.array(self._world.data.xpos[thing.body])
        # Into the crate at the person's side, or to the far corner of the table, beyond the arm.
        end = np.array([0.93, 0.47, start[2] + 0.01]) if build is None else self._in_crate_m(build)
        aside = start + out
        rim_m = float(end[2] if build is None else build.crate_m[2])
        up = np.array([aside[0], aside[1], self._clear_z_m(rim_m)])
        over = np.array([end[0], end[1], up[2]])
        aside_s = float(np.linalg.norm(out)) / self._PULL_OUT_M_S
        leaves_s = aside_s + self._LIFT_S - self._OVERLAP_S
        carry_s = 1.875 * float(np.linalg.norm(over - up)) / self._CARRY_PEAK_M_S  # 15/8: peak over mean
        lowers_s = leaves_s + carry_s

        def path(t: float) -> FloatArray:
            lifted = (
                start
                + out * eased(t / max(aside_s, 1e-9))
                + (up - aside) * eased((t - aside_s) / self._LIFT_S)
            )
            carried = (over - up) * eased((t - leaves_s) / max(carry_s, 1e-9))
            return np.asarray(lifted + carried + (end - over) * eased((t - lowers_s) / self._LOWER_S))

        self._takes_s = lowers_s + self._LOWER_S + 0.2
        self._guide = Guide(self._world, thing, path, lifted=True)
        self.handled = (thing.name,)
        return f"{thing.name} was taken away"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Carry it off, let go."""
        if self._guide is None:
            return True
        along_s = self._guide.pull(since_s)
        if along_s < self._takes_s and since_s < _GIVE_UP_S:
            return False
        self._guide.release()
        return True

    def _in_crate_m(self, build: Build) -> FloatArray:
        """(3,) just above the crate's floor, or its rim for what does not go in."""
        half = float(self._aim().extent_m.max()) / 2
        fits = float(self._aim().extent_m.max()) < min(CRATE_SIZE_M[:2]) - 0.03
        return build.crate_m + [0.0, 0.0, half + (0.02 - CRATE_SIZE_M[2] if fits else 0.02)]

    def _clear_z_m(self, rim_m: float) -> float:
        """Height of its middle at which it passes over everything else, and over the rim where it ends."""
        thing = self._aim()
        half = float(thing.extent_m.max()) / 2
        tops = [
            self._world.data.xpos[other.body][2] + float(other.extent_m[2]) / 2
            for other in self._world.objects
            if other is not thing
        ]
        return float(max([*tops, rim_m])) + half + self._OVER_M


class ObjectSlips(Disturbance):
    """What is held slips out: wet, greasy or badly grasped, the pads lose their friction on it for a moment.

    A pull of about its own weight helps, since a rim or a handle may hang in the fingers.
    """

    name = "object_slips"
    needs: ClassVar[frozenset[Need]] = frozenset({"target", "grasp"})
    _SLIPPERY, _AT_MOST_S = 0.004, 1.5

    def prepare(self) -> None:
        """Draw how high it is lifted before, and how hard it is pulled."""
        self._lift_m, pull_m_s2 = self._rng.uniform(0.03, 0.10), self._rng.uniform(4.0, 10.0)
        self._pull_n = max(0.5, pull_m_s2 * self._aim().design.mass_kg)
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
        self.handled = (self._aim().name,)
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
