# SPDX-License-Identifier: Apache-2.0
"""Shows tasks as people would say them: `python -m mm_robot_sim.tasks.samples --seed 1000 --count 100`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import get_args

from mm_robot.errors import MmRobotError
from mm_robot.types import Language
from mm_robot_sim.splits import split_of
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.goals import Goal
from mm_robot_sim.tasks.task import Task
from mm_robot_sim.world import World

LANGUAGES: tuple[Language, ...] = get_args(Language)


def tasks(first_seed: int, count: int, family: str | None = None) -> Iterator[tuple[World, tuple[Task, ...]]]:
    """Worlds with a task in each language; families by turns, one seed after the other.

    A seed whose world has nothing for the family whose turn it is yields no task: `()`.
    """
    split_of(first_seed)  # a bad seed is told before anything is built
    names = [family] if family is not None else list(FAMILIES)
    for i in range(count):
        seed, chosen = first_seed + i, FAMILIES[names[i % len(names)]]
        world = World(seed, scene=chosen.scene(seed))
        try:
            made = [chosen.make(world, language) for language in LANGUAGES]
            yield world, tuple(task for task in made if task is not None)
        finally:
            world.close()


def told(goal: Goal) -> str:
    """A goal in one short line: what is left at its default is left out."""
    parts = []
    for part in fields(goal):
        value = getattr(goal, part.name)
        if part.name == "goals":
            parts.append(", ".join(told(inner) for inner in value))
        elif isinstance(value, get_args(Goal)):
            parts.append(told(value))
        elif value not in (None, (), part.default):
            parts.append(f"{value}" if part.name in ("thing", "fixture") else f"{part.name}={value}")
    return f"{type(goal).__name__}({', '.join(parts)})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print families, texts in both languages and goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1000, help="first seed (1000-1999 are for development)")
    parser.add_argument("--count", type=int, default=len(FAMILIES), help="seeds to go through")
    parser.add_argument("--family", choices=tuple(FAMILIES), help="only this one (default: all by turns)")
    given = parser.parse_args(arguments)
    nothing = 0
    try:
        for world, made in tasks(given.seed, given.count, given.family):
            if not made:
                nothing += 1
                continue
            print(f"\n{made[0].family}  (seed {world.seed}, {world.scene.kind} scene)")
            for task in made:
                for turn in task.turns:
                    print(f"  {task.language} {turn.when:8} {turn.said}")
            print(f"     goal     {told(made[0].goal)}")
    except MmRobotError as error:
        print(error)
        return 1
    print(f"\n{given.count - nothing} of {given.count} worlds had something for the family whose turn it was")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
