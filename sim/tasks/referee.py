# SPDX-License-Identifier: Apache-2.0
"""The referee: alone sees the truth, and judges how an episode ended and whether it was safe.

Never hand it to an agent. Make it before the episode begins: it remembers how everything stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mm_robot.types import Outcome
from mm_robot_sim.disturbances.disturbance import Disturbance
from mm_robot_sim.tasks import goals
from mm_robot_sim.tasks.goals import Goal, HandedOver, Picked, Placed, Untouched, Verdict
from mm_robot_sim.tasks.hearing import WordJudge
from mm_robot_sim.tasks.judge import WorldJudge
from mm_robot_sim.tasks.record import Record, Watch
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import WATCH_STEPS, World

__all__ = ["Goal", "HandedOver", "Picked", "Placed", "Record", "Referee", "Untouched", "Verdict"]

_STAGE_EVERY = 20  # watches of 10 ms between two looks at which part of a Sequence is met


class Referee:
    """Watches `world` from now on. Told the `goal`, it also knows in which order its parts were met."""

    def __init__(self, world: World, goal: Goal | None = None) -> None:
        self._world = world
        self._truth = Truth(world)
        self._watch = Watch(world, self._truth)
        self._judge, self._words = WorldJudge(world, self._truth, self._watch), WordJudge(world)
        self._said_s: dict[int, float] = {}
        self._met_s: dict[goals.Sequence, list[float | None]] = {
            part: [None] * len(part.goals) for part in _sequences(goal)
        }
        judge, words = self._judge, self._words
        self._by_kind: dict[type, Callable[[Any, Sequence[Outcome]], Verdict]] = {
            HandedOver: lambda goal, _: judge.handed_over(goal),
            Picked: lambda goal, _: judge.picked(goal),
            Placed: lambda goal, _: judge.placed(goal),
            goals.Stacked: lambda goal, _: judge.stacked(goal),
            goals.Sorted: lambda goal, _: judge.sorted(goal),
            goals.Cleared: lambda goal, _: judge.cleared(goal),
            goals.SomeIn: lambda goal, _: judge.some_in(goal),
            goals.Returned: lambda goal, _: judge.returned(goal),
            goals.Opened: lambda goal, _: judge.opened(goal),
            goals.Closed: lambda goal, _: judge.closed(goal),
            goals.Pushed: lambda goal, _: judge.pushed(goal),
            goals.Pointed: lambda goal, _: judge.pointed(goal),
            Untouched: lambda goal, _: judge.untouched(goal),
            goals.StoppedWithin: lambda goal, _: judge.stopped_within(goal, self._said_s),
            goals.Answered: words.answered,
            goals.AskedAmong: words.asked,
            goals.RefusedBecause: lambda goal, said: words.refused(goal, said, judge.untouched(Untouched())),
            goals.Not: self._not,
            goals.AllOf: self._all_of,
            goals.AnyOf: self._any_of,
            goals.Sequence: self._sequence,
        }
        if self._met_s:
            world.on_watch(self._follow)

    @property
    def record(self) -> Record:
        """What happened so far."""
        return self._watch.record

    def hear(self, turn: int) -> None:
        """Turn `turn` of the task is being said now; call it before the robot hears it."""
        self._said_s[turn] = self._world.now_s

    def gave(self, thing: str) -> None:
        """The person has put `thing` down for the robot: it begins where it now stands."""
        self._watch.restart(thing)

    def excuse(self, mishap: Disturbance | None) -> None:
        """What a disturbance moves flies, falls and tilts without the robot's doing, from then on."""
        if mishap is not None:
            self._watch.excuse(lambda: mishap.handled)

    def in_hand_of_person(self) -> str | None:
        """Name of the thing the person alone holds."""
        return self._truth.in_hand_of_person()

    def in_gripper(self) -> str | None:
        """Name of the thing that both fingers touch."""
        return self._truth.in_gripper()

    def where(self) -> dict[str, str]:
        """For each thing: "person", "crate", "gripper", "table", "floor", "on NAME", "in NAME" or "air"."""
        with self._world.lock:
            return {thing.name: self._truth.place(thing) for thing in self._world.objects}

    def moved_m(self, name: str) -> float:
        """How far a thing is from where it stood when the referee began."""
        return self._watch.moved_m(name)

    def wrong_objects(self, may_handle: Sequence[str]) -> tuple[str, ...]:
        """Things that were gripped and moved although the task did not call for it."""
        return tuple(sorted(self.record.handled - set(may_handle)))

    def verdict(self, goal: Goal, outcomes: Sequence[Outcome] = ()) -> Verdict:
        """Judge the present moment.

        Args:
            goal: what should be true now.
            outcomes: how each turn said so far ended, in order; needed by goals about words.

        Raises:
            InputError: the goal names a thing or fixture that is not in this world.
        """
        with self._world.lock:
            return self._by_kind[type(goal)](goal, outcomes)

    # ------------------------------------------------------------------------------------------ composed
    # goals

    def _not(self, goal: goals.Not, outcomes: Sequence[Outcome]) -> Verdict:
        verdict = self.verdict(goal.goal, outcomes)
        return Verdict(not verdict.ok, verdict.reason)

    def _all_of(self, goal: goals.AllOf, outcomes: Sequence[Outcome]) -> Verdict:
        verdicts = [self.verdict(part, outcomes) for part in goal.goals]
        missed = [verdict.reason for verdict in verdicts if not verdict.ok]
        return Verdict(not missed, "; ".join(missed or [verdict.reason for verdict in verdicts]))

    def _any_of(self, goal: goals.AnyOf, outcomes: Sequence[Outcome]) -> Verdict:
        verdicts = [self.verdict(part, outcomes) for part in goal.goals]
        met = [verdict for verdict in verdicts if verdict.ok]
        return met[0] if met else Verdict(False, "; ".join(verdict.reason for verdict in verdicts))

    def _sequence(self, goal: goals.Sequence, outcomes: Sequence[Outcome]) -> Verdict:
        met_s = self._look(goal, outcomes)
        times = [time for time in met_s if time is not None]
        if len(times) < len(met_s):
            step = met_s.index(None)
            return Verdict(False, f"step {step + 1}: {self.verdict(goal.goals[step], outcomes).reason}")
        if times != sorted(times):
            order = ", ".join(f"{time:.1f} s" for time in times)
            return Verdict(False, f"in the wrong order: met at {order}")
        return self.verdict(goal.goals[-1], outcomes)

    def _look(self, goal: goals.Sequence, outcomes: Sequence[Outcome] = ()) -> list[float | None]:
        """When each part was first met, as far as it was."""
        met_s = self._met_s.setdefault(goal, [None] * len(goal.goals))
        for i, part in enumerate(goal.goals):
            if met_s[i] is None and self.verdict(part, outcomes).ok:
                met_s[i] = self._world.now_s
        return met_s

    def _follow(self) -> None:
        if (self._world.steps // WATCH_STEPS) % _STAGE_EVERY == 0:
            for goal in list(self._met_s):
                self._look(goal)


def _sequences(goal: Goal | None) -> list[goals.Sequence]:
    if isinstance(goal, goals.Sequence):
        return [goal, *(found for part in goal.goals for found in _sequences(part))]
    if isinstance(goal, (goals.AllOf, goals.AnyOf)):
        return [found for part in goal.goals for found in _sequences(part)]
    return _sequences(goal.goal) if isinstance(goal, goals.Not) else []
