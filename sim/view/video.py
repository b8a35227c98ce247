# SPDX-License-Identifier: Apache-2.0
"""Films the world from the spectator's place, as H.264 mp4 with caption lines."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from mm_robot.errors import InputError
from mm_robot_sim.world import World

Picture = npt.NDArray[np.uint8]
FRAMES_PER_S = 15.0


class Recorder:
    """Takes a picture whenever a frame of `world`'s time is due, and writes it.

        with Recorder(world, "out/demo.mp4") as film:
            film.caption = ("把红色的杯子递给我", "found: red cup")
            world.step(1.0)

    `draw_caption(picture, lines)` returns the picture with the lines on it; the default draws with `font`, a
    font file that has the letters needed (Pillow's own has no Chinese).
    """

    def __init__(
        self,
        world: World,
        path: str | Path,
        *,
        size: tuple[int, int] = (1280, 720),
        font: str | Path | None = None,
        draw_caption: Callable[[Picture, Sequence[str]], Picture] | None = None,
        live: bool = False,
    ) -> None:
        """`live`: take pictures only in `catch_up`, which another thread than the world's calls."""
        if size[0] % 2 or size[1] % 2:
            raise InputError(f"film size is {size}; H.264 takes even numbers of pixels")
        self._world = world
        self._path = Path(path)
        self._size = size
        self._font = _load_font(font, size[1] // 26)
        self._draw_caption = draw_caption or self._write
        self.caption: tuple[str, ...] = ()
        self._next_s = world.now_s
        self._file: Generator[None, Any, None] | None = None
        if not live:
            world.on_watch(self._film)

    def catch_up(self) -> bool:
        """Write what is due, as one picture of now: late frames repeat it, so that the film keeps its pace.

        Returns:
            Whether anything was due.
        """
        due = int((self._world.now_s - self._next_s) * FRAMES_PER_S + 1e-6) + 1
        if self._file is None or due < 1:
            return False
        picture = np.ascontiguousarray(self.picture())
        for _ in range(due):
            self._file.send(picture)
        self._next_s += due / FRAMES_PER_S
        return True

    def _film(self) -> None:
        if self._file is None or self._world.now_s + 1e-9 < self._next_s:
            return
        self._next_s += 1.0 / FRAMES_PER_S
        self._file.send(np.ascontiguousarray(self.picture()))

    def picture(self) -> Picture:
        """(H, W, 3) uint8: what the spectator sees now, with the caption."""
        picture = spectate(self._world, *self._size)
        return self._draw_caption(picture, self.caption) if self.caption else picture

    def _write(self, picture: Picture, lines: Sequence[str]) -> Picture:
        image = Image.fromarray(picture)
        pen = ImageDraw.Draw(image, "RGBA")
        step = int(self._font.size * 1.4)
        top = image.height - step * len(lines) - step // 2
        pen.rectangle((0, top - step // 3, image.width, image.height), fill=(0, 0, 0, 150))
        for i, line in enumerate(lines):
            pen.text((step, top + i * step), line, font=self._font, fill=(255, 255, 255, 255))
        return np.array(image)

    def __enter__(self) -> Recorder:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._next_s = self._world.now_s
        self._file = imageio_ffmpeg.write_frames(
            str(self._path), self._size, fps=FRAMES_PER_S, codec="libx264", pix_fmt_out="yuv420p", quality=6,
            macro_block_size=2,
            output_params=["-preset", "veryfast", "-threads", "1", "-movflags", "+faststart"],
        )  # fmt: skip
        self._file.send(None)
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def spectate(world: World, width: int = 1280, height: int = 720) -> Picture:
    """(H, W, 3) uint8: robot, table and person in one picture, with shadows."""
    renderer = world.renderer(f"spectator {width}x{height}", width, height, shadows=True)
    return renderer.draw(world.data, "spectator", world.lock)[0]


def _load_font(path: str | Path | None, size: int) -> Any:
    if path is None:
        return ImageFont.load_default(size)
    try:
        return ImageFont.truetype(str(path), size)
    except OSError as error:
        raise InputError(f"{path}: not a font file ({error})") from error
