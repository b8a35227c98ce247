# SPDX-License-Identifier: Apache-2.0
"""Place: lower what is held onto a free spot, let go, back off, go home."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from mm_robot.geometry import pose, rotation_z
from mm_robot.planning.drawer import inside_of, opened
from mm_robot.planning.handover import step_back
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.shapes import Shape, complete
from mm_robot.planning.spots import DROP_M, Spot, spots
from mm_robot.planning.tasks import Skill
from mm_robot.planning.world import Held, World
from mm_robot.types import Failed, FloatArray, Plan, Scene, SceneObject, SupportSurface

_YAWS_RAD = tuple(np.radians([0, 45, -45, 90, -90, 135, -135, 180]))
_ABOVE_M = 0.09  # where the straight way down begins
_FEELING_M = 0.02  # the last of that way ends at a touch: nobody knows the lower edge to the millimetre
_CONTACT_N = 6.0  # twenty times the force sensor's noise
_SPOTS = 14  # tried at most, best first
_LET_GO_M = 0.02  # pads open by this much more than the thing: no wider, there may be neighbours or a rim
_POSTURES = 2
_SAME_SPOT_M = 0.05


def place(
    kit: Kit,
    scene: Scene,
    held: Held,
    skill: Skill,
    stood: Held | None = None,
    failed: Sequence[FloatArray] = (),
) -> tuple[Plan, FloatArray] | Failed:
    """Put `held` where `skill` says; also gives the tool's pose (4, 4) there.

    `stood` is where it was taken from, for put_back; `failed` are such poses that did not work before:
    something unseen may stand there, so other places come first.
    """
    wanted = targets(scene, held, skill, stood)
    if isinstance(wanted, Failed):
        return wanted
    name = skill.name
    anchor_ids = tuple(a for a in skill.anchors if isinstance(a, int))
    there = around(scene, skill)
    loaded = World(kit.arm, there, kit.config, held=held, hollow_ids=anchor_ids)
    empty = World(kit.arm, there, kit.config, target_id=held.object_id)
    loaded.gripper(scene.robot.gripper_width_m)
    deadline_s = time.thread_time() + kit.config.plan_timeout_s
    for T_down in sorted(wanted, key=lambda T: _near(T, failed)):
        if time.thread_time() > deadline_s:
            break
        for q_above in _above(kit, loaded, T_down, np.array(scene.robot.q_rad)):
            route = Route(kit, scene)
            if not route.travel(loaded, q_above, "carry"):
                continue
            # Its lower edge comes down to what it will stand on; into a drawer it falls the last centimetres.
            loaded.carry_free(there is scene)
            T_near = T_down.copy()
            T_near[2, 3] += _FEELING_M
            down = route.line(loaded, T_near, "lower") and route.line(loaded, T_down, "set down", _CONTACT_N)
            loaded.carry_free(False)
            if not down:
                continue
            width_m = min(scene.robot.gripper_width_m + _LET_GO_M, kit.arm.config.gripper_max_width_m)
            route.gripper(width_m)
            empty.gripper(width_m)
            if step_back(kit, empty, route):
                return Plan(name, tuple(route.steps), held.object_id), T_down
    return Failed("plan", "I cannot put it there without touching something")


def can_place(kit: Kit, scene: Scene, held: Held, skill: Skill, q_rad: FloatArray, width_m: float) -> bool:
    """Whether what is grasped like this can be put there at all: asked before it is picked."""
    wanted = targets(scene, held, skill, None)
    if isinstance(wanted, Failed):
        return False
    anchor_ids = tuple(a for a in skill.anchors if isinstance(a, int))
    world = World(kit.arm, around(scene, skill), kit.config, held=held, hollow_ids=anchor_ids)
    world.gripper(width_m)
    return any(_above(kit, world, T, q_rad) for T in wanted)


def targets(scene: Scene, held: Held, skill: Skill, stood: Held | None) -> list[FloatArray] | Failed:
    """Poses (4, 4) of the tool at which to let go, best first."""
    found: list[Spot] | Failed
    if skill.name != "put_back":
        found = where(scene, held.shape, held.object_id, skill)
    elif stood is None:
        return Failed("plan", "I do not know where it stood")
    else:
        foot = stood.shape.centre_m - np.array([0.0, 0.0, stood.shape.half_m[2] - DROP_M])
        found = [Spot(foot, 0.0)]
    if isinstance(found, Failed):
        return found
    poses = []
    for spot in found[:_SPOTS]:
        for yaw in _YAWS_RAD:
            poses.append((spot.score - 0.03 * abs(float(yaw)), _tool_at(held, spot, float(yaw))))
    return [T for _, T in sorted(poses, key=lambda item: -item[0])]


def where(scene: Scene, shape: Shape, object_id: int, skill: Skill) -> list[Spot] | Failed:
    """Free spots for a thing in the relation that `skill` asks for."""
    table = _surface(scene.surfaces, skill)
    if table is None:
        return Failed("plan", "I see no table to put it on")
    shapes = {t.id: complete(t, scene.surfaces) for t in scene.objects if t.id != object_id and not t.held}
    wanted = [a for a in skill.anchors if isinstance(a, int)]
    drawer = _drawer(scene, skill)
    if drawer is not None:
        return inside_of(scene, drawer, shape)
    anchors = [shapes[a] for a in wanted if a in shapes]
    if skill.relation == "on" and anchors:  # a pile may look like one thing: what counts is where it ends
        anchors = [max(anchors, key=lambda shape: shape.high_m)]
    elif len(anchors) < len(wanted):
        return Failed("plan", "I no longer see where to put it")
    apart = [shapes[i] for i in skill.apart if i in shapes]
    return spots(shape, skill.relation, anchors, tuple(shapes.values()), table, apart)


def around(scene: Scene, skill: Skill) -> Scene:
    """The scene to plan in: an open drawer is no part of the block that its furniture seems to be."""
    drawer = _drawer(scene, skill)
    return scene if drawer is None else opened(scene, drawer)


def _drawer(scene: Scene, skill: Skill) -> SceneObject | None:
    return next((t for t in scene.objects if t.id in skill.anchors and t.label == "drawer"), None)


def held_now(thing: SceneObject, scene: Scene) -> Held:
    """What is in the gripper, by what is seen of it now: for things this planner did not pick."""
    return Held(thing.id, complete(thing, scene.surfaces), scene.robot.T_base_tcp)


def _surface(surfaces: Sequence[SupportSurface], skill: Skill) -> SupportSurface | None:
    named = [a for a in skill.anchors if isinstance(a, str)]
    wanted = [s for s in surfaces if not named or s.name in named]
    return max(wanted, key=lambda s: len(s.polygon_m) >= 3 and s.height_m, default=None)


def _near(T: FloatArray, others: Sequence[FloatArray]) -> bool:
    return any(float(np.linalg.norm(T[:2, 3] - other[:2, 3])) < _SAME_SPOT_M for other in others)


def _tool_at(held: Held, spot: Spot, yaw: float) -> FloatArray:
    turn = rotation_z(yaw)
    foot = held.shape.centre_m - np.array([0.0, 0.0, held.shape.half_m[2]])
    return pose(spot.at_m + turn @ (held.T_base_tcp[:3, 3] - foot), turn @ held.T_base_tcp[:3, :3])


def _above(kit: Kit, world: World, T_down: FloatArray, q_near: FloatArray) -> list[FloatArray]:
    """Collision-free postures straight above."""
    T = T_down.copy()
    T[2, 3] += _ABOVE_M
    seeds = [q_near, *kit.arm.seeds(T, kit.arm.home)[1:4]]
    return [q for q in kit.arm.solutions(T, seeds, kit.arm.home) if world.free(q)][:_POSTURES]
