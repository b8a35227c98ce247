# SPDX-License-Identifier: Apache-2.0
"""A grounded command as a sequence of skills: "put the cup in the bowl" is pick, then place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from mm_robot.planning.groups import By, heaps, lies_right, pile, vessel
from mm_robot.types import (
    Command,
    Found,
    Refused,
    RelationKind,
    Scene,
    SceneObject,
    SupportSurface,
)
from mm_robot.vocabulary.nouns import FITTINGS

SkillName = Literal[
    "pick", "hand_over", "place", "put_back", "push", "point", "pull", "shut", "release", "close", "go_home",
    "withdraw",
]  # fmt: skip
Direction = Literal["left", "right", "forward", "back"]
Anchor = int | str  # the id of a thing, or the name of a surface

OF_THE_HAND = ("gripper", "hand", "fingers")  # what "open" and "close" mean of the robot itself
_PLACES: tuple[RelationKind, ...] = (
    "on", "in", "left_of", "right_of", "in_front_of", "behind", "between", "next_to", "near",
)  # fmt: skip


@dataclass(frozen=True)
class Skill:
    """One thing the arm does in one go, with its object and, for `place`, where to."""

    name: SkillName
    object_id: int | None = None
    relation: RelationKind = "on"  # of place
    anchors: tuple[Anchor, ...] = ()  # of place; none: a free spot on the table; on several: the topmost
    apart: tuple[int, ...] = ()  # of place: ids of things to stay away from
    direction: Direction = "forward"  # of push, seen from the robot
    then: Skill | None = None  # what follows: a pick chooses its grasp so that this will be possible


def skills(
    command: Command,
    target: Found | None,
    anchors: tuple[SceneObject | SupportSurface, ...],
    scene: Scene,
    held_id: int | None,
) -> tuple[Skill, ...] | Refused:
    """What to do, in order; nothing when there is nothing to do; Refused when the arm has no such skill.

    Args:
        command: what was said.
        target: the things meant, or None ("put it down" with something in the gripper).
        anchors: what the destination is relative to.
        scene: the newest scene; what stands where may decide the order.
        held_id: what is in the gripper now.
    """
    ids = tuple(thing.id for thing in target.objects) if target is not None else ()
    if not ids and held_id is not None:
        ids = (held_id,)
    verb = command.verb
    if verb == "go_home":
        return (Skill("go_home"),)
    if verb in ("open", "close"):
        return _open_or_close(command, target, held_id)
    if verb == "release":
        return (Skill("release", held_id),)
    if verb == "find":  # with something in the hand it would not be clear what is pointed with
        return (Skill("point", ids[0]),) if target is not None and held_id is None and len(ids) == 1 else ()
    if verb == "answer":
        return ()
    if not ids:
        return Refused(_reason("what", command))
    if verb == "pick":
        if len(ids) > 1:
            return Refused(_reason("one_hand", command))
        return _take(ids[0], held_id, None)
    if verb == "push":
        return (*_put_away(held_id, None), Skill("push", ids[0], direction=command.direction or "forward"))
    if verb in ("hand_over", "place", "put_back"):
        if not _possible(command):
            return _impossible(command)
        drawers = [a.id for a in anchors if isinstance(a, SceneObject) and a.label == "drawer"]
        steps = _each(ids, None if drawers else held_id, _goal(command, anchors))
        return (*_put_away(held_id, None), Skill("pull", drawers[0]), *steps) if drawers else steps
    if target is None:
        return Refused(_reason("what", command))
    if verb == "clear":
        return _clear(command, target, anchors, scene, held_id)
    if verb == "stack":
        return _stack(target, anchors, held_id, command)
    if verb == "sort":
        return _sort(target, command.by or "kind", held_id)
    return Refused(_reason("verb", command))


def _clear(
    command: Command,
    target: Found,
    anchors: tuple[SceneObject | SupportSurface, ...],
    scene: Scene,
    held_id: int | None,
) -> tuple[Skill, ...] | Refused:
    """Everything meant into what was named, or into what things are usually put away in."""
    into = anchors[0] if anchors else vessel(scene.objects)
    if into is None:
        return Refused(_reason("vessel", command))
    inside = into.id if isinstance(into, SceneObject) else into.name
    ids = tuple(thing.id for thing in target.objects if thing.id != inside)
    return _each(
        ids,
        held_id,
        Skill("place", relation="in" if anchors == () else _relation(command), anchors=(inside,)),
    )


def _relation(command: Command) -> RelationKind:
    return command.destination.kind if command.destination is not None else "in"


def _stack(
    target: Found, anchors: tuple[SceneObject | SupportSurface, ...], held_id: int | None, command: Command
) -> tuple[Skill, ...] | Refused:
    """One upon the other, upon the anchor where there is one."""
    base = [a for a in anchors if isinstance(a, SceneObject)]
    order = [*base, *(thing for thing in pile(target.objects) if thing not in base)]
    if len(order) < 2:
        return Refused(_reason("one_to_stack", command))
    steps: list[Skill] = []
    for height, thing in enumerate(order[1:], start=1):
        below = tuple(lower.id for lower in order[:height])
        steps += _each((thing.id,), held_id, Skill("place", relation="on", anchors=below))
        held_id = None
    return tuple(steps)


def _sort(target: Found, by: By, held_id: int | None) -> tuple[Skill, ...]:
    """Heaps, each round a thing that stays; what lies right already stays too."""
    groups = heaps(target.objects, by)
    steps: list[Skill] = []
    for group in groups:
        others = [thing for other in groups if other is not group for thing in other[:1]]
        apart = tuple(thing.id for thing in others)
        for thing in group[1:]:
            if lies_right(thing, group, others) and thing.id != held_id:
                continue
            goal = Skill("place", relation="next_to", anchors=(group[0].id,), apart=apart)
            steps += _each((thing.id,), held_id, goal)
            held_id = None
    return tuple(steps)


def _possible(command: Command) -> bool:
    return command.verb != "place" or command.destination is None or command.destination.kind in _PLACES


def _impossible(command: Command) -> Refused:
    return Refused(_reason("place", command))


def _goal(command: Command, anchors: tuple[SceneObject | SupportSurface, ...]) -> Skill:
    """The skill that follows each pick, without its object."""
    if command.verb == "hand_over":
        return Skill("hand_over")
    if command.verb == "put_back":
        return Skill("put_back")
    relation = command.destination.kind if command.destination is not None else "on"
    named = tuple(a.name if isinstance(a, SupportSurface) else a.id for a in anchors)
    return Skill("place", relation=relation, anchors=named)


def _each(ids: tuple[int, ...], held_id: int | None, goal: Skill) -> tuple[Skill, ...]:
    """Every thing in turn; the one that is in the gripper already goes first."""
    steps: list[Skill] = []
    if len(ids) > 1:  # "put everything in the basket" does not mean the basket
        ids = tuple(i for i in ids if i not in goal.anchors)
    for object_id in sorted(ids, key=lambda i: i != held_id):
        others = tuple(a for a in goal.anchors if a != object_id)
        end = replace(goal, object_id=object_id, anchors=others)
        steps += [*_take(object_id, held_id, end), end]
        held_id = None
    return tuple(steps)


def _take(object_id: int, held_id: int | None, then: Skill | None) -> tuple[Skill, ...]:
    if held_id == object_id:
        return ()
    return (*_put_away(held_id, object_id), Skill("pick", object_id, then=then))


def _put_away(held_id: int | None, wanted_id: int | None) -> tuple[Skill, ...]:
    """One gripper holds one thing: what is in it goes to the table first."""
    return () if held_id is None or held_id == wanted_id else (Skill("place", held_id),)


def _open_or_close(
    command: Command, target: Found | None, held_id: int | None
) -> tuple[Skill, ...] | Refused:
    noun = command.target.noun if command.target is not None else None
    if target is not None and all(thing.label in FITTINGS for thing in target.objects):
        name: SkillName = "pull" if command.verb == "open" else "shut"
        return (*_put_away(held_id, None), *(Skill(name, thing.id) for thing in target.objects))
    if target is not None or (noun is not None and noun not in OF_THE_HAND):
        return Refused(_reason("open", command))
    if command.verb == "open":
        return (Skill("release", held_id),)
    return () if held_id is not None else (Skill("close"),)


_REASONS = {
    "what": ("I do not know what to take.", "我不知道要拿什么。"),
    "one_hand": ("I have one hand and can hold one thing at a time.", "我只有一只手，一次只能拿一样东西。"),
    "open": (
        "I can open and close drawers and doors with handles, and my own hand.",
        "我只会开关带把手的抽屉和门，还有自己的手。",
    ),
    "place": ("I cannot put things there yet.", "我还不会放到那样的位置。"),
    "vessel": ("I see nothing to put them into.", "我没看到可以收纳的东西。"),
    "one_to_stack": ("One thing alone makes no stack.", "只有一样东西，叠不起来。"),
    "verb": ("I cannot do that yet.", "这个我还不会。"),
}


def _reason(key: str, command: Command) -> str:
    return _REASONS[key][command.language == "zh"]
