# SPDX-License-Identifier: Apache-2.0
"""The doctor listens to publishers that do it right, and to publishers that do it wrong in the usual ways."""

from __future__ import annotations

import os
import threading
import time

import numpy as np
import pytest
import rclpy
from geometry_msgs.msg import TransformStamped
from rclpy.executors import SingleThreadedExecutor
from sensor_msgs.msg import CameraInfo, Image, JointState, PointCloud2
from tf2_msgs.msg import TFMessage

from mm_robot.config import load
from mm_robot.nodes import names, symptoms
from mm_robot.nodes.conversions import to_audio, to_camera_info, to_cloud, to_depth_image, to_image, to_stamp
from mm_robot.nodes.inspection import running_system
from mm_robot.shared_memory import remove_stale
from mm_robot.types import CameraModel
from mm_robot_msgs.msg import Audio, Heartbeat, SafetyState, Scene

CAMERA = CameraModel(64, 48, 50.0, 50.0, 32.0, 24.0)
CONFIG = load("panda")


class Robot:
    """All topics of a robot, at 20 Hz, from one node. Attributes say what is done wrong."""

    def __init__(self, name: str = "fake_robot", profile: str = "panda") -> None:
        self.name, self.profile = name, profile
        self.robot = load("panda" if "/" in profile else profile).robot
        self.depth_scale, self.age_s, self.beating = 1.0, 0.0, True
        self.colour = to_image(np.zeros((48, 64, 3), np.uint8), names.CAMERA_FRAME, 0.0)
        self.camera_frame, self.level, self.joint_scale = names.CAMERA_FRAME, SafetyState.OK, 1.0
        self.strict_listener = False

    def __enter__(self):
        self.context = rclpy.Context()
        rclpy.init(context=self.context, domain_id=int(os.environ["ROS_DOMAIN_ID"]))
        self.node = node = rclpy.create_node(self.name, context=self.context)
        if self.name != "fake_robot":
            node.declare_parameter("profile", self.profile)
        make = node.create_publisher
        self.publishers = {
            topic: make(kind, topic, quality)
            for topic, kind, quality in (
                (names.COLOR_IMAGE, Image, names.SENSOR),
                (names.DEPTH_IMAGE, Image, names.SENSOR),
                (names.CAMERA_INFO, CameraInfo, names.SENSOR),
                (names.LIDAR_POINTS, PointCloud2, names.SENSOR),
                (names.JOINT_STATES, JointState, names.COMMAND),
                (names.AUDIO, Audio, names.SOUND),
                (names.SCENE, Scene, names.COMMAND),
                (names.HEARTBEAT, Heartbeat, names.COMMAND),
            )
        }
        states = make(SafetyState, names.SAFETY_STATE, names.STATE)
        states.publish(SafetyState(level=self.level, source="operator", reason="too close"))
        fixed = make(TFMessage, names.TF_STATIC, names.HISTORY)
        links = [TransformStamped(child_frame_id=f) for f in (self.camera_frame, names.LIDAR_FRAME)]
        for link in links:
            link.header.frame_id = self.robot.base_frame
            link.transform.rotation.w = 1.0
        fixed.publish(TFMessage(transforms=links))
        if self.strict_listener:
            node.create_subscription(Image, names.COLOR_IMAGE, print, names.COMMAND)
        node.create_timer(0.05, self._publish)
        self.executor = SingleThreadedExecutor(context=self.context)
        self.executor.add_node(node)
        self.thread = threading.Thread(target=self.executor.spin, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.executor.shutdown()
        self.thread.join()
        self.node.destroy_node()
        rclpy.shutdown(context=self.context)
        remove_stale()

    def _publish(self):
        stamp_s = time.time() - self.age_s
        send = {topic: publisher.publish for topic, publisher in self.publishers.items()}
        self.colour.header.stamp = to_stamp(stamp_s)
        send[names.COLOR_IMAGE](self.colour)
        depth_m = np.full((48, 64), self.depth_scale, np.float32)
        send[names.DEPTH_IMAGE](to_depth_image(depth_m, names.CAMERA_FRAME, stamp_s))
        send[names.CAMERA_INFO](to_camera_info(CAMERA, names.CAMERA_FRAME, stamp_s))
        send[names.LIDAR_POINTS](to_cloud(np.ones((10, 3)), names.LIDAR_FRAME, stamp_s))
        joints = JointState(name=list(self.robot.joint_names))
        joints.position = [q * self.joint_scale for q in self.robot.q_home_rad]
        joints.velocity = [0.0] * len(joints.name)
        joints.header.stamp = to_stamp(stamp_s)
        send[names.JOINT_STATES](joints)
        gripper = JointState(name=list(self.robot.finger_joints), position=[0.02] * 2, velocity=[0.0] * 2)
        gripper.header.stamp = joints.header.stamp
        send[names.JOINT_STATES](gripper)
        send[names.AUDIO](to_audio(np.zeros(320, np.int16), 16000, stamp_s))
        scene = Scene()
        scene.header.stamp = to_stamp(stamp_s)
        send[names.SCENE](scene)
        nodes = ("safety_node", "speech_node", "perception_node", "grounding_node", "task_node")
        for name in nodes if self.beating else nodes[:-1]:
            send[names.HEARTBEAT](Heartbeat(node=name))


@pytest.fixture(autouse=True)
def domain(monkeypatch):
    monkeypatch.setenv("ROS_DOMAIN_ID", str(150 + os.getpid() % 50))


def examined(robot: Robot):
    with robot:
        return list(running_system(1.5))


def trouble(findings):
    return {f.subject: f for f in findings if f.level != "ok"}


def test_a_healthy_robot_is_found_healthy():
    findings = examined(Robot())
    assert trouble(findings) == {}
    rates = {f.subject: f.text for f in findings}
    assert 12 < float(rates[names.COLOR_IMAGE].split()[0]) < 25
    assert rates["task_node"] == "alive"


def test_nothing_running_is_said_in_one_line():
    (finding,) = running_system(0.5)
    assert finding.level == "warn"
    assert "mm_robot up sim" in finding.advice


def test_what_is_wrong_is_named_with_what_to_do():
    robot = Robot()
    robot.depth_scale = 800.0  # millimetres in a 32FC1 image
    robot.colour.encoding = "yuv422"
    robot.camera_frame = "other_camera"
    robot.beating = False
    robot.level = SafetyState.STOPPED
    robot.joint_scale = 180.0 / np.pi
    robot.strict_listener = True
    found = trouble(examined(robot))
    assert "these are millimetres in a 32FC1 image" in found[names.DEPTH_IMAGE].text
    assert "16UC1" in found[names.DEPTH_IMAGE].advice
    assert "no heartbeat" in found["task_node"].text
    assert "degrees?" in found[names.JOINT_STATES].text
    assert "operator: too close" in found["safety"].text
    assert "mm_robot reset" in found["safety"].advice
    assert "other_camera" in found[f"tf {CONFIG.robot.base_frame} → {names.CAMERA_FRAME}"].text
    assert names.LIDAR_POINTS not in found
    assert all(f.advice for f in found.values())


def test_a_listener_that_can_never_hear_its_publisher_is_named():
    robot = Robot()
    robot.strict_listener = True
    findings = [f for f in examined(robot) if "no message passes" in f.text]
    assert [f.subject for f in findings] == [names.COLOR_IMAGE]
    assert "fake_robot publishes best-effort, fake_robot wants reliable" in findings[0].text


@pytest.mark.parametrize(("age_s", "says"), [(2.0, "s old when they arrive"), (-3.0, "s in the future")])
def test_stale_and_future_stamps(age_s, says):
    robot = Robot()
    robot.age_s = age_s
    found = trouble(examined(robot))
    for topic in (names.COLOR_IMAGE, names.LIDAR_POINTS, names.JOINT_STATES):
        assert says in found[topic].text


def stamped(stamp_s: float) -> Scene:
    message = Scene()
    message.header.stamp = to_stamp(stamp_s)
    return message


@pytest.mark.parametrize(
    ("stamp_s", "simulated", "says"),
    [
        (0.0, False, "stamps are zero"),
        (12.0, False, "not of this machine's clock"),
        (1.7e9, True, "not of /clock"),
    ],
)
def test_stamps_of_another_clock(stamp_s, simulated, says):
    now_s = 20.0 if simulated else 1.7e9
    assert says in symptoms.stamp("/t", stamped(stamp_s), now_s, 0.5, simulated).text


def test_a_good_stamp_is_no_symptom():
    assert symptoms.stamp("/t", stamped(100.0), 100.2, 0.5, True) is None


def test_depth_with_holes_wrong_unit_or_other_size():
    holes = np.full((48, 64), np.nan, np.float32)
    assert "0% of the pixels" in next(symptoms.depth("/d", to_depth_image(holes, "c", 1.0), None)).text
    metres = Image(
        height=48, width=64, encoding="16UC1", step=128, data=np.ones((48, 64), np.uint16).tobytes()
    )
    assert "wrong unit" in next(symptoms.depth("/d", metres, None)).text
    good = to_depth_image(np.ones((24, 32), np.float32), "c", 1.0)
    colour = to_image(np.zeros((48, 64, 3), np.uint8), "c", 1.0)
    assert "not aligned" in next(symptoms.depth("/d", good, colour)).text
    assert "16UC1" in next(symptoms.depth("/d", Image(encoding="mono8"), None)).advice


def test_intrinsics_that_do_not_fit():
    off = CameraModel(64, 48, 50.0, 50.0, 320.0, 240.0)
    assert any(
        "principal point" in f.text for f in symptoms.camera_info("/i", to_camera_info(off, "c", 1.0), None)
    )
    colour = to_image(np.zeros((24, 32, 3), np.uint8), "c", 1.0)
    assert any(
        "images are 32x24" in f.text
        for f in symptoms.camera_info("/i", to_camera_info(CAMERA, "c", 1.0), colour)
    )
    assert list(symptoms.camera_info("/i", CameraInfo(), None))  # never calibrated


def test_lidar_in_millimetres_and_joints_of_another_arm():
    far = to_cloud(np.full((10, 3), 900.0), "l", 1.0)
    assert "millimetres" in next(symptoms.lidar("/l", far)).text
    other = JointState(name=["shoulder"], position=[0.0])
    gripper, arm = symptoms.joints("/j", {"shoulder": other}, CONFIG.robot)
    assert "there are shoulder" in arm.text and "robot.joint_names" in arm.advice
    assert "panda_finger_joint1" in gripper.text and "robot.finger_joints" in gripper.advice


def test_the_doctor_goes_by_the_profile_that_the_nodes_run_with():
    robot = Robot("task_node", "ur5e_sim")
    assert trouble(examined(robot)) == {}
    robot = Robot("task_node", "/nowhere/mine.yaml")
    found = trouble(examined(robot))
    assert list(found) == ["profile"] and "/nowhere/mine.yaml" in found["profile"].text
