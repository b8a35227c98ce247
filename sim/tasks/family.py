# SPDX-License-Identifier: Apache-2.0
"""A family of tasks: scenes that suit it, and how a task of it is made in a world."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mm_robot.types import Language
from mm_robot_sim.scenes.spec import SceneSpec
from mm_robot_sim.splits import split_of
from mm_robot_sim.tasks.draft import Draft
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.tasks.task import Ends, Task, Turn
from mm_robot_sim.tasks.wording import worded
from mm_robot_sim.world import World

_DRAFT, _WORDS = 40, 41  # streams of a seed
SEEING = (
    "light_changes", "camera_drops_out", "camera_lags", "frames_drop", "camera_bumped", "depth_scale_off",
    "lidar_drops_out", "lidar_lags", "second_voice",
)  # fmt: skip
MOVING = (*SEEING, "target_moved", "table_bumped", "joint_slow", "gripper_jams", "person_walks_in")
CARRYING = (*MOVING, "object_slips", "target_removed")


@dataclass(frozen=True)
class Family:
    """Tasks of one kind."""

    name: str
    what: str  # one line, for people
    ends: Ends
    scene: Callable[[int], SceneSpec]  # the scene of a seed, in which a task of this family is likely
    draft: Callable[[Stage], Draft | None]
    disturbances: tuple[str, ...] = CARRYING

    def make(self, world: World, language: Language) -> Task | None:
        """A task for this world, the same each time; None when nothing in it suits.

        What is asked for does not depend on the language, only the words do.
        """
        family = zlib.crc32(self.name.encode())
        stage = Stage(world, np.random.default_rng((world.seed, _DRAFT, family)))
        draft = self.draft(stage)
        if draft is None:
            return None
        rng = np.random.default_rng((world.seed, _WORDS, family, ("en", "zh").index(language)))
        split = split_of(world.seed)
        turns, keys = [], []
        for i, line in enumerate(draft.lines):
            said, key = worded(line, language, split, stage.known, rng)
            turns.append(Turn(said, "start" if i == 0 else line.when, line.after_s, line.gift))
            keys.append(key)
        return Task(
            self.name, language, tuple(turns), draft.goal, " ".join(keys), draft.target, self.ends,
            draft.may_handle, self.disturbances, draft.hidden_until_given,
        )  # fmt: skip
