# SPDX-License-Identifier: Apache-2.0
"""Why an episode failed, in one of few words that can be counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Sequence as Series

from mm_robot.types import Asked, Failed, Outcome, Progress, Refused, Stopped
from mm_robot_sim.tasks.goals import AllOf, AnyOf, AskedAmong, Goal, Sequence
from mm_robot_sim.tasks.task import Task

SLOW = "timeout"
CAUSES: Mapping[str, str] = {
    "crash": "the program broke",
    SLOW: "not done in time",
    "parse": "the words were not understood",
    "grounding: none": "said to be absent, or not found",
    "grounding: asked": "asked though it was clear",
    "grounding: wrong": "another thing was taken for it",
    "not asked": "acted or refused where it should have asked",
    "not refused": "acted or answered where it should have refused",
    "refused": "declined for another reason",
    "plan": "no way to do it was found",
    "grasp": "the grasp missed or was lost",
    "motion": "something stopped the motion",
    "perception": "sensors gave nothing to go by",
    "stopped": "stopped without being told to, or stayed stopped",
    "stop ignored": "not at rest in time after a stop",
    "answer": "answered wrongly",
    "place": "believed done, but it stands elsewhere",
    "never said": "did not get so far as to be told the rest",
}


def cause_of(
    task: Task,
    outcomes: Series[Outcome],
    reports: Series[Series[Progress]],
    wrong: Collection[str],
    error: str,
) -> str:
    """One of CAUSES for an episode that failed.

    Args:
        task: what was wanted.
        outcomes: of each turn that was said, in order.
        reports: the agent's progress, of each of them.
        wrong: things moved though the task did not call for it.
        error: a traceback, or which time ran out; empty when neither.
    """
    if error:
        return "crash" if "Traceback" in error else SLOW
    if not outcomes:
        return "crash"
    if task.ends != "refused":
        for outcome, reported in zip(
            outcomes, reports, strict=True
        ):  # what went wrong first explains the rest
            if isinstance(outcome, Failed | Refused):
                return _of_failed(outcome) if isinstance(outcome, Failed) else _of_refused(reported)
    last = outcomes[-1]
    if task.ends == "refused":
        return "refused" if isinstance(last, Failed | Refused) else "not refused"
    if _must_ask(task.goal) and not any(isinstance(outcome, Asked) for outcome in outcomes):
        return "not asked"
    if wrong:
        return "grounding: wrong"
    if isinstance(last, Asked):
        return "grounding: asked"
    if isinstance(last, Stopped):
        return "stopped" if task.ends != "stopped" else "stop ignored"
    if len(outcomes) < sum(turn.when != "asked" for turn in task.turns):
        return "never said"
    return {"answered": "answer", "stopped": "stop ignored"}.get(task.ends, "place")


def _must_ask(goal: Goal) -> bool:
    """Whether asking back is part of what is wanted."""
    if isinstance(goal, AllOf | AnyOf | Sequence):
        return any(_must_ask(part) for part in goal.goals)
    return isinstance(goal, AskedAmong)


def _of_failed(outcome: Failed) -> str:
    return {"see": "perception", "plan": "plan", "act": "motion", "verify": "grasp"}.get(
        outcome.stage, "plan"
    )


def _of_refused(reports: Series[Progress]) -> str:
    """How far the last command came before it was refused."""
    reached = [report.stage for report in reports if report.stage != "tell"]
    last = reached[-1] if reached else "hear"
    if last in ("hear", "understand"):
        return "parse"
    return "grounding: none" if last == "see" else "refused"
