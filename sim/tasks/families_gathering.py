# SPDX-License-Identifier: Apache-2.0
"""Families about several things, and furniture: sort, clear, tidy, count out, open, close, store, fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from mm_robot.types import Reference
from mm_robot_sim.objects.catalogue import colours_of
from mm_robot_sim.scenes.spec import SceneSpec
from mm_robot_sim.splits import Split
from mm_robot_sim.tasks.draft import Draft, Line, Slot
from mm_robot_sim.tasks.families_placing import answer
from mm_robot_sim.tasks.family import CARRYING, MOVING, SEEING, Family
from mm_robot_sim.tasks.goals import (
    AllOf,
    Cleared,
    Closed,
    HandedOver,
    Opened,
    Placed,
    SomeIn,
    Sorted,
    Untouched,
)
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.judge import spread_m
from mm_robot_sim.tasks.names import may_be_called
from mm_robot_sim.tasks.referring import meant, plain
from mm_robot_sim.tasks.stage import Stage, has_room
from mm_robot_sim.tasks.staging import (
    Stock,
    any_scene,
    coloured,
    drawn,
    little_nouns,
    mixed,
    small_nouns,
    stocked,
)

_FEW = 5  # things to clear or sort: more take longer than anybody watches
_OPEN, _SHUT = 0.4, 0.1  # a drawer is asked to be closed from the first, to be opened below the second


def sort_by_colour(stage: Stage) -> Draft | None:
    """Like to like, by colour."""
    return _sort(stage, "sort_by_colour", lambda item: item.colour)


def sort_by_kind(stage: Stage) -> Draft | None:
    """Like to like, by noun; the sentence may name the two kinds."""
    return _sort(stage, "sort_by_kind", lambda item: item.noun)


def _sort(stage: Stage, phrases: str, key: Callable[[Item], str]) -> Draft | None:
    things = stage.takeable(lambda item: item.place == "table")
    if len(things) != len(stage.known) or stage.hidden:
        return None
    groups: dict[str, list[Item]] = {}
    for item in things:
        groups.setdefault(key(item), []).append(item)
    parts = list(groups.values())
    within, apart = spread_m([[item.at_m[:2] for item in part] for part in parts])
    if len(parts) != 2 or min(len(part) for part in parts) < 2 or apart > within:
        return None
    slots: dict[str, Slot] = {}
    if phrases == "sort_by_kind":
        slots = {slot: Reference(noun=part[0].noun) for slot, part in zip("tu", parts, strict=True)}
    names = tuple(tuple(item.name for item in part) for part in parts)
    every = tuple(name for group in names for name in group)
    return Draft((Line(phrases, slots),), Sorted(names), None, every)


def clear_table(stage: Stage) -> Draft | None:
    """Everything that lies about goes into the one container."""
    return _clear(stage, "clear_table")


def tidy_up(stage: Stage) -> Draft | None:
    """The same in other words; also into a bin."""
    return _clear(stage, "tidy_up")


def _clear(stage: Stage, phrases: str) -> Draft | None:
    place = _store(stage)
    if place is None:
        return None
    into, slot = place
    loose = [i for i in (*stage.known, *stage.hidden) if i.name != into and not i.place.endswith(f" {into}")]
    fits = set(_fitting(stage, into, loose))
    if not 1 <= len(loose) <= _FEW or any(item.name not in fits for item in loose):
        return None
    names = tuple(item.name for item in loose)
    return Draft((Line(phrases, {"a": slot}),), Cleared(names, into), into, names)


def count_of(stage: Stage) -> Draft | None:
    """Two of the three apples into the bowl: which two does not matter."""
    place = _store(stage)
    if place is None:
        return None
    into, slot = place
    for noun in stage.shuffled(sorted({item.noun for item in stage.shown})):
        group = meant(Reference(noun=noun), stage.known) or ()
        names = tuple(item.name for item in group)
        ready = set(_fitting(stage, into, group)) >= set(names) and all(i.place == "table" for i in group)
        if len(group) >= 3 and into not in names and ready:
            count = int(stage.rng.integers(2, min(len(group), 4)))
            line = Line("count_of", {"t": Reference(noun=noun, count=count), "a": slot})
            return Draft((line,), SomeIn(names, count, into), into, names)
    return None


def all_but(stage: Stage) -> Draft | None:
    """Everything but the cup into the basket."""
    place = _store(stage)
    if place is None or stage.hidden:
        return None
    into, slot = place
    loose = [item for item in stage.known if item.name != into and item.place == "table"]
    for kept in stage.shuffled(loose):
        rest = [item for item in loose if item is not kept]
        alone = not any(may_be_called(item.noun, kept.noun) for item in stage.known if item is not kept)
        fits = set(_fitting(stage, into, rest))
        if alone and 2 <= len(rest) <= _FEW and all(item.name in fits for item in rest):
            names = tuple(item.name for item in rest)
            spoken = Reference(count="all", excluded_nouns=(kept.noun,))
            goal = AllOf((Cleared(names, into), Untouched((kept.name,))))
            return Draft((Line("all_but", {"t": spoken, "a": slot}),), goal, into, names)
    return None


def _store(stage: Stage) -> tuple[str, Slot] | None:
    """Where things can be gathered, and how it is called: a bin, else a wide container."""
    bins = stage.open_parts("bin")
    if bins:
        return bins[0], stage.part(bins[0])
    for container in stage.containers():
        reference = stage.plainly(container)
        if container.noun in ("basket", "tray", "bowl") and reference is not None:
            return container.name, reference
    return None


def _fitting(stage: Stage, into: str, group: Sequence[Item]) -> list[str]:
    """Names of those of the group that can be taken and all fit into it together."""
    can = {item.name for item in stage.takeable()}
    taken = [item for item in group if item.name in can]
    holders = [item for item in stage.known if item.name == into]
    if holders:
        if holders[0].noun != "bowl" and not has_room(taken, holders[0]):
            return []
        taken = [item for item in taken if stage.fits_in(item, holders[0])]
    return [item.name for item in taken]


# ------------------------------------------------------------------------------------------ furniture


def open_drawer(stage: Stage) -> Draft | None:
    """A closed one."""
    names = [n for n in stage.open_parts("drawer") if stage.world.opening(n) < _SHUT]
    return _move(stage, names, "open_drawer", Opened)


def close_drawer(stage: Stage) -> Draft | None:
    """An open one."""
    names = [n for n in stage.open_parts("drawer") if stage.world.opening(n) > _OPEN]
    return _move(stage, names, "close_drawer", Closed)


def open_cupboard(stage: Stage) -> Draft | None:
    """Its door."""
    names = [n for n in stage.open_parts("cupboard") if stage.world.opening(n) < _SHUT]
    return _move(stage, names, "open_cupboard", Opened)


def _move(stage: Stage, names: list[str], phrases: str, goal: type[Opened] | type[Closed]) -> Draft | None:
    name = stage.pick(names)
    if name is None:
        return None
    return Draft((Line(phrases, {"t": stage.part(name)}),), goal(name), name)


def close_cupboard(stage: Stage) -> Draft | None:
    """Its door, where it stands open."""
    names = [n for n in stage.open_parts("cupboard") if stage.world.opening(n) > _OPEN]
    return _move(stage, names, "close_cupboard", Closed)


def put_into_drawer(stage: Stage) -> Draft | None:
    """Whether it is open or has to be opened first."""
    name = stage.pick(stage.open_parts("drawer"))
    if name is None:
        return None
    fixture = stage.world.fixture(name)
    room = np.sort(fixture.high_m - fixture.low_m)
    for target in stage.targets(lambda item: item.place == "table"):
        sides = np.sort(target.extent_m)
        if sides[0] < 0.9 * room[0] and sides[2] < 0.8 * room[2] and target.height_m < 0.9 * room[0]:
            lines = (
                Line("put_into_drawer", {"t": stage.refer(target), "a": stage.part(name)}),
                answer(stage, target),
            )
            return Draft(lines, Placed(target.name, "in", (name,)), target.name, (target.name,))
    return None


def fetch_from_drawer(stage: Stage) -> Draft | None:
    """Something that whoever asks knows to be in there, seen or not."""
    for name in stage.shuffled(stage.open_parts("drawer")):
        inside = [i for i in (*stage.known, *stage.hidden) if i.place == f"in {name}"]
        for target in stage.shuffled([item for item in inside if item.graspable]):
            reference = plain(target, inside)
            if reference is None or stage.burden(target):
                continue
            definite = Reference(reference.noun, reference.attributes, determiner="the")
            some = Reference(reference.noun, reference.attributes, determiner="a")
            slots: dict[str, Slot] = {"t": definite, "u": some, "a": stage.part(name)}
            if stage.rng.random() < 0.6 and stage.world.person is not None:
                return Draft((Line("fetch_from_drawer", slots),), HandedOver(target.name), target.name,
                             (target.name,))  # fmt: skip
            goal = Placed(target.name, "on", ("table",))
            return Draft((Line("take_from_drawer", slots),), goal, target.name, (target.name,))
    return None


# ------------------------------------------------------------------------------------------ scenes


def _two_colours(rng: np.random.Generator, split: Split) -> Stock:
    colours = [
        str(c) for c in rng.choice(["red", "green", "blue", "yellow", "white", "black"], 2, replace=False)
    ]
    counts = [(2, 2), (2, 3), (3, 2)][int(rng.integers(3))]
    stock: Stock = []
    for colour, count in zip(colours, counts, strict=True):
        nouns = small_nouns(split, lambda noun, c=colour: c in colours_of(noun, split))  # type: ignore[misc]
        stock += [(str(noun), colour) for noun in rng.choice(nouns, count, replace=False)]
    return stock


def _two_kinds(rng: np.random.Generator, split: Split) -> Stock:
    first, second = (str(noun) for noun in rng.choice(small_nouns(split), 2, replace=False))
    while may_be_called(first, second):
        second = str(rng.choice(small_nouns(split)))
    counts = [(2, 2), (2, 3), (3, 2)][int(rng.integers(3))]
    return [coloured(rng, split, n) for n, c in zip((first, second), counts, strict=True) for _ in range(c)]


def _with_store(rng: np.random.Generator, split: Split) -> Stock:
    store = str(rng.choice(["basket", "tray"]))
    return mixed(rng, split, int(rng.integers(4, 6)), store, nouns=little_nouns(split))


def _three_alike(rng: np.random.Generator, split: Split) -> Stock:
    noun = str(rng.choice(little_nouns(split)))
    return [*mixed(rng, split, 2, str(rng.choice(["basket", "tray"]))), *[
        coloured(rng, split, noun) for _ in range(int(rng.integers(3, 5)))
    ]]  # fmt: skip


_DRAWERS, _BIN = any_scene("drawers"), any_scene("bin")
_STORE = stocked(_with_store)


def _closed_cupboard(seed: int) -> SceneSpec:
    """Its door shut: nothing that stands inside minds."""
    spec = drawn(seed, "cupboard")
    return replace(spec, furniture=tuple(replace(piece, opened=(0.0,)) for piece in spec.furniture))


GATHERING = (
    Family("sort_by_colour", "group the things by colour", "done", stocked(_two_colours), sort_by_colour),
    Family("sort_by_kind", "group the things by kind", "done", stocked(_two_kinds), sort_by_kind),
    Family("clear_table", "put everything into a container", "done", _STORE, clear_table),
    Family(
        "tidy_up", "put everything away into a container or bin", "done",
        lambda seed: drawn(seed, "bin", 3) if seed % 2 else _STORE(seed), tidy_up,
    ),
    Family("count_of", "put so many of a kind into a container", "done", stocked(_three_alike), count_of),
    Family("all_but", "put everything but one thing into a container", "done", _STORE, all_but),
    Family("open_drawer", "open a drawer", "done", _DRAWERS, open_drawer, MOVING),
    Family("close_drawer", "close a drawer", "done", _DRAWERS, close_drawer, MOVING),
    Family("open_cupboard", "open the cupboard", "done", _closed_cupboard, open_cupboard, MOVING),
    Family(
        "close_cupboard", "close the cupboard", "done", any_scene("cupboard"), close_cupboard, MOVING
    ),
    Family("put_into_drawer", "put a thing into a drawer", "done", _DRAWERS, put_into_drawer, CARRYING),
    Family("fetch_from_drawer", "get a thing out of a drawer", "done", _DRAWERS, fetch_from_drawer, SEEING),
)  # fmt: skip
