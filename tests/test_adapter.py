# SPDX-License-Identifier: Apache-2.0
"""A robot nobody here has seen before, adapted in well under a hundred lines."""

import inspect

import numpy as np

from mm_robot import Agent
from mm_robot.control.robot import Robot
from mm_robot.geometry import depth_to_points, look_at, transform_points
from mm_robot.planning.arm import Arm
from mm_robot.types import CameraModel, Done, Refused, RgbdFrame, RobotState


class BlockWorld:
    """A foreign simulator without dynamics: an arm that follows exactly, and one red block on a table."""

    def __init__(self):
        self.arm = Arm()
        self.q, self.qd = self.arm.home.copy(), np.zeros(7)
        self.width_m = self.goal_m = 0.08
        self.now_s, self.motion, self.begun_s = 0.0, None, 0.0
        self.block_m = np.array([0.5, -0.1, 0.025])
        self.T_tcp_block = None
        self.camera = CameraModel(320, 240, 260.0, 260.0, 159.5, 119.5)
        self.T_base_camera = look_at([0.35, -0.8, 0.8], [0.48, 0.0, 0.05])

    def state(self):
        T = self.arm.forward(self.q)
        return RobotState(self.q.copy(), self.qd.copy(), self.width_m, np.zeros(3), T, self.now_s)

    def send_trajectory(self, trajectory):
        self.motion, self.begun_s = trajectory, self.now_s

    def send_gripper(self, width_m, force_n):
        self.goal_m = width_m

    def hold(self):
        self.motion, self.qd = None, np.zeros(7)

    def frame(self):
        rays = depth_to_points(np.ones((240, 320), np.float32), self.camera) @ self.T_base_camera[:3, :3].T
        eye, depth, rgb = (
            self.T_base_camera[:3, 3],
            np.full((240, 320), np.inf),
            np.full((240, 320, 3), 180, np.uint8),
        )
        for middle, half, colour in (
            (np.array([0.6, 0.0, -0.05]), np.array([0.4, 0.5, 0.05]), (150, 130, 110)),
            (self.block_m, np.full(3, 0.025), (190, 20, 20)),
        ):
            with np.errstate(divide="ignore"):
                a, b = (middle - half - eye) / rays, (middle + half - eye) / rays
            near, far = np.minimum(a, b).max(axis=2), np.maximum(a, b).min(axis=2)
            hit = (near < far) & (near > 0) & (near < depth)
            depth[hit], rgb[hit] = near[hit], colour
        depth[~np.isfinite(depth)] = np.nan
        return RgbdFrame(rgb, depth.astype(np.float32), self.camera, self.T_base_camera, self.now_s)

    def scan(self):
        return None

    def sleep(self, duration_s):
        self.now_s += duration_s
        if self.motion is not None:
            t = min(self.now_s - self.begun_s, self.motion.duration_s)
            self.q, self.qd = (
                np.array([np.interp(t, self.motion.t_s, column) for column in values.T])
                for values in (self.motion.q_rad, self.motion.qd_rad_s)
            )
        T = self.arm.forward(self.q)
        local = T[:3, :3].T @ (self.block_m - T[:3, 3])
        between = bool(np.abs(local).max() < 0.03)
        if self.goal_m < 0.05 and between and self.T_tcp_block is None:
            self.T_tcp_block = local
        if self.goal_m > 0.05:
            self.T_tcp_block = None
        floor_m = 0.05 if self.T_tcp_block is not None else 0.0
        self.width_m += float(
            np.clip(max(self.goal_m, floor_m) - self.width_m, -0.1 * duration_s, 0.1 * duration_s)
        )
        if self.T_tcp_block is not None:
            self.block_m = transform_points(T, self.T_tcp_block)


def test_it_is_a_robot_in_under_a_hundred_lines():
    assert isinstance(BlockWorld(), Robot)
    assert len(inspect.getsource(BlockWorld).splitlines()) < 100


def test_it_picks_what_it_is_told_and_refuses_what_it_cannot():
    robot = BlockWorld()
    agent = Agent(robot)
    assert isinstance(agent.do("pick up the red block"), Done)
    assert robot.block_m[2] > 0.1
    assert isinstance(agent.do("hand me the green cup"), Refused)
