# SPDX-License-Identifier: Apache-2.0
"""Pictures for surfaces, made of numbers: stripes, labels, wood, weave, skins of fruit.

All are small (at most 128 rows) uint8 RGB; a pattern's second colour covers less than 40 %, so that the
main colour stays the one a person would name.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.objects.design import Texture

SIZE_PX = 64
Rgb = Sequence[float]


def flat(rgb: Rgb, height: int = SIZE_PX, width: int = SIZE_PX) -> FloatArray:
    """(H, W, 3) of one colour, to be drawn upon."""
    return np.tile(np.asarray(rgb[:3], dtype=np.float64), (height, width, 1))


def finished(picture: FloatArray) -> Texture:
    """To bytes."""
    return (np.clip(picture, 0.0, 1.0) * 255).astype(np.uint8)


def stripes(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """Two to six stripes around or along, a fifth to a third of the surface."""
    picture = flat(main)
    count, share = int(rng.integers(2, 7)), rng.uniform(0.2, 0.33)
    on = (np.arange(SIZE_PX) / SIZE_PX * count + rng.uniform()) % 1.0 < share
    if rng.random() < 0.6:
        picture[on] = second[:3]
    else:
        picture[:, on] = second[:3]
    return finished(picture)


def band(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """One or two bands around the upper half, perhaps with a thin line beside them."""
    picture = flat(main)
    at, wide = rng.uniform(0.25, 0.5), rng.uniform(0.08, 0.16)
    rows = np.arange(SIZE_PX) / SIZE_PX
    picture[(rows > at) & (rows < at + wide)] = second[:3]
    if rng.random() < 0.5:
        picture[(rows > at - 0.06) & (rows < at - 0.03)] = second[:3]
    return finished(picture)


def dots(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """Round spots in staggered rows."""
    picture = flat(main, 96, 96)
    count = int(rng.integers(4, 8))
    y, x = np.mgrid[0:96, 0:96] / 96 * count
    x = x + 0.5 * (np.floor(y) % 2)
    near = np.hypot(x % 1 - 0.5, y % 1 - 0.5) < rng.uniform(0.2, 0.3)
    picture[near] = second[:3]
    return finished(picture)


def checks(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """A cloth's checks: two sets of lines that mix where they cross."""
    count, share = int(rng.integers(3, 7)), rng.uniform(0.14, 0.24)
    on = ((np.arange(SIZE_PX) / SIZE_PX * count) % 1.0 < share).astype(float)
    weight = 0.55 * (on[:, None] + on[None, :]) * 0.8
    picture = flat(main) * (1 - weight[..., None]) + flat(second) * weight[..., None]
    return finished(picture)


def two_tone(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """The lowest or highest quarter or third in the second colour."""
    picture = flat(main)
    rows = round(SIZE_PX * rng.uniform(0.2, 0.32))
    if rng.random() < 0.5:
        picture[:rows] = second[:3]
    else:
        picture[-rows:] = second[:3]
    return finished(picture)


def label(rng: np.random.Generator, main: Rgb, second: Rgb, *, repeat: int = 1) -> Texture:
    """A printed label: a patch with a heading, lines of small print and an emblem, on the main colour.

    `repeat` puts it on each of so many sides of a thing that is wrapped by the picture.
    """
    height, width = 128, 128 // repeat
    picture = flat(main, height, width)
    top, bottom = round(height * rng.uniform(0.3, 0.36)), round(height * rng.uniform(0.62, 0.7))
    left, right = round(width * rng.uniform(0.1, 0.16)), round(width * rng.uniform(0.84, 0.9))
    picture[top:bottom, left:right] = second[:3]
    ink = np.asarray(main[:3]) * 0.6
    _print(picture[top + 3 : top + 12, left + 3 : right - 3], rng, ink, 1, 9)
    _print(picture[bottom - 14 : bottom - 3, left + 3 : right - 3], rng, ink, 4, 2)
    y, x = np.mgrid[0:height, 0:width]
    centre = ((top + bottom) / 2, left + (right - left) * rng.uniform(0.35, 0.65))
    emblem = rng.uniform(0.1, 0.95, 3)
    radius = min(bottom - top, right - left) * 0.16
    picture[((y - centre[0]) / radius) ** 2 + ((x - centre[1]) / radius) ** 2 < 1] = emblem
    return finished(np.tile(picture, (1, repeat, 1)))


def cover(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """A book's cover above a quarter for its sides: title, a picture or a frame, the author's name."""
    picture = flat(main, 128, 96)
    page = picture[:96]
    top = int(rng.integers(10, 20))
    _print(page[top : top + 9, 12:84], rng, second, 1, 9)
    _print(page[top + 13 : top + 18, 24:72], rng, second, 1, 5)
    if rng.random() < 0.6:
        low, left = int(rng.integers(44, 52)), int(rng.integers(18, 34))
        block = page[low : low + 28, left : 96 - left]
        block[:] = rng.uniform(0.2, 0.9, 3)
        block[8:20, 4:-4] = np.asarray(second[:3])
    else:
        page[4:6, 4:-4] = page[-6:-4, 4:-4] = page[4:-4, 4:6] = page[4:-4, -6:-4] = np.asarray(second[:3])
    _print(page[86:90, 30:66], rng, second, 1, 4)
    return finished(picture)


def letter(rng: np.random.Generator, main: Rgb, second: Rgb) -> Texture:
    """A toy block's six faces, each with a frame and a blocky sign."""
    picture = flat(main, 96, 128)
    for i in range(4):
        _face(picture[25:96, 32 * i : 32 * i + 32], rng, second)
    for i in range(2):
        _face(picture[0:23, 64 * i : 64 * i + 64], rng, second)
    return finished(picture)


def wood(rng: np.random.Generator, main: Rgb, _second: Rgb) -> Texture:
    """Grain: waves drawn out along u, lighter and darker than the main colour."""
    y, x = np.mgrid[0:SIZE_PX, 0:SIZE_PX] / SIZE_PX
    bend = 0.05 * np.sin(2 * np.pi * (x + rng.uniform())) + 0.02 * np.sin(4 * np.pi * (x + rng.uniform()))
    grain = np.sin(2 * np.pi * (y + bend) * rng.uniform(6, 10)) * 0.07 + rng.normal(0, 0.025, (SIZE_PX, 1))
    return finished(flat(main) * (1 + grain[..., None]))


def weave(rng: np.random.Generator, main: Rgb, _second: Rgb) -> Texture:
    """Wicker: strands over and under one another."""
    count = int(rng.integers(6, 9))
    y, x = np.mgrid[0:SIZE_PX, 0:SIZE_PX] / SIZE_PX * count
    over = (np.floor(x) + np.floor(y * 2)) % 2
    across = np.where(over > 0, x % 1, (x + 0.5) % 1)
    round_ = np.sin(np.pi * across) * np.sin(np.pi * ((y * 2) % 1)) ** 0.5
    shade = 0.62 + 0.45 * round_ * rng.uniform(0.95, 1.05)
    return finished(flat(main) * shade[..., None])


def skin(
    rng: np.random.Generator,
    main: Rgb,
    second: Rgb,
    *,
    speckles: int = 60,
    strength: float = 0.25,
    blush: float = 0.0,
    clouds: float = 0.05,
) -> Texture:
    """Fruit: soft clouds, speckles, and a blush of the second colour on one side."""
    size = SIZE_PX
    picture = flat(main, size, size)
    picture *= 1 + clouds * _clouds(rng, size)[..., None]
    if blush > 0:
        x = np.cos(2 * np.pi * (np.arange(size) / size + rng.uniform()))
        weight = np.clip(blush * (0.5 + 0.5 * x[None, :] + 0.15 * _clouds(rng, size)), 0, 1)[..., None]
        picture = picture * (1 - weight) + np.asarray(second[:3]) * weight
    for _ in range(speckles):
        r, c = rng.integers(0, size, 2)
        picture[r, c] = picture[r, c] * (1 - strength) + np.asarray(second[:3]) * strength
    return finished(picture)


def kernels(rng: np.random.Generator, main: Rgb, around: int = 14, along: int = 30) -> Texture:
    """Rows of grains: corn."""
    size = 128
    y, x = np.mgrid[0:size, 0:size] / size
    grain = np.abs(np.sin(np.pi * x * around)) ** 0.5 * np.abs(np.sin(np.pi * y * along)) ** 0.5
    tone = 0.62 + 0.42 * grain + 0.05 * _clouds(rng, size)
    return finished(flat(main, size, size) * tone[..., None])


def rings(rng: np.random.Generator, main: Rgb, dark: float = 0.75, count: int = 9) -> Texture:
    """Short dark lines around: carrot."""
    picture = flat(main)
    for _ in range(count):
        row, start, wide = (
            int(rng.integers(2, SIZE_PX - 2)),
            int(rng.integers(0, SIZE_PX)),
            int(rng.integers(8, 22)),
        )
        picture[row, np.arange(start, start + wide) % SIZE_PX] *= dark
    return finished(picture * (1 + 0.06 * _clouds(rng, SIZE_PX)[..., None]))


def _face(face: npt.NDArray[np.float64], rng: np.random.Generator, ink: Rgb) -> None:
    height, width = face.shape[:2]
    sign = rng.random((5, 3)) < 0.6
    sign[:, 0] = True
    rows = np.clip(np.arange(height) * 9 // height - 2, -1, 5)
    columns = np.clip(np.arange(width) * 7 // width - 2, -1, 3)
    inside = ((rows >= 0) & (rows < 5))[:, None] & ((columns >= 0) & (columns < 3))[None, :]
    on = inside & sign[np.clip(rows, 0, 4)][:, np.clip(columns, 0, 2)]
    face[on] = np.asarray(ink[:3])


def _print(
    area: npt.NDArray[np.float64], rng: np.random.Generator, ink: npt.ArrayLike, lines: int, letter_px: int
) -> None:
    """Lines of what looks like print from a distance: strokes with gaps, words with wider ones."""
    height, width = area.shape[:2]
    colour = np.asarray(ink, dtype=np.float64)[:3]
    each = max(height // lines, 2)
    for i in range(lines):
        stroke = np.repeat(rng.random(-(-width // max(letter_px // 3, 1))) < 0.68, max(letter_px // 3, 1))[
            :width
        ]
        stroke[int(width * rng.uniform(0.75, 1.0)) :] = False
        thick = max(round(each * 0.65), 1)
        rows = area[i * each : i * each + thick]
        rows[:, stroke] = colour


def _clouds(rng: np.random.Generator, size: int) -> FloatArray:
    """(size, size) smooth noise, periodic in both directions, of unit variance."""
    y, x = np.mgrid[0:size, 0:size] / size * 2 * np.pi
    field = np.zeros((size, size))
    for _ in range(8):
        k, m = rng.integers(-4, 5, 2)
        field += np.sin(k * x + m * y + rng.uniform(0, 2 * np.pi))
    return np.asarray(field / max(float(field.std()), 1e-6))
