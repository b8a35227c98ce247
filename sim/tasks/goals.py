# SPDX-License-Identifier: Apache-2.0
"""What must be true when a task is done. Things and fixtures are named as in the world.

Goals about the world are judged by how it stands; `Answered`, `RefusedBecause` and `AskedAmong` by what the
robot said; `StoppedWithin`, `Pushed`, `Pointed` and `Sequence` by what the referee saw on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Union

from mm_robot.types import RelationKind

Direction = Literal["left", "right", "forward", "back"]
Side = Literal["left", "middle", "right"]
Refusal = Literal["absent", "forbidden", "unreachable", "unsafe"]


@dataclass(frozen=True)
class HandedOver:
    """`thing` ended in the person's hand."""

    thing: str


@dataclass(frozen=True)
class Picked:
    """`thing` is in the gripper, off what it stood on."""

    thing: str


@dataclass(frozen=True)
class Placed:
    """`thing` stands in `relation` to the anchors ("table", things or fixtures), released."""

    thing: str
    relation: RelationKind
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Stacked:
    """The things stand one upon the other, the first lowest, released."""

    order: tuple[str, ...]


@dataclass(frozen=True)
class Sorted:
    """Every group lies together and apart from the others."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Cleared:
    """All `things` are in (or on) `into`, a container or a fixture."""

    things: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class SomeIn:
    """Exactly `count` of the things are in (or on) `into`."""

    things: tuple[str, ...]
    count: int
    into: str


@dataclass(frozen=True)
class Returned:
    """`thing` was lifted or pushed away and stands again where it stood at the beginning."""

    thing: str


@dataclass(frozen=True)
class Opened:
    """The fixture is open by at least `share`."""

    fixture: str
    share: float = 0.6  # of its full travel: enough to see and reach in


@dataclass(frozen=True)
class Closed:
    """The fixture is open by no more than `share`."""

    fixture: str
    share: float = 0.1


@dataclass(frozen=True)
class Pushed:
    """`thing` was shoved at least `min_m` in `direction` along its support: not lifted, not tipped over."""

    thing: str
    direction: Direction
    min_m: float = 0.03  # less is a nudge by accident


@dataclass(frozen=True)
class Pointed:
    """The tool came to rest aiming at `thing`, or close over it, and nothing was moved."""

    thing: str


@dataclass(frozen=True)
class Answered:
    """The robot's last words say this. What is None or empty does not matter.

    Colours count only where the answer names one. `places` are true statements, one of which must be made;
    a side that is not among `sides` may not be named. A comparison must come out for `winner`.
    """

    yes: bool | None = None
    count: int | None = None
    things: tuple[str, ...] = ()  # each must be named
    only: bool = False  # and nothing else that is there
    winner: str | None = None
    places: tuple[tuple[RelationKind, str], ...] = ()  # ("in", "blue_bowl")
    sides: tuple[Side, ...] = ()  # of the table, for a thing that is asked for


@dataclass(frozen=True)
class RefusedBecause:
    """The robot declined, nothing has moved, and `about` (noun and colour, canonical) is named if given."""

    kind: Refusal
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedAmong:
    """The robot asked which of these is meant, and touched nothing before."""

    candidates: tuple[str, ...]


@dataclass(frozen=True)
class StoppedWithin:
    """From the time the interrupting turn was said, the arm came to rest within `seconds` and stayed so.

    It may move again after the next turn.
    """

    seconds: float = 0.5
    turn: int = 1  # index of the turn that stops it


@dataclass(frozen=True)
class Untouched:
    """Nothing has moved; with `things`, none of these."""

    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Not:
    """The goal is not met."""

    goal: Goal


@dataclass(frozen=True)
class AllOf:
    """Every one is met in the end."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one is met in the end."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Sequence:
    """Each was met at some time, first in this order; the last one still is.

    Only a referee that was told the goal before the episode can know the order.
    """

    goals: tuple[Goal, ...]


Goal = Union[
    HandedOver, Picked, Placed, Stacked, Sorted, Cleared, SomeIn, Returned, Opened, Closed, Pushed, Pointed,
    Answered, RefusedBecause, AskedAmong, StoppedWithin, Untouched, Not, AllOf, AnyOf, Sequence,
]  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """Whether the goal was met, and why (not)."""

    ok: bool
    reason: str
