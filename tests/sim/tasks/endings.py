# SPDX-License-Identifier: Apache-2.0
"""Brings a world to an end by the hand of god, so that the referee can be judged."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache

import numpy as np

from mm_robot.types import Asked, Done, Refused
from mm_robot_sim.objects.catalogue import words
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import DOWN, Script
from mm_robot_sim.tasks import goals
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.giving import give, prepare, set_down
from mm_robot_sim.tasks.referee import Referee
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.world import World

FIRST_SEED = 1200
WAYS = {"left": (0, 1), "right": (0, -1), "forward": (1, 0), "back": (-1, 0)}
OPPOSITE = {
    "left_of": "right_of", "right_of": "left_of", "in_front_of": "behind", "behind": "in_front_of",
}  # fmt: skip


@cache
def seed_of(family: str) -> int:
    """The first seed whose world has something for the family."""
    for seed in range(FIRST_SEED, FIRST_SEED + 40):
        chosen = FAMILIES[family]
        if chosen.make(World(seed, scene=chosen.scene(seed)), "en") is not None:
            return seed
    raise AssertionError(f"no world from {FIRST_SEED} on has anything for {family}")


class Ending:
    """One world with a task of a family, and what is done in it."""

    def __init__(self, family: str) -> None:
        seed = seed_of(family)
        self.world = World(seed, scene=FAMILIES[family].scene(seed))
        self.task = FAMILIES[family].make(self.world, "en")
        self.stage = Stage(self.world, np.random.default_rng(0))
        prepare(self.world, self.task)
        self.referee = Referee(self.world, self.task.goal)
        for index, turn in enumerate(self.task.turns):
            if turn.gift is not None:
                give(self.world, turn.gift)
                self.referee.gave(turn.gift.thing)
            if turn.when == "start":
                self.referee.hear(index)
        self.outcomes: list[object] = []
        self.script = Script(SimRobot(self.world))

    def verdict(self):
        """The referee's word, once all has come to rest."""
        self.world.step(0.8)
        return self.referee.verdict(self.task.goal, self.outcomes)

    # ------------------------------------------------------------------------------------------ deeds

    def put(self, name: str, at_m) -> None:
        """Set a thing down with its bottom at `at_m`, turned as it is."""
        T = self.world.pose(name)
        T[:3, 3] = [at_m[0], at_m[1], at_m[2] + self.half_height(name, T)]
        set_down(self.world, name, T)
        self.world.step(0.5)

    def half_height(self, name: str, T) -> float:
        """Half of how high it stands when turned like T."""
        return float(np.abs(T[2, :3]) @ self.world.thing(name).extent_m) / 2

    def put_in(self, name: str, holder: str, index: int = 0) -> None:
        """Lower it into a container or a part of furniture; `index` spreads several."""
        if holder in {fixture.name for fixture in self.world.fixtures}:
            fixture = self.world.fixture(holder)
            R = self.world.data.xmat[fixture.frame].reshape(3, 3)
            middle = (fixture.low_m + fixture.high_m) / 2
            inside = [*middle[:2], fixture.low_m[2] + 0.012 + 0.01 * index]
            self.put(name, self.world.data.xpos[fixture.frame] + R @ np.array(inside))
            return
        T, size = self.world.pose(holder), self.world.thing(holder).extent_m
        spread = np.array([[0, 0], [0.5, 0.4], [-0.5, -0.4], [0.5, -0.4], [-0.5, 0.4]])[index % 5] * 0.5
        at = T[:3, 3] + T[:3, :3] @ np.array([*(spread * size[:2]), 0.0])
        low = holder.endswith(("tray", "plate"))
        self.put(name, [*at[:2], at[2] - size[2] / 2 + (0.012 if low else 0.03) + (0.03 if index else 0.0)])

    def put_on(self, name: str, base: str) -> None:
        """Set it on the top of something."""
        T, size = self.world.pose(base), self.world.thing(base).extent_m
        hollow = base.split("_")[1] in ("plate", "tray")
        top = T[2, 3] - size[2] / 2 + 0.012 if hollow else T[2, 3] + self.half_height(base, T)
        self.put(name, [*T[:2, 3], top + 0.001])

    def put_free(self, name: str, kind: str | None = None, anchors=()) -> None:
        """Set it down on a free place of the table, in a relation to things or anywhere."""
        stage = Stage(self.world, np.random.default_rng(1))
        items = {item.name: item for item in (*stage.known, *stage.hidden)}
        beside = [items[anchor] for anchor in anchors]
        spots = [stage.free_spot(kind, items[name], beside) for _ in range(8 if kind == "next_to" else 1)]
        assert spots[0] is not None, f"no room for {name} {kind} {anchors}"
        spots.sort(key=lambda at: sum(float(np.linalg.norm(at - item.at_m[:2])) for item in beside))
        self.put(name, [*spots[0], 0.0])

    def hand(self, name: str) -> None:
        """The person has taken it and put it aside."""
        crate = self.world.build.crate_m
        beside = 0.09 * (len(self.world.person.received) - 1)
        self.world.person.received.append(name)
        self.put(name, [crate[0] + beside, crate[1], crate[2] - 0.10])

    def grip(self, name: str) -> None:
        """Take it with the arm, as the script does; falls back to closing the fingers round it in the air."""
        self.script.pick(name)
        if self.referee.in_gripper() != name:
            self.script.gripper(0.08)
            T = self.world.pose(name)
            tcp = self.world.data.site_xpos[self.world.model.site("tcp").id]
            T[:3, 3] = tcp
            self.script._robot.send_gripper(0.0, 25.0)
            for _ in range(12):
                set_down(self.world, name, T)
                self.world.step(0.1)
        self.world.step(0.5)

    def open(self, fixture: str, share: float) -> None:
        """Move a drawer or door."""
        part = self.world.fixture(fixture)
        joint = self.world.model.joint(part.joint)
        with self.world.lock:
            self.world.data.qpos[joint.qposadr[0]] = share * part.travel
            self.world.data.qvel[joint.dofadr[0]] = 0.0
        self.world.step(0.1)

    def point(self, name: str) -> None:
        """Rest with the hand over it."""
        T = self.world.pose(name)
        rotation = np.column_stack((np.array([1.0, 0, 0]), np.array([0, -1.0, 0]), DOWN))
        self.script.move(T[:3, 3] + np.array([0, 0, 0.17]), rotation)
        self.world.step(1.0)

    def stop(self, turn: int, after_s: float = 0.0) -> None:
        """The arm moves, turn `turn` is said, and `after_s` later it brakes."""
        robot = self.script._robot
        goal = robot.state().q_rad + np.array([0.8, 0, 0, 0, 0, 0, 0])
        sleep, robot.sleep = robot.sleep, lambda seconds: None
        self.script._go(goal)
        robot.sleep = sleep
        self.world.step(0.5)
        self.referee.hear(turn)
        self.world.step(after_s)
        robot.hold()
        self.world.step(1.0)
        self.referee.hear(turn + 1)

    # ------------------------------------------------------------------------------------------ words

    def named(self, name: str, language: str = "en") -> str:
        """A thing in words: "red cup", 红色的杯子."""
        thing = self.world.thing(name)
        if language == "en":
            return f"{thing.colour} {words(thing.noun, 'en')[0]}"
        colour = {"red": "红", "green": "绿", "blue": "蓝", "yellow": "黄", "white": "白", "black": "黑"}
        return f"{colour.get(thing.colour, '')}{words(thing.noun, 'zh')[0]}"

    def others(self, *but: str) -> list[str]:
        """Takeable things other than these and whatever is kin to them."""
        nouns = {self.world.thing(name).noun for name in but if name in self.names}
        return [i.name for i in self.stage.takeable() if i.name not in but and i.noun not in nouns]

    @property
    def names(self) -> set[str]:
        """Of all things."""
        return {thing.name for thing in self.world.objects}


def fulfil(end: Ending, goal=None) -> None:
    """Do what the goal asks, in order."""
    goal = end.task.goal if goal is None else goal
    match goal:
        case goals.AllOf() | goals.Sequence():
            for part in goal.goals:
                if not end.referee.verdict(part, end.outcomes).ok:
                    fulfil(end, part)
                    end.world.step(0.4)
        case goals.AnyOf():
            fulfil(end, goal.goals[0])
        case goals.HandedOver():
            end.hand(goal.thing)
        case goals.Picked():
            end.grip(goal.thing)
        case goals.Stacked():
            end.put_on(goal.order[1], goal.order[0])
        case goals.Placed(relation="in"):
            end.put_in(goal.thing, goal.anchors[0])
        case goals.Placed(relation="on", anchors=("table",)):
            end.put_free(goal.thing)
        case goals.Placed(relation="on"):
            end.put_on(goal.thing, goal.anchors[0])
        case goals.Placed():
            end.put_free(goal.thing, goal.relation, goal.anchors)
        case goals.Sorted():
            heap(end, goal.groups)
        case goals.Cleared():
            for index, name in enumerate(goal.things):
                end.put_in(name, goal.into, index)
        case goals.SomeIn():
            for index, name in enumerate(goal.things[: goal.count]):
                end.put_in(name, goal.into, index)
        case goals.Returned():
            T = end.referee._watch.start[goal.thing]
            end.script.place(goal.thing, T[:3, 3] - [0, 0, end.half_height(goal.thing, T)])
            set_down(end.world, goal.thing, T)
        case goals.Opened():
            end.open(goal.fixture, 0.9)
        case goals.Closed():
            end.open(goal.fixture, 0.02)
        case goals.Pushed():
            shove(end, goal.thing, goal.direction)
        case goals.Pointed():
            end.point(goal.thing)
        case goals.StoppedWithin():
            end.stop(goal.turn)
        case goals.Answered():
            end.outcomes.append(Done(answer(end, goal)))
        case goals.AskedAmong():
            end.outcomes.append(Asked(f"Which {words(end.world.thing(goal.candidates[0]).noun, 'en')[0]}?"))
        case goals.RefusedBecause():
            about = (
                f"I see no {' '.join(reversed(goal.about))}." if goal.about else "I had better not do that."
            )
            end.outcomes.append(Refused(about))
        case goals.Untouched() | goals.Not():
            end.outcomes.append(Done("All right."))


def heap(end: Ending, groups) -> None:
    """Lay each group in its own row, far from the other."""
    lifted = [name for group in groups for name in group]
    for i, name in enumerate(lifted):  # out of the way first
        end.put(name, [0.45, 1.6 + 0.4 * i, -0.7])
    for row, group in enumerate(groups):
        x, y = 0.36, (-0.33, 0.2)[row]
        for name in group:
            half = float(np.hypot(*end.world.thing(name).extent_m[:2])) / 2
            end.put(name, [x + half, y, 0.0])
            x += 2 * half + 0.01


def shove(end: Ending, name: str, direction: str, far_m: float = 0.08) -> None:
    """Slide it along the table."""
    T = end.world.pose(name)
    T[:2, 3] += np.array(WAYS[direction]) * far_m
    set_down(end.world, name, T)
    end.world.step(0.3)


def answer(end: Ending, goal: goals.Answered, language: str = "en") -> str:
    """A true sentence for what was asked."""
    if goal.yes is not None:
        return "Yes, there is one." if goal.yes else "No, I see none."
    if goal.count is not None:
        return f"I see {goal.count}."
    if goal.winner is not None:
        return f"The {end.named(goal.winner)} is bigger."
    if goal.things:
        return f"I see {' and '.join(f'a {end.named(name)}' for name in goal.things)}."
    if goal.sides:
        return f"It is on the {goal.sides[0]}."
    kind, anchor = goal.places[0]
    return f"It is {kind.replace('_', ' ')} the {end.named(anchor)}."


def with_other(goal, old: str, new: str):
    """The goal with one thing in another's place."""
    if isinstance(goal, tuple):
        return tuple(with_other(part, old, new) for part in goal)
    if is_dataclass(goal):
        return replace(goal, **{f.name: with_other(getattr(goal, f.name), old, new) for f in fields(goal)})
    return new if goal == old else goal
