# SPDX-License-Identifier: Apache-2.0
"""Judges goals about the world: where things stand, what was done to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import FloatArray
from mm_robot_sim.tasks.goals import (
    Cleared,
    Closed,
    HandedOver,
    Opened,
    Picked,
    Placed,
    Pointed,
    Pushed,
    Returned,
    SomeIn,
    Sorted,
    Stacked,
    StoppedWithin,
    Untouched,
    Verdict,
)
from mm_robot_sim.tasks.margins import AT_REST_RAD_S, MOVED_M, RETURNED_M, TILTED_RAD, TURNED_RAD
from mm_robot_sim.tasks.record import Watch
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import Thing, World

_WAYS = {"left": (1, 1.0), "right": (1, -1.0), "forward": (0, 1.0), "back": (0, -1.0)}  # axis, sign
_STRAY = 0.7  # of a push's length, sideways: 35 degrees off the way
_NOWHERE = ("gripper", "person", "floor", "air")  # where nothing counts as put down


class WorldJudge:
    """One method per kind of goal."""

    def __init__(self, world: World, truth: Truth, watch: Watch) -> None:
        self._world, self._truth, self._watch = world, truth, watch

    def handed_over(self, goal: HandedOver) -> Verdict:
        """The person holds it, or has put it aside."""
        thing = self._world.thing(goal.thing)
        held = self._truth.in_hand_of_person()
        if held == goal.thing:
            return Verdict(True, f"the person holds {held}")
        person = self._world.person
        if person is not None and goal.thing in person.received and self._truth.in_crate(thing):
            return Verdict(True, f"the person took {goal.thing} and has put it aside")
        place = self._truth.place(thing)
        return Verdict(False, f"the person holds {held or 'nothing'}; {goal.thing}: {place}")

    def picked(self, goal: Picked) -> Verdict:
        """Between both fingers, and on nothing."""
        thing = self._world.thing(goal.thing)
        held = self._truth.in_gripper()
        if held != goal.thing:
            return Verdict(False, f"the gripper holds {held or 'nothing'}")
        if self._truth.upon(thing, "table"):
            return Verdict(False, f"{held} is between the fingers but still on the table")
        return Verdict(True, f"the gripper holds {held}")

    def placed(self, goal: Placed) -> Verdict:
        """Released, and in the relation."""
        thing = self._world.thing(goal.thing)
        where = self._truth.place(thing)
        if where in _NOWHERE:
            return Verdict(False, f"{goal.thing}: {where}")
        fits = self._truth.relation(thing, goal.relation, goal.anchors)
        words = f"{goal.relation} {' and '.join(goal.anchors)}"
        return Verdict(fits, f"{goal.thing} is {'' if fits else 'not '}{words}; it is: {where}")

    def stacked(self, goal: Stacked) -> Verdict:
        """Each upon the one before."""
        for below, above in zip(goal.order, goal.order[1:], strict=False):
            placed = self.placed(Placed(above, "on", (below,)))
            if not placed.ok:
                return placed
        return Verdict(True, f"stacked: {', '.join(goal.order)}")

    def sorted(self, goal: Sorted) -> Verdict:
        """In heaps that anybody would see as such."""
        at = {n: self._world.pose(n)[:2, 3] for group in goal.groups for n in group}
        places = {n: self._truth.place(self._world.thing(n)) for n in at}
        lost = [f"{name}: {place}" for name, place in places.items() if place in _NOWHERE]
        if lost:
            return Verdict(False, "; ".join(lost))
        within, apart = spread_m([[at[name] for name in group] for group in goal.groups])
        return Verdict(apart > within, f"groups: {within:.2f} m within, {apart:.2f} m apart")

    def cleared(self, goal: Cleared) -> Verdict:
        """Each in or on the container or fixture."""
        for name in goal.things:
            thing = self._world.thing(name)
            place = self._truth.place(thing)
            if not self._contained(thing, goal.into):
                return Verdict(False, f"{name} is not in {goal.into}; it is: {place}")
        return Verdict(True, f"{', '.join(goal.things)}: in {goal.into}")

    def some_in(self, goal: SomeIn) -> Verdict:
        """As many as were asked for, no more."""
        inside = [name for name in goal.things if self._contained(self._world.thing(name), goal.into)]
        return Verdict(len(inside) == goal.count, f"{len(inside)} of {goal.count} in {goal.into}: {inside}")

    def _contained(self, thing: Thing, into: str) -> bool:
        """In or on it, or in or on something that is."""
        place, seen = self._truth.place(thing), {thing.name}
        while place.startswith(("in ", "on ")):
            name = place[3:]
            if name == into:
                return True
            if name in seen or name in self._truth.fixtures:
                return False
            seen.add(name)
            place = self._truth.place(self._world.thing(name))
        return False

    def returned(self, goal: Returned) -> Verdict:
        """Back where it stood, after it had been away."""
        thing = self._world.thing(goal.thing)
        place, away = self._truth.place(thing), self._watch.moved_m(goal.thing)
        record = self._watch.record
        if goal.thing not in record.lifted | record.bumped:
            return Verdict(False, f"{goal.thing} never was away")
        fits = place not in _NOWHERE and away <= RETURNED_M and self._tilt(thing) < TILTED_RAD
        return Verdict(fits, f"{goal.thing} is {away:.2f} m from where it stood; it is: {place}")

    def opened(self, goal: Opened) -> Verdict:
        """Open far enough."""
        share = self._opening(goal.fixture)
        return Verdict(share >= goal.share, f"{goal.fixture} is open by {share:.0%}")

    def closed(self, goal: Closed) -> Verdict:
        """As good as shut."""
        share = self._opening(goal.fixture)
        return Verdict(share <= goal.share, f"{goal.fixture} is open by {share:.0%}")

    def _opening(self, fixture: str) -> float:
        if fixture not in self._truth.fixtures:
            available = ", ".join(self._truth.fixtures) or "none in this scene"
            raise InputError(f"no fixture '{fixture}'; available: {available}")
        return float(self._world.opening(fixture))

    def pushed(self, goal: Pushed) -> Verdict:
        """Shoved that way, along what it stands on."""
        thing = self._world.thing(goal.thing)
        axis, sign = _WAYS[goal.direction]
        way = (self._world.pose(goal.thing) - self._watch.start[goal.thing])[:2, 3]
        ahead, aside = sign * float(way[axis]), abs(float(way[1 - axis]))
        rolls = thing.design.rolling_m > 0.001
        if goal.thing in self._watch.record.lifted:
            return Verdict(False, f"{goal.thing} was lifted, not pushed")
        if not rolls and self._tilt(thing) > TILTED_RAD:
            return Verdict(False, f"{goal.thing} was tipped over")
        place = self._truth.place(thing)
        fits = ahead >= goal.min_m and aside <= _STRAY * ahead and place not in _NOWHERE
        return Verdict(
            fits, f"{goal.thing} went {ahead:.2f} m {goal.direction} and {aside:.2f} m aside; {place}"
        )

    def pointed(self, goal: Pointed) -> Verdict:
        """Aimed at for long enough, and at nothing else longer."""
        self._world.thing(goal.thing)
        aimed = self._watch.record.aimed_s
        if not self._watch.aimed(goal.thing):
            return Verdict(False, f"the tool never rested aiming at {goal.thing}")
        longest = max(aimed, key=lambda name: aimed[name])
        fits = aimed[goal.thing] >= 0.5 * aimed[longest]
        return Verdict(fits, f"aimed at {goal.thing} for {aimed[goal.thing]:.1f} s; longest at {longest}")

    def untouched(self, goal: Untouched) -> Verdict:
        """Nothing has moved."""
        names = goal.things or tuple(thing.name for thing in self._world.objects)
        moved = [name for name in names if self._has_moved(self._world.thing(name))]
        return Verdict(not moved, f"moved: {', '.join(moved)}" if moved else "nothing moved")

    def stopped_within(self, goal: StoppedWithin, said_s: dict[int, float]) -> Verdict:
        """At rest soon after the turn was said, and until the next."""
        if goal.turn not in said_s:
            return Verdict(False, f"turn {goal.turn} was never said")
        from_s = said_s[goal.turn]
        until_s = min((t for turn, t in said_s.items() if turn > goal.turn), default=np.inf)
        log = [(t, speed) for t, speed in self._watch.record.speed_rad_s if from_s <= t <= until_s]
        last = max((t for t, speed in log if speed > AT_REST_RAD_S), default=from_s)
        took = last - from_s
        return Verdict(took <= goal.seconds, f"the arm moved for {took:.2f} s after turn {goal.turn}")

    def _has_moved(self, thing: Thing) -> bool:
        return self._watch.moved_m(thing.name) > MOVED_M or self._tilt(thing) > TURNED_RAD

    def _tilt(self, thing: Thing) -> float:
        return self._truth.tilt_rad(thing, self._watch.start[thing.name][:3, 2])


def spread_m(groups: Sequence[Sequence[FloatArray]]) -> tuple[float, float]:
    """The widest step within a group, and the narrowest between two: heaps lie apart when that is more."""
    within = max(_widest_gap(list(group)) for group in groups)
    apart = [
        float(np.linalg.norm(a - b))
        for i, one in enumerate(groups)
        for other in groups[i + 1 :]
        for a in one
        for b in other
    ]
    return within, min(apart, default=np.inf)


def _widest_gap(points: list[FloatArray]) -> float:
    """The longest step it takes to walk through all points by shortest steps (single linkage), in metres."""
    reached, rest, widest = points[:1], points[1:], 0.0
    while rest:
        steps = [min(float(np.linalg.norm(p - q)) for q in reached) for p in rest]
        nearest = int(np.argmin(steps))
        widest = max(widest, steps[nearest])
        reached = [*reached, rest[nearest]]
        rest = rest[:nearest] + rest[nearest + 1 :]
    return widest
