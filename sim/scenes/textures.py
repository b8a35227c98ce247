# SPDX-License-Identifier: Apache-2.0
"""Surfaces of tables, floors and walls, painted in numpy and given to MuJoCo as textures."""

from __future__ import annotations

from collections.abc import Callable

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.scenes.spec import Surface

SIZE_PX = 256
Pixels = npt.NDArray[np.uint8]


def paint(surface: Surface, size_px: int = SIZE_PX) -> Pixels:
    """(size, size, 3) picture of a surface; the same for the same values."""
    rng = np.random.default_rng((surface.seed, 31))
    first, second = np.array(surface.colour), np.array(surface.second)
    picture = _PATTERNS[surface.pattern](rng, first, second, size_px)
    return (np.clip(picture, 0, 1) * 255).astype(np.uint8)


def add_material(spec: mujoco.MjSpec, name: str, surface: Surface, size_px: int = SIZE_PX) -> None:
    """A material `name` that looks like `surface`."""
    pixels = paint(surface, size_px)
    texture = spec.add_texture(
        name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=pixels.shape[1], height=pixels.shape[0],
        nchannel=3,
    )  # fmt: skip
    texture.data = pixels.tobytes()
    repeat = (surface.repeat, surface.repeat)
    material = spec.add_material(name=name, texrepeat=repeat, specular=0.1, shininess=0.1, reflectance=0.0)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name


def _smooth_noise(rng: np.random.Generator, down: int, across: int, size: int) -> FloatArray:
    """(size, size) noise of `down` x `across` cells, interpolated; its ends meet, so that it can repeat."""
    grid = rng.standard_normal((down, across))
    grid = np.pad(grid, ((0, 1), (0, 1)), mode="wrap")
    y, x = np.linspace(0, down, size, endpoint=False), np.linspace(0, across, size, endpoint=False)
    iy, ix = y.astype(int), x.astype(int)
    fy, fx = (y - iy)[:, None], (x - ix)[None, :]
    top = grid[iy][:, ix] * (1 - fx) + grid[iy][:, ix + 1] * fx
    low = grid[iy + 1][:, ix] * (1 - fx) + grid[iy + 1][:, ix + 1] * fx
    return np.asarray(top * (1 - fy) + low * fy)


def _planks(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    """Boards side by side: grain is noise drawn out along the board."""
    boards = int(rng.integers(4, 8))
    grain = sum(
        weight * _smooth_noise(rng, across, along, size)
        for across, along, weight in ((size // 2, 4, 0.03), (64, 3, 0.03), (24, 2, 0.02))
    )
    board = np.arange(size) * boards // size
    grain = grain + (0.05 * rng.standard_normal(boards))[board][:, None]
    grain[np.diff(board, prepend=0) > 0] -= 0.16
    return np.asarray(tone * (1 + np.asarray(grain)[..., None]))


def _plain(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    spots = 0.012 * _smooth_noise(rng, 8, 8, size) + 0.008 * rng.standard_normal((size, size))
    return np.asarray(tone * (1 + spots[..., None]))


def _stone(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    """Clouds and speckles, and now and then a vein."""
    clouds = 0.5 * _smooth_noise(rng, 4, 4, size) + 0.3 * _smooth_noise(rng, 16, 16, size)
    specks = _smooth_noise(rng, size // 2, size // 2, size)
    veins = np.exp(-((_smooth_noise(rng, 3, 3, size) / 0.06) ** 2))
    share = np.clip(0.12 * clouds + 0.35 * (specks > 1.6) + 0.3 * veins, -0.1, 0.7)
    return np.asarray(tone + share[..., None] * (second - tone))


def _checked(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    """A woven cloth: two colours crossing."""
    count = int(rng.integers(5, 10))
    band = (np.arange(size) * 2 * count // size) % 2
    share = (band[:, None] + band[None, :]) / 2.0
    weave = 0.03 * ((np.arange(size)[:, None] + np.arange(size)[None, :]) % 2 - 0.5)
    return np.asarray(tone + share[..., None] * (second - tone) + weave[..., None])


def _striped(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    count, thin = int(rng.integers(4, 9)), rng.uniform(0.15, 0.4)
    phase = (np.arange(size) * count / size) % 1.0
    share = (phase < thin).astype(float)[:, None] * np.ones((1, size))
    weave = 0.02 * rng.standard_normal((size, size))
    return np.asarray(tone + share[..., None] * (second - tone) + weave[..., None])


def _tiles(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    count = 4
    cell = np.arange(size) * count // size
    shades = 0.04 * rng.standard_normal((count, count))
    at = np.arange(size) % (size // count)
    joint = (at < 3)[:, None] | (at < 3)[None, :]
    tiles = tone * (1 + shades[cell][:, cell][..., None] + 0.015 * rng.standard_normal((size, size, 1)))
    return np.where(joint[..., None], second, tiles)


def _carpet(rng: np.random.Generator, tone: FloatArray, second: FloatArray, size: int) -> FloatArray:
    pile = 0.08 * rng.standard_normal((size, size)) + 0.05 * _smooth_noise(rng, 32, 32, size)
    return np.asarray(tone * (1 + pile[..., None]))


_PATTERNS: dict[str, Callable[[np.random.Generator, FloatArray, FloatArray, int], FloatArray]] = {
    "planks": _planks, "plain": _plain, "stone": _stone, "checked": _checked, "striped": _striped,
    "tiles": _tiles, "carpet": _carpet,
}  # fmt: skip
