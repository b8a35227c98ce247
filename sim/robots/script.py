# SPDX-License-Identifier: Apache-2.0
"""An arm that knows the truth: picks, hands over and places with true poses.

For testing the world and the referee, and for filming it; it plans no collisions away and is no agent.
"""

from __future__ import annotations

import mujoco
import numpy as np
from scipy.spatial.transform import Rotation

from mm_robot.errors import RobotError
from mm_robot.geometry import rotation_from_axes, rotation_z
from mm_robot.types import FloatArray, Trajectory
from mm_robot_sim.robots.robot import SimRobot

SPEED = 0.5  # share of the joints' velocity limits
CARRY_Z_M = 0.42  # lower end of what is carried passes above everything that stands
DOWN = np.array([0.0, 0.0, -1.0])


def swing(start_rad: FloatArray, way_rad: FloatArray, duration_s: float) -> Trajectory:
    """From rest at (n,) by (n,) to rest, along the smoothest quintic; its peak speed is 15/8 of the mean."""
    t = np.linspace(0.0, duration_s, max(3, round(duration_s / 0.02)))
    s = t / duration_s
    share, rate = s**3 * (10 - 15 * s + 6 * s**2), 30 * s**2 * (1 - s) ** 2 / duration_s
    return Trajectory(start_rad + share[:, None] * way_rad, rate[:, None] * way_rad, t)


class Script:
    """Moves `robot` by true poses. Every method returns when the motion is over."""

    def __init__(self, robot: SimRobot) -> None:
        self._robot = robot
        self._world = robot.world
        self._scratch = mujoco.MjData(self._world.model)
        self._site = self._world.model.site("tcp").id
        robot_config = robot.config.robot
        self._joints = [self._world.model.joint(name) for name in robot_config.joint_names]
        self._wide_m = robot_config.gripper_max_width_m
        self._low, self._high = np.array(robot_config.q_min_rad), np.array(robot_config.q_max_rad)

    def pick_slanted(self, name: str) -> None:
        """Take an upright thing reaching forward and down at 45°, and lift it.

        Raises:
            RobotError: the arm cannot reach so.
        """
        at = self._world.pose(name)[:3, 3].copy()
        out = np.array([at[0], at[1], 0.0]) / float(np.hypot(at[0], at[1]))
        at[2] = max(at[2], at[2] + self._world.thing(name).extent_m[2] / 2 - 0.045)
        along = (out + DOWN) / np.sqrt(2.0)
        rotation = rotation_from_axes((out - DOWN) / np.sqrt(2.0), along)
        self.gripper(self._wide_m)
        self.move(at - 0.12 * along, rotation)
        self.move(at, rotation)
        self.gripper(0.0)
        self.move(at + np.array([0.0, 0.0, 0.15]), rotation)

    def pick(self, name: str) -> None:
        """Take a thing from above, across its narrow side, and lift it."""
        pose, extent = self._world.pose(name), self._world.thing(name).extent_m
        stroke = pose[:3, 1] * np.array([1, 1, 0])
        if (
            stroke @ np.array([0.0, -1.0, 0.0]) < 0
        ):  # the two ways round are alike; take the one nearer to home
            stroke = -stroke
        rotation = rotation_from_axes(np.cross(stroke, DOWN), DOWN)
        at = pose[:3, 3].copy()
        at[2] = max(at[2], at[2] + extent[2] / 2 - 0.035)
        above = at + np.array([0, 0, 0.14])
        self.gripper(self._wide_m)
        self.move(above, rotation)
        self.move(at, rotation)
        self.gripper(0.0)
        self.move(np.array([at[0], at[1], at[2] + 0.2]), rotation)

    def hand_over(self, name: str, wait_s: float = 6.0) -> None:
        """Bring a held thing to the person's palm, open when they pull, step back."""
        person = self._world.person
        if person is None:
            raise RobotError("nobody is there to hand anything to; build the world with person=True")
        state = self._robot.state()
        hang = state.T_base_tcp[:3, 3] - self._world.pose(name)[:3, 3]
        extent = self._world.thing(name).extent_m
        palm = person.build.hand_rotation[:, 2]
        centre = person.hand_m + palm * (0.045 + max(extent[0], extent[1]) / 2) + [0, 0, extent[2] / 4]
        rotation = state.T_base_tcp[:3, :3]
        high = np.array([0.45, 0.12, max(CARRY_Z_M, float((centre + hang)[2]))])
        self.move(high, rotation)
        for yaw in (0.0, 0.5, -0.5, 1.0, -1.0, 1.57, -1.57):  # some wrist angle reaches
            turned = rotation_z(yaw) @ rotation
            goal = self._inverse(centre + rotation_z(yaw) @ hang, turned)
            if goal is not None:
                break
        if goal is None:
            raise RobotError(
                f"the arm cannot bring {name} to the person's hand at {np.round(centre, 2).tolist()}"
            )
        self._go(goal)
        rotation = turned
        self._robot.sleep(0.2)
        resting = self._robot.state().force_tcp_n
        for _ in range(round(wait_s / 0.02)):
            self._robot.sleep(0.02)
            if np.linalg.norm(self._robot.state().force_tcp_n - resting) > 6.0:
                self.gripper(self._wide_m)
                break
        tcp = self._robot.state().T_base_tcp
        self._robot.sleep(1.0)
        self.move(tcp[:3, 3] + np.array([0.0, -0.12, 0.10]), rotation)
        self._robot.sleep(1.5)

    def place(self, name: str, at_m: FloatArray) -> None:
        """Put a held thing down with its centre above (x, y) = `at_m`[:2], its bottom at z = `at_m`[2]."""
        state = self._robot.state()
        pose = self._world.pose(name)
        hang = state.T_base_tcp[:3, 3] - pose[:3, 3]
        half = self._world.thing(name).extent_m[2] / 2
        rotation = state.T_base_tcp[:3, :3]
        goal = np.array([at_m[0], at_m[1], at_m[2] + half + 0.003]) + hang
        high = goal + np.array([0, 0, 0.18])
        self.move(high, rotation)
        self.move(goal, rotation)
        self.gripper(self._wide_m)
        self.move(high, rotation)

    def gripper(self, width_m: float, force_n: float = 25.0) -> None:
        """Open or close, and wait until the pads rest."""
        self._robot.send_gripper(width_m, force_n)
        self._robot.sleep(1.0)

    def home(self) -> None:
        """Go back to the home posture."""
        self._go(np.array(self._robot.config.robot.q_home_rad))

    def move(self, position_m: FloatArray, rotation: FloatArray) -> None:
        """Bring the tool there, on a smooth path of the joints.

        Raises:
            RobotError: the arm cannot reach.
        """
        goal = self._inverse(position_m, rotation)
        if goal is None:
            raise RobotError(f"the arm cannot reach {np.round(position_m, 3).tolist()}")
        self._go(goal)

    def _go(self, goal: FloatArray) -> None:
        start = self._robot.state().q_rad
        limits = np.array(self._robot.config.robot.qd_max_rad_s) * SPEED
        duration = max(0.4, float(np.max(1.875 * np.abs(goal - start) / limits)))  # 15/8: peak of the quintic
        self._robot.send_trajectory(swing(start, goal - start, duration))
        self._robot.sleep(duration + 0.05)

    def _inverse(self, position_m: FloatArray, rotation: FloatArray) -> FloatArray | None:
        """Damped least squares (Buss 2004) from the present posture, then from home."""
        for seed in (self._robot.state().q_rad, np.array(self._robot.config.robot.q_home_rad)):
            q = seed.copy()
            for _ in range(200):
                error, jacobian = self._error(q, position_m, rotation)
                if float(np.linalg.norm(error)) < 1e-4:
                    return np.asarray(q)
                gram = jacobian @ jacobian.T + 1e-4 * np.eye(6)
                # The rest of the freedom draws towards the middle of the joints' ranges.
                away = (self._low + self._high) / 2 - q
                free = np.eye(len(q)) - jacobian.T @ np.linalg.solve(gram, jacobian)
                step = jacobian.T @ np.linalg.solve(gram, error)
                if len(q) > 6:
                    step = step + 0.02 * free @ away
                q = np.clip(q + np.clip(step, -0.2, 0.2), self._low + 0.02, self._high - 0.02)
        return None

    def _error(
        self, q: FloatArray, position_m: FloatArray, rotation: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        model, data = self._world.model, self._scratch
        for joint, value in zip(self._joints, q, strict=True):
            data.qpos[joint.qposadr[0]] = value
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        linear, angular = np.zeros((3, model.nv)), np.zeros((3, model.nv))
        mujoco.mj_jacSite(model, data, linear, angular, self._site)
        columns = [joint.dofadr[0] for joint in self._joints]
        now = data.site_xmat[self._site].reshape(3, 3)
        turn = Rotation.from_matrix(rotation @ now.T).as_rotvec()
        error = np.concatenate((position_m - data.site_xpos[self._site], turn))
        return error, np.vstack((linear[:, columns], angular[:, columns]))
