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

MATTE, GLOSSY, METAL, DARK, TRANSPARENT = range(5)
_CODES = {"matte": MATTE, "shiny": GLOSSY, "dark": DARK, "transparent": TRANSPARENT}
_MOST_RAYS = 400  # per thing, 2 µs each; large things are looked at in every fourth pixel: holes are patches
_PATCH_PX = 5.0  # size of the patches that fail together, about the matching window
_STEADY = 0.8  # share of the pattern's variance that stays from frame to frame
_DRAWN = np.array([1, 1, 1, 1, 0, 0], np.uint8)  # geom groups that cameras draw

METAL_HOLES, METAL_WRONG, METAL_WRONG_M = 0.35, 0.10, 0.02
GLOSS_HOLES = 0.10  # lacquer and wet skin mirror only where they face the light
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
    return thing.design.finish == "matte" and not any(part.shiny for part in thing.design.parts)


def _difficult(model: mujoco.MjModel, thing: Thing) -> Difficult:
    kinds = np.zeros(model.ngeom, np.uint8)
    design = thing.design
    # A shiny grey thing is bare metal, a shiny coloured one is lacquered.
    whole = METAL if design.finish == "shiny" and design.colour == "grey" else _CODES[design.finish]
    names = {model.geom(int(g)).name: int(g) for g in np.flatnonzero(thing.geoms)}
    for name, geom in names.items():
        number = name.rsplit("_", 1)[-1]
        part = design.parts[int(number)] if number.isdigit() and int(number) < len(design.parts) else None
        if part is not None and part.shiny:
            kinds[geom] = METAL
        elif part is None or part.rgba is None:  # labels and caps are other stuff than the thing
            kinds[geom] = whole
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
            kinds, surface_m = self._look(data, T_base_camera, thing, box)
            if not kinds.any():
                continue
            if holes is None:
                seen, holes = true_m.copy(), np.zeros(true_m.shape, np.bool_)
            top, bottom, left, right = box
            part = (slice(top, bottom), slice(left, right))
            self._spoil(seen[part], holes[part], kinds, surface_m, self._pattern(thing, box, rng), rng)
        return seen, holes

    def _box(
        self, centre_m: FloatArray, radius_m: float, T_base_camera: FloatArray
    ) -> tuple[int, int, int, int] | None:
        """Rows and columns (top, bottom, left, right) around a ball; None when out of sight."""
        optics = self._optics
        x, y, z = T_base_camera[:3, :3].T @ (centre_m - T_base_camera[:3, 3])
        if z < radius_m + 0.02:
            return None
        u = optics.focal_px * x / z + (optics.width_px - 1) / 2
        v = optics.focal_px * y / z + (optics.height_px - 1) / 2
        reach = optics.focal_px * radius_m / (z - radius_m) + 2
        top, bottom = max(0, int(v - reach)), min(optics.height_px, int(v + reach) + 2)
        left, right = max(0, int(u - reach)), min(optics.width_px, int(u + reach) + 2)
        return (top, bottom, left, right) if top < bottom and left < right else None

    def _look(
        self, data: mujoco.MjData, T_base_camera: FloatArray, thing: Difficult, box: tuple[int, int, int, int]
    ) -> tuple[npt.NDArray[np.uint8], Depth | None]:
        """Kind of surface at each pixel of the box (h, w), and the depth of its own surface if it is glass.

        What is drawn shows the depth behind glass: MuJoCo blends transparent surfaces and leaves depth alone.
        """
        top, bottom, left, right = box
        optics, height, width = self._optics, bottom - top, right - left
        step = max(1, int(np.ceil(np.sqrt(height * width / _MOST_RAYS))))
        u = np.arange(left, right, step) + (step - 1) / 2 - (optics.width_px - 1) / 2
        v = np.arange(top, bottom, step) + (step - 1) / 2 - (optics.height_px - 1) / 2
        rays = np.ones((len(v), len(u), 3))
        rays[..., 0], rays[..., 1] = u / optics.focal_px, v[:, None] / optics.focal_px
        length = np.linalg.norm(rays, axis=2)
        along = (rays / length[..., None]) @ T_base_camera[:3, :3].T
        geom, distance = self._cast(data, T_base_camera[:3, 3], along)
        kinds = np.where(geom >= 0, thing.kinds[geom], 0).astype(np.uint8)
        surface = None
        if (kinds == TRANSPARENT).any():
            surface = (distance / length).astype(np.float32)
            surface = cv2.resize(surface, (width, height), interpolation=cv2.INTER_NEAREST)
        return cv2.resize(kinds, (width, height), interpolation=cv2.INTER_NEAREST), surface

    def _cast(
        self, data: mujoco.MjData, eye_m: FloatArray, along: FloatArray
    ) -> tuple[npt.NDArray[np.int32], FloatArray]:
        count = along.shape[0] * along.shape[1]
        geom, distance = np.empty(count, np.int32), np.empty(count)
        mujoco.mj_multiRay(
            self._model, data, np.array(eye_m), np.ascontiguousarray(along.reshape(-1, 3)).ravel(), _DRAWN,
            True, -1, geom, distance, None, count, 20.0,
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
        surface_m: Depth | None, pattern: Depth, rng: np.random.Generator,
    ) -> None:  # fmt: skip
        """Write into the views `depth` and `holes` (h, w) what becomes of a thing's pixels."""
        glass = kinds == TRANSPARENT
        share = np.zeros(depth.shape, np.float32)
        share[kinds == GLOSSY], share[kinds == METAL], share[glass] = GLOSS_HOLES, METAL_HOLES, GLASS_HOLES
        dark = kinds == DARK
        share[dark] = np.minimum(DARK_HOLES_AT_1M * depth[dark] ** 2, DARK_HOLES_MOST)
        holes |= pattern < share
        mirrored = (kinds == METAL) & (pattern > 1.0 - METAL_WRONG)
        if mirrored.any():
            depth[mirrored] += np.float32(METAL_WRONG_M * rng.standard_normal())
        if surface_m is not None:
            itself = glass & (pattern > GLASS_HOLES + GLASS_BEHIND)
            depth[itself] = surface_m[itself]


def _patches(shape: tuple[int, int], rng: np.random.Generator) -> Depth:
    """(h, w) Gaussian field of unit variance, smooth over _PATCH_PX."""
    coarse = (int(shape[0] / _PATCH_PX) + 2, int(shape[1] / _PATCH_PX) + 2)
    white = rng.standard_normal(coarse, dtype=np.float32)
    field = cv2.resize(white, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(field * np.float32(1.16), dtype=np.float32)  # the interpolation's loss, measured
