# SPDX-License-Identifier: Apache-2.0
"""Push: come down behind a thing with closed fingers and move it a hand's breadth."""

from __future__ import annotations

import numpy as np

from mm_robot.geometry import pose, rotation_from_axes
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.shapes import complete
from mm_robot.planning.spots import inside_m, radius_m
from mm_robot.planning.tasks import Skill
from mm_robot.planning.world import World
from mm_robot.types import Failed, FloatArray, Plan, Scene, SceneObject

_WAYS = {"left": (0.0, 1.0), "right": (0.0, -1.0), "forward": (1.0, 0.0), "back": (-1.0, 0.0)}
_FAR_M = 0.10  # what "push it to the left" means when nobody says how far
_BEFORE_M = 0.035  # between fingers and thing at first: the fingers' thickness and perception's error
_HEIGHT_M = 0.022  # of the tool above the table: low, so that tall things slide and do not topple
_TILTS_DEG = (45.0, 30.0, 15.0, 0.0)  # fingertips lead: a palm that comes first would topple tall things
_DOWN = np.array([0.0, 0.0, -1.0])
_ROOM_M = 0.01


def push(kit: Kit, scene: Scene, thing: SceneObject, skill: Skill) -> Plan | Failed:
    """Close, come down beside it, push straight, go up, go home."""
    shape = complete(thing, scene.surfaces)
    way = np.array([*_WAYS[skill.direction], 0.0])
    end = shape.centre_m + _FAR_M * way
    for other in scene.objects:
        if other.id == thing.id or other.held:
            continue
        there = complete(other, scene.surfaces)
        near = _to_segment_m(there.centre_m[:2], shape.centre_m[:2], end[:2])
        if near < radius_m(there) + radius_m(shape) + _ROOM_M:
            return Failed("plan", "something stands in its way")
    if not any(inside_m(np.asarray(s.polygon_m), end[:2]) > 0.0 for s in scene.surfaces):
        return Failed("plan", "it would fall off the table")
    world = World(kit.arm, scene, kit.config, target_id=thing.id)
    world.gripper(0.0)
    start = shape.centre_m - way * (shape.reach_m(-way) + _BEFORE_M)
    start[2] = max(
        shape.low_m + _HEIGHT_M, min(shape.low_m + 0.4 * float(shape.half_m[2]) * 2, shape.low_m + 0.04)
    )
    for tilt in np.radians(_TILTS_DEG):
        down = np.cos(tilt) * _DOWN + np.sin(tilt) * way
        broad = np.cos(tilt) * way - np.sin(tilt) * _DOWN
        for axis in (broad, -broad):  # the fingers' broad side leads; either way round
            plan = _plan(kit, scene, world, thing.id, pose(start, rotation_from_axes(axis, down)), way)
            if plan is not None:
                return plan
    return Failed("plan", "I cannot reach behind it without touching something else")


def _plan(
    kit: Kit, scene: Scene, world: World, object_id: int, T_start: FloatArray, way: FloatArray
) -> Plan | None:
    T_above, T_end = T_start.copy(), T_start.copy()
    T_above[2, 3] += kit.config.lift_m + 0.05
    T_end[:3, 3] += way * (_FAR_M + _BEFORE_M)
    for q in kit.arm.solutions(T_above, kit.arm.seeds(T_above, kit.arm.home), kit.arm.home):
        if not world.free(q):
            continue
        route = Route(kit, scene)
        route.gripper(0.0)
        world.reach_in(False)
        if not (route.travel(world, q, "reach") and route.line(world, T_start, "lower")):
            continue
        world.reach_in(True)
        back = T_end.copy()
        back[:3, 3] -= 0.02 * way
        up = back.copy()
        up[2, 3] += kit.config.lift_m
        world.forget_target()  # it goes where the hand goes
        pushed = route.line(world, T_end, "push") and route.line(world, back, "leave")
        world.reach_in(False)
        if not (pushed and route.line(None, up, "lift")):
            continue
        route.travel(world, kit.arm.home, "home")
        return Plan("push", tuple(route.steps), object_id)
    return None


def _to_segment_m(point: FloatArray, a: FloatArray, b: FloatArray) -> float:
    line = b - a
    share = float(np.clip((point - a) @ line / max(float(line @ line), 1e-9), 0.0, 1.0))
    return float(np.linalg.norm(point - a - share * line))
