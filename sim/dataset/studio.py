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
from mm_robot.types import CameraModel, FloatArray
from mm_robot_sim.dataset.views import View
from mm_robot_sim.sensors.depth import noisy_depth
from mm_robot_sim.sensors.exposure import Exposure, develop
from mm_robot_sim.sensors.finish import MATTE, TRANSPARENT, Difficult, Trouble
from mm_robot_sim.sensors.lidar import sweep
from mm_robot_sim.sensors.moment import displace
from mm_robot_sim.sensors.optics import FIXED, Optics, fixed_optics
from mm_robot_sim.view.display import open_window
from mm_robot_sim.world import World

HIDDEN_GROUP = 5  # neither drawn nor hit by the lidar
_SAME_Z = 1e-6  # of the z-buffer: 0.05 mm at 1.5 m; the two drawings agree to the bit where we looked
_SMALL_PX, _SMALL_FACES = 240, (12, 8)  # faces around and along a sphere that is 20 pixels wide at most
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
        self._trouble = _DrawnTrouble(world, self._optics)
        model.cam_fovy[model.camera(FIXED).id] = np.degrees(2 * np.arctan(size[1] / 2 / focal_px))
        self._groups = model.geom_group.copy()
        self._lights, self._ambient = model.light_diffuse.copy(), model.vis.headlight.ambient.copy()
        self._thing = np.zeros(model.ngeom + 1, np.uint8)  # of each geom; the last one stands for "no geom"
        for index, thing in enumerate(world.objects):
            self._thing[:-1][thing.geoms] = index + 1
        self._geom_of = np.full(1, -1, np.int32)  # of each segment number in the picture
        self._option = mujoco.MjvOption()
        self._option.geomgroup[:] = (1, 1, 1, 1, 0, 0)
        self._option.sitegroup[:] = 0
        self._camera = mujoco.MjvCamera()
        self._camera.type = mujoco.mjtCamera.mjCAMERA_FIXED
        self._camera.fixedcamid = model.camera(FIXED).id
        self._scene = mujoco.MjvScene(model, maxgeom=4 * model.ngeom + 100)
        self._things = mujoco.MjvScene(model, maxgeom=4 * model.ngeom + 100)  # the things alone
        self._shown = self._apart = self._groups
        self._window = open_window(*size)
        self._window.make_current()
        self._context = _context(model, size[0])
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
        self._shown = model.geom_group.copy()
        self._apart = np.where(self._thing[:-1] > 0, self._shown, HIDDEN_GROUP)
        self._update(self._things, self._apart)
        scene = self._things
        drawn = [(geom.segid + 1, geom.objid) for geom in scene.geoms[: scene.ngeom] if geom.segid >= 0]
        self._geom_of = np.full(max((number for number, _ in drawn), default=0) + 1, -1, np.int32)
        for number, geom in drawn:
            self._geom_of[number] = geom if 0 <= geom < model.ngeom else -1

    def lidar(self, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """(N, 3) points of one sweep over what is shown, in the lidar's frame."""
        return sweep(self.world, rng).points_m

    def shoot(self, view: View, rng: np.random.Generator) -> Picture:
        """Photograph what is shown."""
        model, data = self.world.model, self.world.data
        displace(data, self._camera.fixedcamid, view.T_base_camera)
        model.light_diffuse[:] = self._lights * view.light_share[:, None]
        model.vis.headlight.ambient[:] = self._ambient * view.ambient_share
        self._update(self._scene, self._shown)
        rgb, z_buffer = self._render(self._scene)
        self._trouble.geoms = self._geoms_seen(z_buffer)
        mask = self._thing[self._trouble.geoms]  # -1 finds the last entry: no thing
        true = self._metres(z_buffer)
        matched, unmatched = self._trouble.apply(data, view.T_base_camera, true, rng)
        depth = noisy_depth(matched, rgb, self._optics, rng, unmatched)
        true[true > _FARTHEST_M] = np.nan
        return Picture(develop([rgb], Exposure(), self._optics.colour_noise, rng), depth, true, mask)

    def _update(self, scene: mujoco.MjvScene, groups: npt.NDArray[np.int32]) -> None:
        """Look at the geoms whose group is drawn."""
        self.world.model.geom_group[:] = groups
        mujoco.mjv_updateScene(
            self.world.model, self.world.data, self._option, None, self._camera,
            int(mujoco.mjtCatBit.mjCAT_ALL), scene,
        )  # fmt: skip
        self.world.model.geom_group[:] = self._shown
        for flag in (mujoco.mjtRndFlag.mjRND_SHADOW, mujoco.mjtRndFlag.mjRND_REFLECTION):
            scene.flags[flag] = False  # update_scene sets them again each time

    def _render(self, scene: mujoco.MjvScene) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """Colour (H, W, 3) and z-buffer (H, W): reversed, 1 at the near plane, 0 at the far one."""
        width, height = self._size
        rect = mujoco.MjrRect(0, 0, width, height)
        rgb, z_buffer = np.empty((height, width, 3), np.uint8), np.empty((height, width), np.float32)
        mujoco.mjr_render(rect, scene, self._context)
        mujoco.mjr_readPixels(rgb, z_buffer, rect, self._context)
        return np.ascontiguousarray(rgb[::-1]), np.ascontiguousarray(z_buffer[::-1])

    def _geoms_seen(self, z_buffer: npt.NDArray[np.float32]) -> npt.NDArray[np.int32]:
        """(H, W) geom of a thing in each pixel, -1 = none.

        Only things are drawn once more, in an eighth of the time of drawing all. A pixel shows the thing when
        nothing was nearer in the whole picture; glass, which leaves no trace there, counts too.
        """
        self._update(self._things, self._apart)
        flags = self._things.flags
        flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = True
        rgb, z_things = self._render(self._things)
        numbers = rgb[..., 0].astype(np.uint32) | rgb[..., 1].astype(np.uint32) << 8
        geoms = self._geom_of[np.minimum(numbers, len(self._geom_of) - 1)]
        geoms[(numbers >= len(self._geom_of)) | (z_things < z_buffer - _SAME_Z)] = -1
        return np.asarray(geoms)

    def _metres(self, z_buffer: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Depth along the optical axis: 1/depth is linear in z."""
        model = self.world.model
        near, far = (v * model.stat.extent for v in (model.vis.map.znear, model.vis.map.zfar))
        return np.asarray(1.0 / (z_buffer * np.float32(1.0 / near - 1.0 / far) + np.float32(1.0 / far)))


class _DrawnTrouble(Trouble):
    """Takes from the picture which surface is where, instead of casting rays; only glass still needs rays."""

    geoms: npt.NDArray[np.int32]  # (H, W) of the picture that is spoiled, -1 = no thing

    def _look(
        self,
        data: mujoco.MjData,
        T_base_camera: FloatArray,
        thing: Difficult,
        box: tuple[int, int, int, int],
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32] | None]:
        top, bottom, left, right = box
        seen = self.geoms[top:bottom, left:right]
        kinds = np.where(seen >= 0, thing.kinds[seen], MATTE).astype(np.uint8)
        if not (kinds == TRANSPARENT).any():
            return kinds, None
        return super()._look(data, T_base_camera, thing, box)


def _context(model: mujoco.MjModel, width_px: int) -> mujoco.MjrContext:
    """A drawing context. In small pictures round things get by with fewer faces, half the time of drawing."""
    quality = model.vis.quality
    before = quality.numslices, quality.numstacks
    if width_px <= _SMALL_PX:
        quality.numslices, quality.numstacks = _SMALL_FACES
    context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100)
    quality.numslices, quality.numstacks = before
    return context


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
