# SPDX-License-Identifier: Apache-2.0
"""The ids under which gymnasium knows our environments, and when they are made known.

`import mm_robot_sim` registers them when gymnasium is loaded already; the entry point `gymnasium.envs` of
our package does it when gymnasium is loaded later. Nobody who drives a robot pays for importing gymnasium.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mm_robot_sim.envs.families import EVERY_KIND

MAX_STEPS = 300  # of 0.1 s: half a minute, three times what a scripted handover takes


@dataclass(frozen=True)
class Kind:
    """What one id offers."""

    families: tuple[str, ...]  # of tasks, one of which is drawn at each reset
    text: str


KINDS: Mapping[str, Kind] = {
    "Tabletop": Kind(EVERY_KIND["Tabletop"], "any single-arm errand on a table"),
    "Pick": Kind(EVERY_KIND["Pick"], "pick up the thing that is named"),
    "Place": Kind(EVERY_KIND["Place"], "put a thing in, on or beside another"),
    "Handover": Kind(EVERY_KIND["Handover"], "put a thing into the person's hand"),
}
ACTIONS: Mapping[str, str] = {"": "delta", "Pose": "pose", "Joint": "joint"}  # suffix of the id: action mode


def ids() -> tuple[str, ...]:
    """Every id, such as "MMRobot/Tabletop-v0" and "MMRobot/PickJoint-v0"."""
    return tuple(f"MMRobot/{kind}{suffix}-v0" for kind in KINDS for suffix in ACTIONS)


def register() -> None:
    """Tell gymnasium about every id; those it knows already stay as they are."""
    from gymnasium.envs.registration import register as add
    from gymnasium.envs.registration import registry

    for name, kind in KINDS.items():
        for suffix, action in ACTIONS.items():
            env_id = f"MMRobot/{name}{suffix}-v0"
            if env_id not in registry:
                add(
                    id=env_id,
                    entry_point="mm_robot_sim.envs.tabletop:TabletopEnv",
                    max_episode_steps=MAX_STEPS,
                    kwargs={"families": kind.families, "action": action},
                )
