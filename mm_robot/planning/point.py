# SPDX-License-Identifier: Apache-2.0
"""Point: bring the closed fingers up to a thing, rest there so that people see which one, go home."""

from __future__ import annotations

import numpy as np

from mm_robot.geometry import pose, rotation_from_axes
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.shapes import complete
from mm_robot.planning.world import World
from mm_robot.types import FloatArray, Plan, Scene, SceneObject

_BEFORE_M = 0.06  # between fingertips and thing: near enough to mean this one, too far to touch it
_ELEVATIONS_DEG = (60.0, 80.0, 40.0, 90.0)  # below the horizontal; slanted fingers point more plainly
_TURNS_DEG = (0.0, 30.0, -30.0, 60.0, -60.0)  # of the direction it comes from, about the vertical
REST_S = 1.2  # long enough to look where it points


def point(kit: Kit, scene: Scene, thing: SceneObject) -> Plan:
    """Point at `thing`. A plan without steps where no posture can: it is said where it is instead."""
    shape = complete(thing, scene.surfaces)
    world = World(kit.arm, scene, kit.config)
    world.gripper(0.0)
    away = float(np.arctan2(shape.centre_m[1], shape.centre_m[0]))
    for elevation in np.radians(_ELEVATIONS_DEG):
        for turn in np.radians(_TURNS_DEG):
            side = np.array([np.cos(away + turn), np.sin(away + turn), 0.0])
            aim = np.cos(elevation) * side - np.array([0.0, 0.0, np.sin(elevation)])
            at = shape.centre_m - aim * (shape.reach_m(-aim) + kit.arm.hand.below_m + _BEFORE_M)
            stroke = np.array([-side[1], side[0], 0.0])
            for across in (stroke, -stroke):
                T_aim = pose(at, rotation_from_axes(np.cross(across, aim), aim))
                plan = _plan(kit, scene, world, thing.id, T_aim)
                if plan is not None:
                    return plan
    return Plan("point", (), thing.id)


def _plan(kit: Kit, scene: Scene, world: World, object_id: int, T_aim: FloatArray) -> Plan | None:
    if not kit.arm.may_reach(T_aim):
        return None
    for q in kit.arm.solutions(T_aim, kit.arm.seeds(T_aim, kit.arm.home), kit.arm.home):
        if not world.free(q):
            continue
        route = Route(kit, scene)
        route.gripper(0.0)
        if not route.travel(world, q, "point"):
            continue
        route.rest(REST_S, "point")
        if route.travel(world, kit.arm.home, "home"):
            return Plan("point", tuple(route.steps), object_id)
    return None
