# SPDX-License-Identifier: Apache-2.0
"""A kinematic arm that follows trajectories exactly, with a gripper that can hold a thing."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from mm_robot.config import Config
from mm_robot.control.gate import Gate
from mm_robot.control.limits import sample
from mm_robot.errors import RobotError
from mm_robot.types import RobotState, Trajectory


class FakeArm:
    """Satisfies the Robot protocol. `hooks` run after every millisecond and script the world."""

    def __init__(self, q=None):
        self.q = np.array(Config().robot.q_home_rad if q is None else q, float)
        self.qd = np.zeros(7)
        self.width_m, self.target_m, self.thing_m = 0.08, 0.08, None
        self.force_n = np.array([0.0, 0.0, -1.0])
        self.now_s = 10.0
        self.active, self.start_s = None, 0.0
        self.sent, self.holds, self.history, self.hooks = [], 0, [], []
        self.frozen_clock = self.broken = self.deaf = self.stuck = False
        self.stamp_s = self.now_s
        self.lock = threading.RLock()

    def state(self):
        with self.lock:
            if self.broken:
                raise RobotError("the driver does not answer")
            if not self.frozen_clock:
                self.stamp_s = self.now_s
            T = np.eye(4)
            return RobotState(
                self.q.copy(), self.qd.copy(), self.width_m, self.force_n.copy(), T, self.stamp_s
            )

    def send_trajectory(self, trajectory):
        with self.lock:
            if self.deaf:
                raise RobotError("the driver does not take motions")
            self.sent.append(trajectory)
            self.active, self.start_s = trajectory, self.now_s

    def send_gripper(self, width_m, force_n):
        self.target_m = width_m

    def hold(self):
        with self.lock:
            self.holds += 1
            self.active = None
            self.qd = np.zeros(7)

    def frame(self):
        return None

    def scan(self):
        return None

    def sleep(self, duration_s):
        for _ in range(max(1, round(duration_s / 0.001))):
            with self.lock:
                self.now_s += 0.001
                self._follow()
                floor = self.target_m if self.thing_m is None else max(self.target_m, self.thing_m)
                self.width_m += float(np.clip(floor - self.width_m, -0.0002, 0.0002))
                self.history.append((self.now_s, self.q.copy(), self.qd.copy()))
                for hook in tuple(self.hooks):
                    hook(self)

    def _follow(self):
        if self.active is None or self.stuck:
            self.qd = np.zeros(7)
            return
        at = self.now_s - self.start_s
        q, qd = sample(self.active, np.array([at]))
        self.q, self.qd = q[0], qd[0]
        if at >= self.active.duration_s:
            self.active, self.qd = None, np.zeros(7)


def quintic(q0, q1, duration_s):
    """A smooth motion from rest to rest."""
    t = np.linspace(0.0, duration_s, max(3, int(duration_s / 0.01) + 1))
    s = (t / duration_s)[:, None]
    way = np.asarray(q1) - np.asarray(q0)
    return Trajectory(
        q0 + (s**3 * (10 - 15 * s + 6 * s**2)) * way, 30 * s**2 * (1 - s) ** 2 / duration_s * way, t
    )


@pytest.fixture
def config():
    return Config()


@pytest.fixture
def arm():
    return FakeArm()


@pytest.fixture
def make_motion():
    return quintic


@pytest.fixture
def gate(arm, config):
    return Gate(arm, config, inside)


def inside(q_rad):
    """A tool that is always well inside the workspace."""
    T = np.eye(4)
    T[:3, 3] = [0.5, 0.1 * float(q_rad[0]), 0.4]
    return T
