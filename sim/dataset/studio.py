# SPDX-License-Identifier: Apache-2.0
"""Photographs a world fast: one compiled model, many arrangements of its things, many views of each.

Things that an arrangement leaves out are not drawn and not hit by the lidar; no physics runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.types import CameraModel
from mm_robot_sim.dataset.views import View
from mm_robot_sim.sensors.depth import noisy_depth
from mm_robot_sim.sensors.exposure import Exposure, develop
from mm_robot_sim.sensors.finish import Trouble
from mm_robot_sim.sensors.lidar import sweep
from mm_robot_sim.sensors.moment import displace
from mm_robot_sim.sensors.optics import FIXED, Optics, fixed_optics
from mm_robot_sim.view.display import open_window
from mm_robot_sim.world import World

HIDDEN_GROUP = 5  # neither drawn nor hit by the lidar
_FARTHEST_M = 6.5  # what 16 bits of tenths of a millimetre hold


@dataclass(frozen=True, eq=False)
class Picture:
    """One view of one arrangement."""

    rgb: npt.NDArray[np.uint8]  # (H, W, 3), with noise
    depth_m: npt.NDArray[np.float32]  # (H, W), as measured, NaN = no return
    true_m: npt.NDArray[np.float32]  # (H, W), NaN = too far
    mask: npt.NDArray[np.uint8]  # (H, W), 1 + index of the thing in the world, 0 = none


class Studio:
    """Draws one world at one picture size. Use it from one thread, and close it."""

    def __init__(self, world: World, size: tuple[int, int], focal_px: float) -> None:
        """`size`: (width, height) in pixels, at most the model's off-screen buffer; `focal_px`: of the lens.

        Raises:
            InputError: the picture is too large, or the world holds more than 255 things.
        """
        largest = world.model.vis.global_.offwidth, world.model.vis.global_.offheight
        if size[0] > largest[0] or size[1] > largest[1]:
            raise InputError(f"size {size[0]}x{size[1]} is too large; at most {largest[0]}x{largest[1]}")
        if len(world.objects) > 255:
            raise InputError(f"{len(world.objects)} things; a mask of 8 bits tells at most 255 apart")
        self.world, self._size = world, size
        model = world.model
        self._optics = _optics(world, size, focal_px)
        self._trouble = Trouble(world, self._optics)
        model.cam_fovy[model.camera(FIXED).id] = np.degrees(2 * np.arctan(size[1] / 2 / focal_px))
        self._groups = model.geom_group.copy()
        self._lights, self._ambient = model.light_diffuse.copy(), model.vis.headlight.ambient.copy()
        self._thing = np.zeros(model.ngeom + 1, np.uint8)  # of each geom; the last one stands for "no geom"
        for index, thing in enumerate(world.objects):
            self._thing[:-1][thing.geoms] = index + 1
        self._ids = np.zeros(1, np.uint8)  # thing of each segment number in the picture
        self._option = mujoco.MjvOption()
        self._option.geomgroup[:] = (1, 1, 1, 1, 0, 0)
        self._option.sitegroup[:] = 0
        self._camera = mujoco.MjvCamera()
        self._camera.type = mujoco.mjtCamera.mjCAMERA_FIXED
        self._camera.fixedcamid = model.camera(FIXED).id
        self._scene = mujoco.MjvScene(model, maxgeom=4 * model.ngeom + 100)
        self._window = open_window(*size)
        self._window.make_current()
        self._context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, self._context)
        self._context.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR

    @property
    def camera(self) -> CameraModel:
        """Its intrinsics."""
        return self._optics.model

    def close(self) -> None:
        """Free the drawing context and give the model back as it was, but for the lens."""
        self.world.model.geom_group[:] = self._groups
        self.world.model.light_diffuse[:] = self._lights
        self.world.model.vis.headlight.ambient[:] = self._ambient
        self._context.free()
        self._window.free()

    def show(self, present: npt.NDArray[np.bool_]) -> None:
        """Show only these things (n,) from now on, where `world.data.qpos` has them."""
        model, data = self.world.model, self.world.data
        model.geom_group[:] = self._groups
        for thing, here in zip(self.world.objects, present, strict=True):
            if not here:
                model.geom_group[thing.geoms] = HIDDEN_GROUP
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_camlight(model, data)
        self._update()
        scene = self._scene
        geoms = [(geom.segid + 1, geom.objid) for geom in scene.geoms[: scene.ngeom] if geom.segid >= 0]
        self._ids = np.zeros(max((number for number, _ in geoms), default=0) + 1, np.uint8)
        for number, geom in geoms:
            self._ids[number] = self._thing[geom] if 0 <= geom < model.ngeom else 0

    def lidar(self, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """(N, 3) points of one sweep over what is shown, in the lidar's frame."""
        return sweep(self.world, rng).points_m

    def shoot(self, view: View, rng: np.random.Generator) -> Picture:
        """Photograph what is shown."""
        model, data = self.world.model, self.world.data
        displace(data, self._camera.fixedcamid, view.T_base_camera)
        model.light_diffuse[:] = self._lights * view.light_share[:, None]
        model.vis.headlight.ambient[:] = self._ambient * view.ambient_share
        self._update()
        rgb, true = self._render(segments=False)
        numbers = self._segments()
        mask = self._ids[np.minimum(numbers, len(self._ids) - 1)]
        mask[numbers >= len(self._ids)] = 0
        matched, unmatched = self._trouble.apply(data, view.T_base_camera, true, rng)
        depth = noisy_depth(matched, rgb, self._optics, rng, unmatched)
        true[true > _FARTHEST_M] = np.nan
        return Picture(develop([rgb], Exposure(), self._optics.colour_noise, rng), depth, true, mask)

    def _update(self) -> None:
        mujoco.mjv_updateScene(
            self.world.model, self.world.data, self._option, None, self._camera,
            int(mujoco.mjtCatBit.mjCAT_ALL), self._scene,
        )  # fmt: skip
        for flag in (mujoco.mjtRndFlag.mjRND_SHADOW, mujoco.mjtRndFlag.mjRND_REFLECTION):
            self._scene.flags[flag] = False  # update_scene sets them again each time

    def _render(self, *, segments: bool) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        width, height = self._size
        rect = mujoco.MjrRect(0, 0, width, height)
        rgb = np.empty((height, width, 3), np.uint8)
        z_buffer = None if segments else np.empty((height, width), np.float32)
        mujoco.mjr_render(rect, self._scene, self._context)
        mujoco.mjr_readPixels(rgb, z_buffer, rect, self._context)
        if z_buffer is None:
            return rgb[::-1], np.empty(0, np.float32)
        model = self.world.model
        near, far = (v * model.stat.extent for v in (model.vis.map.znear, model.vis.map.zfar))
        # Reversed Z, 1 at the near plane and 0 at the far one: 1/depth is linear in it.
        depth = 1.0 / (z_buffer[::-1] * np.float32(1.0 / near - 1.0 / far) + np.float32(1.0 / far))
        return np.ascontiguousarray(rgb[::-1]), np.asarray(depth, dtype=np.float32)

    def _segments(self) -> npt.NDArray[np.uint32]:
        """(H, W) segment number of each pixel, 0 = background."""
        flags = self._scene.flags
        flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = True
        rgb, _ = self._render(segments=True)
        flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = False
        wide = rgb.astype(np.uint32)
        return np.asarray(wide[..., 0] | wide[..., 1] << 8 | wide[..., 2] << 16)


def _optics(world: World, size: tuple[int, int], focal_px: float) -> Optics:
    """The profile's camera with other pixels.

    Stereo matching works on pixels. A camera that gives small pictures has matched at full size, so the noise
    in metres stays what it is.
    """
    nominal = fixed_optics(world.config.sim)
    share = focal_px / nominal.focal_px
    return replace(
        nominal, width_px=size[0], height_px=size[1], focal_px=focal_px,
        disparity_noise_px=nominal.disparity_noise_px * share,
    )  # fmt: skip
