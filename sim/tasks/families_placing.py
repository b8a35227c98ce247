# SPDX-License-Identifier: Apache-2.0
"""Families about one thing: take it, give it, put it somewhere, push it, put it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mm_robot.types import RelationKind
from mm_robot_sim.scenes.spec import SceneSpec
from mm_robot_sim.tasks.draft import Draft, Line, Way
from mm_robot_sim.tasks.family import CARRYING, MOVING, Family
from mm_robot_sim.tasks.goals import (
    Direction,
    HandedOver,
    Picked,
    Placed,
    Pushed,
    Returned,
    Sequence,
    Stacked,
)
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.referring import stands
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.tasks.staging import any_scene, mixed, stocked

_PUSHES: tuple[Direction, ...] = ("left", "right", "forward", "back")
_PUSH_ROOM_M = 0.10


def answer(stage: Stage, item: Item) -> Line:
    """What is said should the robot ask which."""
    best = stage.plainly(item) or stage.refer(item)
    return Line("answer_which", {"t": best}, "asked")


def pick(stage: Stage) -> Draft | None:
    """Take it off the table."""
    target = stage.pick(stage.targets())
    if target is None:
        return None
    lines = (Line("pick", {"t": stage.refer(target)}), answer(stage, target))
    return Draft(lines, Picked(target.name), target.name, (target.name,))


def hand_over(stage: Stage) -> Draft | None:
    """Give it to the person."""
    target = stage.pick(stage.targets())
    if target is None or stage.world.person is None:
        return None
    lines = (Line("hand_over", {"t": stage.refer(target)}), answer(stage, target))
    return Draft(lines, HandedOver(target.name), target.name, (target.name,))


def place_in(stage: Stage) -> Draft | None:
    """Put it into a bowl, basket or the like."""
    for container in stage.containers():
        for target in stage.targets(lambda item, c=container: _loose(item) and stage.fits_in(item, c)):  # type: ignore[misc]
            return _put("place_in", "in", stage, target, container)
    return None


def place_on(stage: Stage) -> Draft | None:
    """Put it on a plate, tray, book or box."""
    for base in stage.surfaces():
        for target in stage.targets(lambda item, b=base: _loose(item) and stage.rests_on(item, b)):  # type: ignore[misc]
            if target is not base:
                return _put("place_on", "on", stage, target, base)
    return None


def stack(stage: Stage) -> Draft | None:
    """Put a flat thing upon another."""
    for base in stage.anchors():
        if base.noun not in _STACKS or stage.burden(base):
            continue
        for target in stage.targets(lambda item, b=base: item.noun in _STACKS and stage.rests_on(item, b)):  # type: ignore[misc]
            if target is not base and _loose(target):
                draft = _put("stack", "on", stage, target, base)
                return replace(draft, goal=Stacked((base.name, target.name)))
    return None


def beside(kind: RelationKind) -> Callable[[Stage], Draft | None]:
    """Put it left of, right of, before, behind or next to something."""

    def draft(stage: Stage) -> Draft | None:
        for target in stage.targets(_loose)[:4]:
            for anchor in stage.anchors(target):
                already = stands(kind, target, [anchor]) or stage.is_so(kind, target, [anchor])
                if not already and stage.free_spot(kind, target, [anchor]) is not None:
                    return _put(kind, kind, stage, target, anchor)
        return None

    return draft


def between(stage: Stage) -> Draft | None:
    """Put it between two things."""
    for target in stage.targets(_loose)[:3]:
        anchors = stage.anchors(target)
        for i, first in enumerate(anchors):
            for second in anchors[i + 1 :]:
                apart = float(((first.at_m - second.at_m)[:2] ** 2).sum() ** 0.5)
                if not 0.16 < apart < 0.45 or stage.is_so("between", target, [first, second]):
                    continue
                if stage.free_spot("between", target, [first, second]) is None:
                    continue
                a, b = stage.plainly(first), stage.plainly(second)
                assert a is not None and b is not None  # anchors are those that can be named plainly
                line = Line("between", {"t": stage.refer(target), "a": a, "b": b})
                goal = Placed(target.name, "between", (first.name, second.name))
                return Draft((line, answer(stage, target)), goal, target.name, (target.name,))
    return None


def put_back(stage: Stage) -> Draft | None:
    """Take it, and then put it back where it was."""
    target = stage.pick(stage.targets(lambda item: item.place == "table"))
    if target is None:
        return None
    lines = (
        Line("pick", {"t": stage.refer(target)}),
        answer(stage, target),
        Line("put_back", {"t": stage.plainly(target) or stage.refer(target)}),
    )
    goal = Sequence((Picked(target.name), Returned(target.name)))
    return Draft(lines, goal, target.name, (target.name,))


def push(stage: Stage) -> Draft | None:
    """Shove it to a side without lifting it."""
    for target in stage.targets(lambda item: item.place == "table" and item.height_m < 0.14)[:4]:
        for direction in stage.shuffled(_PUSHES):
            if _room_ahead(stage, target, direction):
                line = Line("push", {"t": stage.refer(target), "d": Way(direction)})
                goal = Pushed(target.name, direction)
                return Draft((line, answer(stage, target)), goal, target.name, (target.name,))
    return None


def _put(phrases: str, kind: RelationKind, stage: Stage, target: Item, anchor: Item) -> Draft:
    where = stage.plainly(anchor)
    assert where is not None  # anchors are those that can be named plainly
    lines = (Line(phrases, {"t": stage.refer(target), "a": where}), answer(stage, target))
    return Draft(lines, Placed(target.name, kind, (anchor.name,)), target.name, (target.name,))


def _loose(item: Item) -> bool:
    """Whether it does not already lie in or on something."""
    return item.place == "table"


def _room_ahead(stage: Stage, target: Item, direction: Direction) -> bool:
    axis, sign = {"left": (1, 1), "right": (1, -1), "forward": (0, 1), "back": (0, -1)}[direction]
    limits = ((0.34, 0.70), (-0.36, 0.30))[axis]
    end = float(target.at_m[axis]) + sign * _PUSH_ROOM_M
    if not limits[0] <= end <= limits[1]:
        return False
    for other in (*stage.known, *stage.hidden):
        if other is target or other.place != "table":
            continue
        ahead = sign * float((other.at_m - target.at_m)[axis])
        aside = abs(float((other.at_m - target.at_m)[1 - axis]))
        wide = float(other.half_m[1 - axis] + target.half_m[1 - axis]) + 0.015
        deep = float(other.half_m[axis] + target.half_m[axis])
        # Room before it to slide into, and behind it for the hand.
        if aside < wide and -deep - 0.06 < ahead < deep + _PUSH_ROOM_M:
            return False
    return True


_STACKS = ("box", "block", "book", "can", "carton", "sponge", "soap", "tape")
_ANY = any_scene("simple", "table", "shelf", "basket", "tray", "bin")
_SPACIOUS = stocked(lambda rng, split: mixed(rng, split, int(rng.integers(3, 6))))
_SIMPLE = any_scene("simple", "table")


def _beside(seed: int) -> SceneSpec:
    """Half of them with room to spare."""
    return _SPACIOUS(seed) if seed % 2 else _SIMPLE(seed)


_STACKING = stocked(
    lambda rng, split: mixed(rng, split, 5, "box", "block", str(rng.choice(["block", "can"])))
)
_INTO = stocked(lambda rng, split: mixed(rng, split, 5, str(rng.choice(["bowl", "basket", "tray"]))))
_ONTO = stocked(lambda rng, split: mixed(rng, split, 5, str(rng.choice(["plate", "tray", "book", "box"]))))
_PUSHED = ("box", "block", "can", "sponge", "soap", "carton", "cup", "mug", "tape")
_LOW = stocked(lambda rng, split: mixed(rng, split, 4, *[str(n) for n in rng.choice(_PUSHED, 2)]))

PLACING = (
    Family("pick", "take a thing", "done", _ANY, pick),
    Family(
        "hand_over", "give a thing to the person", "done", _ANY, hand_over, (*CARRYING, "hand_moves_away")
    ),
    Family("place_in", "put a thing into a container", "done", _INTO, place_in),
    Family("place_on", "put a thing on something flat", "done", _ONTO, place_on),
    Family("left_of", "put a thing to the left of another", "done", _beside, beside("left_of")),
    Family("right_of", "put a thing to the right of another", "done", _beside, beside("right_of")),
    Family("in_front_of", "put a thing in front of another", "done", _beside, beside("in_front_of")),
    Family("behind", "put a thing behind another", "done", _beside, beside("behind")),
    Family("next_to", "put a thing next to another", "done", _beside, beside("next_to")),
    Family("between", "put a thing between two others", "done", _beside, between),
    Family("stack", "put a thing upon another", "done", _STACKING, stack),
    Family("put_back", "take a thing and put it back", "done", _beside, put_back),
    Family("push", "push a thing to a side", "done", _LOW, push, MOVING),
)
