# SPDX-License-Identifier: Apache-2.0
"""A task: what somebody says, when they say it, and what must be true in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mm_robot.types import FloatArray, Language
from mm_robot_sim.tasks.goals import Goal

When = Literal["start", "next", "moving", "holding", "asked"]
Ends = Literal["done", "answered", "refused", "asked", "stopped"]


@dataclass(frozen=True, eq=False)
class Gift:
    """Something that is put down on the table for the robot by the person before they speak."""

    thing: str
    T_base_thing: FloatArray  # (4, 4) where it stands afterwards


@dataclass(frozen=True)
class Turn:
    """One thing somebody says.

    `when`: "start" and "next": the robot is idle (it has finished with the turn before); "moving": the arm
    has been moving for `after_s`, for the turn before; "holding": the same, and something is between its
    fingers; "asked": only as the answer when the robot asks back about the turn before, otherwise never.
    """

    said: str
    when: When = "start"
    after_s: float = 0.0
    gift: Gift | None = None  # put down before it is said


@dataclass(frozen=True)
class Task:
    """What a person wants of the robot in one world."""

    family: str
    language: Language
    turns: tuple[Turn, ...]
    goal: Goal
    phrasing: str  # which phrases it was made from: "pick.en.3", one per turn, joined by " "
    target: str | None  # the thing, fixture or container that matters most; what disturbances act on
    ends: Ends  # how it ends when all goes well
    may_handle: tuple[str, ...] = ()  # the things that may be gripped or pushed on the way
    disturbances: tuple[str, ...] = ()  # names of those that fit it
    hidden_until_given: tuple[str, ...] = ()  # things that must be away (see `giving.prepare`) at the start

    @property
    def text(self) -> str:
        """What is said at the start."""
        return self.turns[0].said
