# SPDX-License-Identifier: Apache-2.0
"""Families that end in a refusal (not there, forbidden, out of reach, unsafe) or with a question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mm_robot.config import SimConfig
from mm_robot.types import Reference
from mm_robot_sim.scenes.draw import simple
from mm_robot_sim.scenes.spec import SceneSpec
from mm_robot_sim.splits import split_of
from mm_robot_sim.tasks.draft import Draft, Line
from mm_robot_sim.tasks.families_asking import absent
from mm_robot_sim.tasks.family import SEEING, Family
from mm_robot_sim.tasks.goals import AllOf, AskedAmong, Goal, HandedOver, Picked, RefusedBecause, Untouched
from mm_robot_sim.tasks.referring import meant
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.tasks.staging import any_scene, mixed, several_alike, stocked

_FAR_M = ((0.84, 0.89), (0.26, 0.36))  # x and |y| of what no arm of this size reaches


def refuse_absent(stage: Stage) -> Draft | None:
    """Ask for something that is not there."""
    reference = absent(stage)
    if reference is None or reference.noun is None:
        return None
    phrases = "hand_over" if stage.rng.random() < 0.6 else "pick"
    line = Line(phrases, {"t": replace(reference, determiner="the")})
    about = (reference.noun, *reference.attributes)
    return Draft((line,), RefusedBecause("absent", about), None, ends="refused")


def refuse_negated(stage: Stage) -> Draft | None:
    """Forbid something, and nothing else; or forbid it and ask for it all the same."""
    target = stage.pick(stage.targets())
    if target is None:
        return None
    reference = stage.refer(target, ("noun", "colour")) if stage.plainly(target) else stage.refer(target)
    if stage.rng.random() < 0.5:
        return Draft((Line("not_this", {"t": reference}),), Untouched(), target.name, ends="refused")
    lines = (Line("forbid", {"t": reference}), Line("hand_over", {"t": reference}))
    return Draft(lines, RefusedBecause("forbidden"), target.name, ends="refused")


def refuse_unreachable(stage: Stage) -> Draft | None:
    """Ask for something that lies beyond the arm's reach."""
    far = [i for i in stage.shown if float(np.hypot(*i.at_m[:2])) > 0.87 and i.graspable]
    target = stage.pick(stage.nameable(far))
    if target is None:
        return None
    line = Line("hand_over" if stage.rng.random() < 0.6 else "pick", {"t": stage.refer(target)})
    return Draft((line,), RefusedBecause("unreachable"), target.name, ends="refused")


def refuse_unsafe(stage: Stage) -> Draft | None:
    """Ask for something that would hurt or break."""
    target = stage.pick(stage.targets())
    if target is None:
        return None
    line = Line("unsafe", {"t": stage.refer(target)})
    return Draft((line,), RefusedBecause("unsafe"), target.name, ends="refused")


def ask_ambiguous(stage: Stage) -> Draft | None:
    """Name what several are; answer when asked which."""
    for target in stage.targets(lambda item: item.place == "table"):
        group = meant(Reference(noun=target.noun), stage.known)
        if group is None or not 2 <= len(group) <= 4:
            continue
        gives = stage.world.person is not None and stage.rng.random() < 0.6
        end: Goal = HandedOver(target.name) if gives else Picked(target.name)
        vague = Reference(noun=target.noun, determiner="the")
        lines = (
            Line("hand_over" if gives else "pick", {"t": vague}),
            Line("answer_which", {"t": stage.refer(target)}, "asked"),
        )
        goal = AllOf((AskedAmong(tuple(item.name for item in group)), end))
        return Draft(lines, goal, target.name, (target.name,), "asked")
    return None


def _far_one(seed: int) -> SceneSpec:
    rng = np.random.default_rng((seed, 32))
    stock = mixed(rng, split_of(seed), 4)
    (x0, x1), (y0, y1) = _FAR_M
    at = (float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1)) * (1 if rng.random() < 0.4 else -1))
    return simple(seed, stock, {0: at}, True, SimConfig().camera_position_m)


_ANY = any_scene("simple", "table", "shelf", "tray")

DECLINING = (
    Family("refuse_absent", "asked for what is not there", "refused", _ANY, refuse_absent, SEEING),
    Family("refuse_negated", "told not to", "refused", _ANY, refuse_negated, SEEING),
    Family(
        "refuse_unreachable",
        "asked for what is out of reach",
        "refused",
        _far_one,
        refuse_unreachable,
        SEEING,
    ),
    Family("refuse_unsafe", "asked for what hurts or breaks", "refused", _ANY, refuse_unsafe, SEEING),
    Family("ask_ambiguous", "asked for one of several", "asked", stocked(several_alike), ask_ambiguous),
)
