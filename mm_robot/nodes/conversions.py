# SPDX-License-Identifier: Apache-2.0
"""Sensor and motion messages to nouns and back. What does not fit is an InputError with what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from builtin_interfaces.msg import Duration, Time
from geometry_msgs.msg import Point, Pose, Transform, Vector3
from sensor_msgs.msg import CameraInfo, Image, JointState, PointCloud2, PointField
from trajectory_msgs.msg import JointTrajectory, JointTrajectoryPoint

from mm_robot.errors import InputError
from mm_robot.geometry import pose, quaternion_from_rotation, rotation_from_quaternion
from mm_robot.types import CameraModel, FloatArray, Trajectory
from mm_robot_msgs.msg import Audio

_COLOUR_CHANNELS = {"rgb8": (0, 1, 2), "bgr8": (2, 1, 0), "rgba8": (0, 1, 2), "bgra8": (2, 1, 0)}
_DEPTH_TYPES = {
    "32FC1": ("f4", 1.0),
    "16UC1": ("u2", 0.001),
    "mono16": ("u2", 0.001),
}  # type, metres per unit
_FIELD_TYPES = {  # sensor_msgs/PointField
    PointField.INT8: "i1", PointField.UINT8: "u1", PointField.INT16: "i2", PointField.UINT16: "u2",
    PointField.INT32: "i4", PointField.UINT32: "u4", PointField.FLOAT32: "f4", PointField.FLOAT64: "f8",
}  # fmt: skip

# ------------------------------------------------------------------------------------------ time


def to_stamp(seconds: float) -> Time:
    """A stamp, to the nearest nanosecond.

    Raises:
        InputError: not finite, negative, or beyond what the message holds.
    """
    if not math.isfinite(seconds) or not 0.0 <= seconds < 2**31:
        raise InputError(f"stamp of {seconds} s does not fit a ROS time; stamps are seconds from 0 to 2^31")
    nanoseconds = round(seconds * 1e9)
    return Time(sec=nanoseconds // 10**9, nanosec=nanoseconds % 10**9)


def from_stamp(stamp: Time) -> float:
    """Seconds of a stamp."""
    return float(stamp.sec + stamp.nanosec * 1e-9)


# ------------------------------------------------------------------------------------------ poses


def to_pose(T_a_b: FloatArray) -> Pose:
    """The message of a (4, 4) pose."""
    message = Pose(position=to_point(T_a_b[:3, 3]))
    q = message.orientation
    q.x, q.y, q.z, q.w = (float(v) for v in quaternion_from_rotation(T_a_b[:3, :3]))
    return message


def from_pose(message: Pose) -> FloatArray:
    """(4, 4) pose of the message.

    Raises:
        InputError: the quaternion is zero, or a value is not finite.
    """
    return _rigid(message.position, message.orientation)


def to_transform(T_a_b: FloatArray) -> Transform:
    """The transform message of a (4, 4) pose."""
    as_pose = to_pose(T_a_b)
    return Transform(translation=to_vector(T_a_b[:3, 3]), rotation=as_pose.orientation)


def from_transform(message: Transform) -> FloatArray:
    """(4, 4) pose of a transform message. Raises InputError as `from_pose` does."""
    return _rigid(message.translation, message.rotation)


def to_point(xyz: npt.ArrayLike) -> Point:
    """The message of a (3,) position."""
    x, y, z = (float(v) for v in np.asarray(xyz))
    return Point(x=x, y=y, z=z)


def to_vector(xyz: npt.ArrayLike) -> Vector3:
    """The message of a (3,) vector."""
    x, y, z = (float(v) for v in np.asarray(xyz))
    return Vector3(x=x, y=y, z=z)


def from_xyz(message: Point | Vector3) -> FloatArray:
    """(3,) of a point or vector message."""
    return np.array([message.x, message.y, message.z])


def _rigid(xyz: Point | Vector3, q: Any) -> FloatArray:
    position = from_xyz(xyz)
    if not np.isfinite(position).all():
        raise InputError(f"pose with position {position.tolist()}; positions are finite metres")
    return pose(position, rotation_from_quaternion((q.x, q.y, q.z, q.w)))


# ------------------------------------------------------------------------------------------ pictures


def to_image(rgb: npt.NDArray[np.uint8], frame_id: str, stamp_s: float) -> Image:
    """An rgb8 message of an (H, W, 3) uint8 picture."""
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
        raise InputError(f"picture is {rgb.shape} {rgb.dtype}; expected (H, W, 3) uint8, RGB order")
    return _image(rgb, "rgb8", frame_id, stamp_s)


def to_depth_image(depth_m: npt.NDArray[np.float32], frame_id: str, stamp_s: float) -> Image:
    """A 32FC1 message of an (H, W) float32 depth picture in metres, NaN = no return."""
    if depth_m.ndim != 2:
        raise InputError(f"depth picture is {depth_m.shape}; expected (H, W)")
    return _image(depth_m.astype(np.float32, copy=False), "32FC1", frame_id, stamp_s)


def from_image(message: Image) -> npt.NDArray[np.uint8]:
    """(H, W, 3) uint8 in RGB order.

    Raises:
        InputError: another encoding than rgb8, bgr8, rgba8 or bgra8, or too little data.
    """
    channels = _COLOUR_CHANNELS.get(message.encoding)
    if channels is None:
        known = ", ".join(_COLOUR_CHANNELS)
        raise InputError(
            f"colour image in '{message.encoding}'; understood: {known}. Set it in the camera's driver"
        )
    count = len(message.encoding) - 1  # letters before the 8
    rows = _rows(message, count)
    pixels = rows[:, : message.width * count].reshape(message.height, message.width, count)
    if channels == (0, 1, 2) and count == 3:
        return pixels
    return np.ascontiguousarray(pixels[..., channels])


def from_depth_image(message: Image) -> npt.NDArray[np.float32]:
    """(H, W) float32 metres; NaN where the camera gave zero, negative or infinite depth.

    Raises:
        InputError: another encoding than 32FC1 (metres), 16UC1 or mono16 (millimetres), or too little data.
    """
    if message.encoding not in _DEPTH_TYPES:
        known = "32FC1 (metres), 16UC1 or mono16 (millimetres)"
        raise InputError(
            f"depth image in '{message.encoding}'; understood: {known}. Set it in the camera's driver"
        )
    kind, unit_m = _DEPTH_TYPES[message.encoding]
    dtype = np.dtype((">" if message.is_bigendian else "<") + kind)
    rows = np.ascontiguousarray(_rows(message, dtype.itemsize)[:, : message.width * dtype.itemsize])
    depth_m: npt.NDArray[np.float32] = rows.view(dtype).astype(np.float32) * np.float32(unit_m)
    depth_m[~(np.isfinite(depth_m) & (depth_m > 0.0))] = np.nan
    return depth_m


def _image(pixels: npt.NDArray[Any], encoding: str, frame_id: str, stamp_s: float) -> Image:
    height, width = pixels.shape[:2]
    message = Image(height=height, width=width, encoding=encoding, is_bigendian=0)
    message.header.frame_id, message.header.stamp = frame_id, to_stamp(stamp_s)
    message.step = width * pixels.itemsize * (pixels.shape[2] if pixels.ndim == 3 else 1)
    message.data = np.ascontiguousarray(
        pixels
    ).tobytes()  # bytes fill the field a thousand times faster than arrays
    return message


def _rows(message: Image, bytes_per_pixel: int) -> npt.NDArray[np.uint8]:
    """(H, step) bytes, padding included."""
    data = np.frombuffer(message.data, np.uint8)
    if message.width == 0 or message.height == 0:
        raise InputError(f"empty image, {message.width}x{message.height}")
    if message.step < message.width * bytes_per_pixel or data.size < message.step * message.height:
        raise InputError(
            f"{message.encoding} image of {message.width}x{message.height} needs rows of "
            f"{message.width * bytes_per_pixel} bytes; step is {message.step}, {data.size} bytes in all"
        )
    return data[: message.step * message.height].reshape(message.height, message.step)


def to_camera_info(camera: CameraModel, frame_id: str, stamp_s: float) -> CameraInfo:
    """The message of a rectified pinhole camera."""
    fx, fy, cx, cy = camera.fx, camera.fy, camera.cx, camera.cy
    message = CameraInfo(width=camera.width, height=camera.height, distortion_model="plumb_bob", d=[0.0] * 5)
    message.header.frame_id, message.header.stamp = frame_id, to_stamp(stamp_s)
    message.k = [fx, 0.0, cx, 0.0, fy, cy, 0.0, 0.0, 1.0]
    message.r = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
    message.p = [fx, 0.0, cx, 0.0, 0.0, fy, cy, 0.0, 0.0, 0.0, 1.0, 0.0]
    return message


def from_camera_info(message: CameraInfo) -> CameraModel:
    """Intrinsics of the message.

    Raises:
        InputError: the camera is not calibrated, or its lens distorts (rectify first).
    """
    k = message.k
    numbers = (k[0], k[4], k[2], k[5])
    if not all(math.isfinite(v) for v in numbers) or k[0] <= 0.0 or k[4] <= 0.0:
        raise InputError(f"camera_info has fx {k[0]}, fy {k[4]}: not calibrated; calibrate the camera")
    if message.width == 0 or message.height == 0:
        raise InputError("camera_info has no image size; set width and height in the camera's driver")
    if any(
        abs(v) > 0.05 for v in message.d
    ):  # D435-class colour cameras report up to about 0.05 and look straight
        raise InputError(
            f"camera_info has distortion {list(message.d)}; publish rectified images (image_proc)"
        )
    return CameraModel(message.width, message.height, *(float(v) for v in numbers))


# ------------------------------------------------------------------------------------------ clouds


def to_cloud(points_m: FloatArray, frame_id: str, stamp_s: float) -> PointCloud2:
    """An unorganised cloud with float32 x, y, z of points (N, 3)."""
    count = len(points_m)
    fields = [
        PointField(name=name, offset=4 * i, datatype=PointField.FLOAT32, count=1)
        for i, name in enumerate("xyz")
    ]
    message = PointCloud2(
        height=1, width=count, fields=fields, point_step=12, row_step=12 * count, is_dense=True
    )
    message.header.frame_id, message.header.stamp = frame_id, to_stamp(stamp_s)
    message.data = np.ascontiguousarray(points_m, dtype="<f4").tobytes()
    return message


def from_cloud(message: PointCloud2) -> FloatArray:
    """(N, 3) float64 points of a cloud with any field layout; points without a return are left out.

    Raises:
        InputError: it has no x, y and z, or less data than it says.
    """
    fields = {field.name: field for field in message.fields}
    missing = [name for name in "xyz" if name not in fields]
    if missing:
        raise InputError(f"cloud has no field {missing}; available: {', '.join(fields) or 'none'}")
    columns = []
    for name in "xyz":
        kind = _FIELD_TYPES.get(fields[name].datatype)
        if kind is None:
            raise InputError(f"cloud field '{name}' has unknown datatype {fields[name].datatype}")
        columns.append((">" if message.is_bigendian else "<") + kind)
    count = message.width * message.height
    if count == 0:
        return np.zeros((0, 3))
    ends = [fields[n].offset + np.dtype(c).itemsize for n, c in zip("xyz", columns, strict=True)]
    data = np.frombuffer(message.data, np.uint8)
    short = (
        message.row_step < message.width * message.point_step or data.size < message.row_step * message.height
    )
    if max(ends) > message.point_step or short:
        raise InputError(
            f"cloud of {message.width}x{message.height} points says point_step {message.point_step} and "
            f"row_step {message.row_step}, its fields end at byte {max(ends)} and it has {data.size} bytes; "
            "these do not fit"
        )
    rows = data[: message.row_step * message.height].reshape(message.height, message.row_step)
    cells = rows[:, : message.width * message.point_step].reshape(count, message.point_step)
    points = np.empty((count, 3))
    for i, (name, kind) in enumerate(zip("xyz", columns, strict=True)):
        begin = fields[name].offset
        points[:, i] = np.ascontiguousarray(cells[:, begin : begin + np.dtype(kind).itemsize]).view(kind)[
            :, 0
        ]
    return points[np.isfinite(points).all(axis=1)]


# ------------------------------------------------------------------------------------------ motions


@dataclass(frozen=True, eq=False)
class JointReading:
    """Some joints of a JointState, in the order asked for."""

    position: FloatArray  # (n,) rad, or m for fingers
    velocity: FloatArray  # (n,) rad/s or m/s; NaN where the driver gives none
    stamp_s: float


def from_joint_state(message: JointState, names: Sequence[str]) -> JointReading | None:
    """The joints `names`; None when the message has not all of them (arm and gripper may come separately).

    Raises:
        InputError: names and positions differ in number, or a wanted position is not finite.
    """
    index = {name: i for i, name in enumerate(message.name)}
    if any(name not in index for name in names):
        return None
    if len(message.position) != len(message.name):
        raise InputError(
            f"joint state names {len(message.name)} joints and has {len(message.position)} positions"
        )
    order = [index[name] for name in names]
    position = np.array([message.position[i] for i in order])
    if not np.isfinite(position).all():
        raise InputError(f"joint state has positions {position.tolist()} for {list(names)}")
    complete = len(message.velocity) == len(message.name)
    velocity = np.array([message.velocity[i] for i in order]) if complete else np.full(len(order), np.nan)
    return JointReading(position, velocity, from_stamp(message.header.stamp))


def to_joint_trajectory(
    trajectory: Trajectory, names: Sequence[str], start_s: float | None
) -> JointTrajectory:
    """The message of a motion that begins at `start_s`, or on arrival (None)."""
    message = JointTrajectory(joint_names=list(names))
    if start_s is not None:
        message.header.stamp = to_stamp(start_s)
    for q, qd, t in zip(trajectory.q_rad, trajectory.qd_rad_s, trajectory.t_s, strict=True):
        point = JointTrajectoryPoint(
            positions=q.tolist(), velocities=qd.tolist(), time_from_start=_duration(t)
        )
        message.points.append(point)
    return message


def from_joint_trajectory(message: JointTrajectory, names: Sequence[str]) -> Trajectory:
    """The motion of a message, its joints in the order `names`.

    Raises:
        InputError: other joints, or points that lack a position or velocity.
    """
    if sorted(message.joint_names) != sorted(names):
        raise InputError(f"trajectory moves {list(message.joint_names)}; this arm has {list(names)}")
    order = [list(message.joint_names).index(name) for name in names]
    for point in message.points:
        if len(point.positions) != len(names) or len(point.velocities) != len(names):
            raise InputError(
                f"trajectory point has {len(point.positions)} positions and {len(point.velocities)} "
                f"velocities for {len(names)} joints"
            )
    q = np.array([point.positions for point in message.points]).reshape(-1, len(names))
    qd = np.array([point.velocities for point in message.points]).reshape(-1, len(names))
    t = np.array([p.time_from_start.sec + p.time_from_start.nanosec * 1e-9 for p in message.points])
    return Trajectory(q[:, order], qd[:, order], t)


def to_gripper_trajectory(width_m: float, force_n: float, names: Sequence[str]) -> JointTrajectory:
    """The message that moves the fingers `names` so that the pads are `width_m` apart."""
    count = len(names)
    point = JointTrajectoryPoint(positions=[width_m / count] * count, effort=[force_n] * count)
    return JointTrajectory(joint_names=list(names), points=[point])


def from_gripper_trajectory(message: JointTrajectory) -> tuple[float, float | None]:
    """Width in metres and force in newtons (None when the message leaves it open).

    Raises:
        InputError: it has no point, or its last one has no positions.
    """
    if not message.points or not message.points[-1].positions:
        raise InputError("gripper trajectory without a position; give the position of each finger in metres")
    last = message.points[-1]
    return float(sum(last.positions)), (float(last.effort[0]) if last.effort else None)


def _duration(seconds: float) -> Duration:
    nanoseconds = round(float(seconds) * 1e9)
    return Duration(sec=nanoseconds // 10**9, nanosec=nanoseconds % 10**9)


# ------------------------------------------------------------------------------------------ sound


def to_audio(samples: npt.NDArray[Any], rate_hz: int, stamp_s: float) -> Audio:
    """The message of (N,) int16 samples, or float32 ones within ±1."""
    if samples.dtype.kind == "f":
        samples = np.clip(np.round(samples * 32767.0), -32768, 32767).astype(np.int16)
    message = Audio(sample_rate=rate_hz)
    message.header.stamp = to_stamp(stamp_s)
    message.samples.frombytes(samples.astype("<i2").tobytes())
    return message


def from_audio(message: Audio) -> npt.NDArray[np.int16]:
    """(N,) int16 samples of the message."""
    return np.frombuffer(message.samples, np.int16)
