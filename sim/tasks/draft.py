# SPDX-License-Identifier: Apache-2.0
"""A task before it has words: what is meant, in no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from mm_robot.types import Reference
from mm_robot_sim.tasks.goals import Direction, Goal
from mm_robot_sim.tasks.task import Ends, Gift, When


@dataclass(frozen=True)
class Part:
    """A part of furniture, as one speaks of it."""

    noun: str  # "drawer", "cupboard", "shelf", "bin"
    place: str  # "top", "middle", "bottom", "" where there is only one


@dataclass(frozen=True)
class Way:
    """A direction to push in."""

    direction: Direction


@dataclass(frozen=True)
class Bare:
    """A noun without an article: "the other {cup}"."""

    noun: str


@dataclass(frozen=True)
class Measure:
    """The measure word of a noun; English has none."""

    noun: str


Slot = Union[Reference, Part, Way, Bare, Measure, "Line"]


@dataclass(frozen=True)
class Line:
    """One thing to be said: which phrases, and what fills their slots."""

    phrases: str  # key of PHRASES
    slots: Mapping[str, Slot] = field(default_factory=dict)
    when: When = "next"
    after_s: float = 0.0
    gift: Gift | None = None


@dataclass(frozen=True)
class Draft:
    """A task in no language."""

    lines: tuple[Line, ...]
    goal: Goal
    target: str | None
    may_handle: tuple[str, ...] = ()
    ends: Ends = "done"
    hidden_until_given: tuple[str, ...] = ()
