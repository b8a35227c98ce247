# SPDX-License-Identifier: Apache-2.0
"""Dark, shiny and transparent surfaces: where in the picture they are, and what depth cameras make of them.

Active stereo needs a texture that both lenses see alike. On metal each lens sees another reflection, on glass
what lies behind, on black plastic and cloth little of the projected pattern comes back. Sajjan et al. 2020
("ClearGrasp: 3D shape estimation of transparent objects for manipulation") describe both failures on glass:
depth is missing where light mirrors, and elsewhere it is that of what lies behind. The shares below are our
choice. What fails stays the same from frame to frame while nothing moves, because it follows from how surface
and camera stand; a smaller part flickers. Averaging frames therefore does not heal it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import mujoco
import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from mm_robot.types import FloatArray
from mm_robot_sim.sensors.optics import Optics
from mm_robot_sim.world import Thing, World

MATTE, SHINY, DARK, TRANSPARENT = range(4)
_CODES = {"matte": MATTE, "shiny": SHINY, "dark": DARK, "transparent": TRANSPARENT}
_STEP_PX = 2  # rays through every second pixel: holes are patches
_PATCH_PX = 5.0  # size of the patches that fail together, about the matching window
_STEADY = 0.8  # share of the pattern's variance that stays from frame to frame
_DRAWN = np.array([1, 1, 1, 1, 0, 0], np.uint8)  # geom groups that cameras draw

SHINY_HOLES, SHINY_WRONG, SHINY_WRONG_M = 0.35, 0.10, 0.02
GLASS_HOLES, GLASS_BEHIND = 0.45, 0.40  # the rest is the glass itself
DARK_HOLES_AT_1M = 0.30  # grows with the square of the distance, as the pattern's light falls
DARK_HOLES_MOST = 0.85

Depth = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Difficult:
    """A thing that depth cameras have trouble with."""

    body: int
    radius_m: float  # of the ball around it
    kinds: npt.NDArray[np.uint8]  # (ngeom,) MATTE to TRANSPARENT; MATTE for what is not part of it


def difficult_things(world: World) -> tuple[Difficult, ...]:
    """Those of the world's things that are not all matte."""
    return tuple(_difficult(world.model, thing) for thing in world.objects if not _is_matte(thing))


def _is_matte(thing: Thing) -> bool:
    design = thing.design
    return getattr(design, "finish", "matte") == "matte" and not any(
        getattr(part, "shiny", False) for part in design.parts
    )


def _difficult(model: mujoco.MjModel, thing: Thing) -> Difficult:
    kinds = np.zeros(model.ngeom, np.uint8)
    design = thing.design
    names = {model.geom(int(g)).name: int(g) for g in np.flatnonzero(thing.geoms)}
    for name, geom in names.items():
        number = name.rsplit("_", 1)[-1]
        part = design.parts[int(number)] if number.isdigit() and int(number) < len(design.parts) else None
        if part is not None and part.shiny:
            kinds[geom] = SHINY
        elif part is None or part.rgba is None:  # labels and caps are other stuff than the thing
            kinds[geom] = _CODES[design.finish]
    return Difficult(thing.body, float(np.linalg.norm(thing.extent_m)) / 2, kinds)


class Trouble:
    """What the difficult things do to one camera's depth."""

    def __init__(self, world: World, optics: Optics) -> None:
        self._model, self._seed, self._optics = world.model, world.seed, optics
        self._things = difficult_things(world)

    def apply(
        self, data: mujoco.MjData, T_base_camera: FloatArray, true_m: Depth, rng: np.random.Generator
    ) -> tuple[Depth, npt.NDArray[np.bool_] | None]:
        """Depth (H, W) as the camera might match it, and (H, W) where it finds no match; None: nothing to do.

        Args:
            data: the state that was drawn.
            T_base_camera: (4, 4) true optical pose.
            true_m: (H, W) metres.
            rng: of this frame.
        """
        seen, holes = true_m, None
        for thing in self._things:
            box = self._box(data.xpos[thing.body], thing.radius_m, T_base_camera)
            if box is None:
                continue
            kinds, behind_m = self._look(data, T_base_camera, thing, box)
            if not kinds.any():
                continue
            if holes is None:
                seen, holes = true_m.copy(), np.zeros(true_m.shape, np.bool_)
            top, bottom, left, right = box
            part = (slice(top, bottom), slice(left, right))
            self._spoil(seen[part], holes[part], kinds, behind_m, self._pattern(thing, box, rng), rng)
        return seen, holes

    def _box(
        self, centre_m: FloatArray, radius_m: float, T_base_camera: FloatArray
    ) -> tuple[int, int, int, int] | None:
        """Rows and columns (top, bottom, left, right) around a ball; even numbers, None when out of sight."""
        optics = self._optics
        x, y, z = T_base_camera[:3, :3].T @ (centre_m - T_base_camera[:3, 3])
        if z < radius_m + 0.02:
            return None
        u = optics.focal_px * x / z + (optics.width_px - 1) / 2
        v = optics.focal_px * y / z + (optics.height_px - 1) / 2
        reach = optics.focal_px * radius_m / (z - radius_m) + 2
        top, bottom = max(0, int(v - reach) & ~1), min(optics.height_px, (int(v + reach) & ~1) + 2)
        left, right = max(0, int(u - reach) & ~1), min(optics.width_px, (int(u + reach) & ~1) + 2)
        return (top, bottom, left, right) if top < bottom and left < right else None

    def _look(
        self, data: mujoco.MjData, T_base_camera: FloatArray, thing: Difficult, box: tuple[int, int, int, int]
    ) -> tuple[npt.NDArray[np.uint8], Depth | None]:
        """Kind of surface at each pixel of the box (h, w), and the depth behind the thing if it is glass."""
        top, bottom, left, right = box
        optics = self._optics
        u = np.arange(left, right, _STEP_PX) + 0.5 - (optics.width_px - 1) / 2
        v = np.arange(top, bottom, _STEP_PX) + 0.5 - (optics.height_px - 1) / 2
        rays = np.ones((len(v), len(u), 3))
        rays[..., 0], rays[..., 1] = u / optics.focal_px, v[:, None] / optics.focal_px
        length = np.linalg.norm(rays, axis=2)
        along = (rays / length[..., None]) @ T_base_camera[:3, :3].T
        geom, _ = self._cast(data, T_base_camera[:3, 3], along, -1)
        kinds = np.where(geom >= 0, thing.kinds[geom], 0).astype(np.uint8)
        behind = None
        if (kinds == TRANSPARENT).any():
            hit, far = self._cast(data, T_base_camera[:3, 3], along, thing.body)
            behind = np.where(hit >= 0, far / length, optics.far_m * 2).astype(np.float32)
            behind = _doubled(behind, bottom - top, right - left)
        return _doubled(kinds, bottom - top, right - left), behind

    def _cast(
        self, data: mujoco.MjData, eye_m: FloatArray, along: FloatArray, without_body: int
    ) -> tuple[npt.NDArray[np.int32], FloatArray]:
        count = along.shape[0] * along.shape[1]
        geom, distance = np.empty(count, np.int32), np.empty(count)
        mujoco.mj_multiRay(
            self._model, data, np.array(eye_m), np.ascontiguousarray(along.reshape(-1, 3)).ravel(), _DRAWN,
            True, without_body, geom, distance, None, count, 20.0,
        )  # fmt: skip
        return geom.reshape(along.shape[:2]), distance.reshape(along.shape[:2])

    def _pattern(self, thing: Difficult, box: tuple[int, int, int, int], rng: np.random.Generator) -> Depth:
        """(h, w) uniform in 0 to 1, smooth over patches, mostly the same while thing and camera rest."""
        top, bottom, left, right = box
        steady = np.random.default_rng((self._seed, 78, thing.body, top // 4, left // 4))
        shape = (bottom - top, right - left)
        field = np.sqrt(_STEADY) * _patches(shape, steady) + np.sqrt(1 - _STEADY) * _patches(shape, rng)
        return np.asarray(ndtr(field), dtype=np.float32)

    def _spoil(
        self, depth: Depth, holes: npt.NDArray[np.bool_], kinds: npt.NDArray[np.uint8],
        behind_m: Depth | None, pattern: Depth, rng: np.random.Generator,
    ) -> None:  # fmt: skip
        """Write into the views `depth` and `holes` (h, w) what becomes of a thing's pixels."""
        shiny, dark, glass = kinds == SHINY, kinds == DARK, kinds == TRANSPARENT
        share = np.minimum(DARK_HOLES_AT_1M * depth**2, DARK_HOLES_MOST)
        lost = (
            (shiny & (pattern < SHINY_HOLES)) | (dark & (pattern < share)) | (glass & (pattern < GLASS_HOLES))
        )
        holes |= lost
        mirrored = shiny & (pattern > 1.0 - SHINY_WRONG)
        if mirrored.any():
            depth[mirrored] += np.float32(SHINY_WRONG_M * rng.standard_normal())
        if behind_m is not None:
            through = glass & (pattern > 1.0 - GLASS_BEHIND)
            depth[through] = behind_m[through]


def _doubled(coarse: npt.NDArray[np.generic], height: int, width: int) -> npt.NDArray[np.generic]:
    return np.repeat(np.repeat(coarse, _STEP_PX, axis=0), _STEP_PX, axis=1)[:height, :width]


def _patches(shape: tuple[int, int], rng: np.random.Generator) -> Depth:
    """(h, w) Gaussian field of unit variance, smooth over _PATCH_PX."""
    coarse = (int(shape[0] / _PATCH_PX) + 2, int(shape[1] / _PATCH_PX) + 2)
    white = rng.standard_normal(coarse, dtype=np.float32)
    field = cv2.resize(white, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(field * np.float32(1.16), dtype=np.float32)  # the interpolation's loss, measured
