# SPDX-License-Identifier: Apache-2.0
"""The ids under which gymnasium knows our environments; `import mm_robot_sim` makes them known."""

from __future__ import annotations

from collections.abc import Mapping

from mm_robot_sim.envs.families import ERRANDS

MAX_STEPS = 300  # of 0.1 s: half a minute, three times what a scripted handover takes
_ACTIONS: Mapping[str, str] = {"": "delta", "Pose": "pose", "Joint": "joint"}  # suffix of the id: action mode
_EVERY_ACTION = ("Tabletop", "Pick")  # with each suffix; the others take `action=` of gymnasium.make


def ids() -> tuple[str, ...]:
    """Every id, such as "MMRobot/Tabletop-v0" and "MMRobot/PickJoint-v0"."""
    return tuple(_known())


def register() -> None:
    """Tell gymnasium about every id; those it knows already stay as they are."""
    from gymnasium.envs.registration import register as add
    from gymnasium.envs.registration import registry

    for env_id, (errands, action) in _known().items():
        if env_id not in registry:
            add(
                id=env_id,
                entry_point="mm_robot_sim.envs.tabletop:TabletopEnv",
                max_episode_steps=MAX_STEPS,
                kwargs={"errands": errands, "action": action},
            )


def _known() -> dict[str, tuple[str, str]]:
    """Errands and action mode of each id."""
    return {
        f"MMRobot/{errands}{suffix}-v0": (errands, action)
        for errands in ERRANDS
        for suffix, action in _ACTIONS.items()
        if not suffix or errands in _EVERY_ACTION
    }
