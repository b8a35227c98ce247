# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sensor_msgs.msg import CameraInfo, Image, JointState, PointCloud2, PointField

from mm_robot.errors import InputError
from mm_robot.geometry import pose, rotation_from_quaternion
from mm_robot.nodes import conversions as c
from mm_robot.types import CameraModel, Trajectory

NAMES = tuple(f"joint{i}" for i in range(3))
FINGERS = ("left", "right")
finite = st.floats(-1e3, 1e3, allow_nan=False)
sizes = st.tuples(st.integers(1, 12), st.integers(1, 12))


@given(st.floats(0, 2e9))
def test_a_stamp_keeps_its_time_to_a_microsecond(seconds):
    assert abs(c.from_stamp(c.to_stamp(seconds)) - seconds) < 1e-6


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0, 1e11])
def test_a_stamp_out_of_range_is_refused(bad):
    with pytest.raises(InputError, match="stamp"):
        c.to_stamp(bad)


@given(st.tuples(finite, finite, finite), hnp.arrays(float, 4, elements=st.floats(-1, 1)))
def test_a_pose_comes_back(position, quaternion):
    if np.linalg.norm(quaternion) < 1e-3:
        quaternion = np.array([0.0, 0.0, 0.0, 1.0])
    T = pose(position, rotation_from_quaternion(quaternion))
    np.testing.assert_allclose(c.from_pose(c.to_pose(T)), T, atol=1e-7)
    np.testing.assert_allclose(c.from_transform(c.to_transform(T)), T, atol=1e-7)


def test_a_pose_without_rotation_is_refused():
    message = c.to_pose(np.eye(4))
    message.orientation.w = 0.0
    with pytest.raises(InputError):
        c.from_pose(message)


@given(sizes.flatmap(lambda s: hnp.arrays(np.uint8, (*s, 3))))
def test_a_picture_comes_back_in_rgb_and_bgr_with_padded_rows(rgb):
    assert (c.from_image(c.to_image(rgb, "camera", 1.0)) == rgb).all()
    height, width = rgb.shape[:2]
    padded = np.zeros((height, width * 3 + 5), np.uint8)
    padded[:, : width * 3] = rgb[..., ::-1].reshape(height, -1)
    message = Image(height=height, width=width, encoding="bgr8", step=width * 3 + 5, data=padded.tobytes())
    assert (c.from_image(message) == rgb).all()


@given(sizes.flatmap(lambda s: hnp.arrays(np.uint16, s)), st.booleans())
def test_depth_in_millimetres_becomes_metres_and_zero_becomes_no_return(millimetres, big):
    data = millimetres.astype(">u2" if big else "<u2").tobytes()
    height, width = millimetres.shape
    message = Image(
        height=height, width=width, encoding="16UC1", step=2 * width, data=data, is_bigendian=int(big)
    )
    depth = c.from_depth_image(message)
    assert (np.isnan(depth) == (millimetres == 0)).all()
    np.testing.assert_allclose(np.nan_to_num(depth), millimetres * 1e-3, rtol=1e-6)


@given(sizes.flatmap(lambda s: hnp.arrays(np.float32, s, elements=st.floats(0.125, 30, width=32))))
def test_depth_in_metres_comes_back(depth):
    depth[0, 0] = np.nan
    np.testing.assert_array_equal(c.from_depth_image(c.to_depth_image(depth, "camera", 0.0)), depth)


def test_infinite_and_negative_depth_is_no_return():
    depth = np.array([[np.inf, -np.inf, -1.0, 0.0, 1.0]], np.float32)
    assert np.isnan(c.from_depth_image(c.to_depth_image(depth, "", 0.0))).tolist() == [[True] * 4 + [False]]


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"encoding": "yuv422"}, "yuv422"),
        ({"data": b"\0" * 11}, "11 bytes"),
        ({"step": 2}, "step is 2"),
        ({"width": 0}, "empty"),
    ],
)
def test_a_picture_that_does_not_fit_says_why(change, complaint):
    message = c.to_image(np.zeros((2, 2, 3), np.uint8), "camera", 0.0)
    for name, value in change.items():
        setattr(message, name, value)
    with pytest.raises(InputError, match=complaint):
        c.from_image(message)


def test_colour_is_no_depth():
    with pytest.raises(InputError, match="millimetres"):
        c.from_depth_image(c.to_image(np.zeros((2, 2, 3), np.uint8), "camera", 0.0))


def test_intrinsics_come_back():
    camera = CameraModel(640, 480, 460.0, 461.0, 319.5, 239.5)
    assert c.from_camera_info(c.to_camera_info(camera, "camera", 2.0)) == camera


def test_an_uncalibrated_or_distorting_camera_is_refused():
    with pytest.raises(InputError, match="not calibrated"):
        c.from_camera_info(CameraInfo(width=640, height=480))
    bent = c.to_camera_info(CameraModel(640, 480, 460.0, 460.0, 319.5, 239.5), "camera", 0.0)
    bent.d = [0.3, 0.0, 0.0, 0.0, 0.0]
    with pytest.raises(InputError, match="rectified"):
        c.from_camera_info(bent)


@given(hnp.arrays(float, st.tuples(st.integers(0, 30), st.just(3)), elements=finite))
def test_a_cloud_comes_back(points):
    np.testing.assert_allclose(c.from_cloud(c.to_cloud(points, "lidar", 0.0)), points, rtol=1e-5, atol=1e-4)


_KINDS = {PointField.FLOAT32: "f4", PointField.FLOAT64: "f8", PointField.INT16: "i2", PointField.INT32: "i4"}


@settings(max_examples=60)
@given(st.data())
def test_a_cloud_of_any_layout_is_read(data):
    kind = data.draw(st.sampled_from(sorted(_KINDS)))
    width, height = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    big, row_padding = data.draw(st.booleans()), data.draw(st.integers(0, 7))
    order = data.draw(st.permutations(["x", "y", "z", "intensity"]))
    gaps = data.draw(st.lists(st.integers(0, 5), min_size=5, max_size=5))
    size, offset, offsets = np.dtype(_KINDS[kind]).itemsize, 0, {}
    for name, gap in zip(order, gaps, strict=False):
        offsets[name] = offset + gap
        offset = offsets[name] + size
    step = offset + gaps[4]
    dtype = np.dtype(
        {
            "names": list(offsets),
            "formats": [(">" if big else "<") + _KINDS[kind]] * 4,
            "offsets": list(offsets.values()),
            "itemsize": step,
        }
    )
    points = np.array(
        data.draw(
            st.lists(
                st.tuples(*[st.integers(-100, 100)] * 3), min_size=width * height, max_size=width * height
            )
        )
    )
    cells = np.zeros((height, width), dtype)
    for i, name in enumerate("xyz"):
        cells[name] = points[:, i].reshape(height, width)
    rows = b"".join(row.tobytes() + b"\xff" * row_padding for row in cells)
    message = PointCloud2(
        height=height, width=width, is_bigendian=big, data=rows,
        point_step=step, row_step=step * width + row_padding,
        fields=[PointField(name=n, offset=o, datatype=kind, count=1) for n, o in offsets.items()],
    )  # fmt: skip
    np.testing.assert_array_equal(c.from_cloud(message), points)


def test_points_without_return_are_left_out_of_a_cloud():
    points = np.array([[1.0, 2.0, 3.0], [np.nan, 0.0, 0.0], [4.0, np.inf, 0.0]])
    assert len(c.from_cloud(c.to_cloud(points, "lidar", 0.0))) == 1


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"data": b"\0" * 11}, "do not fit"),
        ({"point_step": 8}, "do not fit"),
        ({"fields": []}, "available: none"),
    ],
)
def test_a_cloud_that_does_not_fit_says_why(change, complaint):
    message = c.to_cloud(np.zeros((2, 3)), "lidar", 0.0)
    for name, value in change.items():
        setattr(message, name, value)
    with pytest.raises(InputError, match=complaint):
        c.from_cloud(message)


@given(st.permutations(range(5)))
def test_joints_are_found_in_any_order(order):
    names = [*NAMES, *FINGERS]
    message = JointState(
        name=[names[i] for i in order], position=[float(i) for i in order], velocity=[10.0 * i for i in order]
    )
    reading = c.from_joint_state(message, NAMES)
    assert reading.position.tolist() == [0, 1, 2] and reading.velocity.tolist() == [0, 10, 20]
    assert c.from_joint_state(message, FINGERS).position.tolist() == [3, 4]


def test_a_joint_state_of_another_device_is_passed_over():
    assert c.from_joint_state(JointState(name=["head"], position=[1.0]), NAMES) is None


def test_joint_states_without_velocity_say_so_and_broken_ones_are_refused():
    message = JointState(name=list(NAMES), position=[0.0, 1.0, 2.0])
    assert np.isnan(c.from_joint_state(message, NAMES).velocity).all()
    message.position = [0.0, 1.0]
    with pytest.raises(InputError, match="2 positions"):
        c.from_joint_state(message, NAMES)
    message.position = [0.0, 1.0, float("nan")]
    with pytest.raises(InputError):
        c.from_joint_state(message, NAMES)


@given(
    st.integers(2, 10).flatmap(lambda n: hnp.arrays(float, (2, n, 3), elements=finite)),
    st.permutations(NAMES),
)
def test_a_motion_comes_back_whatever_the_order_of_its_joints(values, order):
    trajectory = Trajectory(values[0], values[1], np.arange(values.shape[1]) * 0.1)
    message = c.to_joint_trajectory(trajectory, NAMES, 5.0)
    index = [NAMES.index(name) for name in order]
    message.joint_names = list(order)
    for point in message.points:
        point.positions = [point.positions[i] for i in index]
        point.velocities = [point.velocities[i] for i in index]
    back = c.from_joint_trajectory(message, NAMES)
    np.testing.assert_array_equal(back.q_rad, trajectory.q_rad)
    np.testing.assert_array_equal(back.qd_rad_s, trajectory.qd_rad_s)
    np.testing.assert_allclose(back.t_s, trajectory.t_s, atol=1e-9)
    assert c.from_stamp(message.header.stamp) == 5.0


def test_a_motion_of_another_arm_or_without_velocities_is_refused():
    trajectory = Trajectory(np.zeros((2, 3)), np.zeros((2, 3)), np.array([0.0, 1.0]))
    with pytest.raises(InputError, match="this arm has"):
        c.from_joint_trajectory(c.to_joint_trajectory(trajectory, ["a", "b", "c"], None), NAMES)
    message = c.to_joint_trajectory(trajectory, NAMES, None)
    message.points[1].velocities = []
    with pytest.raises(InputError, match="0 velocities"):
        c.from_joint_trajectory(message, NAMES)


@given(st.floats(0, 0.08), st.floats(1, 70), st.sampled_from([("knuckle",), FINGERS]))
def test_a_gripper_command_comes_back(width, force, fingers):
    message = c.to_gripper_trajectory(width, force, fingers)
    assert tuple(message.joint_names) == fingers and len(message.points[0].positions) == len(fingers)
    assert c.from_gripper_trajectory(message) == pytest.approx((width, force))


@given(hnp.arrays(np.int16, st.integers(0, 400)))
def test_sound_comes_back(samples):
    assert (c.from_audio(c.to_audio(samples, 16000, 0.0)) == samples).all()


def test_loud_floating_sound_is_clipped_not_wrapped():
    assert c.from_audio(c.to_audio(np.array([2.0, -2.0], np.float32), 16000, 0.0)).tolist() == [32767, -32768]
