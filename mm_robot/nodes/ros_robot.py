# SPDX-License-Identifier: Apache-2.0
"""The Robot protocol over topics: what the drivers publish, and what they listen to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
from geometry_msgs.msg import WrenchStamped
from rclpy.node import Node
from sensor_msgs.msg import JointState
from trajectory_msgs.msg import JointTrajectory

from mm_robot.config import Config
from mm_robot.errors import InputError, RobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import (
    JointReading,
    from_joint_state,
    from_xyz,
    to_gripper_trajectory,
    to_joint_trajectory,
)
from mm_robot.nodes.ros_sensors import RosSensors
from mm_robot.planning.arm import Arm
from mm_robot.types import FloatArray, LidarScan, RgbdFrame, RobotState, Trajectory

_HOLD_S = 0.1  # a driver brings the arm from any speed to where it is now within this
_SLOWEST = 10.0  # a simulator ten times slower than real time still counts as running
_MOVING_RAD_S = 0.02  # slower is rest: the sensors' noise


class RosRobot:
    """The arm behind /joint_states and the trajectory topics. Any thread may call it.

    Motions carry the stamp of the newest joint reading as their start, so that a driver which honours it (the
    ros2_control trajectory controller does, and our simulator) makes up for the way the message took.
    """

    def __init__(
        self,
        node: Node,
        config: Config,
        arm: Arm,
        *,
        sensors: RosSensors | None = None,
        on_state: Callable[[RobotState], None] | None = None,
        feels: bool = True,
    ) -> None:
        """`arm` is for this robot alone; without `sensors`, `frame` and `scan` give None.

        `feels`: whether the force on the tool is listened to; without, it is zero.
        `on_state` is called in the executor's thread with every new reading.
        """
        self._node, self._config, self._arm, self._sensors = node, config, arm, sensors
        self._names, self._fingers = config.robot.joint_names, config.robot.finger_joints
        self._changed = threading.Condition()
        self._reading: JointReading | None = None
        self._width_m = config.robot.gripper_max_width_m
        self._force_n = np.zeros(3)
        self._tool: FloatArray = np.eye(4)
        self._last_moved_s = self.heard_s = float("-inf")  # heard_s: this machine's clock
        self._muted: Callable[[], bool] = lambda: False
        self._on_state = on_state or (lambda state: None)
        self._motions = node.create_publisher(JointTrajectory, names.ARM_TRAJECTORY, names.COMMAND)
        self._gripper = node.create_publisher(JointTrajectory, names.GRIPPER_TRAJECTORY, names.COMMAND)
        node.create_subscription(JointState, names.JOINT_STATES, self._take_joints, names.SENSOR)
        if feels:
            node.create_subscription(WrenchStamped, names.WRENCH, self._take_wrench, names.SENSOR)

    def mute(self, muted: Callable[[], bool]) -> None:
        """While `muted()`, send no motion: somebody else, who stopped the arm, has it now."""
        self._muted = muted

    @property
    def last_moved_s(self) -> float:
        """Stamp of the newest reading with a moving arm."""
        return self._last_moved_s

    # ------------------------------------------------------------------------------------------ the protocol

    def state(self) -> RobotState:
        """See Robot.

        Raises:
            RobotError: no joint state came yet.
        """
        with self._changed:
            reading, width_m, force_n, tool = self._reading, self._width_m, self._force_n, self._tool
        if reading is None:
            raise RobotError(
                f"no joint state on {names.JOINT_STATES} that names {', '.join(self._names)}; "
                "is the driver running?"
            )
        return RobotState(reading.position, reading.velocity, width_m, force_n, tool, reading.stamp_s)

    def send_trajectory(self, trajectory: Trajectory) -> None:
        """See Robot."""
        if not self._muted():
            start_s = self.state().stamp_s
            self._motions.publish(to_joint_trajectory(trajectory, self._names, start_s))

    def send_gripper(self, width_m: float, force_n: float) -> None:
        """See Robot."""
        if not self._muted():
            self._gripper.publish(to_gripper_trajectory(width_m, force_n, self._fingers))

    def hold(self) -> None:
        """See Robot: a trajectory of one point, the present position at rest."""
        if not self._muted():
            q = self.state().q_rad[None]
            stay = Trajectory(q, np.zeros_like(q), np.array([_HOLD_S]))
            self._motions.publish(to_joint_trajectory(stay, self._names, None))

    def frame(self) -> RgbdFrame | None:
        """See Robot."""
        return None if self._sensors is None else self._sensors.frame()

    def scan(self) -> LidarScan | None:
        """See Robot."""
        return None if self._sensors is None else self._sensors.scan()

    def sleep(self, duration_s: float) -> None:
        """See Robot. Time is that of the joint states; when they stop coming this returns all the same."""
        deadline_s = time.monotonic() + duration_s * _SLOWEST
        with self._changed:
            if self._reading is None:
                self._changed.wait(duration_s)
                return
            until_s = self._reading.stamp_s + duration_s - 1e-6
            while self._reading.stamp_s < until_s:
                left_s = deadline_s - time.monotonic()
                if left_s <= 0.0:
                    return
                self._changed.wait(left_s)

    # ------------------------------------------------------------------------------------------ messages

    def _take_joints(self, message: JointState) -> None:
        try:
            arm = from_joint_state(message, self._names)
            fingers = from_joint_state(message, self._fingers)
        except InputError as error:
            self._node.get_logger().error(str(error), throttle_duration_sec=5.0)
            return
        with self._changed:
            if fingers is not None:
                self._width_m = float(fingers.position.sum())
            if arm is not None:
                self.heard_s = time.monotonic()
                self._reading = arm
                self._tool = self._arm.forward(arm.position)
                if not float(np.abs(arm.velocity).max()) <= _MOVING_RAD_S:
                    self._last_moved_s = arm.stamp_s
                self._changed.notify_all()
        if arm is not None:
            self._on_state(self.state())

    def _take_wrench(self, message: WrenchStamped) -> None:
        force = from_xyz(message.wrench.force)
        if (
            message.header.frame_id.lstrip("/") != self._config.robot.base_frame
        ):  # sensors report in their own frame
            force = self._tool[:3, :3] @ force
        self._force_n = force
