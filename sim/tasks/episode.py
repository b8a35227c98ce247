# SPDX-License-Identifier: Apache-2.0
"""One task played with the real agent in one process: words in, the agent acts, the referee judges.

`python -m mm_robot_sim.tasks.episode pick 1000 en` plays one and prints how it went.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from mm_robot.agent import Agent
from mm_robot.config import load
from mm_robot.types import Asked, Failed, Language, Outcome, Progress, Refused
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.tasks.causes import cause_of
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.giving import give
from mm_robot_sim.tasks.interjecting import Interjector, OutOfTimeError
from mm_robot_sim.tasks.referee import Referee
from mm_robot_sim.tasks.staged import stage
from mm_robot_sim.tasks.task import Turn

LONGEST_S = 240.0  # of the world's time; three attempts of the longest task take two thirds of it
_PAUSE_S = 1.0  # after a turn, and before the referee's word: things come to rest
NONE = "none"


@dataclass(frozen=True)
class Episode:
    """How one task went."""

    seed: int
    family: str
    language: str
    disturbance: str  # "none" or its name
    happened: str  # what the disturbance did; empty when it never fired
    phrasing: str
    said: tuple[str, ...]  # by the person, in order
    outcomes: tuple[str, ...]  # of each of them
    target: str
    ends: str  # how it should have ended
    ok: bool  # the referee's word
    verdict: str
    cause: str  # of a failure, see causes.py; empty when ok
    wrong_objects: tuple[str, ...]  # moved though the task did not call for it
    questions: int  # asked back by the robot
    false_refusal: bool  # refused though it should and could have been done
    unsafe: tuple[str, ...]
    simulated_s: float
    cpu_s: float  # of this process; 0 through a graph
    stages_s: dict[str, float]  # hear to verify: CPU seconds; through a graph, seconds of the robot's clock
    act_s: float  # of the robot's clock, in motion
    error: str = ""  # traceback, or which time ran out


class Play:
    """One task in one world, ready to be carried out once."""

    def __init__(
        self,
        seed: int,
        family: str,
        language: Language,
        disturbances: Sequence[str] = (),
        profile: str = "panda_sim",
    ) -> None:
        """Build the world and make the task in it.

        Args:
            seed: of the world, and of all that happens.
            family: of tasks, see FAMILIES.
            language: of what is said.
            disturbances: the first that fits the task happens; none does when none fits.
            profile: of the robot.

        Raises:
            InputError: there is no such family or disturbance, or the world has nothing for this task.
        """
        self.config = load(profile)
        self._staged = stage(seed, family, language, self.config)
        self.world, self.task = self._staged.world, self._staged.task
        self.referee = Referee(self.world, self.task.goal)
        self.robot = Interjector(self.world, self.config)
        self.agent = Agent(self.robot, self.config)
        self._mishap = self._staged.disturb(self.robot, disturbances)
        self.referee.excuse(self._mishap)
        self.outcomes: dict[int, Outcome] = {}
        self.reports: dict[int, list[Progress]] = {}  # of each turn
        self._turn = 0
        self._cpu_s: dict[str, float] = {}
        self._act_s = self._last_cpu_s = self._last_s = 0.0
        self.on_report: Callable[[str], None] = lambda text: None

    def run(self) -> Episode:
        """Say everything there is to say, and judge."""
        began, error = time.process_time(), ""
        try:
            self._talk()
            self.world.step(_PAUSE_S)
        except OutOfTimeError as late:
            error = str(late)
        return self._judged(time.process_time() - began, error)

    def broken(self, trace: str) -> Episode:
        """The judgement when something raised in `run`; `trace` says what."""
        return self._judged(0.0, trace)

    def close(self) -> None:
        """Free the world."""
        self.world.close()

    # ------------------------------------------------------------------------------------------ the talk

    def _talk(self) -> None:
        turns = self.task.turns
        self.robot.watch_time(self.world.now_s + LONGEST_S)
        index = 0
        while index < len(turns):
            interjected = index + 1
            while interjected < len(turns) and turns[interjected].when in ("moving", "holding"):
                interjected += 1
            for later in range(index + 1, interjected):
                self._interject_later(later)
            outcome = self._say(index)
            self.robot.forget()
            index = interjected
            if index < len(turns) and turns[index].when == "asked" and not isinstance(outcome, Asked):
                index += 1  # nobody asked, so nobody answers
            elif isinstance(outcome, Asked) and index < len(turns) and turns[index].when != "asked":
                return  # whatever else was to be said, it waits for an answer first
            self.world.step(_PAUSE_S)

    def _interject_later(self, index: int) -> None:
        turn = self.task.turns[index]
        self.robot.expect(turn.after_s, turn.when == "holding", lambda: self._say(index))

    def _say(self, index: int) -> Outcome:
        turn: Turn = self.task.turns[index]
        if turn.gift is not None:
            give(self.world, turn.gift)
            self.referee.gave(turn.gift.thing)
        self.referee.hear(index)
        before, self._turn = self._turn, index
        self.on_report(f"“{turn.said}”")
        self._last_cpu_s, self._last_s = time.process_time(), self.world.now_s
        outcome = self.agent.do(turn.said, self._report)
        self.outcomes[index], self._turn = outcome, before  # what was interrupted may still report
        self.on_report(short(outcome))
        return outcome

    def _report(self, progress: Progress) -> None:
        self.reports.setdefault(self._turn, []).append(progress)
        now = time.process_time()
        if progress.stage == "act":
            self._act_s += self.world.now_s - self._last_s
        else:
            spent = now - self._last_cpu_s
            # Waiting for the arm to come to rest is no thinking: it shows as simulated time.
            self._cpu_s[progress.stage] = self._cpu_s.get(progress.stage, 0.0) + spent
        self._last_cpu_s, self._last_s = now, self.world.now_s
        self.on_report(f"{progress.stage}: {progress.text}")

    # ------------------------------------------------------------------------------------------ the judgement

    def _judged(self, cpu_s: float, error: str) -> Episode:
        task, record = self.task, self.referee.record
        order = sorted(self.outcomes)
        outcomes = [self.outcomes[i] for i in order]
        verdict = self.referee.verdict(task.goal, outcomes)
        wrong = self.referee.wrong_objects(task.may_handle)
        ok = verdict.ok and not error
        refused = task.ends != "refused" and any(isinstance(outcome, Refused) for outcome in outcomes)
        reports = [self.reports.get(i, []) for i in order]
        cause = "" if ok else cause_of(task, outcomes, reports, wrong, error)
        return Episode(
            seed=self.world.seed, family=task.family, language=task.language,
            disturbance=self._mishap.name if self._mishap is not None else NONE,
            happened=self._mishap.what if self._mishap is not None else "", phrasing=task.phrasing,
            said=tuple(task.turns[i].said for i in order), outcomes=tuple(short(o) for o in outcomes),
            target=task.target or "", ends=task.ends, ok=ok, verdict=verdict.reason, cause=cause,
            wrong_objects=wrong, questions=sum(isinstance(o, Asked) for o in outcomes), false_refusal=refused,
            unsafe=record.unsafe, simulated_s=round(self.world.now_s, 2), cpu_s=round(cpu_s, 2),
            stages_s={stage: round(s, 4) for stage, s in self._cpu_s.items()},
            act_s=round(self._act_s, 2), error=error,
        )  # fmt: skip


def play(seed: int, family: str, language: Language, disturbances: Sequence[str] = ()) -> Episode:
    """Make the world and the task, carry it out, judge it; see Play.

    Raises:
        InputError: no such family or disturbance, or the world has nothing for this task.
    """
    made = Play(seed, family, language, disturbances)
    try:
        return made.run()
    finally:
        made.close()


def short(outcome: Outcome) -> str:
    """An outcome in one line: "Failed: act, the grip was lost"."""
    if isinstance(outcome, Failed):
        return f"Failed: {outcome.stage}, {outcome.reason}"
    return f"{type(outcome).__name__}: {next(iter(asdict(outcome).values()))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Play one episode; 0 when it succeeded."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("family", choices=tuple(FAMILIES))
    parser.add_argument("seed", type=int)
    parser.add_argument("language", choices=("en", "zh"), nargs="?", default="en")
    parser.add_argument("--disturb", choices=tuple(DISTURBANCES))
    given = parser.parse_args(arguments)
    episode = play(given.seed, given.family, given.language, (given.disturb,) if given.disturb else ())
    print(json.dumps(asdict(episode), ensure_ascii=False, indent=1))
    return 0 if episode.ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
