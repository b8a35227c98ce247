# SPDX-License-Identifier: Apache-2.0
"""Plays trials through the whole ROS 2 graph: every node a process, commands typed, the arm in real time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mm_robot.config import load
from mm_robot.errors import InputError, RobotError
from mm_robot.nodes.audience import Audience, Stage
from mm_robot.nodes.sim_bench import outcome_row
from mm_robot.supervisor import Supervisor
from mm_robot.types import Asked, Outcome, Progress, Refused
from mm_robot_msgs.msg import SafetyState
from mm_robot_sim.bench.playing import Job, Played
from mm_robot_sim.bench.schedule import NONE
from mm_robot_sim.tasks.causes import cause_of
from mm_robot_sim.tasks.episode import LONGEST_S, Episode, short
from mm_robot_sim.tasks.staged import stage
from mm_robot_sim.tasks.task import Task, Turn

_READY_S = 120.0  # a cold disk loads models slowly
_PAUSE_S = 1.5  # after a turn and before the referee's word: things come to rest, hands draw back
_FIRST_S = 10.0  # for a command to reach the agent
_LOOK_S = 0.02
_RELEASE_S, _AGAIN_S = 15.0, 0.5  # for a stop to be taken back, and between two tries


def play_in_graph(job: Job) -> Played:
    """Start the system with the trial's world, give the commands, ask the referee, end the system."""
    os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")  # nobody else's arm shall hear us
    trial = job.trial
    task, why = _task_of(job)
    if task is None:
        return Played(trial.key, None, why)
    film = ""
    if job.films is not None:
        film = f"{trial.key}-{task.family}-{task.language}.mp4"
        Path(job.films).mkdir(parents=True, exist_ok=True)
    wanted = {"family": task.family, "language": task.language, "disturbances": trial.disturbances}
    arguments: dict[str, bool | int | float | str | None] = {
        "seed": trial.seed, "config": job.profile, "task": json.dumps(wanted),
        "film": str((Path(job.films) / film).resolve()) if job.films is not None else None,
    }  # fmt: skip
    with Supervisor("sim", arguments=arguments, quiet=True) as system:
        system.wait_ready(_READY_S)
        with Audience() as audience:
            talk = _Talk(audience, task)
            error = ""
            try:
                _release(audience)
                talk.run()
            except RobotError as late:
                error = str(late)
            episode = talk.judged(trial.seed, error)
    if film and episode.ok and job.films is not None:
        (Path(job.films) / film).unlink(missing_ok=True)
        film = ""
    return Played(trial.key, episode, film=film)


def _release(audience: Audience) -> None:
    """Take back a stop that was latched while the nodes were starting up, as whoever starts a robot does.

    Raises:
        RobotError: it stays latched, or safety_node does not answer.
    """
    why = "safety_node publishes no state"
    until = time.monotonic() + _RELEASE_S
    while time.monotonic() < until:
        if audience.safety is not None and audience.safety.level == SafetyState.OK:
            return
        why = audience.reset() or why
        time.sleep(_AGAIN_S)
    raise RobotError(f"the robot is stopped before the first command: {why}")


def _task_of(job: Job) -> tuple[Task | None, str]:
    """The task as sim_node will find it: both make it from the seed."""
    why = []
    for family in job.trial.families:
        try:
            staged = stage(job.trial.seed, family, job.trial.language, load(job.profile))
        except InputError as nothing:
            why.append(str(nothing))
            continue
        staged.world.close()
        return staged.task, ""
    return None, why[0]


class _Talk:
    """What tasks/episode.Play does in one process, from outside the graph."""

    def __init__(self, audience: Audience, task: Task) -> None:
        self._audience, self._task = audience, task
        self._outcomes: dict[int, Outcome] = {}
        self._reports: dict[int, list[Progress]] = {}
        self._began_s = audience.now_s

    def run(self) -> None:
        """Say everything there is to say.

        Raises:
            RobotError: a command was not done in time, or nobody takes commands.
        """
        turns, index = self._task.turns, 0
        while index < len(turns):
            after = index + 1
            while after < len(turns) and turns[after].when in ("moving", "holding"):
                after += 1
            outcome = self._say(index, range(index + 1, after))
            index = after
            if index < len(turns) and turns[index].when == "asked" and not isinstance(outcome, Asked):
                index += 1  # nobody asked, so nobody answers
            elif isinstance(outcome, Asked) and index < len(turns) and turns[index].when != "asked":
                return
            time.sleep(_PAUSE_S)

    def _say(self, index: int, interjected: range) -> Outcome:
        """Give the command of a turn, and say the later ones while it runs."""
        audience, waiting = self._audience, list(interjected)
        ended = self._command(index)
        since_s: float | None = None
        until = time.monotonic() + LONGEST_S
        answers: dict[int, Callable[[], Outcome | None]] = {}
        while (outcome := ended()) is None:
            if time.monotonic() > until:
                raise RobotError(f"no outcome within {LONGEST_S:.0f} s")
            if waiting:
                turn = self._task.turns[waiting[0]]
                if since_s is None and audience.moving and self._holds(turn):
                    since_s = audience.now_s
                elif since_s is not None and audience.now_s - since_s >= turn.after_s:
                    number = waiting.pop(0)
                    answers[number] = self._command(number)
                    since_s = None
            time.sleep(_LOOK_S)
        self._outcomes[index] = outcome
        for number, answer in answers.items():
            self._outcomes[number] = self._wait_for(answer)
        return outcome

    def _command(self, index: int) -> Callable[[], Outcome | None]:
        audience = self._audience
        audience.judge({"kind": "turn", "turn": index})
        self._reports[index] = []
        begun = len(audience.stages)
        ended = audience.command(self._task.turns[index].said)

        def outcome() -> Outcome | None:
            found = ended()
            if found is not None:
                self._reports[index] = [_progress(report) for report in audience.stages[begun:]]
            return found

        return outcome

    def _wait_for(self, answer: Callable[[], Outcome | None]) -> Outcome:
        until = time.monotonic() + _FIRST_S
        while (outcome := answer()) is None:
            if time.monotonic() > until:
                raise RobotError("no answer to what was said while the arm moved")
            time.sleep(_LOOK_S)
        return outcome

    def _holds(self, turn: Turn) -> bool:
        return turn.when == "moving" or self._audience.judge().record["gripper_holds"] is not None

    def judged(self, seed: int, error: str) -> Episode:
        """The referee's word, and everything else about the episode."""
        time.sleep(_PAUSE_S)
        task, order = self._task, sorted(self._outcomes)
        outcomes = [self._outcomes[i] for i in order]
        told = {"kind": "task", "outcomes": [outcome_row(outcome) for outcome in outcomes]}
        judgement = self._audience.judge(told)
        record: dict[str, Any] = judgement.record
        ok = judgement.ok and not error
        reports = [self._reports.get(i, []) for i in order]
        wrong = tuple(record["wrong_objects"])
        cause = "" if ok else cause_of(task, outcomes, reports, wrong, error)
        stages = _times([report for part in reports for report in part])
        return Episode(
            seed=seed, family=task.family, language=task.language, disturbance=record["disturbance"] or NONE,
            happened=record["happened"], phrasing=task.phrasing,
            said=tuple(task.turns[i].said for i in order),
            outcomes=tuple(short(outcome) for outcome in outcomes), target=task.target or "", ends=task.ends,
            ok=ok, verdict=judgement.reason, cause=cause, wrong_objects=wrong,
            questions=sum(isinstance(outcome, Asked) for outcome in outcomes),
            false_refusal=task.ends != "refused" and any(isinstance(o, Refused) for o in outcomes),
            unsafe=tuple(record["unsafe"]), simulated_s=record["time_s"], cpu_s=0.0, stages_s=stages,
            act_s=round(stages.pop("act", 0.0), 2), error=error,
        )  # fmt: skip


def _progress(report: Stage) -> Progress:
    return Progress(report.stage, report.text, 0.0, report.stamp_s, report.data)  # type: ignore[arg-type]


def _times(reports: list[Progress]) -> dict[str, float]:
    """Seconds of the robot's clock in each stage. A stage reports when it has done its part."""
    times: dict[str, float] = {}
    for before, report in zip(reports, reports[1:], strict=False):
        times[report.stage] = times.get(report.stage, 0.0) + report.stamp_s - before.stamp_s
    return {stage: round(seconds, 3) for stage, seconds in times.items()}
