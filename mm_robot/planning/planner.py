# SPDX-License-Identifier: Apache-2.0
"""The planner: one skill and one scene in, one checked plan out, or the reason why there is none."""

from __future__ import annotations

import numpy as np

from mm_robot.config import Config
from mm_robot.errors import InputError
from mm_robot.planning.arm import Arm
from mm_robot.planning.clear_view import ClearView
from mm_robot.planning.drawer import pull, shut
from mm_robot.planning.handover import can_offer, hand_over
from mm_robot.planning.motion import Motion
from mm_robot.planning.pick import Serves, pick
from mm_robot.planning.place import can_place, held_now, place, targets
from mm_robot.planning.point import point
from mm_robot.planning.push import push
from mm_robot.planning.route import Kit, Route
from mm_robot.planning.tasks import Skill
from mm_robot.planning.world import Held, World
from mm_robot.types import Failed, FloatArray, Plan, Scene, SceneObject

_UP_M = 0.12  # out of a failed attempt, before going home


class Planner:
    """Plans for one arm. Remembers how each thing was grasped and where it stood. Not thread-safe."""

    def __init__(self, config: Config) -> None:
        arm = Arm(config.robot)
        self._kit = Kit(arm, Motion(arm, config.planning), config.planning)
        self._grasped: dict[int, Held] = {}  # how each thing was last picked
        self._stood: dict[int, Held] = {}  # and from where, for putting it back
        self._tried: dict[tuple[int, bool], list[FloatArray]] = {}  # see _attempts
        self._view = ClearView(arm)

    def plan(self, skill: Skill, scene: Scene) -> Plan | Failed:
        """The steps of `skill`, all checked for reach, collision and limits; Failed("plan", why) without one.

        Raises:
            InputError: the scene's robot has another number of joints than the configured arm.
        """
        if np.shape(scene.robot.q_rad) != (self._kit.arm.n,):
            raise InputError(
                f"the scene's robot has {np.shape(scene.robot.q_rad)} joint positions, the arm "
                f"'{self._kit.arm.config.model}' {self._kit.arm.n}; use the robot profile that fits"
            )
        scene = self._view.merge(scene)
        if skill.name == "go_home":
            return self._go_home(scene)
        if skill.name == "withdraw":
            return self._withdraw(scene)
        if skill.name == "close":
            return self._fingers(scene, 0.0)
        if skill.name == "release":
            return self._release(skill, scene)
        thing = next((t for t in scene.objects if t.id == skill.object_id), None)
        if thing is None:
            return Failed("plan", "I no longer see it")
        if skill.name == "pick":
            return self._pick(skill, scene, thing)
        if skill.name == "push":
            return push(self._kit, scene, thing, skill)
        if skill.name == "point":
            return point(self._kit, scene, thing)
        if skill.name in ("pull", "shut"):
            return (pull if skill.name == "pull" else shut)(self._kit, scene, thing)
        held = self._held(scene)
        if held is None or held.object_id != thing.id:
            return Failed("plan", "I do not hold it")
        if skill.name == "hand_over":
            self._attempts(thing.id, held=True)
            return hand_over(self._kit, scene, held)
        return self._place(skill, scene, held)

    # ------------------------------------------------------------------------------------------ skills

    def _pick(self, skill: Skill, scene: Scene, thing: SceneObject) -> Plan | Failed:
        serves = self._serves(skill.then, scene, thing)
        if isinstance(serves, Failed):
            return serves
        failed = self._attempts(thing.id, held=False)
        found = pick(self._kit, scene, thing, serves, failed)
        if isinstance(found, Failed):
            return found
        plan, held = found
        self._grasped[thing.id] = held
        failed.append(held.T_base_tcp)
        if skill.then is None or skill.then.name != "put_back" or thing.id not in self._stood:
            self._stood[thing.id] = held
        return plan

    def _serves(self, then: Skill | None, scene: Scene, thing: SceneObject) -> Serves | Failed | None:
        """What a grasp must allow afterwards, or why nothing will."""
        kit = self._kit
        if then is None:
            return None
        if then.name == "hand_over":
            if not scene.people:
                return Failed("plan", "I see nobody to hand it to")
            return lambda held, q: can_offer(kit, scene, held, q, thing_width(held))
        if then.name == "place":
            spots = targets(scene, held_now(thing, scene), then, None)
            if isinstance(spots, Failed):
                return spots
            return lambda held, q: can_place(kit, scene, held, then, q, thing_width(held))
        return None

    def _place(self, skill: Skill, scene: Scene, held: Held) -> Plan | Failed:
        failed = self._attempts(held.object_id, held=True)
        found = place(self._kit, scene, held, skill, self._stood.get(held.object_id), failed)
        if isinstance(found, Failed):
            return found
        plan, T_down = found
        failed.append(T_down)
        return plan

    def _release(self, skill: Skill, scene: Scene) -> Plan | Failed:
        """Open the hand; what is held is put on the table first, not dropped."""
        held = self._held(scene)
        if held is None:
            return self._fingers(scene, self._kit.arm.config.gripper_max_width_m)
        plan = self._place(Skill("place", held.object_id), scene, held)
        return plan if isinstance(plan, Failed) else Plan("release", plan.steps, plan.object_id)

    def _fingers(self, scene: Scene, width_m: float) -> Plan:
        route = Route(self._kit, scene)
        route.gripper(width_m)
        return Plan("release" if width_m > 0.0 else "close", tuple(route.steps))

    def _go_home(self, scene: Scene) -> Plan | Failed:
        held = self._held(scene)
        world = World(self._kit.arm, scene, self._kit.config, held=held)
        world.gripper(scene.robot.gripper_width_m)
        route = Route(self._kit, scene)
        if not route.travel(world, self._kit.arm.home, "home"):
            return Failed("plan", "I find no free way home")
        return Plan("go_home", tuple(route.steps))

    def _withdraw(self, scene: Scene) -> Plan | Failed:
        """Out of whatever went wrong: straight back or up, then home, with what is held."""
        held = self._held(scene)
        world = World(self._kit.arm, scene, self._kit.config, held=held)
        world.gripper(scene.robot.gripper_width_m)
        route = Route(self._kit, scene)
        if not _far(route.q_rad, self._kit.arm.home):
            return Plan("withdraw", ())
        T = route.tool()
        if T[2, 3] < _UP_M + 0.15:
            for way in (
                (-T[:3, 2], np.array([0.0, 0.0, 1.0])) if held is None else (np.array([0.0, 0.0, 1.0]),)
            ):
                out = T.copy()
                out[:3, 3] += _UP_M * way
                if route.line(None, out, "withdraw"):
                    break
        if not route.travel(world, self._kit.arm.home, "home") and not route.steps:
            return Failed("plan", "I find no free way home")
        return Plan("withdraw", tuple(route.steps))

    # ------------------------------------------------------------------------------------------ memory

    def _attempts(self, object_id: int, *, held: bool) -> list[FloatArray]:
        """Tool poses (4, 4) of the attempts to pick a thing, or to put it down when it is held.

        All of them have failed: once an attempt works, the thing is held where it was not, or the other way.
        """
        self._tried.pop((object_id, not held), None)
        return self._tried.setdefault((object_id, held), [])

    def _held(self, scene: Scene) -> Held | None:
        """What is in the gripper: as it was grasped, or, picked by somebody else, as it is seen."""
        thing = next((t for t in scene.objects if t.held), None)
        if thing is None:
            return None
        return self._grasped.get(thing.id) or held_now(thing, scene)


def thing_width(held: Held) -> float:
    """Pad distance to expect with it in the gripper."""
    return float(min(2 * held.shape.half_m[1], 0.079))


def _far(q: FloatArray, other: FloatArray) -> bool:
    return bool(np.abs(q - other).max() > 0.01)
