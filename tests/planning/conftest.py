# SPDX-License-Identifier: Apache-2.0
"""Scenes made by hand: things as shells of points on a table, a person with a hand out, the arm at home."""

from __future__ import annotations

import numpy as np
import pytest

from mm_robot.config import Config
from mm_robot.control.gate import Gate
from mm_robot.geometry import pose, rotation_z
from mm_robot.planning.arm import Arm
from mm_robot.planning.motion import Motion
from mm_robot.planning.planner import Planner
from mm_robot.planning.route import Kit
from mm_robot.types import MoveArm, Person, RobotState, Scene, SceneObject, SupportSurface

TABLE = SupportSurface("table", 0.0, np.array([[0.2, -0.48], [1.0, -0.48], [1.0, 0.55], [0.2, 0.55]]))


def thing(number, label, at, size, yaw=0.0, colour="red", held=False):
    """A thing of `size` (3,) whose middle of the bottom is at `at` (x, y[, z])."""
    x, y, z = (*at, 0.0)[:3]
    half = np.asarray(size) / 2
    T = pose([x, y, z + half[2]], rotation_z(yaw))
    rng = np.random.default_rng(number)
    if label in ("ball", "apple", "orange", "lemon"):
        way = rng.normal(size=(900, 3))
        local = way / np.linalg.norm(way, axis=1)[:, None] * half
    elif label in ("cup", "can", "bottle", "bowl", "plate", "mug"):
        angle, height = rng.uniform(-np.pi, np.pi, 900), rng.uniform(-1, 1, 900)
        local = np.column_stack((half[0] * np.cos(angle), half[1] * np.sin(angle), half[2] * height))
    else:
        local = rng.uniform(-1, 1, (900, 3)) * half
        side = rng.integers(0, 3, 900)
        local[np.arange(900), side] = half[side] * rng.choice([-1, 1], 900)
    points = local @ T[:3, :3].T + T[:3, 3]
    return SceneObject(number, points, T, 2 * half, {label: 0.9}, {colour: 0.9}, 0.0, 0.95, held)


def cup(number=1, at=(0.5, 0.0), **more):
    return thing(number, "cup", at, (0.07, 0.07, 0.10), **more)


def block(number=2, at=(0.5, -0.2), **more):
    return thing(number, "block", at, (0.045, 0.045, 0.045), **more)


@pytest.fixture(scope="session")
def config():
    return Config()


@pytest.fixture(scope="session")
def arm(config):
    return Arm(config.robot)


@pytest.fixture(scope="session")
def kit(arm, config):
    return Kit(arm, Motion(arm, config.planning), config.planning)


@pytest.fixture
def planner(config):
    return Planner(config)


@pytest.fixture
def person():
    return Person(np.array([0.52, 0.93, 0.1]), 1.7, np.array([0.48, 0.52, 0.28]), 0.9)


@pytest.fixture
def make_scene(arm, person):
    def make(*objects, q=None, width_m=0.08, people=None, stamp_s=1.0, obstacles=()):
        q = arm.home if q is None else np.asarray(q)
        state = RobotState(q, np.zeros(7), width_m, np.zeros(3), arm.forward(q), stamp_s)
        people = (person,) if people is None else tuple(people)
        return Scene(tuple(objects), (TABLE,), tuple(obstacles), people, state, stamp_s)

    return make


class StandStill:
    """A robot for the gate: stands wherever it is told, its clock runs."""

    def __init__(self, q):
        self.q, self.stamp_s, self.sent = np.asarray(q), 0.0, []

    def state(self):
        return RobotState(self.q, np.zeros(7), 0.08, np.zeros(3), np.eye(4), self.stamp_s)

    def send_trajectory(self, trajectory):
        self.sent.append(trajectory)
        self.q = np.array(trajectory.q_rad[-1])

    def sleep(self, duration_s):
        self.stamp_s += duration_s


@pytest.fixture
def pass_gate(config, arm):
    """Send every motion of a plan through the real gate; the names of the motions."""

    def send(plan, q):
        robot = StandStill(q)
        gate = Gate(robot, config, arm.forward)
        for step in plan.steps:
            if isinstance(step, MoveArm):
                refused = gate.send(step.trajectory)
                assert refused is None, f"{step.label}: {refused.reason}"
        return [step.label for step in plan.steps if isinstance(step, MoveArm)]

    return send


def after(plan):
    """Joint positions at the end of a plan."""
    return next(step for step in reversed(plan.steps) if isinstance(step, MoveArm)).trajectory.q_rad[-1]
