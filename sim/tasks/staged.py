# SPDX-License-Identifier: Apache-2.0
"""A task set up in its world, whoever is to carry it out: an agent in this process, or one behind a graph."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.config import Config, load
from mm_robot.errors import InputError
from mm_robot.types import Language
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.disturbances.disturbance import Disturbance
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.giving import prepare
from mm_robot_sim.tasks.task import Task
from mm_robot_sim.world import World

_DISTURBANCE_STREAM = 90


@dataclass(frozen=True)
class Staged:
    """The world is at rest, nothing has been said yet, and no referee or robot has looked."""

    world: World
    task: Task

    def disturb(self, robot: SimRobot, wanted: Sequence[str]) -> Disturbance | None:
        """Hang the first of these that fits the task on the world; None when none fits.

        Raises:
            InputError: a name is none of a disturbance.
        """
        check_name("disturbance", wanted, DISTURBANCES)
        task, things = self.task, {thing.name for thing in self.world.objects}
        target = task.target if task.target in things else None
        for name in wanted:
            kind = DISTURBANCES[name]
            if name in task.disturbances and not ("target" in kind.needs and target is None):
                rng = np.random.default_rng((self.world.seed, _DISTURBANCE_STREAM))
                return kind.attach(self.world, robot, rng, target)
        return None


def stage(seed: int, family: str, language: Language, config: Config | None = None) -> Staged:
    """Build the world of a seed for this family, and make the task in it.

    Raises:
        InputError: there is no such family, or the world has nothing for it.
    """
    check_name("family", (family,), FAMILIES)
    world = World(seed, scene=FAMILIES[family].scene(seed), config=config or load("panda_sim"))
    task = FAMILIES[family].make(world, language)
    if task is None:
        world.close()
        raise InputError(f"world {seed} has nothing for '{family}' in {language}; take another seed")
    prepare(world, task)
    return Staged(world, task)


def check_name(what: str, names: Sequence[str], known: Collection[str]) -> None:
    """Make sure that the names are known.

    Raises:
        InputError: the first that is not, and what is available.
    """
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(f"no {what} '{unknown[0]}'; available: {', '.join(known)}")
