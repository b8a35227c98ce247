# SPDX-License-Identifier: Apache-2.0
"""The referee's word as JSON, and which objects a world is asked to hold."""

from __future__ import annotations

import json
from typing import Any

from mm_robot.errors import InputError
from mm_robot_sim.objects.recipes import NATURAL_COLOURS
from mm_robot_sim.tasks.referee import Goal, HandedOver, Picked, Placed, Referee, Untouched, Verdict
from mm_robot_sim.world import World

_PLAIN_COLOUR = "blue"  # of things named without a colour whose kind has none of its own


class Bench:
    """Watches the world from now on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._referee = Referee(world)

    def verdict(self, goal_json: str) -> Verdict:
        """Judge the present moment; an empty goal is never met.

        Raises:
            InputError: the goal is malformed or names a thing that is not there.
        """
        if not goal_json:
            return Verdict(False, "no goal was given")
        return self._referee.verdict(read_goal(goal_json))

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
            }


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
