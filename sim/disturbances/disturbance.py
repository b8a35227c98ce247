# SPDX-License-Identifier: Apache-2.0
"""What all disturbances share: they hang on a world's clock and fire once, by themselves.

The moment follows from the seed (through `rng`) and from what the robot does, never from the wall clock: the
same seed and the same motion give the same disturbance to the last bit.
"""

from __future__ import annotations

import abc
from typing import ClassVar, Literal

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import FloatArray
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import Thing, World

Need = Literal["target", "person", "grasp", "handover"]
MOVING_RAD_S = 0.05  # a joint faster than this is under way; the servo's own ripple at rest stays below 0.01


class Disturbance(abc.ABC):
    """One mishap of one episode. Make it with `attach`, before the robot sets out."""

    name: ClassVar[str]
    needs: ClassVar[frozenset[Need]] = frozenset()  # what an episode must have for it to have an effect

    def __init__(self, world: World, robot: SimRobot, rng: np.random.Generator, target: str | None) -> None:
        """Use `attach`."""
        self._world, self._robot, self._rng = world, robot, rng
        self._target: Thing | None = None if target is None else world.thing(target)
        self.fired = False
        self.at_s: float | None = None  # the moment it fired, on the world's clock
        self.what = ""  # what happened, for reports; empty until it has
        self.handled: tuple[
            str, ...
        ] = ()  # things it moved itself: their flights and falls are not the robot's
        self.over = False  # what can be undone has been undone
        self._moving_since_s: float | None = None
        model, joints = world.model, robot.config.robot.joint_names
        self._dofs = np.array([model.joint(name).dofadr[0] for name in joints])

    @classmethod
    def attach(
        cls, world: World, robot: SimRobot, rng: np.random.Generator, target: str | None = None
    ) -> Disturbance:
        """Hang one on `world`; from then on it waits for its moment.

        Args:
            world: of the episode.
            robot: the one that acts in it.
            rng: drawn from the episode's seed.
            target: name of the thing that the command is about, where there is one.

        Raises:
            InputError: it needs a target or a person, and there is none.
        """
        if "target" in cls.needs and target is None:
            raise InputError(f"{cls.name} needs the name of a thing; pass target=")
        if "person" in cls.needs and world.person is None:
            raise InputError(f"{cls.name} needs somebody in the room; build the world with person=True")
        made = cls(world, robot, rng, target)
        made.prepare()
        world.on_watch(made.look)
        return made

    # ------------------------------------------------------------------------------------------ for each kind

    def prepare(self) -> None:  # noqa: B027 most draw nothing
        """Draw all there is to draw, once, so that the stream does not depend on what happens later."""

    @abc.abstractmethod
    def due(self, now_s: float) -> bool:
        """Whether its moment has come."""

    @abc.abstractmethod
    def fire(self, now_s: float) -> str:
        """Let it happen, and say what."""

    def go_on(self, now_s: float, since_s: float) -> bool:
        """What follows, every look after it fired; True when nothing more follows."""
        return True

    # ------------------------------------------------------------------------------------------ its life

    def look(self) -> None:
        """Called by the world every few physics steps."""
        now = self._world.now_s
        if self._moving_since_s is None and np.abs(self._world.data.qvel[self._dofs]).max() > MOVING_RAD_S:
            self._moving_since_s = now
        if not self.fired:
            if self.due(now):
                self.force()
        elif not self.over and self.at_s is not None:
            self.over = self.go_on(now, now - self.at_s)

    def force(self) -> None:
        """Fire now, whether or not its moment has come: a person at the live view wants to see it."""
        if not self.fired:
            with self._world.lock:
                self.what = self.fire(self._world.now_s)
                self.at_s = self._world.now_s
                self.fired = True

    # ------------------------------------------------------------------------------------------ moments

    def _moved_for_s(self, now_s: float) -> float:
        """Seconds since the arm first set out; negative before."""
        return -1.0 if self._moving_since_s is None else now_s - self._moving_since_s

    def _tcp_m(self) -> FloatArray:
        return np.asarray(self._robot.state().T_base_tcp[:3, 3])

    def _to_target_m(self) -> float:
        """From the tool to the target's centre."""
        return float(np.linalg.norm(self._tcp_m() - self._world.data.xpos[self._aim().body]))

    def _aim(self) -> Thing:
        assert self._target is not None
        return self._target

    def _touched(self) -> bool:
        return self._world.touching(self._world.arm_geoms, self._aim().geoms)

    def _grasped(self) -> bool:
        """Whether both fingers touch the target."""
        geoms = self._aim().geoms
        return all(self._world.touching(finger, geoms) for finger in self._world.finger_geoms)
