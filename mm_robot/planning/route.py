# SPDX-License-Identifier: Apache-2.0
"""Steps laid end to end: each motion begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.config import PlanningConfig
from mm_robot.planning.arm import Arm
from mm_robot.planning.motion import Motion
from mm_robot.planning.world import World
from mm_robot.types import (
    AwaitTake,
    ExpectGrasp,
    FloatArray,
    MoveArm,
    MoveGripper,
    Person,
    Scene,
    Step,
    Trajectory,
)

_NEAR_PERSON_M = 0.40  # tool to hand or trunk: inside this the reduced speed of ISO 10218-1 holds
_TRUNK_M = 0.22  # half a person's width
_WAYS_OUT_M = (0.03, 0.06, 0.10, 0.15)  # straight, from a posture that touches something
_GENTLY = 0.5  # share of the approach's speed where a contact is expected
_OPEN_ENOUGH_M = 0.003


@dataclass(frozen=True, eq=False)
class Kit:
    """What every skill plans with. Not thread-safe: the arm keeps a scratch state."""

    arm: Arm
    motion: Motion
    config: PlanningConfig


class Route:
    """A sequence of steps under construction, from the arm's present posture."""

    def __init__(self, kit: Kit, scene: Scene) -> None:
        self._kit = kit
        self._people = scene.people
        self.q_rad: FloatArray = np.array(scene.robot.q_rad)
        self.width_m = scene.robot.gripper_width_m
        self.steps: list[Step] = []

    def copy(self) -> Route:
        """The same steps so far, to try one way of going on."""
        other = object.__new__(Route)
        other._kit, other._people = self._kit, self._people
        other.q_rad, other.width_m, other.steps = self.q_rad.copy(), self.width_m, list(self.steps)
        return other

    def travel(self, world: World, q_to: FloatArray, label: str) -> bool:
        """Go round everything to joint positions (n,); False when there is no way."""
        if not world.free(self.q_rad) and not self._leave(world):
            return False
        if float(np.abs(q_to - self.q_rad).max()) < 1e-3:
            return True
        path = self._kit.motion.path(world, self.q_rad, q_to)
        if path is None:
            return False
        speed = self._kit.config.person_speed_m_s if self._near_person(path) else None
        trajectory = self._kit.motion.move(world, path, tool_speed_m_s=speed)
        if trajectory is None:
            return False
        self._append(MoveArm(trajectory, label, self._kit.config.max_contact_force_n))
        return True

    def line(self, world: World | None, T_to: FloatArray, label: str, until_n: float | None = None) -> bool:
        """Move the tool straight to `T_to`; `world` None: without asking what it touches.

        `until_n`: a contact of that force is expected and ends the motion.
        """
        path = self._kit.arm.line(self.q_rad, T_to)
        if path is None or (world is not None and not world.path_free(path)):
            return False
        speed_m_s = self._kit.config.approach_speed_m_s * (1.0 if until_n is None else _GENTLY)
        trajectory = self._kit.motion.time_line(path, speed_m_s)
        limit_n = self._kit.config.max_contact_force_n if until_n is None else until_n
        self._append(MoveArm(trajectory, label, limit_n, until_n is not None))
        return True

    def curve(self, Ts_to: Sequence[FloatArray], label: str, until_n: float) -> bool:
        """Move the tool through poses on a curve, as a door is opened; a contact of that force ends it."""
        paths = [self.q_rad[None]]
        for T_to in Ts_to:
            path = self._kit.arm.line(paths[-1][-1], T_to)
            if path is None:
                return False
            paths.append(path[1:])
        speed_m_s = self._kit.config.approach_speed_m_s
        trajectory = self._kit.motion.time_line(np.concatenate(paths), speed_m_s)
        self._append(MoveArm(trajectory, label, until_n, until_contact=True))
        return True

    def release(self, T_to: FloatArray, label: str) -> bool:
        """Move straight away from what the tool presses on: no force stops that."""
        path = self._kit.arm.line(self.q_rad, T_to)
        if path is None:
            return False
        trajectory = self._kit.motion.time_line(path, self._kit.config.approach_speed_m_s)
        self._append(MoveArm(trajectory, label, None))
        return True

    def rest(self, duration_s: float, label: str) -> None:
        """Stay where it is."""
        q, still = np.stack((self.q_rad, self.q_rad)), np.zeros((2, len(self.q_rad)))
        limit_n = self._kit.config.max_contact_force_n
        self._append(MoveArm(Trajectory(q, still, np.array([0.0, duration_s])), label, limit_n))

    def gripper(self, width_m: float) -> None:
        """Open or close."""
        self.steps.append(MoveGripper(width_m, self._kit.config.grip_force_n))
        self.width_m = width_m

    def open_at_least(self, width_m: float) -> None:
        """Open, when the pads are not that far apart already."""
        if self.width_m < width_m - _OPEN_ENOUGH_M:
            self.gripper(width_m)

    def expect(self, bounds_m: tuple[float, float]) -> None:
        """Check the grasp."""
        self.steps.append(ExpectGrasp(*bounds_m))
        self.width_m = sum(bounds_m) / 2

    def await_take(self) -> None:
        """Offer what is held until somebody takes it."""
        self.steps.append(AwaitTake(self._kit.config.take_force_n, self._kit.config.take_timeout_s))

    def tool(self) -> FloatArray:
        """(4, 4) where the tool is at the end of the route."""
        return self._kit.arm.forward(self.q_rad)

    # ------------------------------------------------------------------------------------------ inside

    def _append(self, step: MoveArm) -> None:
        self.steps.append(step)
        self.q_rad = np.array(step.trajectory.q_rad[-1])

    def _leave(self, world: World) -> bool:
        """Out of a touch, straight: back out of the hand's direction, up, or towards the robot's foot."""
        T = self.tool()
        inward = -np.array([T[0, 3], T[1, 3], 0.0]) / max(float(np.hypot(T[0, 3], T[1, 3])), 1e-6)
        up = np.array([0.0, 0.0, 1.0])
        for distance_m in _WAYS_OUT_M:
            for way in (-T[:3, 2], up, (up + inward) / np.sqrt(2.0), inward):
                goal = T.copy()
                goal[:3, 3] += distance_m * way
                path = self._kit.arm.line(self.q_rad, goal)
                if path is not None and world.free(path[-1]):
                    return self.line(None, goal, "leave")
        return False

    def _near_person(self, path_rad: FloatArray) -> bool:
        if not self._people:
            return False
        for a, b in zip(path_rad[:-1], path_rad[1:], strict=True):
            for share in np.linspace(0.0, 1.0, max(2, int(np.abs(b - a).max() / 0.2) + 1)):
                at = self._kit.arm.forward(a + share * (b - a))[:3, 3]
                if any(_distance_m(person, at) < _NEAR_PERSON_M for person in self._people):
                    return True
        return False


def _distance_m(person: Person, at_m: FloatArray) -> float:
    trunk = float(np.hypot(*(at_m[:2] - person.position_m[:2]))) - _TRUNK_M
    if person.hand_m is None:
        return trunk
    return min(trunk, float(np.linalg.norm(at_m - person.hand_m)))
