# SPDX-License-Identifier: Apache-2.0
"""The organised point cloud of a camera at rest: frames fused per pixel, points in the base frame.

Per-pixel means over a few frames of a camera that does not move are the cheapest fusion there is: the noise
of n frames falls by sqrt(n), and holes that open at random close. A pixel whose depth jumps starts over, so
moving things do not smear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.types import CameraModel, FloatArray, RgbdFrame

Image = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

# Depth noise of active stereo grows with z² (Keselman et al. 2017): 0.08 px at f = 460 px, baseline 50 mm
# gives 3.5 mm/m².
NOISE_M_PER_M2 = 0.0035
_GAP_S = 0.5  # frames farther apart than this show two different moments
_LONG_AGO = 250  # frames, the most that is counted


@dataclass(frozen=True, eq=False)
class Cloud:
    """One fused look. All images (H, W); NaN where nothing was measured."""

    x_m: Image  # base frame
    y_m: Image
    z_m: Image
    depth_m: Image  # along the optical axis
    rgb: npt.NDArray[np.uint8]  # (H, W, 3)
    camera: CameraModel
    T_base_camera: FloatArray
    frames: int  # how many frames the oldest pixels hold

    def points_m(self, mask: Mask) -> FloatArray:
        """(N, 3) base frame points of the pixels of `mask`, those without depth left out."""
        points = np.column_stack((self.x_m[mask], self.y_m[mask], self.z_m[mask])).astype(np.float64)
        return points[np.isfinite(points[:, 2])]


class Fusion:
    """Takes frames, gives clouds."""

    def __init__(self, frames: int) -> None:
        """`frames`: how many are averaged at most."""
        self._most = frames
        self._camera: CameraModel | None = None
        self._T = np.zeros((4, 4))
        self._seen = 0
        self._stamp_s = float("-inf")

    def forget(self) -> None:
        """Start over with the next frame."""
        self._camera = None

    def drop(self, pixels: Mask) -> None:
        """Forget what was seen in these pixels (H, W): something that moves by itself was there."""
        if self._camera is not None and pixels.shape == self._mean.shape:
            self._mean[pixels] = np.nan
            self._count[pixels] = 0.0

    def add(self, frame: RgbdFrame) -> Cloud:
        """Fuse one checked frame with those before it."""
        depth = frame.depth_m.astype(np.float32, copy=True)
        depth[~(depth > 0.0)] = np.nan  # zero is many drivers' "no return"
        depth[depth > 20.0] = np.nan
        if frame.camera != self._camera or np.abs(frame.T_base_camera - self._T).max() > 1e-4:
            self._start(frame.camera, frame.T_base_camera, depth)
        else:
            if frame.stamp_s - self._stamp_s > _GAP_S:
                self._missed[:] = _LONG_AGO  # what was in a hole of this frame is old news
            self._blend(depth)
        self._stamp_s = frame.stamp_s
        self._seen += 1
        x, y, z = (
            self._mean * ray + np.float32(at) for ray, at in zip(self._rays, self._T[:3, 3], strict=True)
        )
        return Cloud(
            x, y, z, self._mean.copy(), frame.rgb, frame.camera, self._T, min(self._seen, self._most)
        )

    def _start(self, camera: CameraModel, T_base_camera: FloatArray, depth: Image) -> None:
        self._camera, self._T = camera, np.array(T_base_camera)
        right = (np.arange(camera.width) - camera.cx) / camera.fx
        down = (np.arange(camera.height) - camera.cy) / camera.fy
        R = self._T[:3, :3]
        self._rays = [
            (R[i, 0] * right[None, :] + R[i, 1] * down[:, None] + R[i, 2]).astype(np.float32)
            for i in range(3)
        ]
        self._mean = depth
        self._count = np.isfinite(depth).astype(np.float32)
        self._missed = np.zeros(depth.shape, np.uint8)
        self._seen = 0

    def _blend(self, depth: Image) -> None:
        valid = np.isfinite(depth)
        change = depth - self._mean
        # Two readings of one surface differ by sqrt(2) of the noise; four times that is another surface.
        same = np.abs(change) < np.float32(0.004) + np.float32(5.6 * NOISE_M_PER_M2) * depth * depth
        count = np.where(same, np.minimum(self._count + 1, np.float32(self._most)), np.float32(1.0))
        mean = np.where(same, self._mean + change / count, depth)
        self._missed = np.where(valid, 0, np.minimum(self._missed, _LONG_AGO) + 1).astype(np.uint8)
        keep = ~valid & (self._missed <= 2)  # a hole of one or two frames is the pattern's flicker
        self._mean = np.where(valid, mean, np.where(keep, self._mean, np.float32(np.nan)))
        self._count = np.where(valid, count, np.where(keep, self._count, np.float32(0.0)))
