# SPDX-License-Identifier: Apache-2.0
"""What a person can be told to do; small pieces that follow one another.

`person.do(WalkTo((0.2, 0.8)), ReachOver("red_cup"), Wait(1.0), WalkHome())` plays them in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from mm_robot.types import FloatArray

if TYPE_CHECKING:
    from mm_robot_sim.people.person import Person

POINTING_CURL_RAD, FLAT_CURL_RAD = 1.9, 0.15
_CLEAR_M = 0.07  # the palm above what it passes over
POINT_FROM_M = 0.20  # a pointing fingertip stays this far from what it points at
FINGERTIP_M = 0.115  # from the palm's middle
SIDE_AISLE_M = 1.36  # y of the way along the wall, behind the crate


class Action(Protocol):
    """One piece of behaviour."""

    def begin(self, person: Person) -> None:
        """Called once, when its turn comes."""
        ...

    def advance(self, person: Person, since_s: float) -> bool:
        """Called at every look, `since_s` after it began; True when it is over."""
        ...


@dataclass(frozen=True)
class WalkTo:
    """Walk to (x, y), metres in the base frame, by way of `via`, and face `facing_rad` there.

    A hand in the middle of a handover is finished with first. `hand_out`: whether the hand is held out on
    arrival; None means at their own place only. Facing: 0 is towards -y, the table; None stays as walked.
    Whoever walks into the arm three times stays where they are.
    """

    at_m: tuple[float, float]
    via: Sequence[tuple[float, float]] = ()
    speed_m_s: float = 0.9
    facing_rad: float | None = 0.0
    hand_out: bool | None = None

    def begin(self, person: Person) -> None:
        """Lower the hand."""
        person.taking.out = False

    def advance(self, person: Person, since_s: float) -> bool:
        """Set out when the hand is free, and walk."""
        if person.engaged or person.taking.doing in ("keeping", "waiting"):
            person.stance.halt()
            return False
        way = [np.array(point, float) for point in (*self.via, self.at_m)]
        away = float(np.linalg.norm(way[-1] - person.stance.at_m)) > 0.01
        if away and not person.stance.walking and not (since_s > 0.0 and person.stance.blocked):
            person.stance.walk(way, self.speed_m_s, self.facing_rad)
        if person.stance.walking:
            return False
        person.spot_m = person.stance.at_m.copy()
        own = float(np.linalg.norm(way[-1] - person.build.at_m)) < 0.05
        person.taking.out = own if self.hand_out is None else self.hand_out
        return True


@dataclass(frozen=True)
class Turn:
    """Face `facing_rad` (0 is towards the table)."""

    facing_rad: float

    def begin(self, person: Person) -> None:
        """Start to turn."""
        person.stance.walk([], 0.5, self.facing_rad)

    def advance(self, person: Person, since_s: float) -> bool:
        """Until it is done."""
        return not person.stance.walking


@dataclass(frozen=True)
class Wait:
    """Do nothing for a while."""

    for_s: float

    def begin(self, person: Person) -> None:
        """Nothing."""

    def advance(self, person: Person, since_s: float) -> bool:
        """Until the time is over."""
        return since_s >= self.for_s


@dataclass(frozen=True)
class ReachOver:
    """Lean over the table and bring the other hand above a place or a thing, stay, and draw it back.

    It stays above all that stands in between: people who reach over a table knock nothing over.
    """

    what: str | tuple[float, float, float]  # name of a thing, or a place in the base frame
    above_m: float = 0.12
    stay_s: float = 1.5
    speed_m_s: float = 0.8
    _gives_up_s: float = field(default=4.0, repr=False)

    def begin(self, person: Person) -> None:
        """Stretch out; lower the other hand, which would be in the way."""
        person.lower_hand()
        place = person.place_of(self.what)
        place[2] = max(place[2] + self.above_m, person.free_height_m(place) + _CLEAR_M)
        level = place - person.other_shoulder_m
        level[2] = min(level[2], -0.3 * float(np.hypot(level[0], level[1])))
        person.other_arm.go(place, level, FLAT_CURL_RAD, self.speed_m_s)

    def advance(self, person: Person, since_s: float) -> bool:
        """There, stay, back."""
        if person.other_arm.goal_m is None:
            return person.raise_hand_again()
        gone_s = person.first_still_s(since_s) if not person.other_arm.moving else None
        if (
            gone_s is not None and since_s - gone_s >= self.stay_s
        ) or since_s > self._gives_up_s + self.stay_s:
            person.other_arm.hang()
        return False


@dataclass(frozen=True)
class PointAt:
    """Point with the other hand's index finger at a thing or a place, and look there."""

    what: str | tuple[float, float, float]
    stay_s: float = 2.0

    def begin(self, person: Person) -> None:
        """Raise the arm, lower the other one, which would be in its way."""
        person.lower_hand()
        self._aim(person)

    def advance(self, person: Person, since_s: float) -> bool:
        """Follow the thing with the finger for a while."""
        if since_s < self.stay_s:
            self._aim(person)
            return False
        person.other_arm.hang()
        return person.raise_hand_again()

    def _aim(self, person: Person) -> None:
        line = person.place_of(self.what) - person.other_shoulder_m
        distance = float(np.linalg.norm(line))
        along = line / max(distance, 1e-9)
        reach = min(0.93 * person.arm_length_m + 0.085, max(distance - POINT_FROM_M - FINGERTIP_M, 0.2))
        person.other_arm.go(person.other_shoulder_m + along * reach, along, POINTING_CURL_RAD, 0.9)


@dataclass(frozen=True)
class ReachFor:
    """Bring the hand that gives and takes to a place or near a thing, leaning if need be; then out again."""

    what: str | tuple[float, float, float]
    stay_s: float = 1.5
    above_m: float = 0.0

    def begin(self, person: Person) -> None:
        """Nothing until the hand is free."""

    def advance(self, person: Person, since_s: float) -> bool:
        """Stretch when the hand is free, and come back."""
        if person.taking.doing == "stretching":
            return False
        if person.reached:
            person.reached = False
            return True
        goal: FloatArray = person.place_of(self.what) + [0.0, 0.0, self.above_m]
        person.reached = person.taking.stretch(goal, self.stay_s)
        return False
