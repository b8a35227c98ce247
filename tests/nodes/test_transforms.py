# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from geometry_msgs.msg import TransformStamped
from tf2_msgs.msg import TFMessage

from mm_robot.errors import InputError, RobotError
from mm_robot.geometry import inverse, pose, rotation_z
from mm_robot.nodes.conversions import to_stamp, to_transform
from mm_robot.nodes.transforms import TransformBuffer

CAMERA = pose((0.1, 0.2, 0.3), rotation_z(0.5))
OPTICAL = pose((0.0, 0.02, 0.0), rotation_z(-1.0))


def link(parent, child, T, stamp_s=10.0):
    stamped = TransformStamped(child_frame_id=child, transform=to_transform(T))
    stamped.header.frame_id, stamped.header.stamp = parent, to_stamp(stamp_s)
    return TFMessage(transforms=[stamped])


def test_a_camera_on_a_chain_of_frames_is_found_from_either_end():
    buffer = TransformBuffer(1.0)
    buffer.add(link("camera_link", "optical", OPTICAL), static=True)
    buffer.add(link("base", "camera_link", CAMERA), static=True)
    np.testing.assert_allclose(buffer.pose("base", "optical", 99.0), CAMERA @ OPTICAL, atol=1e-9)
    np.testing.assert_allclose(buffer.pose("optical", "base", 99.0), inverse(CAMERA @ OPTICAL), atol=1e-9)


def test_two_branches_meet_at_their_common_parent():
    buffer = TransformBuffer(1.0)
    buffer.add(link("world", "base", CAMERA), static=True)
    buffer.add(link("world", "lidar", OPTICAL), static=True)
    np.testing.assert_allclose(buffer.pose("base", "lidar", 0.0), inverse(CAMERA) @ OPTICAL, atol=1e-9)


def test_an_unknown_frame_is_an_error_that_lists_the_known_ones():
    buffer = TransformBuffer(1.0)
    buffer.add(link("base", "lidar", CAMERA), static=True)
    with pytest.raises(RobotError, match="base, lidar"):
        buffer.pose("base", "camera", 0.0)


def test_a_moving_frame_goes_stale_a_fixed_one_does_not():
    buffer = TransformBuffer(1.0)
    buffer.add(link("base", "wrist_camera", CAMERA, stamp_s=10.0), static=False)
    buffer.pose("base", "wrist_camera", 10.5)
    with pytest.raises(RobotError, match="3.0 s old"):
        buffer.pose("base", "wrist_camera", 13.0)


def test_the_newest_pose_of_a_frame_counts():
    buffer = TransformBuffer(1.0)
    buffer.add(link("base", "camera", CAMERA), static=False)
    buffer.add(link("base", "camera", OPTICAL), static=False)
    np.testing.assert_allclose(buffer.pose("base", "camera", 10.0), OPTICAL, atol=1e-9)


def test_nonsense_is_refused():
    buffer = TransformBuffer(1.0)
    with pytest.raises(InputError):
        buffer.add(link("base", "base", CAMERA), static=True)
    loop = TransformBuffer(1.0)
    loop.add(link("a", "b", CAMERA), static=True)
    loop.add(link("b", "a", CAMERA), static=True)
    with pytest.raises(RobotError, match="loop"):
        loop.pose("c", "a", 0.0)
