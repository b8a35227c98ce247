# SPDX-License-Identifier: Apache-2.0
"""What the simulated robot publishes: the topics a real robot's drivers would."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from geometry_msgs.msg import TransformStamped, WrenchStamped
from rclpy.node import Node
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import CameraInfo, Image, JointState, PointCloud2
from tf2_msgs.msg import TFMessage

from mm_robot.config import Config
from mm_robot.geometry import look_at, pose
from mm_robot.nodes import names
from mm_robot.nodes.conversions import (
    to_audio,
    to_camera_info,
    to_cloud,
    to_depth_image,
    to_image,
    to_stamp,
    to_transform,
    to_vector,
)
from mm_robot.speech.mel import RATE_HZ
from mm_robot.types import FloatArray, LidarScan, RgbdFrame, RobotState
from mm_robot_msgs.msg import Audio
from mm_robot_sim.robots.robot import SimRobot

_TF_PERIOD_S = 0.1  # of the tool's frame, which only people look at
_CLOCK_PERIOD_S = 0.02  # every node takes each tick in Python: 2 % of a core at this rate


class Publishers:
    """Turns nouns into messages, with the clock's stamps: world time plus `epoch_s`."""

    def __init__(self, node: Node, config: Config, epoch_s: float) -> None:
        self._config, self._epoch_s = config, epoch_s
        self._base = config.robot.base_frame
        self._state_period_s = 1.0 / config.nodes.joint_state_rate_hz
        self._next_state_s = self._next_tf_s = self._next_clock_s = float("-inf")
        self._clock = node.create_publisher(Clock, names.CLOCK, names.SENSOR)
        self._joints = node.create_publisher(JointState, names.JOINT_STATES, names.COMMAND)
        self._wrench = node.create_publisher(WrenchStamped, names.WRENCH, names.COMMAND)
        self._tf = node.create_publisher(TFMessage, names.TF, names.COMMAND)
        self._static = node.create_publisher(TFMessage, names.TF_STATIC, names.HISTORY)
        self._colour = node.create_publisher(Image, names.COLOR_IMAGE, names.SENSOR)
        self._depth = node.create_publisher(Image, names.DEPTH_IMAGE, names.SENSOR)
        self._info = node.create_publisher(CameraInfo, names.CAMERA_INFO, names.SENSOR)
        self._cloud = node.create_publisher(PointCloud2, names.LIDAR_POINTS, names.SENSOR)
        self._audio = node.create_publisher(Audio, names.AUDIO, names.SOUND)
        if config.nodes.wrist_camera:
            self._wrist_colour = node.create_publisher(Image, names.WRIST_COLOR_IMAGE, names.SENSOR)
            self._wrist_depth = node.create_publisher(Image, names.WRIST_DEPTH_IMAGE, names.SENSOR)
            self._wrist_info = node.create_publisher(CameraInfo, names.WRIST_CAMERA_INFO, names.SENSOR)

    def send_fixed(self, robot: SimRobot) -> None:
        """Where camera and lidar stand, as a calibration would say: in each scene elsewhere."""
        sim, stamp_s = robot.world.config.sim, robot.world.now_s
        camera = look_at(sim.camera_position_m, sim.camera_target_m)
        places = {names.CAMERA_FRAME: camera, names.LIDAR_FRAME: pose(sim.lidar_position_m)}
        self._static.publish(TFMessage(transforms=[self._link(f, T, stamp_s) for f, T in places.items()]))

    def send_state(self, state: RobotState, wrench: FloatArray) -> None:
        """The clock, and what of the arm is due; `wrench`: (6,) N and Nm about the tool, base axes."""
        now_s = state.stamp_s
        if now_s >= self._next_clock_s - 1e-6:
            self._next_clock_s = now_s + _CLOCK_PERIOD_S
            self._clock.publish(Clock(clock=to_stamp(self._epoch_s + now_s)))
        if now_s >= self._next_state_s - 1e-6:
            self._next_state_s = now_s + self._state_period_s
            self._send_joints(state, wrench)
        if now_s >= self._next_tf_s - 1e-6:
            self._next_tf_s = now_s + _TF_PERIOD_S
            tool = self._link(self._config.robot.tool_frame, state.T_base_tcp, now_s)
            self._tf.publish(TFMessage(transforms=[tool]))

    def _send_joints(self, state: RobotState, force_torque: FloatArray) -> None:
        stamp = to_stamp(self._epoch_s + state.stamp_s)
        robot = self._config.robot
        fingers = len(robot.finger_joints)
        message = JointState(name=[*robot.joint_names, *robot.finger_joints])
        message.header.stamp, message.header.frame_id = stamp, self._base
        message.position = np.append(state.q_rad, [state.gripper_width_m / fingers] * fingers).tolist()
        message.velocity = np.append(state.qd_rad_s, [0.0] * fingers).tolist()
        self._joints.publish(message)
        wrench = WrenchStamped()
        wrench.header.stamp, wrench.header.frame_id = stamp, self._base
        wrench.wrench.force = to_vector(force_torque[:3])
        wrench.wrench.torque = to_vector(force_torque[3:])
        self._wrench.publish(wrench)

    def send_frame(self, frame: RgbdFrame) -> None:
        """Colour, depth and intrinsics of one instant."""
        stamp_s = self._epoch_s + frame.stamp_s
        self._info.publish(to_camera_info(frame.camera, names.CAMERA_FRAME, stamp_s))
        self._colour.publish(to_image(frame.rgb, names.CAMERA_FRAME, stamp_s))
        self._depth.publish(to_depth_image(frame.depth_m, names.CAMERA_FRAME, stamp_s))

    def send_wrist_frame(self, frame: RgbdFrame) -> None:
        """The same of the camera at the hand, and where that was."""
        stamp_s, name = self._epoch_s + frame.stamp_s, names.WRIST_CAMERA_FRAME
        link = self._link(name, frame.T_base_camera, frame.stamp_s)
        self._tf.publish(TFMessage(transforms=[link]))
        self._wrist_info.publish(to_camera_info(frame.camera, name, stamp_s))
        self._wrist_colour.publish(to_image(frame.rgb, name, stamp_s))
        self._wrist_depth.publish(to_depth_image(frame.depth_m, name, stamp_s))

    def send_scan(self, scan: LidarScan) -> None:
        """One sweep."""
        self._cloud.publish(to_cloud(scan.points_m, names.LIDAR_FRAME, self._epoch_s + scan.stamp_s))

    def send_audio(self, samples: npt.NDArray[np.int16], stamp_s: float) -> None:
        """One piece of what the microphone hears."""
        self._audio.publish(to_audio(samples, RATE_HZ, self._epoch_s + stamp_s))

    def _link(self, frame: str, T_base_frame: FloatArray, stamp_s: float) -> TransformStamped:
        link = TransformStamped(child_frame_id=frame, transform=to_transform(T_base_frame))
        link.header.frame_id, link.header.stamp = self._base, to_stamp(self._epoch_s + stamp_s)
        return link
