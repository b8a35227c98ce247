# SPDX-License-Identifier: Apache-2.0
"""Families that want to know something: what, where, how many, which is bigger, is there; and to be shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mm_robot.types import Reference, RelationKind
from mm_robot_sim.objects.catalogue import categories, colours_of
from mm_robot_sim.splits import Split, split_of
from mm_robot_sim.tasks.draft import Draft, Line, Measure
from mm_robot_sim.tasks.families_placing import answer
from mm_robot_sim.tasks.family import SEEING, Family
from mm_robot_sim.tasks.goals import Answered, AnyOf, Pointed, Side
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.margins import CLEAR_SIZE, NEXT_TO_M
from mm_robot_sim.tasks.referring import meant, stands
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.tasks.staging import Stock, any_scene, coloured, mixed, small_nouns, stocked

_MOST = 8  # nobody wants a longer list
# y of the table where a side begins for sure, and where people no longer say "in the middle".
_SURELY_ASIDE_M, _SURELY_MIDDLE_M = 0.14, 0.05
_CLEAR_VOLUME = 1.4  # a bigger thing is so by its longest side and by its box: long and thin is no big


def find_point(stage: Stage) -> Draft | None:
    """Point at it; where it is only to be found, saying where does as well."""
    target = stage.pick(stage.shuffled(stage.nameable([i for i in stage.shown if i.place == "table"])))
    if target is None:
        return None
    finds = stage.rng.random() < 0.25
    pointed = Pointed(target.name)
    goal = AnyOf((pointed, _whereabouts(target, stage))) if finds else pointed
    lines = (Line("find" if finds else "point_at", {"t": stage.refer(target)}), answer(stage, target))
    return Draft(lines, goal, target.name)


def answer_what(stage: Stage) -> Draft | None:
    """Everything on the table, or what is in or on something."""
    holders = [
        (kind, item, inside)
        for item in stage.shown
        for kind in ("in", "on")
        if (inside := [o for o in (*stage.known, *stage.hidden) if o.place == f"{kind} {item.name}"])
        and all(other in stage.shown for other in inside)
        and stage.plainly(item) is not None
    ]
    if holders and stage.rng.random() < 0.7:
        kind, item, inside = holders[int(stage.rng.integers(len(holders)))]
        reference = stage.plainly(item)
        assert reference is not None  # holders are those that can be named plainly
        goal = Answered(things=tuple(other.name for other in inside), only=False)
        return Draft((Line(f"answer_what_{kind}", {"a": reference}),), goal, item.name, ends="answered")
    clear = len(stage.known) == len(stage.shown) and not stage.hidden
    if not clear or not 1 <= len(stage.shown) <= _MOST:
        return None
    names = tuple(item.name for item in stage.shown)
    return Draft((Line("answer_what"),), Answered(things=names, only=True), None, ends="answered")


def answer_where(stage: Stage) -> Draft | None:
    """Its side of the table, what it is in or on, or what is beside it."""
    target = stage.pick(stage.shuffled(stage.nameable(stage.shown, ("noun", "colour"))))
    if target is None:
        return None
    line = Line("answer_where", {"t": stage.refer(target, ("noun", "colour"))})
    return Draft((line,), _whereabouts(target, stage), target.name, ends="answered")


def answer_count(stage: Stage) -> Draft | None:
    """How many of a kind, or of a kind and colour."""
    options = [Reference(noun=item.noun) for item in stage.known]
    options += [Reference(noun=item.noun, attributes=(item.colour,)) for item in stage.known]
    options = stage.shuffled(options)
    if stage.rng.random() < 0.7:  # counting is for what there are several of
        options.sort(key=lambda reference: -len(meant(reference, stage.known) or ()))
    if stage.rng.random() < 0.1 and (none := absent(stage)) is not None:
        options.insert(0, none)
    for reference in options:
        group = meant(reference, (*stage.known, *stage.hidden))
        if reference.noun and group is not None and all(item in stage.shown for item in group):
            line = Line("answer_count", {"t": reference, "m": Measure(reference.noun)})
            return Draft((line,), Answered(count=len(group)), None, ends="answered")
    return None


def answer_bigger(stage: Stage) -> Draft | None:
    """Which of two is clearly the bigger one."""
    things = stage.shuffled(stage.nameable(stage.shown, ("noun", "colour")))
    for i, first in enumerate(things):
        for second in things[i + 1 :]:
            winner = _bigger(first, second)
            if winner is None:
                continue
            a, b = stage.plainly(first), stage.plainly(second)
            assert a is not None and b is not None  # nameable by noun or colour
            line = Line("answer_bigger", {"a": a, "b": b})
            return Draft((line,), Answered(winner=winner.name), winner.name, ends="answered")
    return None


def answer_exists(stage: Stage) -> Draft | None:
    """Half the time there is one; when not, something like it is there."""
    there = bool(stage.rng.random() < 0.5)
    reference = present(stage) if there else absent(stage)
    if reference is None:
        return None
    line = Line("answer_exists", {"t": replace(reference, determiner="a")})
    return Draft((line,), Answered(yes=there), None, ends="answered")


def present(stage: Stage) -> Reference | None:
    """Noun, or colour and noun, of something that is plain to see."""
    item = stage.pick(stage.shown)
    if item is None:
        return None
    coloured_one = len(item.colours) == 1 and stage.rng.random() < 0.6
    return Reference(noun=item.noun, attributes=(item.colour,) if coloured_one else ())


def absent(stage: Stage) -> Reference | None:
    """Something that surely is not there: right noun in wrong colour, right colour on wrong noun, neither.

    The first two are as common as the third: they are what tempts a robot to take the next best thing.
    """
    split: Split = split_of(stage.world.seed)
    known = (*stage.known, *stage.hidden)
    nouns = categories(split)
    for _ in range(30):
        like = stage.pick(stage.shown)
        way = int(stage.rng.integers(3))
        noun = like.noun if like is not None and way == 0 else str(stage.rng.choice(nouns))
        colours = list(colours_of(noun, split))
        colour = like.colour if like is not None and way == 1 else str(stage.rng.choice(colours))
        if colour not in colours or len(colours) == 1:
            colour = ""
        reference = Reference(
            noun=noun, attributes=(colour,) if colour and (way < 2 or stage.rng.random() < 0.5) else ()
        )
        if meant(reference, known) == ():
            return reference
    return None


def _bigger(first: Item, second: Item) -> Item | None:
    big, small = sorted((first, second), key=lambda item: -item.size_m)
    volumes = [float(np.prod(item.extent_m)) for item in (big, small)]
    clear = big.size_m >= CLEAR_SIZE * small.size_m and volumes[0] >= _CLEAR_VOLUME * volumes[1]
    return big if clear else None


def _whereabouts(target: Item, stage: Stage) -> Answered:
    """Every true thing one may say of where it is."""
    places: list[tuple[RelationKind, str]] = []
    kinds: tuple[RelationKind, ...] = ("left_of", "right_of", "behind", "in_front_of")
    for other in (*stage.known, *stage.hidden):
        if other is target:
            continue
        if target.place.endswith(f" {other.name}"):
            holds: tuple[RelationKind, ...] = ("in",) if target.place.startswith("in ") else ("on",)
            places += [(kind, other.name) for kind in (("in", "on") if other.noun == "tray" else holds)]
        if target.gap_m(other) <= 1.5 * NEXT_TO_M:
            places.append(("next_to", other.name))
        places += [(kind, other.name) for kind in kinds if stands(kind, target, [other])]
    if target.place.startswith(("in ", "on ")) and target.place[3:] in {f.name for f in stage.world.fixtures}:
        places.append(("in" if target.place.startswith("in ") else "on", target.place[3:]))
    return Answered(places=tuple(places), sides=_sides(float(target.at_m[1])))


def _sides(y_m: float) -> tuple[Side, ...]:
    side: Side = "left" if y_m > 0 else "right"
    if abs(y_m) >= _SURELY_ASIDE_M:
        return (side,)
    return ("middle", side) if abs(y_m) > _SURELY_MIDDLE_M else ("middle",)


def _alike(rng: np.random.Generator, split: Split) -> Stock:
    noun = str(rng.choice(small_nouns(split)))
    return [*mixed(rng, split, 3), *[coloured(rng, split, noun) for _ in range(int(rng.integers(1, 4)))]]


_ANY = any_scene("simple", "table", "shelf", "basket", "tray")
_FEW, _TABLES = any_scene("simple", "tray", "basket"), any_scene("simple", "table", "tray")

ASKING = (
    Family("find_point", "show where a thing is", "done", _ANY, find_point, SEEING),
    Family("answer_what", "say what is there", "answered", _FEW, answer_what, SEEING),
    Family("answer_where", "say where a thing is", "answered", _ANY, answer_where, SEEING),
    Family("answer_count", "say how many there are", "answered", stocked(_alike), answer_count, SEEING),
    Family("answer_bigger", "say which of two is bigger", "answered", _ANY, answer_bigger, SEEING),
    Family("answer_exists", "say whether there is one", "answered", _TABLES, answer_exists, SEEING),
)
