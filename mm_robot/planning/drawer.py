# SPDX-License-Identifier: Apache-2.0
"""Open and close drawers and doors by their handles: take the bar across, pull it out or push it home."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from mm_robot.geometry import pose, rotation_from_axes, rotation_z
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.shapes import Shape, complete
from mm_robot.planning.spots import Spot, radius_m
from mm_robot.planning.world import World
from mm_robot.types import Failed, FloatArray, Obstacle, Plan, Scene, SceneObject
from mm_robot.vocabulary.nouns import FITTINGS

_TILTS_DEG = (0.0, 20.0, 35.0, 50.0)  # of the hand, from above: low handles leave it no room below
_PULLS_M = (0.18, 0.14, 0.10)  # as far as a hand reaches into a drawer, or less where the arm cannot
_SWINGS_DEG = (75.0, 60.0, 45.0, 30.0)  # of a door
_SWING_STEP_RAD = 0.06
_FOLLOWS = (1.0, 0.5)  # share of a door's turn that the hand turns with it
_HOLDS = 6  # ways of having the handle in the hand that are tried
_STANDS_OFF_M = 0.045  # of a handle from its front
_FRONT_GATE_M = 0.02
_PUSHES_M = (-0.26, -0.20, -0.14, -0.09)  # longer than any small drawer is open: ends where that does
# More holds it fast: the end of its rails, a lock. A door's hinge is not quite where it seems, so it resists.
_HELD_FAST_N = {"drawer": 22.0, "door": 40.0}
_BAR_WIDTH_M = (0.004, 0.035)  # pads on a handle's bar
_OPEN_M = 0.045  # of the pads on the way in: room for the bar and for perception's error
_BEFORE_M = 0.07  # from where the hand comes straight at the handle
_BACKS_M = (_BEFORE_M, 0.045, 0.03)  # off the handle again: fingertips reach 2 cm beyond it
_HALF_FRONT_M = 0.14  # to each side of a handle: what a front may sweep away
_SIDE_ROOM_M = 0.02
_FRONT_M, _FRONT_RISE_M = 0.03, 0.055  # of a drawer's front: thickness, and height above its handle
_SIDE_DROP_M = 0.03  # its sides are lower than its front
_TOP_M = 0.012  # of the furniture's top: the noise of its height; fronts end below it
_FURNITURE_M = 0.14  # narrower things have no drawers
_UNIT_M = 0.08  # a handle is this close to what it is the handle of


def pull(kit: Kit, scene: Scene, bar: SceneObject) -> Plan | Failed:
    """Open it by its handle."""
    if _in_the_way(scene, bar, bar.T_base_object[:3, 1], _PULLS_M[-1]):
        return Failed("plan", "something stands in its way")
    return _by_the_handle(kit, scene, bar, "open")


def shut(kit: Kit, scene: Scene, bar: SceneObject) -> Plan | Failed:
    """Close it by its handle, until it goes no farther."""
    return _by_the_handle(kit, scene, bar, "close")


def inside_of(scene: Scene, bar: SceneObject, shape: Shape) -> list[Spot] | Failed:
    """Where a thing goes in an open drawer: between its front and the furniture's."""
    unit = next((thing for thing in scene.objects if thing.id != bar.id and _belongs(bar, thing)), None)
    if unit is None:
        return Failed("plan", "I no longer see where to put it")
    out = bar.T_base_object[:3, 1]
    front = float(bar.position_m @ out) - _STANDS_OFF_M
    room = front - _carcass_front(unit, bar)
    if room < 2 * float(shape.half_m[:2].min()) + _SIDE_ROOM_M:
        return Failed("plan", "it does not fit in there")
    at = bar.position_m - out * (_STANDS_OFF_M + room / 2)
    side = bar.T_base_object[:3, 0]
    return [Spot(at + aside * side, -abs(aside)) for aside in (0.0, 0.04, -0.04)]


def opened(scene: Scene, bar: SceneObject) -> Scene:
    """The scene with the furniture and its open drawer apart: a block, a front and two sides."""
    out, side = bar.T_base_object[:3, 1], bar.T_base_object[:3, 0]
    objects, walls = [], list(scene.obstacles)
    for thing in scene.objects:
        if thing.id != bar.id and _belongs(bar, thing):
            along = np.abs(thing.T_base_object[:3, :3].T @ out)
            front = _carcass_front(thing, bar)
            too_far = float(thing.position_m @ out + along @ thing.extent_m / 2) - front
            extent = thing.extent_m.copy()
            extent[int(along.argmax())] -= too_far
            block = pose(thing.position_m - out * too_far / 2, thing.T_base_object[:3, :3])
            wide = float(np.abs(thing.T_base_object[:3, :3].T @ side) @ thing.extent_m)
            aside = float((thing.position_m - bar.position_m) @ side)
            walls += _walls(bar, wide, aside, front)
            thing = replace(thing, extent_m=extent, T_base_object=block)
        objects.append(thing)
    return replace(scene, objects=tuple(objects), obstacles=tuple(walls))


def _walls(bar: SceneObject, wide_m: float, aside_m: float, carcass_m: float) -> Iterator[Obstacle]:
    """Front and sides of an open drawer. `aside_m`: from its handle to its middle, sideways."""
    R = bar.T_base_object[:3, :3]
    middle = bar.position_m + aside_m * R[:, 0] - _STANDS_OFF_M * R[:, 1]
    long = float(middle @ R[:, 1]) - carcass_m
    yield Obstacle(pose(middle, R), np.array([wide_m, _FRONT_M, 2 * _FRONT_RISE_M]))
    for sign in (-1, 1):
        at = middle + sign * (wide_m / 2 - _FRONT_M) * R[:, 0] - long / 2 * R[:, 1] - [0, 0, _SIDE_DROP_M]
        yield Obstacle(pose(at, R), np.array([_FRONT_M, long, 2 * _FRONT_RISE_M]))


def _carcass_front(unit: SceneObject, bar: SceneObject) -> float:
    """Where the furniture itself ends, along the drawer's way: its top does not come out with a drawer."""
    top = unit.points_m[:, 2] > float(unit.position_m[2] + unit.extent_m[2] / 2) - _TOP_M
    return float(np.percentile(unit.points_m[top if top.any() else ~top] @ bar.T_base_object[:3, 1], 97))


def _by_the_handle(kit: Kit, scene: Scene, bar: SceneObject, name: str) -> Plan | Failed:
    """Take the handle across, move with it as far as it goes, let go, back off, go home."""
    world = _world(kit, scene, bar)
    taken = list(islice(_taken(kit, scene, bar, world), _HOLDS))
    # Farthest first, with whichever hold of the handle allows it.
    for way in _ways(scene, bar, name):
        for route, T_grasp in taken:
            moved = route.copy()
            if not moved.curve([T @ T_grasp for T in way], name, _HELD_FAST_N[bar.label]):
                continue
            moved.expect(_BAR_WIDTH_M)  # the handle came along
            moved.gripper(_OPEN_M)
            # What is pushed home ends sooner than planned: then the way back is to before where it began.
            T_end = T_grasp if name == "close" else moved.tool()
            backs = (_moved(T_end, -far * T_end[:3, 2]) for far in _BACKS_M)
            if any(moved.release(T, "retreat") for T in backs) and moved.travel(world, kit.arm.home, "home"):
                return Plan(name, tuple(moved.steps), bar.id)
    return Failed("plan", "I cannot reach its handle" if not taken else "I cannot move it far enough")


def _taken(kit: Kit, scene: Scene, bar: SceneObject, world: World) -> Iterator[tuple[Route, FloatArray]]:
    """Ways to have the handle in the hand, each with the tool's pose there."""
    deadline_s = time.thread_time() + kit.config.plan_timeout_s
    for T_grasp in _grasps(bar):
        for q in _before(kit, world, T_grasp, scene):
            if time.thread_time() > deadline_s:
                return
            route = Route(kit, scene)
            route.open_at_least(_OPEN_M)
            world.gripper(max(_OPEN_M, scene.robot.gripper_width_m))
            world.reach_in(False)
            if not route.travel(world, q, "reach"):
                continue
            world.reach_in(True)
            if route.line(world, T_grasp, "approach"):
                route.gripper(0.0)
                route.expect(_BAR_WIDTH_M)
                yield route, T_grasp


def _grasps(bar: SceneObject) -> Iterator[FloatArray]:
    """Tool poses across the bar, the hand level or tilted down from above, either way round."""
    up, out = np.array([0.0, 0.0, 1.0]), bar.T_base_object[:3, 1]
    side = np.cross(up, out)
    level = bool(bar.extent_m[0] > bar.extent_m[2])
    for tilt in np.radians(_TILTS_DEG):
        approach = -np.cos(tilt) * out - np.sin(tilt) * up
        stroke = np.cross(approach, side) if level else side
        for across in (stroke, -stroke):
            yield pose(bar.position_m, rotation_from_axes(np.cross(across, approach), approach))


def _ways(scene: Scene, bar: SceneObject, name: str) -> Iterator[list[FloatArray]]:
    """Motions (4, 4) of the handle from where it is: straight with a drawer, round the hinge with a door."""
    out = bar.T_base_object[:3, 1]
    unit = next((thing for thing in scene.objects if thing.id != bar.id and _belongs(bar, thing)), None)
    if bar.label == "drawer" or unit is None:
        for far in _PULLS_M if name == "open" else _PUSHES_M:
            yield [_moved(np.eye(4), far * out)]
        return
    hinge, sign = _hinge(bar, unit)
    if name == "close":
        sign = -sign
    for angle in np.radians(_SWINGS_DEG):
        turns = sign * np.arange(_SWING_STEP_RAD, angle + 1e-6, _SWING_STEP_RAD)
        for follow in _FOLLOWS:  # a round bar turns between the pads
            yield [_about(hinge, turn) @ _about(bar.position_m, (follow - 1.0) * turn) for turn in turns]


def _hinge(bar: SceneObject, unit: SceneObject) -> tuple[FloatArray, float]:
    """Where a door's hinge stands (3,), and which way it turns to open: the handle is at the other edge."""
    out, side = bar.T_base_object[:3, 1], bar.T_base_object[:3, 0]
    way = unit.points_m - bar.position_m
    front = way[np.abs(way @ out + _STANDS_OFF_M) < _FRONT_GATE_M]
    across = (front if len(front) else way) @ side
    low, high = float(across.min()), float(across.max())
    far = low if -low > high else high
    hinge = bar.position_m + far * side - _STANDS_OFF_M * out
    return hinge, float(np.sign(np.cross([0.0, 0.0, 1.0], bar.position_m - hinge) @ out))


def _about(axis_m: FloatArray, angle_rad: float) -> FloatArray:
    """(4, 4) the turn about a vertical axis."""
    turn = rotation_z(angle_rad)
    return pose(axis_m - turn @ axis_m, turn)


def _world(kit: Kit, scene: Scene, bar: SceneObject) -> World:
    """What stands around; the fingers may come close to the furniture that the handle belongs to."""
    unit = [t.id for t in scene.objects if t.id != bar.id and _belongs(bar, t)]
    return World(kit.arm, scene, kit.config, target_id=bar.id, hollow_ids=unit)


def _belongs(bar: SceneObject, thing: SceneObject) -> bool:
    local = thing.T_base_object[:3, :3].T @ (bar.position_m - thing.T_base_object[:3, 3])
    furniture = float(thing.extent_m[:2].min()) > _FURNITURE_M
    return furniture and bool((np.abs(local) < thing.extent_m / 2 + _UNIT_M).all())


def _before(kit: Kit, world: World, T: FloatArray, scene: Scene) -> list[FloatArray]:
    """Free postures from which the hand goes straight to `T`."""
    T_before = _moved(T, -_BEFORE_M * T[:3, 2])
    if not kit.arm.may_reach(T_before):
        return []
    world.reach_in(True)
    seeds = kit.arm.seeds(T_before, np.array(scene.robot.q_rad))
    return [q for q in kit.arm.solutions(T_before, seeds, kit.arm.home) if world.free(q)][:3]


def _in_the_way(scene: Scene, bar: SceneObject, out: FloatArray, far_m: float) -> bool:
    """Whether a thing stands before the front where it comes out."""
    side = np.array([-out[1], out[0], 0.0])
    for thing in scene.objects:
        if thing.id == bar.id or thing.held or thing.label in FITTINGS or _belongs(bar, thing):
            continue
        shape = complete(thing, scene.surfaces)
        way = shape.centre_m - bar.position_m
        reach = radius_m(shape)
        before = -reach < float(way @ out) < far_m + reach
        beside = abs(float(way @ side)) < _HALF_FRONT_M + reach
        if before and beside and shape.high_m > float(bar.position_m[2]) - 0.05:
            return True
    return False


def _moved(T: FloatArray, by_m: FloatArray) -> FloatArray:
    return pose(T[:3, 3] + by_m, T[:3, :3])
