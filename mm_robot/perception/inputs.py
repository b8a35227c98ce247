# SPDX-License-Identifier: Apache-2.0
"""What a frame or sweep must be before anything is measured in it.

Broken data (wrong shape, unit, pose) is an error of the program that made it: InputError. Data that is whole
but says nothing now (old, blind) is an outcome: a reason in words, and the caller keeps what it remembers.
"""

from __future__ import annotations

import math

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import Capsules, FloatArray, LidarScan, RgbdFrame, RobotState

MIN_VALID_SHARE = 0.02  # fewer pixels with depth than this: a covered or failed camera
METRES_MAX = 100.0  # no depth camera reaches farther; larger numbers are millimetres


def check_frame(frame: RgbdFrame) -> None:
    """See that a frame is well formed.

    Raises:
        InputError: shapes, types, unit, intrinsics, pose or stamp are broken; the message says which and what
        to do.
    """
    camera = frame.camera
    if camera.width < 8 or camera.height < 8:
        raise InputError(f"camera model says {camera.width}x{camera.height} pixels; at least 8x8 are needed")
    if (
        not all(math.isfinite(v) for v in (camera.fx, camera.fy, camera.cx, camera.cy))
        or min(camera.fx, camera.fy) <= 0
    ):
        raise InputError(
            f"camera intrinsics {camera} are not usable; take fx, fy > 0 from the camera's camera_info"
        )
    rgb, depth = np.asarray(frame.rgb), np.asarray(frame.depth_m)
    if rgb.shape != (camera.height, camera.width, 3) or rgb.dtype != np.uint8:
        raise InputError(
            f"colour image is {rgb.shape} {rgb.dtype}; "
            f"expected {(camera.height, camera.width, 3)} uint8, RGB order"
        )
    if depth.shape != (camera.height, camera.width):
        raise InputError(
            f"depth image is {depth.shape}, the camera model says {(camera.height, camera.width)}; "
            "publish depth aligned to the colour camera"
        )
    if not np.issubdtype(depth.dtype, np.floating):
        raise InputError(
            f"depth is {depth.dtype}: probably millimetres; convert to float32 metres, NaN = no return"
        )
    sample = depth[::8, ::8]
    sample = sample[np.isfinite(sample) & (sample > 0)]
    if sample.size and float(np.median(sample)) > METRES_MAX:
        raise InputError(
            f"median depth is {float(np.median(sample)):.0f}: probably millimetres; "
            "divide by 1000, depth is in metres"
        )
    check_pose(frame.T_base_camera, "frame.T_base_camera")
    _check_stamp(frame.stamp_s, "frame.stamp_s")


def check_scan(scan: LidarScan) -> None:
    """See that a sweep is well formed.

    Raises:
        InputError: points, pose or stamp are broken.
    """
    points = np.asarray(scan.points_m)
    if points.ndim != 2 or points.shape[1] != 3 or not np.issubdtype(points.dtype, np.floating):
        raise InputError(f"lidar points are {points.shape} {points.dtype}; expected (N, 3) float, metres")
    reach = np.abs(points[np.isfinite(points).all(axis=1)]).max(initial=0.0)
    if reach > 1000.0:
        raise InputError(f"lidar points reach {reach:.0f}: probably millimetres; points are in metres")
    check_pose(scan.T_base_lidar, "scan.T_base_lidar")
    _check_stamp(scan.stamp_s, "scan.stamp_s")


def check_state(state: RobotState) -> None:
    """See that the robot state has what perception uses: tool pose and stamp.

    Raises:
        InputError: one of the two is broken.
    """
    check_pose(state.T_base_tcp, "state.T_base_tcp")
    _check_stamp(state.stamp_s, "state.stamp_s")


def check_capsules(arm: Capsules) -> None:
    """See that the arm's shape is K capsules.

    Raises:
        InputError: shapes do not fit each other or values are not finite.
    """
    start, end, radius = np.asarray(arm.start_m), np.asarray(arm.end_m), np.asarray(arm.radius_m)
    if start.ndim != 2 or start.shape[1] != 3 or end.shape != start.shape or radius.shape != start.shape[:1]:
        raise InputError(
            f"arm capsules are {start.shape}, {end.shape}, {radius.shape}; expected (K, 3), (K, 3), (K,)"
        )
    if not all(np.isfinite(v).all() for v in (start, end, radius)):
        raise InputError(
            "arm capsules hold values that are not finite; check the joint positions they came from"
        )


def check_pose(T: FloatArray, name: str) -> None:
    """See that T is a rigid (4, 4) pose.

    Raises:
        InputError: wrong shape, not finite, or its rotation is none.
    """
    matrix = np.asarray(T)
    if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
        raise InputError(f"{name} must be a finite (4, 4) pose, got shape {matrix.shape}; is its TF known?")
    rotation = matrix[:3, :3]
    if (
        np.abs(rotation @ rotation.T - np.eye(3)).max() > 1e-3
        or np.linalg.det(rotation) < 0
        or np.abs(matrix[3] - [0.0, 0.0, 0.0, 1.0]).max() > 1e-6
    ):
        raise InputError(
            f"{name} is no rigid transform (rotation not orthonormal); got\n{np.round(matrix, 4)}"
        )


def blindness(frame: RgbdFrame, now_s: float, max_age_s: float) -> str:
    """Why a well-formed frame shows nothing of now; empty when it does."""
    age_s = now_s - frame.stamp_s
    if age_s > max_age_s:
        return f"camera frame is {age_s:.2f} s old (allowed: {max_age_s:.2f} s)"
    share = float(np.mean(np.isfinite(frame.depth_m) & (frame.depth_m > 0)))
    if share < MIN_VALID_SHARE:
        return f"only {100 * share:.1f} % of the depth image has a return; is the camera covered?"
    return ""


def _check_stamp(stamp_s: float, name: str) -> None:
    if not math.isfinite(stamp_s):
        raise InputError(f"{name} is {stamp_s}; stamps are finite seconds on the robot's clock")
