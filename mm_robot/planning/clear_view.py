# SPDX-License-Identifier: Apache-2.0
"""The scene without what the arm hides or fakes: shapes and hands as they were seen past the arm.

A raised arm and what it carries cover things and hands from the camera. What then shows of a bowl looks
like a box, another part of the body is taken for the hand, and bits of the load may pass for things. With
the arm at home and nothing in the gripper the view is clear: those measures count until it is so again.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mm_robot.planning.arm import Arm
from mm_robot.types import Capsules, FloatArray, Person, Scene, SceneObject

_HOME_RAD = 0.3  # nearer to home than this the arm is out of the camera's way
_VIEW_AGE_S = 90.0  # an older clear view is none: people move, and so do the things they use
_MOVED_M = 0.04  # farther than what occlusion does to the middle of a cup; then the new measures count
_SAME_PERSON_M = 0.35
_SAME_HAND_M = 0.04  # a waiting hand sways by millimetres and is seen within 1 cm
_NEAR_ARM_M = 0.07  # what newly shows up this close to the arm is a part of it or of its load


class ClearView:
    """Remembers the last clear view of one robot."""

    def __init__(self, arm: Arm) -> None:
        self._arm = arm
        self._view: Scene | None = None

    def merge(self, scene: Scene) -> Scene:
        """`scene` as it would look without the arm in front of it."""
        scene = replace(scene, people=tuple(_sound(person) for person in scene.people))
        away = float(np.abs(np.asarray(scene.robot.q_rad) - self._arm.home).max())
        if away < _HOME_RAD and not any(thing.held for thing in scene.objects):
            self._view = scene
            return scene
        view = self._view
        if view is None or not 0.0 <= scene.stamp_s - view.stamp_s < _VIEW_AGE_S:
            return scene
        body = self._arm.capsules(np.asarray(scene.robot.q_rad), scene.robot.gripper_width_m)
        before = {thing.id: thing for thing in view.objects}
        load = next((thing for thing in scene.objects if thing.held), None)
        objects = [
            _better(thing, before.get(thing.id))
            for thing in scene.objects
            if thing.held or thing.id in before or not _of_arm(thing.points_m, body, load)
        ]
        corners = [o.T_base_box[:3, 3][None] for o in scene.obstacles]
        obstacles = [o for o, at in zip(scene.obstacles, corners, strict=True) if not _of_arm(at, body, load)]
        people = tuple(_with_hand(person, view) for person in scene.people)
        return replace(scene, objects=tuple(objects), obstacles=tuple(obstacles), people=people)


def _better(thing: SceneObject, before: SceneObject | None) -> SceneObject:
    """The clear measures of a thing that has not moved since."""
    if thing.held or before is None or before.held:
        return thing
    moved = float(np.linalg.norm(thing.position_m - before.position_m))
    return thing if moved > max(_MOVED_M, 0.5 * float(before.extent_m[:2].max())) else before


def _of_arm(points_m: FloatArray, body: Capsules, load: SceneObject | None) -> bool:
    """Whether most of some points lie at the arm or at what it carries."""
    if len(points_m) == 0:
        return False
    points = points_m[:: max(1, len(points_m) // 60)]
    near = np.zeros(len(points), dtype=np.bool_)
    for a, b, radius in zip(body.start_m, body.end_m, body.radius_m, strict=True):
        line = b - a
        share = np.clip((points - a) @ line / max(float(line @ line), 1e-12), 0.0, 1.0)
        near |= np.linalg.norm(points - a - share[:, None] * line, axis=1) < radius + _NEAR_ARM_M
    if load is not None:
        reach = 0.5 * float(np.linalg.norm(load.extent_m)) + _NEAR_ARM_M
        near |= np.linalg.norm(points - load.position_m, axis=1) < reach
    return bool(near.mean() > 0.5)


def _sound(person: Person) -> Person:
    """Without a hand whose place is not a number."""
    known = person.hand_m is not None and bool(np.isfinite(person.hand_m).all())
    return person if known else replace(person, hand_m=None)


def _with_hand(person: Person, view: Scene) -> Person:
    for before in view.people:
        same = float(np.hypot(*(before.position_m - person.position_m)[:2])) < _SAME_PERSON_M
        if not same or before.hand_m is None:
            continue
        if person.hand_m is None or float(np.linalg.norm(person.hand_m - before.hand_m)) > _SAME_HAND_M:
            return replace(person, hand_m=before.hand_m)
    return person
