# SPDX-License-Identifier: Apache-2.0
"""What messages of a running system tell about its health: units, stamps, encodings, intrinsics, joints.

Pure judgements on single messages; `inspection.py` collects them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from mm_robot.config import RobotConfig
from mm_robot.doctor import Finding
from mm_robot.errors import InputError
from mm_robot.nodes.conversions import (
    from_camera_info,
    from_cloud,
    from_depth_image,
    from_image,
    from_joint_state,
    from_stamp,
)

_FARTHEST_DEPTH_M = 50.0  # no depth camera sees farther: larger medians are millimetres called metres
_NEAREST_DEPTH_M = (
    0.05  # nothing is looked at closer than this: smaller medians are metres called millimetres
)
_FARTHEST_RANGE_M = 300.0  # the same for lidars
_FEWEST_RETURNS = 0.05  # share of pixels with depth; a healthy picture of a table has over 0.8
_FUTURE_S = 0.1  # clocks of one machine agree better than this
_OTHER_CLOCK_S = 1e6  # farther apart: one is simulated time, the other is not
_JOINT_PLAY_RAD = 0.5  # readings farther outside the limits are no angles in radians


def stamp(topic: str, message: Any, now_s: float, oldest_s: float, simulated: bool) -> Finding | None:
    """What is wrong with a message's stamp, seen at `now_s` on the system's clock."""
    stamp_s = from_stamp(message.header.stamp)
    age_s = now_s - stamp_s
    if stamp_s == 0.0:
        return Finding(
            topic, "error", "stamps are zero", "let its publisher stamp messages when they are measured"
        )
    if abs(age_s) > _OTHER_CLOCK_S:
        clock = "/clock" if simulated else "this machine's clock"
        return Finding(
            topic,
            "error",
            f"stamps are not of {clock}",
            f"set use_sim_time to {str(simulated).lower()} in its publisher",
        )
    if age_s < -_FUTURE_S:
        return Finding(
            topic,
            "error",
            f"stamps lie {-age_s:.2f} s in the future",
            "synchronise the clocks of the machines (chrony)",
        )
    if age_s > oldest_s:
        return Finding(
            topic,
            "error",
            f"messages are {age_s:.2f} s old when they arrive; at most {oldest_s:.2f} s is used",
            "look for a slow driver, a full network or busy cores; the system holds still meanwhile",
        )
    return None


def colour(topic: str, message: Any) -> Iterator[Finding]:
    """What is wrong with a colour image."""
    try:
        from_image(message)
    except InputError as error:
        yield Finding(topic, "error", str(error), "set the driver to rgb8 or bgr8")


def depth(topic: str, message: Any, colour_message: Any) -> Iterator[Finding]:
    """What is wrong with a depth image: encoding, units, holes, alignment to the colour image."""
    try:
        depth_m = from_depth_image(message)
    except InputError as error:
        yield Finding(topic, "error", str(error), "set the driver to 32FC1 in metres or 16UC1 in millimetres")
        return
    seen = depth_m[np.isfinite(depth_m) & (depth_m > 0.0)]
    share = seen.size / max(depth_m.size, 1)
    if share < _FEWEST_RETURNS:
        yield Finding(
            topic,
            "warn",
            f"only {share:.0%} of the pixels have depth",
            "look at the lens, the light and the distance",
        )
    middle_m = float(np.median(seen)) if seen.size else float("nan")
    if middle_m > _FARTHEST_DEPTH_M:
        yield Finding(
            topic,
            "error",
            f"the median depth reads {middle_m:.0f} m: these are millimetres in a {message.encoding} image",
            "publish 32FC1 in metres, or 16UC1 in millimetres (REP 118)",
        )
    elif middle_m < _NEAREST_DEPTH_M:
        yield Finding(
            topic,
            "error",
            f"the median depth reads {middle_m * 1000:.1f} mm: wrong unit in a {message.encoding} image",
            "publish 32FC1 in metres, or 16UC1 in millimetres (REP 118)",
        )
    if colour_message is not None:
        sizes = [f"{m.width}x{m.height}" for m in (message, colour_message)]
        if sizes[0] != sizes[1]:
            text = f"depth is {sizes[0]} but colour is {sizes[1]}: it is not aligned to colour"
            yield Finding(
                topic, "error", text, "switch on the driver's align_depth, or use its aligned topic"
            )


def camera_info(topic: str, message: Any, colour_message: Any) -> Iterator[Finding]:
    """What is wrong with the intrinsics."""
    try:
        camera = from_camera_info(message)
    except InputError as error:
        yield Finding(topic, "error", str(error), "calibrate the camera, or mend its driver")
        return
    if not (0.0 < camera.cx < camera.width and 0.0 < camera.cy < camera.height):
        text = (
            f"principal point ({camera.cx:.0f}, {camera.cy:.0f}) lies outside {camera.width}x{camera.height}"
        )
        yield Finding(topic, "error", text, "calibrate the camera, or mend its driver")
    if colour_message is not None and (camera.width, camera.height) != (
        colour_message.width,
        colour_message.height,
    ):
        text = (
            f"intrinsics are for {camera.width}x{camera.height}, images are "
            f"{colour_message.width}x{colour_message.height}"
        )
        yield Finding(topic, "error", text, "publish the intrinsics of the stream that is used")


def lidar(topic: str, message: Any) -> Iterator[Finding]:
    """What is wrong with a sweep."""
    try:
        points_m = from_cloud(message)
    except InputError as error:
        yield Finding(topic, "error", str(error), "publish x, y, z as float32 or float64, in metres")
        return
    ranges_m = np.linalg.norm(points_m, axis=1) if len(points_m) else np.zeros(0)
    if not len(ranges_m):
        yield Finding(topic, "warn", "sweeps are empty", "look at the lidar's window and its range settings")
    elif float(np.median(ranges_m)) > _FARTHEST_RANGE_M:
        text = f"the median range reads {float(np.median(ranges_m)):.0f} m: these are millimetres"
        yield Finding(topic, "error", text, "publish metres (REP 103)")


def joints(topic: str, heard: Mapping[str, Any], robot: RobotConfig) -> Iterator[Finding]:
    """What is wrong with the joint readings; `heard`: the newest JointState that names each joint."""
    for key, wanted, device in (
        ("finger_joints", robot.finger_joints, "gripper"),
        ("joint_names", robot.joint_names, "arm"),
    ):
        missing = [name for name in wanted if name not in heard]
        if missing:
            text = f"no joint {', '.join(missing)}; there are {', '.join(heard) or 'none'}"
            advice = f"set robot.{key} in the profile to the names that your {device}'s driver gives"
            yield Finding(topic, "error", text, advice)
    if any(name not in heard for name in robot.joint_names):
        return
    message = heard[robot.joint_names[0]]
    try:
        reading = from_joint_state(message, robot.joint_names)
    except InputError as error:
        yield Finding(topic, "error", str(error), "mend the driver of the arm")
        return
    if reading is None:
        return
    position = dict(zip(message.name, message.position, strict=False))
    for name, low, high in zip(robot.joint_names, robot.q_min_rad, robot.q_max_rad, strict=True):
        if not low - _JOINT_PLAY_RAD <= position[name] <= high + _JOINT_PLAY_RAD:
            text = f"{name} reads {position[name]:.2f} rad, its limits are {low:.2f} to {high:.2f}: degrees?"
            yield Finding(topic, "error", text, "publish radians (REP 103), or set the limits in the profile")
            return
