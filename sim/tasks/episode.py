# SPDX-License-Identifier: Apache-2.0
"""Whole commands in one process: words in, the agent acts on a simulated world, the referee judges.

`python -m mm_robot_sim.tasks.episode --first 1000 --count 60 --task hand_over` prints a line each and a
summary.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from mm_robot.agent import Agent
from mm_robot.config import Config, load
from mm_robot.types import Done, Language, Outcome, Progress
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.scenes.layout import NOT_GRASPED
from mm_robot_sim.tasks.referee import Goal, HandedOver, Picked, Placed, Referee
from mm_robot_sim.world import Thing, World

NOUNS_ZH = {
    "cup": "杯子", "mug": "马克杯", "bottle": "瓶子", "can": "罐子", "bowl": "碗", "plate": "盘子",
    "box": "盒子", "block": "积木", "ball": "球", "apple": "苹果", "banana": "香蕉", "lemon": "柠檬",
    "orange": "橙子", "basket": "篮子", "tray": "托盘",
}  # fmt: skip
COLOURS_ZH = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "blue": "蓝色", "purple": "紫色",
    "pink": "粉色", "brown": "棕色", "black": "黑色", "white": "白色", "grey": "灰色",
}  # fmt: skip
_TEXTS: dict[str, dict[Language, str]] = {
    "hand_over": {"en": "hand me the {target}", "zh": "把{target}递给我"},
    "pick": {"en": "pick up the {target}", "zh": "拿起{target}"},
    "in": {"en": "put the {target} in the {a}", "zh": "把{target}放进{a}里"},
    "on": {"en": "put the {target} on the {a}", "zh": "把{target}放到{a}上"},
    "left_of": {"en": "put the {target} to the left of the {a}", "zh": "把{target}放到{a}的左边"},
    "right_of": {"en": "put the {target} to the right of the {a}", "zh": "把{target}放到{a}的右边"},
    "next_to": {"en": "put the {target} next to the {a}", "zh": "把{target}放到{a}旁边"},
    "between": {"en": "put the {target} between the {a} and the {b}", "zh": "把{target}放到{a}和{b}中间"},
}
TASKS = tuple(_TEXTS)
_SMALL = ("ball", "apple", "orange", "lemon", "block", "can", "banana")  # what goes into a bowl


@dataclass(frozen=True)
class Task:
    """A command and what must be true when it is done."""

    text: str
    goal: Goal


@dataclass(frozen=True)
class Episode:
    """How one command went."""

    seed: int
    text: str
    ok: bool  # the agent says done and the referee agrees
    outcome: str
    verdict: str
    duration_s: float  # simulated
    cpu_s: float
    plan_cpu_s: tuple[float, ...]  # of each skill planned
    knocked_over: tuple[str, ...]
    person_force_n: float


def make_task(world: World, task: str, language: Language) -> Task | None:
    """A command of this kind for this world, the same each time; None when nothing in it suits.

    Raises:
        KeyError: there is no such task; see TASKS.
    """
    rng = np.random.default_rng((world.seed, 21, TASKS.index(task) if task in TASKS else 0))
    texts = _TEXTS[task]
    things = [t for t in world.objects if t.noun not in NOT_GRASPED]
    if task in ("in", "on"):
        wide = [
            t for t in world.objects if t.noun in (("bowl", "basket") if task == "in" else ("plate", "tray"))
        ]
        things = [t for t in things if t.noun in _SMALL and t.noun != "banana"]
        anchors = list(rng.permutation(np.array(wide, dtype=object)))[:1]
    else:
        count = {"hand_over": 0, "pick": 0, "between": 2}.get(task, 1)
        anchors = list(rng.permutation(np.array(world.objects, dtype=object)))[:count]
        if len(anchors) < count:
            return None
    things = [t for t in things if all(t is not a for a in anchors)]
    if not things or (task in ("in", "on") and not anchors):
        return None
    target = things[int(rng.integers(len(things)))]
    words = {key: _words(a, language) for key, a in zip("ab", anchors, strict=False)}
    text = texts[language].format(target=_words(target, language), **words)
    goal: Goal
    if task == "hand_over":
        goal = HandedOver(target.name)
    elif task == "pick":
        goal = Picked(target.name)
    else:
        goal = Placed(target.name, task, tuple(a.name for a in anchors))  # type: ignore[arg-type]
    return Task(text, goal)


def play(seed: int, task: str, language: Language, config: Config | None = None) -> Episode | None:
    """Make the world, say the command, judge; None when the world has nothing for this task."""
    config = config or load("panda_sim")
    world = World(seed, config=config)
    try:
        made = make_task(world, task, language)
        if made is None:
            return None
        referee, robot = Referee(world), SimRobot(world, config)
        watch = _Watch()
        began = time.process_time()
        outcome = Agent(robot, config).do(made.text, watch)
        cpu_s = time.process_time() - began
        world.step(1.0)  # what was let go comes to rest
        verdict = referee.verdict(made.goal)
        return Episode(
            seed, made.text, isinstance(outcome, Done) and verdict.ok, _short(outcome), verdict.reason,
            round(world.now_s, 2), round(cpu_s, 2), tuple(watch.plan_cpu_s),
            tuple(sorted(referee.record.knocked_over)), round(referee.record.max_person_force_n, 1),
        )  # fmt: skip
    finally:
        world.close()


class _Watch:
    """Times planning by what the agent reports."""

    def __init__(self) -> None:
        self.plan_cpu_s: list[float] = []
        self._last_s = time.process_time()

    def __call__(self, progress: Progress) -> None:
        now = time.process_time()
        if progress.stage == "plan":
            self.plan_cpu_s.append(round(now - self._last_s, 3))
        self._last_s = now


def _words(thing: Thing, language: Language) -> str:
    if language == "zh":
        return f"{COLOURS_ZH[thing.colour]}的{NOUNS_ZH[thing.noun]}"
    return f"{thing.colour} {thing.noun}"


def _short(outcome: Outcome) -> str:
    fields = ", ".join(str(value) for value in asdict(outcome).values())
    return f"{type(outcome).__name__}({fields})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run episodes over seeds; 0 when all went well."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--first", type=int, default=1000, help="first seed (1000-1999 are for development)")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--task", choices=(*TASKS, "all"), default="hand_over")
    parser.add_argument("--language", choices=("en", "zh", "both"), default="both", help="both: by turns")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    given = parser.parse_args(arguments)
    episodes: list[Episode] = []
    for seed in range(given.first, given.first + given.count):
        language: Language = (
            "zh" if given.language == "zh" or (given.language == "both" and seed % 2) else "en"
        )
        for task in TASKS if given.task == "all" else (given.task,):
            episode = play(seed, task, language)
            if episode is None:
                continue
            episodes.append(episode)
            if given.json:
                print(json.dumps(asdict(episode), ensure_ascii=False), flush=True)
            else:
                mark = "ok  " if episode.ok else "FAIL"
                print(mark, seed, episode.text, "|", episode.outcome, "|", episode.verdict,
                      episode.knocked_over or "", flush=True)  # fmt: skip
    good = sum(episode.ok for episode in episodes)
    plans = [s for episode in episodes for s in episode.plan_cpu_s] or [0.0]
    print(
        f"{good} of {len(episodes)} succeeded; simulated {_median([e.duration_s for e in episodes]):.1f} s, "
        f"planning {np.median(plans):.2f} s CPU median, {np.percentile(plans, 95):.2f} s p95; "
        f"knocked over in {sum(bool(e.knocked_over) for e in episodes)}"
    )
    return 0 if good == len(episodes) else 1


def _median(values: list[float]) -> float:
    return float(np.median(values)) if values else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
