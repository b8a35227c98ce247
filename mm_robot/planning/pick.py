# SPDX-License-Identifier: Apache-2.0
"""Pick: the best grasp that can be reached, closed, lifted, and used for what comes after."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mm_robot.planning.grasps import candidates, opening
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.shapes import complete
from mm_robot.planning.world import Held, World
from mm_robot.types import Failed, FloatArray, Grasp, Plan, Scene, SceneObject

Serves = Callable[
    [Held, FloatArray], bool
]  # whether a grasp and the posture after the lift serve what follows

_MIN_WIDTH_M, _MIN_SHARE = (
    0.0025,
    0.35,
)  # thinner: nothing held. A ball caught off its middle is thinner than seen
_MORE_M = 0.022  # pads this much wider apart than expected hold something else, or across the wrong side
_POSTURES = 2  # of the arm, tried for each grasp
_ALIKE_M, _ALIKE_RAD = 0.012, 0.3  # grasps closer than this fail for the same reason
_ALIKE_TRIES = 2
_AGAIN, _SAME_STROKE = 0.5, 0.82  # what is left of a score after a failure within 35 degrees
_ALIKE_TILT, _ALIKE_HEIGHT_M = 0.1, 0.02


def pick(
    kit: Kit, scene: Scene, thing: SceneObject, serves: Serves | None, failed: Sequence[FloatArray] = ()
) -> tuple[Plan, Held] | Failed:
    """Open, go there, reach in straight, close, check the grasp, lift straight.

    `failed` are tool poses (4, 4) at which it was not caught before: something unseen, such as a handle on
    the far side, may be in the way there, so another side comes first.
    """
    shape = complete(thing, scene.surfaces)
    grasps = sorted(
        candidates(shape, kit.arm.hand), key=lambda g: -g.score * (_AGAIN if _like(g, failed) else 1.0)
    )
    if not grasps:
        return Failed("plan", "I find no place on it where my fingers fit")
    world = World(kit.arm, scene, kit.config, target_id=thing.id)
    deadline_s = time.thread_time() + kit.config.plan_timeout_s
    reason = "I cannot reach it without touching something else"
    useless: list[FloatArray] = []
    for grasp in _varied(grasps):
        if time.thread_time() > deadline_s:
            break
        if any(_serves_alike(grasp.T_base_tcp, T) for T in useless):
            continue
        held = Held(thing.id, shape, grasp.T_base_tcp)
        for q_before, approach in _approaches(kit, world, grasp):
            lifted = _lift(kit, scene, held, approach[-1], grasp)
            if lifted is None:
                continue
            if serves is not None and not serves(held, lifted):
                reason = "I can reach it, but not so that I could do the rest"
                useless.append(grasp.T_base_tcp)
                break
            plan = _plan(kit, scene, world, held, grasp, q_before)
            if plan is not None:
                return plan, held
    return Failed("plan", reason)


def _approaches(kit: Kit, world: World, grasp: Grasp) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Postures before the grasp, each with the straight way in (K, n), that touch nothing else."""
    world.gripper(opening(grasp, kit.arm.hand))
    T_before = grasp.T_base_tcp.copy()
    T_before[:3, 3] -= kit.config.approach_m * grasp.T_base_tcp[:3, 2]
    arm = kit.arm
    world.reach_in(True)
    for q in arm.solutions(T_before, arm.seeds(T_before, arm.home), arm.home)[:_POSTURES]:
        if not world.free(q):
            continue
        way = arm.line(q, grasp.T_base_tcp)
        if way is not None and world.path_free(way):
            yield q, way


def _lift(kit: Kit, scene: Scene, held: Held, q_grasp: FloatArray, grasp: Grasp) -> FloatArray | None:
    """The posture after the lift; None when the arm cannot go up there or the load touches something."""
    T_up = held.T_base_tcp.copy()
    T_up[2, 3] += kit.config.lift_m
    way = kit.arm.line(q_grasp, T_up)
    if way is None:
        return None
    world = World(kit.arm, scene, kit.config, held=held)
    world.gripper(grasp.width_m)
    if not world.free(way[-1]):
        return None
    world.carry_free(True)  # it stands on the table, and the shapes of neighbours are guesses too
    return way[-1] if world.path_free(way) else None


def _plan(
    kit: Kit, scene: Scene, world: World, held: Held, grasp: Grasp, q_before: FloatArray
) -> Plan | None:
    route = Route(kit, scene)
    wide_m = opening(grasp, kit.arm.hand)
    world.gripper(max(wide_m, route.width_m))
    world.reach_in(False)  # on the way there, not even the fingers may brush it
    if abs(route.width_m - wide_m) > 0.01:
        route.gripper(wide_m)
    if not route.travel(world, q_before, "reach"):
        return None
    world.reach_in(True)
    if not route.line(world, grasp.T_base_tcp, "approach"):
        return None
    route.gripper(0.0)
    route.expect(_bounds(grasp, kit.arm.hand.max_width_m))
    T_up = grasp.T_base_tcp.copy()
    T_up[2, 3] += kit.config.lift_m
    if not route.line(None, T_up, "lift"):
        return None
    return Plan("pick", tuple(route.steps), held.object_id)


def _bounds(grasp: Grasp, widest_m: float) -> tuple[float, float]:
    low = max(_MIN_WIDTH_M, _MIN_SHARE * grasp.width_m)
    return low, min(grasp.width_m + _MORE_M, widest_m - 0.001)


def _varied(grasps: Sequence[Grasp]) -> Iterator[Grasp]:
    """Best first, but no more than a few of those that lie close together."""
    tried: list[FloatArray] = []
    for grasp in grasps:
        T = grasp.T_base_tcp
        alike = 0
        for other in tried:
            turn = np.arccos(np.clip((np.trace(T[:3, :3].T @ other[:3, :3]) - 1) / 2, -1, 1))
            alike += bool(np.linalg.norm(T[:3, 3] - other[:3, 3]) < _ALIKE_M and turn < _ALIKE_RAD)
        if alike < _ALIKE_TRIES:
            tried.append(T)
            yield grasp


def _like(grasp: Grasp, failed: Sequence[FloatArray]) -> bool:
    """Whether the pads would close along about the same line as in an attempt that failed."""
    stroke = grasp.T_base_tcp[:3, 1]
    return any(abs(float(stroke @ T[:3, 1])) > _SAME_STROKE for T in failed)


def _serves_alike(T: FloatArray, other: FloatArray) -> bool:
    """What follows may turn it about the vertical: only tilt and height of the grasp make a difference."""
    return bool(abs(T[2, 2] - other[2, 2]) < _ALIKE_TILT and abs(T[2, 3] - other[2, 3]) < _ALIKE_HEIGHT_M)
