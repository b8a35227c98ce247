# SPDX-License-Identifier: Apache-2.0
"""What a world offers for tasks: what can be spoken of, taken, put somewhere, and where there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import mujoco
import numpy as np

from mm_robot.types import FloatArray, Reference, RelationKind
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.tasks.draft import Part
from mm_robot_sim.tasks.items import Item, items
from mm_robot_sim.tasks.margins import FREE_GAP_M, SEEN_SHARE
from mm_robot_sim.tasks.referring import plain, singled_out, stands
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import World

T = TypeVar("T")
BARELY_SEEN = 0.03  # whoever shows less than this is not there for anybody who looks
REACH_M = (0.28, 0.76)  # from the robot's foot, where the hand can come down from above
_TABLE_M = ((0.32, -0.40), (0.74, 0.34))  # x, y: corners of the part of the table where things are put
_FINGER_M = 0.022  # a finger beside a thing: 12 mm thick, and 5 mm to either side
_HAND_M = 0.08  # the gripper's opening
_ROUND = (  # roll off anything but a plate or a tray
    "ball", "apple", "lemon", "orange", "tomato", "peach", "egg", "onion", "potato",
    "pear", "strawberry",
)  # fmt: skip
_WIDE_ENOUGH = 0.8  # of a container's inner width, for what is put into it


class Stage:
    """The truth about one world, for whoever sets tasks in it. `rng` decides where there is a choice."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self.world, self.rng = world, rng
        everything = items(world)
        self.known = tuple(item for item in everything if item.seen_share >= BARELY_SEEN)  # can be confused
        self.hidden = tuple(item for item in everything if item.seen_share < BARELY_SEEN)
        self.shown = tuple(item for item in everything if item.seen_share >= SEEN_SHARE)  # can be asked for

    # ------------------------------------------------------------------------------------------ choosing

    def pick(self, options: Sequence[T]) -> T | None:
        """One of them by chance; None when there is none."""
        return options[int(self.rng.integers(len(options)))] if options else None

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All of them in any order."""
        return [options[int(i)] for i in self.rng.permutation(len(options))]

    def refer(self, item: Item, kinds: Sequence[str] = (), things: Sequence[Item] | None = None) -> Reference:
        """A definite reference to an item that `nameable` found fit for one.

        Raises:
            ValueError: nothing singles it out.
        """
        reference = singled_out(item, self.known if things is None else things, self.rng, kinds)
        if reference is None:
            raise ValueError(f"nothing singles out {item.name}")
        return replace(reference, determiner="the")

    def nameable(self, options: Sequence[Item], kinds: Sequence[str] = ()) -> list[Item]:
        """Those that some reference singles out."""
        rng = np.random.default_rng(0)
        return [item for item in options if singled_out(item, self.known, rng, kinds) is not None]

    def plainly(self, item: Item) -> Reference | None:
        """The noun, or colour and noun, where that is enough; definite."""
        reference = plain(item, self.known)
        return replace(reference, determiner="the") if reference is not None else None

    # ------------------------------------------------------------------------------------------ possible

    def takeable(self, where: Callable[[Item], bool] = lambda item: True) -> list[Item]:
        """What the hand can take: of a graspable kind, shown, within reach, free on top and at two sides."""
        return [item for item in self.shown if self._can_take(item) and where(item)]

    def targets(self, where: Callable[[Item], bool] = lambda item: True) -> list[Item]:
        """What can be taken and singled out, in any order."""
        return self.shuffled(self.nameable(self.takeable(where)))

    def containers(self) -> list[Item]:
        """Bowls, baskets, trays and the like that can be named plainly, in any order."""
        return self.shuffled(
            [
                item
                for item in self.shown
                if CATALOGUE[item.noun].container
                and item.noun != "plate"
                and self._near(item)
                and self._plain(item)
            ]
        )

    def surfaces(self) -> list[Item]:
        """Plates, trays, books and boxes on which something may be put, with nothing on them."""
        return self.shuffled(
            [
                item
                for item in self.shown
                if CATALOGUE[item.noun].surface
                and item.noun != "bowl"
                and item.place == "table"
                and self._near(item)
                and not self.burden(item)
                and self._plain(item)
            ]
        )

    def anchors(self, *others: Item) -> list[Item]:
        """What things can be put beside: standing on the table, plainly named."""
        return self.shuffled(
            [
                item
                for item in self.shown
                if item.place == "table" and item not in others and self._near(item) and self._plain(item)
            ]
        )

    def fits_in(self, item: Item, container: Item) -> bool:
        """Whether there is room for it inside, beside what is in there."""
        inner = _WIDE_ENOUGH * float(min(container.extent_m[:2]))
        if container.noun in ("basket", "tray"):
            inside = [other for other in self.known if other.place.endswith(f" {container.name}")]
            return item.size_m < 1.1 * float(max(container.extent_m[:2])) and has_room(
                (*inside, item), container
            )
        return (
            float(sorted(item.extent_m)[1]) < inner
            and item.size_m < 1.3 * inner
            and not self.burden(container)
        )

    def rests_on(self, item: Item, base: Item) -> bool:
        """Whether it would lie on the flat top of `base` without toppling or rolling off."""
        flat = base.noun in ("plate", "tray") or item.noun not in _ROUND
        small = float(max(item.half_m[:2])) < 0.9 * float(min(base.half_m[:2])) + 0.01
        return flat and small

    def burden(self, item: Item) -> list[Item]:
        """What lies on or in it."""
        return [other for other in (*self.known, *self.hidden) if other.place.endswith(f" {item.name}")]

    def free_spot(
        self, kind: RelationKind | None, item: Item, anchors: Sequence[Item] = ()
    ) -> FloatArray | None:
        """(2,) a free place on the table where `item` would stand so (any relation: None); or None."""
        for at in self.rng.permutation(_grid()):
            moved = replace(item, at_m=np.array([*at, item.half_m[2]]), place="table")
            if (kind is None or self._related(kind, moved, anchors)) and self._is_free(moved, item):
                return np.asarray(at)
        return None

    def is_so(self, kind: RelationKind, item: Item, anchors: Sequence[Item]) -> bool:
        """Whether the referee would say that it already stands so."""
        with self.world.lock:
            names = tuple(anchor.name for anchor in anchors)
            return Truth(self.world).relation(self.world.thing(item.name), kind, names)

    def open_parts(self, noun: str) -> list[str]:
        """Names of the fixtures of this kind."""
        return [fixture.name for fixture in self.world.fixtures if fixture.noun == noun]

    def part(self, name: str) -> Part:
        """How one speaks of a fixture."""
        fixture = self.world.fixture(name)
        return Part(fixture.noun, fixture.place)

    # ------------------------------------------------------------------------------------------ small print

    def _plain(self, item: Item) -> bool:
        return plain(item, self.known) is not None

    def _near(self, item: Item) -> bool:
        return REACH_M[0] <= float(np.hypot(*item.at_m[:2])) <= REACH_M[1]

    def _can_take(self, item: Item) -> bool:
        if not item.graspable or not self._near(item) or self.burden(item):
            return False
        if not (item.place in ("table", "air") or item.place.startswith(("in ", "on "))):
            return False
        near = [
            other
            for other in (*self.known, *self.hidden)
            if other is not item and not item.place.endswith(f" {other.name}") and item.gap_m(other) < 0.1
        ]
        return any(self._grips(item, near, angle) for angle in np.arange(0.0, np.pi, np.pi / 12))

    def _grips(self, item: Item, near: Sequence[Item], angle: float) -> bool:
        """Whether two fingers find room across the thing in this direction."""
        way = np.array([np.cos(angle), np.sin(angle)])
        half = min(float(np.abs(way) @ item.half_m[:2]), _HAND_M / 2)
        for sign in (-1, 1):
            finger = item.at_m[:2] + sign * way * (half + _FINGER_M / 2)
            for other in near:
                apart = np.abs(finger - other.at_m[:2]) - other.half_m[:2]
                if float(np.linalg.norm(np.maximum(apart, 0.0))) < _FINGER_M / 2:
                    return False
        return True

    def _related(self, kind: RelationKind, moved: Item, anchors: Sequence[Item]) -> bool:
        if kind != "between":
            return stands(kind, moved, anchors) is True
        a, b = (anchor.at_m[:2] for anchor in anchors)
        line, offset = b - a, moved.at_m[:2] - a
        share = float(offset @ line) / float(line @ line)
        aside = float(np.linalg.norm(offset - share * line))
        return 0.3 < share < 0.7 and aside < 0.03

    def _is_free(self, moved: Item, item: Item) -> bool:
        if not REACH_M[0] + 0.04 <= float(np.hypot(*moved.at_m[:2])) <= REACH_M[1] - 0.02:
            return False
        others = [other for other in (*self.known, *self.hidden) if other.name != item.name]
        if any(moved.gap_m(other) < FREE_GAP_M for other in others):
            return False
        reach = moved.half_m[:2] + 0.01
        corners = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        return all(self._on_table(moved.at_m[:2] + reach * corner, item) for corner in corners)

    def _on_table(self, at_m: FloatArray, item: Item) -> bool:
        """Whether the first thing below the point, from a hand's height, is the table."""
        model, geom = self.world.model, np.full(1, -1, np.int32)
        start, down = np.array([*at_m, 0.35]), np.array([0.0, 0.0, -1.0])
        own = self.world.thing(item.name).body
        mujoco.mj_ray(model, self.world.data, start, down, None, True, own, geom, None)
        return bool(geom[0] == model.geom("table").id)


def has_room(group: Sequence[Item], container: Item) -> bool:
    """Whether they all find room in a basket, where they may pile up, or on a tray, where they may not."""
    area = float(container.extent_m[0] * container.extent_m[1])
    needed = sum(float(np.prod(np.sort(item.extent_m)[1:])) for item in group)
    return needed < _FILLS[container.noun] * area if container.noun in _FILLS else len(group) <= 1


_FILLS = {"basket": 1.0, "tray": 0.7}  # of the ground, by the things' two longer sides


def _grid() -> FloatArray:
    (x0, y0), (x1, y1) = _TABLE_M
    x, y = np.meshgrid(np.arange(x0, x1, 0.02), np.arange(y0, y1, 0.02))
    return np.column_stack((x.ravel(), y.ravel()))
