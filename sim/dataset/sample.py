# SPDX-License-Identifier: Apache-2.0
"""One labelled sample, and the files it becomes.

A shard is an ordinary tar (so that it streams, needs no library, and survives being cut off); the files of a
sample share a name, `0010000-03-01.*` for seed, arrangement and view, as WebDataset wants it:

    .rgb.png      (H, W, 3) uint8, with the camera's noise
    .depth.png    (H, W) uint16, tenths of a millimetre along the optical axis, as measured; 0 = no return
    .true.png     (H, W) uint16, the same without noise; 0 = farther than 6.5 m
    .mask.png     (H, W) uint8, the `id` of the object in each pixel; 0 = none of them
    .lidar.png    (32, 360) uint16, millimetres; 0 = no return; see envs/range_image.py
    .json         camera, lidar, objects, expressions; see labels.py and expressions.py
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError

DEPTH_UNIT_M, LIDAR_UNIT_M = 1e-4, 1e-3
# In pictures with noise there is little to find: differences to the row above, packed in a hurry. Measured
# on ours at 160x120, level 1 for all: colour 0.42 ms and 31 kB instead of 1.0 ms and 34 kB, depth 0.31 ms and
# 13 kB instead of 0.47 ms and 12 kB.
_ABOVE = (cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP)
_RUNS = (*_ABOVE, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE)
PARTS = ("rgb.png", "depth.png", "true.png", "mask.png", "lidar.png", "json")


@dataclass(frozen=True, eq=False)
class Sample:
    """Arrays in metres, NaN (depth) or 0 (lidar) where nothing came back."""

    key: str
    rgb: npt.NDArray[np.uint8]  # (H, W, 3)
    depth_m: npt.NDArray[np.float32]  # (H, W), NaN = no return
    true_m: npt.NDArray[np.float32]  # (H, W), NaN = farther than the unit allows
    mask: npt.NDArray[np.uint8]  # (H, W)
    lidar_m: npt.NDArray[np.float32]  # (32, 360), 0 = no return
    labels: dict[str, Any]

    def files(self, lidar_png: bytes | None = None) -> dict[str, bytes]:
        """Its files by extension; `lidar_png` spares packing a sweep that several samples share."""
        text = json.dumps(self.labels, ensure_ascii=False, separators=(",", ":"))
        return {
            "rgb.png": _png(self.rgb[..., ::-1], _RUNS),
            "depth.png": _png(_units(self.depth_m, DEPTH_UNIT_M)),
            "true.png": _png(_units(self.true_m, DEPTH_UNIT_M)),
            "mask.png": _png(self.mask),
            "lidar.png": lidar_png or pack_lidar(self.lidar_m),
            "json": text.encode(),
        }


def pack_lidar(lidar_m: npt.NDArray[np.float32]) -> bytes:
    """A sweep (32, 360) as it lies in the shard."""
    return _png(_units(lidar_m, LIDAR_UNIT_M))


def unpack(key: str, files: dict[str, bytes]) -> Sample:
    """The sample of these files.

    Raises:
        InputError: a file is missing or is no picture or JSON.
    """
    missing = [part for part in PARTS if part not in files]
    if missing:
        raise InputError(f"sample {key} lacks {', '.join(missing)}; run `mm_robot dataset --check` on it")
    try:
        labels = json.loads(files["json"])
    except ValueError as error:
        raise InputError(f"sample {key}: its .json cannot be read ({error})") from error
    pictures = {part: _picture(key, part, files[part]) for part in PARTS if part != "json"}
    depth = pictures["depth.png"].astype(np.float32) * np.float32(DEPTH_UNIT_M)
    true = pictures["true.png"].astype(np.float32) * np.float32(DEPTH_UNIT_M)
    depth[depth == 0.0] = np.nan
    true[true == 0.0] = np.nan
    lidar = pictures["lidar.png"].astype(np.float32) * np.float32(LIDAR_UNIT_M)
    rgb = np.ascontiguousarray(pictures["rgb.png"][..., ::-1])
    return Sample(key, rgb, depth, true, pictures["mask.png"], lidar, labels)


def _units(metres: npt.NDArray[np.float32], unit_m: float) -> npt.NDArray[np.uint16]:
    """Whole units, 0 where there is no number or it is too large for 16 bits."""
    units = np.nan_to_num(metres, nan=0.0, posinf=0.0) * np.float32(1.0 / unit_m) + np.float32(0.5)
    units[units > np.iinfo(np.uint16).max] = 0
    return np.asarray(units.astype(np.uint16))


def _png(pixels: npt.NDArray[Any], how: tuple[int, ...] = _ABOVE) -> bytes:
    return bytes(cv2.imencode(".png", np.ascontiguousarray(pixels), how)[1])


def _picture(key: str, part: str, data: bytes) -> npt.NDArray[Any]:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise InputError(f"sample {key}: {part} is no picture; run `mm_robot dataset --check` on it")
    return np.asarray(pixels)
