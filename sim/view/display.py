# SPDX-License-Identifier: Apache-2.0
"""Drawing without a display: chooses MuJoCo's OpenGL backend, and keeps all drawing on one thread.

OpenGL contexts belong to the thread that made them, while frames are asked for from any.
"""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot_sim.fair_lock import FairLock

Pictures = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32], float]


class Renderer:
    """Draws one camera of one model: colour and depth from a single pass."""

    def __init__(self, model: mujoco.MjModel, width: int, height: int, *, shadows: bool = False) -> None:
        self._model = model
        self._size = (width, height)
        self._shadows = shadows
        self._option = mujoco.MjvOption()
        self._option.geomgroup[:] = (1, 1, 1, 1, 0, 0)
        self._option.sitegroup[:] = 0
        self._scene = mujoco.MjvScene(model, maxgeom=2000)
        self._context: tuple[Any, mujoco.MjrContext] | None = None
        self._busy = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render")

    def draw(self, data: mujoco.MjData, camera: str, lock: FairLock) -> Pictures:
        """((H, W, 3) uint8 RGB, (H, W) float32 metres along the optical axis, time in seconds).

        `lock` guards `data`; it is held while the scene is looked at, not while it is drawn.
        """
        with self._busy:
            with lock:
                stamp_s = float(data.time)
                self._look(data, camera)
            rgb, depth = self._thread.submit(self._draw).result()
            return rgb, depth, stamp_s

    def _look(self, data: mujoco.MjData, camera: str) -> None:
        view = mujoco.MjvCamera()
        view.type = mujoco.mjtCamera.mjCAMERA_FIXED
        view.fixedcamid = self._model.camera(camera).id
        mujoco.mjv_updateScene(
            self._model, data, self._option, None, view, int(mujoco.mjtCatBit.mjCAT_ALL), self._scene
        )
        self._scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = (
            self._shadows
        )  # update_scene sets it again each time
        self._scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = False

    def _draw(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        width, height = self._size
        context = self._open()
        rect = mujoco.MjrRect(0, 0, width, height)
        rgb = np.empty((height, width, 3), np.uint8)
        z_buffer = np.empty((height, width), np.float32)
        mujoco.mjr_render(rect, self._scene, context)
        mujoco.mjr_readPixels(rgb, z_buffer, rect, context)
        near = self._model.vis.map.znear * self._model.stat.extent
        far = self._model.vis.map.zfar * self._model.stat.extent
        # Reversed Z, 1 at the near plane and 0 at the far one: 1/depth is linear in it.
        depth = 1.0 / (z_buffer * (1.0 / near - 1.0 / far) + 1.0 / far)
        return np.ascontiguousarray(rgb[::-1]), np.ascontiguousarray(depth[::-1]).astype(np.float32)

    def _open(self) -> mujoco.MjrContext:
        if self._context is None:
            window = open_window(*self._size)
            window.make_current()
            context = mujoco.MjrContext(self._model, mujoco.mjtFontScale.mjFONTSCALE_100)
            mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
            context.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR
            self._context = (window, context)
        return self._context[1]

    def _free(self) -> None:
        if self._context is not None:
            window, context = self._context
            context.free()
            window.free()
            self._context = None

    def close(self) -> None:
        """Free the OpenGL context, on the thread that made it."""
        self._thread.submit(self._free).result()
        self._thread.shutdown()


def open_window(width: int, height: int) -> Any:
    """An off-screen OpenGL context: EGL on Linux, which needs no display, unless MUJOCO_GL says otherwise."""
    if sys.platform.startswith("linux") and os.environ.get("MUJOCO_GL", "egl") == "egl":
        # Chosen here and not by setting the variable: mujoco reads that once, and may have been imported
        # before us.
        from mujoco.egl import GLContext

        return GLContext(width, height)
    return mujoco.GLContext(width, height)
