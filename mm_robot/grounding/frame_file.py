# SPDX-License-Identifier: Apache-2.0
"""RGB-D frames in files: one .npz per frame, read by numpy alone.

| key | shape and type | meaning |
|---|---|---|
| rgb | (H, W, 3) uint8 | colour, RGB order |
| depth_m | (H, W) float | metres along the optical axis, aligned to rgb; NaN, 0 or infinite = no return |
| intrinsics | (4,) float | fx, fy, cx, cy in pixels |
| T_base_camera | (4, 4) float | pose of the optical frame (x right, y down, z forward) in the base frame |
| stamp_s | () float, may be left out | the robot's clock |
| q_rad | (n,) float, may be left out | joint positions: the arm in view is not to be taken for a thing |
| gripper_width_m | () float, may be left out | distance of the pads, with q_rad |

Instead of depth_m, depth_mm (H, W) unsigned integers may be given: millimetres, 0 = no return, as depth
cameras write it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import CameraModel, FloatArray, RgbdFrame

_KEYS = ("rgb", "depth_m", "intrinsics", "T_base_camera")
_METRES_MAX = 100.0  # no depth camera reaches farther; larger numbers are millimetres


@dataclass(frozen=True, eq=False)
class ArmFrame(RgbdFrame):
    """A frame that knows how the arm stood when it was taken."""

    q_rad: FloatArray | None = None  # (n,)
    gripper_width_m: float | None = None


def save_frame(path: Path, frame: RgbdFrame) -> None:
    """Write a frame to `path`; the folder is made if need be.

    Raises:
        InputError: the file cannot be written.
    """
    camera = frame.camera
    content: dict[str, Any] = {
        "rgb": frame.rgb,
        "depth_m": np.asarray(frame.depth_m, dtype=np.float32),
        "intrinsics": np.array([camera.fx, camera.fy, camera.cx, camera.cy]),
        "T_base_camera": frame.T_base_camera,
        "stamp_s": np.float64(frame.stamp_s),
    }
    if isinstance(frame, ArmFrame) and frame.q_rad is not None:
        content["q_rad"] = frame.q_rad
        if frame.gripper_width_m is not None:
            content["gripper_width_m"] = np.float64(frame.gripper_width_m)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:  # a file object: numpy would add .npz to any other name
            np.savez_compressed(file, **content)
    except OSError as error:
        raise InputError(f"cannot write the frame {path}: {error}") from error


def load_frame(path: Path) -> RgbdFrame:
    """Read a frame; an ArmFrame where the file says how the arm stood.

    Raises:
        InputError: the file is missing, no .npz, lacks a key, or holds wrong shapes, types, units or values.
    """
    content = _read(path)
    depth = _depth(content, path)
    rgb = content["rgb"]
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise InputError(f"{path}: rgb is {rgb.shape} {rgb.dtype}; expected (H, W, 3) uint8, RGB order")
    if depth.shape != rgb.shape[:2]:
        raise InputError(
            f"{path}: depth is {depth.shape}, rgb is {rgb.shape[:2]} (rows, columns); "
            "align depth to the colour camera"
        )
    fx, fy, cx, cy = _numbers(content, "intrinsics", (4,), path, "fx, fy, cx, cy in pixels")
    if fx <= 0 or fy <= 0:
        raise InputError(f"{path}: intrinsics are fx = {fx}, fy = {fy}; focal lengths in pixels are positive")
    camera = CameraModel(rgb.shape[1], rgb.shape[0], float(fx), float(fy), float(cx), float(cy))
    T = _numbers(content, "T_base_camera", (4, 4), path, "the pose of the optical frame in the base frame")
    if np.abs(T[:3, :3] @ T[:3, :3].T - np.eye(3)).max() > 1e-3 or np.linalg.det(T[:3, :3]) < 0:
        raise InputError(f"{path}: T_base_camera is no rigid transform (its rotation is not orthonormal)")
    stamp_s = float(_numbers(content, "stamp_s", (), path, "seconds")) if "stamp_s" in content else 0.0
    if "q_rad" not in content:
        return RgbdFrame(rgb, depth, camera, T, stamp_s)
    q_rad = _numbers(content, "q_rad", (content["q_rad"].size,), path, "joint positions")
    width = None
    if "gripper_width_m" in content:
        width = float(_numbers(content, "gripper_width_m", (), path, "metres between the pads"))
    return ArmFrame(rgb, depth, camera, T, stamp_s, q_rad, width)


def _read(path: Path) -> Mapping[str, np.typing.NDArray[Any]]:
    if not path.is_file():
        raise InputError(
            f"no frame file {path}; `mm_robot snapshot FILE.npz` writes one of a simulated scene"
        )
    try:
        archive = np.load(path, allow_pickle=False)
        if not isinstance(archive, np.lib.npyio.NpzFile):
            raise InputError(f"{path} is a single array; expected an .npz file with {', '.join(_KEYS)}")
        with archive:
            content = {key: archive[key] for key in archive.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise InputError(f"{path} is no readable .npz file ({error}); keys: {', '.join(_KEYS)}") from error
    missing = [
        key for key in _KEYS if key not in content and not (key == "depth_m" and "depth_mm" in content)
    ]
    if missing:
        there = ", ".join(content) or "nothing"
        raise InputError(f"{path} lacks {', '.join(missing)}; it holds {there}; needed: {', '.join(_KEYS)}")
    return content


def _depth(content: Mapping[str, np.typing.NDArray[Any]], path: Path) -> np.typing.NDArray[np.float32]:
    if "depth_m" not in content:
        millimetres = content["depth_mm"]
        if not np.issubdtype(millimetres.dtype, np.unsignedinteger):
            raise InputError(
                f"{path}: depth_mm is {millimetres.dtype}; expected unsigned integers, millimetres"
            )
        depth = millimetres.astype(np.float32) / np.float32(1000.0)
    else:
        depth = content["depth_m"]
        if not np.issubdtype(depth.dtype, np.floating):
            raise InputError(
                f"{path}: depth_m is {depth.dtype}, probably millimetres; "
                "store it as depth_mm, or divide by 1000 and store float metres"
            )
        depth = depth.astype(np.float32)
    depth = np.where(np.isfinite(depth) & (depth > 0), depth, np.float32(np.nan))
    measured = depth[np.isfinite(depth)]
    if measured.size == 0:
        raise InputError(f"{path}: no pixel has a depth; was the camera covered, or depth not recorded?")
    if float(np.median(measured)) > _METRES_MAX:
        raise InputError(
            f"{path}: median depth is {float(np.median(measured)):.0f} m, probably millimetres; "
            "divide by 1000"
        )
    return np.asarray(depth)


def _numbers(
    content: Mapping[str, np.typing.NDArray[Any]], key: str, shape: tuple[int, ...], path: Path, meaning: str
) -> FloatArray:
    values = content[key]
    if values.shape != shape or not np.issubdtype(values.dtype, np.number):
        raise InputError(
            f"{path}: {key} is {values.shape} {values.dtype}; expected {shape} numbers: {meaning}"
        )
    numbers = values.astype(np.float64)
    if not np.isfinite(numbers).all():
        raise InputError(f"{path}: {key} holds values that are not finite; expected {meaning}")
    return np.asarray(numbers)
