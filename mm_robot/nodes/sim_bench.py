# SPDX-License-Identifier: Apache-2.0
"""The referee's word as JSON, and which objects or task a world is asked to hold."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from mm_robot.config import Config
from mm_robot.errors import InputError
from mm_robot.types import Asked, Done, Failed, Outcome, Refused, Stopped
from mm_robot_sim.disturbances.disturbance import Disturbance
from mm_robot_sim.objects.recipes import NATURAL_COLOURS
from mm_robot_sim.scenes.spec import KINDS, Kind
from mm_robot_sim.tasks.giving import set_down
from mm_robot_sim.tasks.referee import Goal, HandedOver, Picked, Placed, Referee, Untouched, Verdict
from mm_robot_sim.tasks.staged import Staged, stage
from mm_robot_sim.world import World

_PLAIN_COLOUR = "blue"  # of things named without a colour whose kind has none of its own


class Bench:
    """Watches the world from now on; with a staged task it judges that too."""

    def __init__(self, world: World, staged: Staged | None = None, mishap: Disturbance | None = None) -> None:
        self._world, self._staged, self._mishap = world, staged, mishap
        self._referee = Referee(world, staged.task.goal if staged is not None else None)
        self._referee.excuse(mishap)

    def verdict(self, goal_json: str) -> Verdict:
        """Judge the present moment; an empty goal is never met.

        Raises:
            InputError: the goal is malformed or names a thing that is not there.
        """
        if not goal_json:
            return Verdict(False, "no goal was given")
        if self._staged is not None and (told := _told_of_task(goal_json)) is not None:
            return self._of_task(self._staged, told)
        return self._referee.verdict(read_goal(goal_json))

    def _of_task(self, staged: Staged, told: dict[str, Any]) -> Verdict:
        """{"kind": "task", "outcomes": […]} judges the task; {"kind": "turn", "turn": 1}: it is said now."""
        if told["kind"] == "task":
            outcomes = [read_outcome(row) for row in told.get("outcomes", [])]
            return self._referee.verdict(staged.task.goal, outcomes)
        number = int(told["turn"])
        gift = staged.task.turns[number].gift
        if gift is not None:
            set_down(self._world, gift.thing, gift.T_base_thing)
            self._referee.gave(gift.thing)
        self._referee.hear(number)
        return Verdict(True, f"turn {number} is being said")

    def record(self) -> dict[str, Any]:
        """Everything there is, where it is, and the peaks so far."""
        world, record = self._world, self._referee.record
        where = self._referee.where()
        with world.lock:
            things = [
                {
                    "name": thing.name,
                    "noun": thing.noun,
                    "colour": thing.colour,
                    "where": where[thing.name],
                    "position_m": [round(float(v), 4) for v in world.pose(thing.name)[:3, 3]],
                    "moved_m": round(self._referee.moved_m(thing.name), 4),
                }
                for thing in world.objects
            ]
            return {
                "time_s": round(world.now_s, 3),
                "seed": world.seed,
                "things": things,
                "person_holds": self._referee.in_hand_of_person(),
                "gripper_holds": self._referee.in_gripper(),
                "person_does": None if world.person is None else world.person.doing,
                "max_velocity_rad_s": [round(float(v), 3) for v in record.max_velocity_rad_s],
                "max_acceleration_rad_s2": [round(float(v), 2) for v in record.max_acceleration_rad_s2],
                "max_person_force_n": round(record.max_person_force_n, 2),
                "knocked_over": sorted(record.knocked_over),
                "fallen": sorted(record.fallen),
                "unsafe": list(record.unsafe),
                "wrong_objects": list(self._wrong_objects()),
                "disturbance": "" if self._mishap is None else self._mishap.name,
                "happened": "" if self._mishap is None else self._mishap.what,
            }

    def _wrong_objects(self) -> tuple[str, ...]:
        return () if self._staged is None else self._referee.wrong_objects(self._staged.task.may_handle)


def read_goal(goal_json: str) -> Goal:
    """A goal such as {"kind": "handed_over", "thing": "red_cup"}.

    Raises:
        InputError: it is malformed; the message says what is expected.
    """
    try:
        goal = json.loads(goal_json)
        kind = goal["kind"]
        if kind == "handed_over":
            return HandedOver(str(goal["thing"]))
        if kind == "picked":
            return Picked(str(goal["thing"]))
        if kind == "placed":
            return Placed(str(goal["thing"]), goal["relation"], tuple(goal["anchors"]))
        if kind == "untouched":
            return Untouched()
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"goal {goal_json!r} cannot be read ({error!r}); {_GOALS}") from error
    raise InputError(f"goal of kind {kind!r}; {_GOALS}")


_GOALS = (
    'expected {"kind": "handed_over" or "picked", "thing": NAME}, {"kind": "placed", "thing": NAME, '
    '"relation": "in", "anchors": [NAME]} or {"kind": "untouched"}'
)


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as `read_outcome` takes it."""
    return {"outcome": type(outcome).__name__, **dataclasses.asdict(outcome)}


def read_outcome(row: dict[str, Any]) -> Outcome:
    """An outcome such as {"outcome": "Refused", "reason": "…"}.

    Raises:
        InputError: it is none.
    """
    kinds: dict[str, Any] = {kind.__name__: kind for kind in (Done, Refused, Asked, Failed, Stopped)}
    try:
        fields = {name: value for name, value in row.items() if name != "outcome"}
        made: Outcome = kinds[row["outcome"]](**fields)
    except (KeyError, TypeError) as error:
        raise InputError(
            f"outcome {row!r} cannot be read ({error!r}); expected one of {', '.join(kinds)}"
        ) from error
    return made


def _told_of_task(goal_json: str) -> dict[str, Any] | None:
    """What is told about the staged task; None when the goal is another one."""
    try:
        told = json.loads(goal_json)
    except ValueError:
        return None
    return told if isinstance(told, dict) and told.get("kind") in ("task", "turn") else None


def wanted_world(
    seed: int, scene: str, objects_json: str, task_json: str, config: Config
) -> tuple[World, Staged | None, tuple[str, ...]]:
    """The world to simulate, the task staged in it if any, and the disturbances to choose from.

    Args:
        seed: of everything.
        scene: one of scenes.spec.KINDS; empty: "simple", or what the task's family takes.
        objects_json: what stands in a simple scene, see `wanted_objects`.
        task_json: see `wanted_task`; it brings its own scene.
        config: robot and sensors.

    Raises:
        InputError: one of them is unknown, or two of them contradict one another.
    """
    staged, disturbances = wanted_task(task_json, seed, config) or (None, ())
    if staged is None:
        objects = wanted_objects(objects_json)
        return World(seed, scene=_kind(scene), objects=objects, config=config), None, ()
    if scene.strip() or objects_json.strip():
        staged.world.close()
        raise InputError("a task brings its own scene and objects; leave those two arguments out")
    return staged.world, staged, disturbances


def _kind(scene: str) -> Kind | None:
    wanted = scene.strip()
    for kind in KINDS:
        if kind == wanted:
            return kind
    if not wanted:
        return None
    raise InputError(f"no kind of scene '{wanted}'; available: {', '.join(KINDS)}")


def wanted_task(task_json: str, seed: int, config: Config) -> tuple[Staged, tuple[str, ...]] | None:
    """A task set up in its world, and the disturbances to choose from; None for an empty text.

    Raises:
        InputError: it is nothing like {"family": "pick", "language": "en", "disturbances": []}, or the world
            has nothing for it.
    """
    if not task_json.strip():
        return None
    try:
        wanted = json.loads(task_json)
        family, language = str(wanted["family"]), wanted["language"]
        disturbances = tuple(str(name) for name in wanted.get("disturbances", ()))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f'task {task_json!r} cannot be read ({error!r}); expected {{"family": "pick", "language": "en"}}'
        ) from error
    return stage(seed, family, language, config), disturbances


def wanted_objects(objects_json: str) -> list[tuple[str, str]] | None:
    """(noun, colour) of each thing in a list such as ["red cup", "bowl"]; None for an empty text.

    Raises:
        InputError: it is no such list.
    """
    if not objects_json.strip():
        return None
    try:
        words = json.loads(objects_json)
    except ValueError as error:
        raise InputError(
            f'objects {objects_json!r} is no JSON list such as ["red cup", "bowl"] ({error})'
        ) from error
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise InputError(
            f'objects {objects_json!r}: expected a JSON list of texts, such as ["red cup", "bowl"]'
        )
    wanted = []
    for word in words:
        *colour, noun = word.split()
        own = NATURAL_COLOURS.get(noun, (_PLAIN_COLOUR,))
        wanted.append((noun, " ".join(colour) or str(own[0])))
    return wanted
