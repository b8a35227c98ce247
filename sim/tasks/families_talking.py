# SPDX-License-Identifier: Apache-2.0
"""Families about the talk itself: stop, go on, several steps, what was meant before, places in a row."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as Row

import numpy as np

from mm_robot.types import Reference, RelationKind
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.scenes.spec import Standing
from mm_robot_sim.splits import Split
from mm_robot_sim.tasks.draft import Bare, Draft, Line
from mm_robot_sim.tasks.families_placing import answer
from mm_robot_sim.tasks.family import CARRYING, MOVING, Family
from mm_robot_sim.tasks.goals import (
    AllOf,
    Goal,
    HandedOver,
    Not,
    Picked,
    Placed,
    Sequence,
    StoppedWithin,
)
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.margins import CLEAR_SIZE
from mm_robot_sim.tasks.names import may_be_called
from mm_robot_sim.tasks.referring import meant
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.tasks.staging import Stock, any_scene, coloured, mixed, several_alike, small_nouns, stocked
from mm_robot_sim.tasks.task import Gift

_SOON_S, _LATE_S = 0.2, 1.6  # into a motion, when somebody interrupts
_STOPS_S, _CANCELS_S = 0.5, 0.8  # from the last word to rest; a cancelled motion may take a moment longer


def _interrupted(stage: Stage) -> tuple[Item, Line, Goal, float] | None:
    target = stage.pick(stage.targets())
    if target is None:
        return None
    gives = stage.world.person is not None and stage.rng.random() < 0.5
    line = Line("hand_over" if gives else "pick", {"t": stage.refer(target)})
    goal: Goal = HandedOver(target.name) if gives else Picked(target.name)
    return target, line, goal, float(stage.rng.uniform(_SOON_S, _LATE_S))


def stop_moving(stage: Stage) -> Draft | None:
    """Somebody says stop while the arm moves."""
    begun = _interrupted(stage)
    if begun is None:
        return None
    target, line, _, after_s = begun
    holding = stage.rng.random() < 0.3
    stop = Line("stop", {}, "holding" if holding else "moving", after_s)
    return Draft((line, stop), StoppedWithin(_STOPS_S), target.name, (target.name,), "stopped")


def wait_resume(stage: Stage) -> Draft | None:
    """Somebody says wait, and after a while go on."""
    begun = _interrupted(stage)
    if begun is None:
        return None
    target, line, end, after_s = begun
    lines = (line, Line("wait", {}, "moving", after_s), Line("resume"))
    return Draft(lines, AllOf((StoppedWithin(_STOPS_S), end)), target.name, (target.name,))


def cancel(stage: Stage) -> Draft | None:
    """Somebody calls it off while the arm moves: it stops, and does not do it."""
    begun = _interrupted(stage)
    if begun is None:
        return None
    target, line, end, after_s = begun
    goal = AllOf((StoppedWithin(_CANCELS_S), Not(end)))
    return Draft((line, Line("cancel", {}, "moving", after_s)), goal, target.name, (target.name,), "stopped")


def steps(count: int) -> Callable[[Stage], Draft | None]:
    """Several things in one sentence, to be done in that order."""

    def draft(stage: Stage) -> Draft | None:
        chosen: list[tuple[Line, Goal, Item]] = []
        anchors = stage.anchors()
        for target in stage.targets(lambda item: item.place == "table"):
            step = _step(stage, target, [a for a in anchors if all(a is not c[2] for c in chosen)], chosen)
            if step is not None:
                chosen.append((*step, target))
            if len(chosen) == count:
                break
        else:
            return None
        goals = tuple(goal for _, goal, _ in chosen)
        slots = {key: line for key, (line, _, _) in zip("pqr", chosen, strict=False)}
        names = tuple(target.name for _, _, target in chosen)
        line = Line({2: "two_steps", 3: "three_steps"}[count], slots)
        return Draft((line,), AllOf((Sequence(goals), *goals)), names[0], names)

    return draft


def _step(
    stage: Stage, target: Item, anchors: list[Item], before: list[tuple[Line, Goal, Item]]
) -> tuple[Line, Goal] | None:
    t = stage.refer(target)
    used = {name for _, goal, _ in before if isinstance(goal, Placed) for name in goal.anchors}
    if target.name in used:  # what something was put beside stays where it is
        return None
    # Two things put down on the table might get into each other's way.
    beside = any(isinstance(goal, Placed) and goal.relation not in ("in", "on") for _, goal, _ in before)
    gave = any(isinstance(goal, HandedOver) for _, goal, _ in before)
    if stage.world.person is not None and not gave and stage.rng.random() < 0.45:
        return Line("step_give", {"t": t}), HandedOver(target.name)
    kinds: tuple[RelationKind, ...] = ("next_to", "left_of", "right_of")
    for anchor in anchors:
        a = stage.plainly(anchor)
        if anchor is target or anchor.name in used or a is None:
            continue
        container, flat = CATALOGUE[anchor.noun].container, CATALOGUE[anchor.noun].surface
        if container and anchor.noun != "plate" and stage.fits_in(target, anchor):
            return Line("step_in", {"t": t, "a": a}), Placed(target.name, "in", (anchor.name,))
        if flat and anchor.noun != "bowl" and not stage.burden(anchor) and stage.rests_on(target, anchor):
            return Line("step_on", {"t": t, "a": a}), Placed(target.name, "on", (anchor.name,))
        for kind in kinds:
            free = not beside and stage.free_spot(kind, target, [anchor]) is not None
            if free and not stage.is_so(kind, target, [anchor]):
                return Line(f"step_{kind}", {"t": t, "a": a}), Placed(target.name, kind, (anchor.name,))
    return None


def the_other_one(stage: Stage) -> Draft | None:
    """One of two alike, and then the other one."""
    for target in stage.targets(lambda item: item.place == "table"):
        pair = meant(Reference(noun=target.noun), stage.known)
        if pair is None or len(pair) != 2 or stage.world.person is None:
            continue
        other = pair[0] if pair[1] is target else pair[1]
        if other not in stage.takeable(lambda item: item.place == "table"):
            continue
        lines = (
            Line("hand_over", {"t": stage.refer(target)}),
            answer(stage, target),
            Line("other_one", {"w": Bare(target.noun)}),
        )
        goal = AllOf((HandedOver(target.name), HandedOver(other.name)))
        return Draft(lines, goal, other.name, (target.name, other.name))
    return None


def just_given(stage: Stage) -> Draft | None:
    """The person puts something down, and speaks of it as what they just gave."""
    containers = [c for c in stage.containers() if c.place == "table"]
    for container in containers:
        where = stage.plainly(container)
        for target in stage.targets(lambda i, c=container: i.place == "table" and stage.fits_in(i, c)):  # type: ignore[misc]
            spot = stage.free_spot(None, target)
            if where is None or spot is None or target is container:
                continue
            T = stage.world.pose(target.name)
            T[:2, 3] = spot
            lines = (
                Line("answer_what"),
                Line("just_given", {"a": where, "w": Bare(target.noun)}, gift=Gift(target.name, T)),
            )
            goal = Placed(target.name, "in", (container.name,))
            return Draft(lines, goal, target.name, (target.name,), hidden_until_given=(target.name,))
    return None


def told_by(kind: str) -> Callable[[Stage], Draft | None]:
    """Take or give one that only its place in a row, or its size, tells from the others."""

    def draft(stage: Stage) -> Draft | None:
        options = stage.shuffled(stage.nameable(stage.takeable(), (kind,)))
        target = stage.pick(options)
        if target is None:
            return None
        gives = stage.world.person is not None and stage.rng.random() < 0.5
        line = Line("hand_over" if gives else "pick", {"t": stage.refer(target, (kind,))})
        goal: Goal = HandedOver(target.name) if gives else Picked(target.name)
        return Draft((line, answer(stage, target)), goal, target.name, (target.name,))

    return draft


# ------------------------------------------------------------------------------------------ scenes


def _pair(rng: np.random.Generator, split: Split) -> Stock:
    many = small_nouns(split, lambda noun: len(CATALOGUE[noun].colours) > 2)
    first = coloured(rng, split, str(rng.choice(many)))
    rest = [t for t in mixed(rng, split, 3) if not may_be_called(t[0], first[0])]
    return [first, coloured(rng, split, first[0], (first[1],)), *rest]


_ANY = any_scene("simple", "table", "shelf", "tray")


def _of_sizes(rng: np.random.Generator, split: Split) -> Stock:
    noun = str(rng.choice(_MANY_SIZES))
    alike = [coloured(rng, split, noun) for _ in range(int(rng.integers(2, 4)))]
    return [*mixed(rng, split, 2), *alike]


def _one_stands_out(things: Row[Standing]) -> bool:
    """Whether the biggest or the smallest of the last kind drawn is so for all to see."""
    sizes = sorted(max(t.design.extent_m) for t in things if t.design.noun == things[-1].design.noun)
    return len(sizes) > 1 and max(sizes[-1] / sizes[-2], sizes[1] / sizes[0]) >= 1.05 * CLEAR_SIZE


_MANY_SIZES = ("block", "box", "ball", "bottle", "can", "cup", "candle", "jar", "vase", "potato", "carrot")
_ALIKE, _PAIR = stocked(several_alike), stocked(_pair)
_SIZES = stocked(_of_sizes, _one_stands_out)
_STEPS = stocked(
    lambda rng, split: mixed(rng, split, 6, str(rng.choice(["bowl", "basket", "tray", "plate"])))
)
_GIFT = stocked(lambda rng, split: mixed(rng, split, 4, str(rng.choice(["bowl", "basket", "tray"]))))

TALKING = (
    Family("stop_moving", "stopped in motion", "stopped", _ANY, stop_moving, MOVING),
    Family("wait_resume", "told to wait, then to go on", "done", _ANY, wait_resume, MOVING),
    Family("cancel", "called off in motion", "stopped", _ANY, cancel, MOVING),
    Family("two_steps", "two things in one sentence", "done", _STEPS, steps(2), CARRYING),
    Family("three_steps", "three things in one sentence", "done", _STEPS, steps(3), CARRYING),
    Family("the_other_one", "the other one of two", "done", _PAIR, the_other_one),
    Family("just_given", "what was just put down", "done", _GIFT, just_given),
    Family("ordinal", "told by its place in a row", "done", _ALIKE, told_by("ordinal")),
    Family("comparative", "told by its size", "done", _SIZES, told_by("size")),
)
