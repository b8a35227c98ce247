# SPDX-License-Identifier: Apache-2.0
"""sim_node alone, with the second arm before a unit of drawers: its drivers show that arm and that scene."""

import contextlib

import numpy as np
import pytest
from geometry_msgs.msg import WrenchStamped
from sensor_msgs.msg import CameraInfo, Image, JointState
from tf2_msgs.msg import TFMessage
from trajectory_msgs.msg import JointTrajectory

from mm_robot.config import load, profile_path
from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_camera_info, from_depth_image, to_gripper_trajectory
from mm_robot.nodes.transforms import TransformBuffer
from mm_robot_sim.scenes.draw import draw

SEED = 1003
ROBOT = load("ur5e_sim").robot


@pytest.fixture(scope="module")
def heard(graph, tmp_path_factory):
    """Newest message by topic, frames among them."""
    profile = tmp_path_factory.mktemp("profile") / "ur5e_wrist.yaml"
    profile.write_text(profile_path("ur5e_sim").read_text() + "nodes: {wrist_camera: true}\n")
    newest, frames = {}, TransformBuffer(1e9)
    for topic, kind, quality in (
        (names.JOINT_STATES, JointState, names.SENSOR),
        (names.WRENCH, WrenchStamped, names.SENSOR),
        (names.WRIST_DEPTH_IMAGE, Image, names.SENSOR),
        (names.WRIST_CAMERA_INFO, CameraInfo, names.SENSOR),
    ):
        graph.node.create_subscription(
            kind, topic, lambda message, topic=topic: newest.__setitem__(topic, message), quality
        )
    graph.node.create_subscription(TFMessage, names.TF, lambda m: frames.add(m, False), names.COMMAND)
    graph.node.create_subscription(TFMessage, names.TF_STATIC, lambda m: frames.add(m, True), names.HISTORY)
    graph.start("sim_node", profile=str(profile), scene="drawers", seed=SEED)
    graph.wait("the second arm's joints", lambda: names.JOINT_STATES in newest)
    newest["frames"] = frames
    return newest


def frame(graph, heard, name):
    poses = []

    def known():
        with contextlib.suppress(RobotError):
            poses.append(heard["frames"].pose(ROBOT.base_frame, name, 0.0))
        return bool(poses)

    graph.wait(f"where {name} is", known)
    return poses[-1]


def test_joints_fingers_and_tool_are_the_second_arms(graph, heard):
    message = heard[names.JOINT_STATES]
    assert set(message.name) == {*ROBOT.joint_names, *ROBOT.finger_joints}
    assert frame(graph, heard, ROBOT.tool_frame).shape == (4, 4)


def test_the_fingers_obey_by_their_own_names(graph, heard):
    gripper = graph.node.create_publisher(JointTrajectory, names.GRIPPER_TRAJECTORY, names.COMMAND)
    graph.wait("the driver listens", lambda: gripper.get_subscription_count() > 0)
    gripper.publish(to_gripper_trajectory(0.03, 40.0, ROBOT.finger_joints))

    def width_m():
        message = heard[names.JOINT_STATES]
        return sum(message.position[message.name.index(finger)] for finger in ROBOT.finger_joints)

    graph.wait("the fingers are 3 cm apart", lambda: abs(width_m() - 0.03) < 0.002)


def test_the_camera_is_where_this_scene_has_it(graph, heard):
    shift, sim = draw(SEED, "drawers").camera, load("ur5e_sim").sim
    at_m = np.add(sim.camera_position_m, shift.position_m)
    assert np.linalg.norm(shift.position_m) > 0.005, "this scene's camera stands elsewhere than the nominal"
    np.testing.assert_allclose(frame(graph, heard, names.CAMERA_FRAME)[:3, 3], at_m, atol=1e-6)


def test_the_wrist_camera_looks_along_the_hand_and_the_wrist_feels_torques(graph, heard):
    graph.wait("wrist pictures", lambda: {names.WRIST_DEPTH_IMAGE, names.WRIST_CAMERA_INFO} <= set(heard))
    camera = from_camera_info(heard[names.WRIST_CAMERA_INFO])
    depth_m = from_depth_image(heard[names.WRIST_DEPTH_IMAGE])
    assert depth_m.shape == (camera.height, camera.width) and np.isfinite(depth_m).mean() > 0.2
    eye, hand = (frame(graph, heard, name) for name in (names.WRIST_CAMERA_FRAME, ROBOT.tool_frame))
    assert np.linalg.norm(eye[:3, 3] - hand[:3, 3]) < 0.3 and eye[:3, 2] @ hand[:3, 2] > 0.5
    graph.wait("forces", lambda: names.WRENCH in heard)
    torque = heard[names.WRENCH].wrench.torque
    assert (torque.x, torque.y, torque.z) != (0.0, 0.0, 0.0)
