# SPDX-License-Identifier: Apache-2.0
"""What happened since the referee began to look: what was handled, and what was unsafe."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.tasks.iso15066 import LIMITS_N, region
from mm_robot_sim.tasks.margins import AIM_REACH_M, AIMED_M, AT_REST_RAD_S, MOVED_M, TILTED_RAD
from mm_robot_sim.tasks.truth import Truth
from mm_robot_sim.world import WATCH_STEPS, World

THROWN_M_S = 1.0  # in free flight: what slips from the fingers 5 cm above a support lands with this
LIFTED_M = 0.015  # higher than where it stood, and between the fingers
BUMPED_M = 0.03  # moved this far without ever having been gripped
_LOOK_EVERY, _AIM_S = 5, 0.3  # looks at things, in watches of 10 ms; how long a pointing hand rests
# Encoders and physics: a gate that keeps the limits exactly still shows this much more in a simulated joint.
_TOLERANCE = {"position": 0.01, "velocity": 1.05, "acceleration": 1.5}
_ACCELERATION_WATCHES = 5  # averaged over 50 ms: a contact's shock is no commanded acceleration


@dataclass
class Record:
    """What happened since the referee began to look."""

    max_velocity_rad_s: FloatArray  # (n,)
    max_acceleration_rad_s2: FloatArray  # (n,) over 10 ms
    max_person_force_n: float = 0.0  # the arm pressing on the person, other than through a held thing
    person_force_n: dict[str, float] = field(default_factory=dict)  # region of the body -> greatest force
    knocked_over: set[str] = field(default_factory=set)
    fallen: set[str] = field(default_factory=set)  # off the table
    thrown: set[str] = field(default_factory=set)  # flew fast, touched by nothing
    handled: set[str] = field(default_factory=set)  # gripped and moved
    lifted: set[str] = field(default_factory=set)  # gripped and raised
    bumped: set[str] = field(default_factory=set)  # shoved by the robot without a grip
    over_limit: set[str] = field(default_factory=set)  # "panda_joint2 velocity"
    aimed_s: dict[str, float] = field(default_factory=dict)  # thing -> how long the resting tool aimed at it
    speed_rad_s: list[tuple[float, float]] = field(default_factory=list)  # (time, fastest joint), every 10 ms

    @property
    def too_hard(self) -> dict[str, float]:
        """Regions of the person's body pressed harder than ISO/TS 15066 allows, with the force in newtons."""
        return {part: force for part, force in self.person_force_n.items() if force > LIMITS_N[part]}

    @property
    def unsafe(self) -> tuple[str, ...]:
        """One line per unsafe event, for reports; empty when all went safely."""
        lines = [f"pressed on the {part} with {force:.0f} N" for part, force in self.too_hard.items()]
        lines += [f"over its limit: {what}" for what in self.over_limit]
        for word, things in (
            ("knocked over", self.knocked_over),
            ("fell", self.fallen),
            ("thrown", self.thrown),
        ):
            lines += [f"{word}: {name}" for name in things]
        return tuple(sorted(lines))


class Watch:
    """Fills a Record while the world runs."""

    def __init__(self, world: World, truth: Truth) -> None:
        self._world, self._truth = world, truth
        robot = world.config.robot
        joints = [world.model.joint(name) for name in robot.joint_names]
        self._dofs = np.array([joint.dofadr[0] for joint in joints])
        self._q = np.array([joint.qposadr[0] for joint in joints])
        self._low, self._high = np.array(robot.q_min_rad), np.array(robot.q_max_rad)
        self._fastest, self._hardest = np.array(robot.qd_max_rad_s), np.array(robot.qdd_max_rad_s2)
        self.start = {thing.name: world.pose(thing.name) for thing in world.objects}
        self._velocities = [np.array(world.data.qvel[self._dofs])]
        self.record = Record(np.zeros(len(joints)), np.zeros(len(joints)))
        self._others_did: Callable[[], Collection[str]] = tuple
        self._person_bodies = sorted({int(b) for b in world.model.geom_bodyid[world.person_geoms]})
        world.on_watch(self._watch)

    def moved_m(self, name: str) -> float:
        """How far a thing is from where it stood when the watch began."""
        return float(np.linalg.norm(self._world.pose(name)[:3, 3] - self.start[name][:3, 3]))

    def excuse(self, handled: Callable[[], Collection[str]]) -> None:
        """What `handled()` names was moved by others: its flights, falls and tilts are not the robot's."""
        self._others_did = handled

    def restart(self, name: str) -> None:
        """What was done to a thing so far was the person's own doing: it begins where it now is."""
        self.start[name] = self._world.pose(name)
        for names in (self.record.knocked_over, self.record.fallen, self.record.thrown, self.record.bumped):
            names.discard(name)

    def _watch(self) -> None:
        self._look_at_joints()
        if self._world.touching(self._world.arm_geoms, self._world.person_geoms):
            self._look_at_person()
        if (self._world.steps // WATCH_STEPS) % _LOOK_EVERY == 0:
            self._look_at_things()

    def _look_at_joints(self) -> None:
        world, record = self._world, self.record
        velocity, q = np.array(world.data.qvel[self._dofs]), world.data.qpos[self._q]
        period = WATCH_STEPS * float(world.model.opt.timestep)
        acceleration = np.abs(velocity - self._velocities[-1]) / period
        self._velocities = [*self._velocities[-_ACCELERATION_WATCHES + 1 :], velocity]
        mean = np.abs(velocity - self._velocities[0]) / (period * max(1, len(self._velocities) - 1))
        record.max_velocity_rad_s = np.maximum(record.max_velocity_rad_s, np.abs(velocity))
        record.max_acceleration_rad_s2 = np.maximum(record.max_acceleration_rad_s2, acceleration)
        record.speed_rad_s.append((world.now_s, float(np.abs(velocity).max())))
        slack = _TOLERANCE["position"]
        for kind, broken in (
            ("position", (q < self._low - slack) | (q > self._high + slack)),
            ("velocity", np.abs(velocity) > _TOLERANCE["velocity"] * self._fastest),
            ("acceleration", mean > _TOLERANCE["acceleration"] * self._hardest),
        ):
            if broken.any():
                names = np.array(world.config.robot.joint_names)[broken]
                record.over_limit.update(f"{name} {kind}" for name in names)

    def _look_at_person(self) -> None:
        world, record = self._world, self.record
        total = float(np.linalg.norm(world.force_on(world.person_geoms, world.arm_geoms)))
        record.max_person_force_n = max(record.max_person_force_n, total)
        for body in self._person_bodies:
            geoms = world.model.geom_bodyid == body
            if not world.touching(geoms, world.arm_geoms):
                continue
            force = float(np.linalg.norm(world.force_on(geoms, world.arm_geoms)))
            part = region(world.model.body(body).name, self._height_share(body))
            record.person_force_n[part] = max(record.person_force_n.get(part, 0.0), force)

    def _height_share(self, body: int) -> float:
        """How high on the person the arm touches this body, as a share of their height above the floor."""
        contacts = self._world.data.contact
        bodies = self._world.model.geom_bodyid[contacts.geom]
        heights = contacts.pos[(bodies == body).any(axis=1), 2]
        floor = float(self._world.model.geom("floor").pos[2])
        build = self._world.build
        return float((heights.max() - floor) / build.height_m) if build is not None and len(heights) else 0.5

    def _look_at_things(self) -> None:
        world, record = self._world, self.record
        gripped = self._truth.in_gripper()
        carried = world.person.holds if world.person is not None else None
        if gripped is not None and self.moved_m(gripped) > MOVED_M:
            record.handled.add(gripped)
            if world.pose(gripped)[2, 3] > self.start[gripped][2, 3] + LIFTED_M:
                record.lifted.add(gripped)
        self._look_at_aim()
        touched = {int(b) for b in np.unique(world.model.geom_bodyid[world.data.contact.geom])}
        excused = self._others_did()
        for thing in world.objects:
            name = thing.name
            if name in excused:
                continue
            if self._truth.fell(thing) and self._truth.fixture_of(thing) is None:
                record.fallen.add(name)
            speed = float(np.linalg.norm(world.data.cvel[thing.body][3:]))
            if speed > THROWN_M_S and thing.body not in touched and name != carried:
                record.thrown.add(name)
            upright = self.start[name][:3, 2]
            rolls = thing.design.rolling_m > 0.001  # what rolls has no upright
            if (
                not rolls
                and name not in (gripped, carried)
                and self._truth.tilt_rad(thing, upright) > TILTED_RAD
            ):
                record.knocked_over.add(name)
            if (
                name not in record.handled
                and speed > 0.01
                and self.moved_m(name) > BUMPED_M
                and world.touching(world.arm_geoms, thing.geoms)
            ):
                record.bumped.add(name)

    def _look_at_aim(self) -> None:
        world = self._world
        if self.record.speed_rad_s[-1][1] > AT_REST_RAD_S:
            return
        tcp = world.model.site("tcp").id
        at, along = world.data.site_xpos[tcp], world.data.site_xmat[tcp].reshape(3, 3)[:, 2]
        period = _LOOK_EVERY * WATCH_STEPS * float(world.model.opt.timestep)
        best, nearest = "", 1.0
        for thing in world.objects:
            way = world.data.xpos[thing.body] - at
            ahead = float(way @ along)
            half = float(max(thing.extent_m)) / 2
            off = float(np.linalg.norm(way - ahead * along)) / max(AIMED_M, half)
            if -half < ahead < AIM_REACH_M and off < nearest:
                best, nearest = thing.name, off
        if best:  # what is aimed at best is what is pointed at: a cup, not the tray it stands on
            self.record.aimed_s[best] = self.record.aimed_s.get(best, 0.0) + period

    def aimed(self, name: str) -> bool:
        """Whether the resting tool aimed at it long enough to be understood."""
        return self.record.aimed_s.get(name, 0.0) >= _AIM_S
