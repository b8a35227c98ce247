# SPDX-License-Identifier: Apache-2.0
"""Rigid transforms and camera projection.

`T_a_b` is the (4, 4) pose of frame b in frame a: it maps points given in b to a. Quaternions are
(x, y, z, w), as in ROS messages.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.types import CameraModel, FloatArray


def transform_points(T_a_b: FloatArray, points_b_m: npt.ArrayLike) -> FloatArray:
    """Map points (..., 3) from frame b to frame a."""
    points = np.asarray(points_b_m, dtype=np.float64)
    return np.asarray(points @ T_a_b[:3, :3].T + T_a_b[:3, 3])


def inverse(T_a_b: FloatArray) -> FloatArray:
    """The pose of a in b, from the pose of b in a."""
    T = np.eye(4)
    T[:3, :3] = T_a_b[:3, :3].T
    T[:3, 3] = -T[:3, :3] @ T_a_b[:3, 3]
    return T


def pose(position_m: npt.ArrayLike, rotation: npt.ArrayLike | None = None) -> FloatArray:
    """(4, 4) pose from a position (3,) and a rotation matrix (3, 3) (identity when left out)."""
    T = np.eye(4)
    T[:3, 3] = np.asarray(position_m, dtype=np.float64)
    if rotation is not None:
        T[:3, :3] = np.asarray(rotation, dtype=np.float64)
    return T


def rotation_from_axes(x: npt.ArrayLike, z: npt.ArrayLike) -> FloatArray:
    """(3, 3) right-handed rotation: z column along `z`, x column along `x` made perpendicular to it.

    Raises:
        InputError: an axis is zero or the two are parallel.
    """
    z_unit = _unit(np.asarray(z, dtype=np.float64))
    x_vector = np.asarray(x, dtype=np.float64)
    x_unit = _unit(x_vector - z_unit * float(x_vector @ z_unit))
    return np.column_stack((x_unit, np.cross(z_unit, x_unit), z_unit))


def rotation_z(angle_rad: float) -> FloatArray:
    """(3, 3) rotation about z."""
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def quaternion_from_rotation(rotation: npt.ArrayLike) -> FloatArray:
    """(4,) unit quaternion (x, y, z, w), w >= 0, of a (3, 3) rotation matrix."""
    m = np.asarray(rotation, dtype=np.float64)
    # The eigenvector form has no branch on the trace and tolerates rounding (Bar-Itzhack 2000).
    k = np.array(
        [
            [m[0, 0] - m[1, 1] - m[2, 2], m[1, 0] + m[0, 1], m[2, 0] + m[0, 2], m[2, 1] - m[1, 2]],
            [m[1, 0] + m[0, 1], m[1, 1] - m[0, 0] - m[2, 2], m[2, 1] + m[1, 2], m[0, 2] - m[2, 0]],
            [m[2, 0] + m[0, 2], m[2, 1] + m[1, 2], m[2, 2] - m[0, 0] - m[1, 1], m[1, 0] - m[0, 1]],
            [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], m[0, 0] + m[1, 1] + m[2, 2]],
        ]
    )
    q = np.linalg.eigh(k)[1][:, -1]
    return np.asarray(q if q[3] >= 0.0 else -q)


def rotation_from_quaternion(quaternion_xyzw: npt.ArrayLike) -> FloatArray:
    """(3, 3) rotation matrix of a quaternion (x, y, z, w), which is normalised first.

    Raises:
        InputError: the quaternion is zero or not finite.
    """
    x, y, z, w = _unit(np.asarray(quaternion_xyzw, dtype=np.float64))
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def look_at(eye_m: npt.ArrayLike, target_m: npt.ArrayLike) -> FloatArray:
    """(4, 4) pose of an optical frame (x right, y down, z forward) at `eye_m` that looks at `target_m`."""
    eye = np.asarray(eye_m, dtype=np.float64)
    forward = _unit(np.asarray(target_m, dtype=np.float64) - eye)
    right = np.cross(forward, np.array([0.0, 0.0, 1.0]))
    if np.linalg.norm(right) < 1e-9:  # straight up or down: any "right" will do
        right = np.array([0.0, -1.0, 0.0])
    return pose(eye, rotation_from_axes(right, forward))


def depth_to_points(depth_m: npt.NDArray[np.float32], camera: CameraModel) -> FloatArray:
    """Organised cloud (H, W, 3) in the camera frame; NaN where there is no depth.

    Raises:
        InputError: the depth image does not have the camera's size.
    """
    if depth_m.shape != (camera.height, camera.width):
        raise InputError(
            f"depth image is {depth_m.shape} (rows, columns) but the camera model says "
            f"{(camera.height, camera.width)}; publish depth aligned to the colour camera"
        )
    depth = depth_m.astype(np.float64)
    x = (np.arange(camera.width) - camera.cx) / camera.fx
    y = (np.arange(camera.height) - camera.cy) / camera.fy
    return np.stack((depth * x[None, :], depth * y[:, None], depth), axis=-1)


def project(points_camera_m: npt.ArrayLike, camera: CameraModel) -> FloatArray:
    """Pixel coordinates (..., 2) as (u, v) of points in the camera frame; NaN behind the camera."""
    points = np.asarray(points_camera_m, dtype=np.float64)
    z = np.where(points[..., 2] > 1e-9, points[..., 2], np.nan)
    return np.stack(
        (points[..., 0] / z * camera.fx + camera.cx, points[..., 1] / z * camera.fy + camera.cy), axis=-1
    )


def _unit(vector: FloatArray) -> FloatArray:
    norm = float(np.linalg.norm(vector))
    if not math.isfinite(norm) or norm < 1e-12:
        raise InputError(f"expected a finite vector of non-zero length, got {vector.tolist()}")
    return np.asarray(vector / norm)
