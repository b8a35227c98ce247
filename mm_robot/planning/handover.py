# SPDX-License-Identifier: Apache-2.0
"""Hand over: bring what is held in front of the person's palm, wait until they take it, let go, step back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from mm_robot.geometry import pose, rotation_z
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.world import Held, World
from mm_robot.types import Failed, FloatArray, Person, Plan, Scene

_PALM_UP = (
    0.8  # an offered palm faces up and towards the giver (Strabala et al. 2013, "Towards seamless handovers")
)
_GAPS_M = (0.05, 0.07, 0.09, 0.11, 0.13)  # free end to palm; a person reaches out farther than that
_YAWS_RAD = tuple(np.radians([0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180]))
_ASIDE_M = (
    (0.0, 0.0),
    (-0.04, 0.0),
    (0.04, 0.0),
    (0.0, 0.04),
    (-0.08, 0.04),
)  # along x and up, where it is narrow
_LONG_M = 0.07
_NO_HAND_FORWARD_M = 0.40  # in front of a person whose hand is not seen
_NO_HAND_HEIGHT_M = 0.28  # above the robot's foot: elbow height of a standing person beside a table
_MAX_RADIUS_M = 0.66  # of that place from the robot's foot: well within reach
_MAX_WAYS = 8  # offers to which a way is looked for; where eight cannot be reached, no other can
_BATCH = 16
_PER_RAD = 0.05  # cost of turning the joint that turns most
_MARGIN = 0.08  # share of a joint's range to keep from its limits: room to step back
_BACK_M = 0.10  # straight back after letting go


@dataclass(frozen=True, eq=False)
class Offer:
    """One posture in which to hold a thing out, and the tool's pose there."""

    q_rad: FloatArray
    T_base_tcp: FloatArray


def hand_over(kit: Kit, scene: Scene, held: Held) -> Plan | Failed:
    """Travel to the best offer that can be reached, wait, open, back off and go home."""
    person = receiver(scene.people)
    if person is None:
        return Failed("plan", "I see nobody to hand it to")
    loaded = World(kit.arm, scene, kit.config, held=held, give_to=person)
    empty = World(kit.arm, scene, kit.config, give_to=person, target_id=held.object_id)
    loaded.gripper(scene.robot.gripper_width_m)
    ways = offers(kit, loaded, held, person, np.array(scene.robot.q_rad))
    for offer in islice(ways, _MAX_WAYS):
        route = Route(kit, scene)
        if not route.travel(loaded, offer.q_rad, "bring"):
            continue
        route.await_take()
        route.gripper(kit.arm.config.gripper_max_width_m)
        if not step_back(kit, empty, route):
            continue
        return Plan("hand_over", tuple(route.steps), held.object_id)
    return Failed("plan", "I cannot bring it to your hand without touching something")


def can_offer(kit: Kit, scene: Scene, held: Held, q_rad: FloatArray, width_m: float) -> bool:
    """Whether what is grasped like this can be offered at all: asked before it is picked."""
    person = receiver(scene.people)
    if person is None:
        return False
    world = World(kit.arm, scene, kit.config, held=held, give_to=person)
    world.gripper(width_m)
    return next(offers(kit, world, held, person, q_rad), None) is not None


def receiver(people: Sequence[Person]) -> Person | None:
    """Who gets it: the nearest whose hand is out, else the nearest."""
    reachable = sorted(people, key=lambda p: (p.hand_m is None, float(np.hypot(*p.position_m[:2]))))
    return reachable[0] if reachable else None


def offers(kit: Kit, world: World, held: Held, person: Person, q_near: FloatArray) -> Iterator[Offer]:
    """Collision-free offers, best first: upright as it was grasped, its free end towards the palm."""
    hand, normal, towards = _palm(person)
    shape, T = held.shape, held.T_base_tcp
    ranked: list[tuple[float, FloatArray]] = []
    for yaw in _YAWS_RAD:
        turn = rotation_z(float(yaw))
        rotation = turn @ T[:3, :3]
        out = rotation[:3, 2]
        hang = turn @ (T[:3, 3] - shape.centre_m)
        half = shape.reach_m(turn.T @ out)
        facing = float(out @ (0.5 * towards - 0.5 * normal))
        for gap in _GAPS_M:
            for aside, up in _ASIDE_M:
                centre = hand + gap * normal - half * out + np.array([aside, 0.0, up])
                cost = 1.5 * gap + 2.0 * (abs(aside) + up) - 0.25 * facing + 0.02 * abs(float(yaw))
                ranked.append((cost, pose(centre + hang, rotation)))
            if half > _LONG_M:  # held above the palm it would be out of reach: its side comes before the palm
                side = shape.reach_m(turn.T @ -towards)
                centre = hand - (gap + side) * towards
                ranked.append((0.1 + 1.5 * gap - 0.25 * facing, pose(centre + hang, rotation)))
    ranked = [item for item in ranked if kit.arm.may_reach(item[1])]
    ranked.sort(key=lambda item: item[0])
    for first in range(0, len(ranked), _BATCH):
        # Among offers that suit the person about equally well, the one that suits the arm.
        batch: list[tuple[float, Offer]] = []
        for cost, T_offer in ranked[first : first + _BATCH]:
            for q in _postures(kit, world, T_offer, q_near):
                way = float(np.abs(q - q_near).max())
                cramped = max(0.0, _MARGIN - kit.arm.limit_margin(q))
                batch.append((cost + _PER_RAD * way + cramped, Offer(q, T_offer)))
        yield from (offer for _, offer in sorted(batch, key=lambda item: item[0]))


def step_back(kit: Kit, world: World, route: Route) -> bool:
    """Straight back from what was let go, then home."""
    world.reach_in(True)
    T = route.tool()
    inward = -np.array([T[0, 3], T[1, 3], 0.0]) / max(float(np.hypot(T[0, 3], T[1, 3])), 1e-6)
    for distance_m in (_BACK_M, _BACK_M / 2):
        for way in (-T[:3, 2], np.array([0.0, 0.0, 1.0]), (inward - T[:3, 2]) / np.sqrt(2.0)):
            back = T.copy()
            back[:3, 3] += distance_m * way
            if route.line(None, back, "retreat"):
                world.gripper(kit.arm.config.gripper_max_width_m)
                route.travel(world, kit.arm.home, "home")  # without a way home: at rest and out of touch
                return True
    return False


def _palm(person: Person) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Centre of the palm, the direction it faces, and the level direction towards the person, each (3,)."""
    level = np.array([*person.position_m[:2], 0.0])
    if person.hand_m is not None:
        hand = np.asarray(person.hand_m, dtype=np.float64)
        towards = level - np.array([*hand[:2], 0.0])
        towards = towards / max(float(np.linalg.norm(towards)), 1e-6)
    else:
        towards = level / max(float(np.linalg.norm(level)), 1e-6)
        hand = level - _NO_HAND_FORWARD_M * towards
        hand *= min(1.0, _MAX_RADIUS_M / max(float(np.linalg.norm(hand)), 1e-6))
        hand[2] = _NO_HAND_HEIGHT_M
    normal = np.array([0.0, 0.0, _PALM_UP]) - np.sqrt(1 - _PALM_UP**2) * towards
    return hand, normal, towards


def _postures(kit: Kit, world: World, T: FloatArray, q_near: FloatArray) -> list[FloatArray]:
    """The collision-free postures, nearest to the present one first."""
    seeds = [q_near, *kit.arm.seeds(T, kit.arm.home)[1:4]]
    return [q for q in kit.arm.solutions(T, seeds, q_near) if world.free(q)]
