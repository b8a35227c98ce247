# SPDX-License-Identifier: Apache-2.0
"""Remembers an episode cheaply, and makes a film of it afterwards if it is worth one.

Keeping where everything was, five times a second, costs microseconds; drawing and packing a film costs
seconds. So only failures are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot_sim.sensors.moment import Moment, Replay, take
from mm_robot_sim.world import World

FRAMES_PER_S = 5.0
_SPEED = 2.0  # of the film, against the world's time: nobody watches failures at leisure
_SIZE = (320, 240)
_LETTERS_PX = 12
_MOST_FRAMES = 900
_CAMERA = "spectator"

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Still:
    moment: Moment
    caption: tuple[str, str]


class Trail:
    """Follows `world` from now on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stills: list[_Still] = []
        self._next_s = world.now_s
        self._said = self._stage = ""
        world.on_watch(self._look)

    def note(self, text: str) -> None:
        """What the person or the robot just said, in quotes or as an outcome; or a stage of the work."""
        stage, colon, _ = text.partition(": ")
        if colon and stage.islower():
            self._stage = text
        else:
            self._said, self._stage = text, ""

    def film(self, path: Path) -> Picture:
        """Write the film, and return its last picture (H, W, 3)."""
        self._look(now=True)
        width, height = _SIZE
        replay = Replay(self._world.model)
        renderer = self._world.renderer("failure", width, height)
        step = max(1, -(-len(self._stills) // _MOST_FRAMES))
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = imageio_ffmpeg.write_frames(
            str(path), (width, height), fps=FRAMES_PER_S * _SPEED, codec="libx264", pix_fmt_out="yuv420p",
            quality=5, macro_block_size=2,
            output_params=["-preset", "veryfast", "-threads", "1", "-movflags", "+faststart"],
        )  # fmt: skip
        writer.send(None)
        picture: Picture = np.zeros((height, width, 3), np.uint8)
        try:
            for still in self._stills[::-step][::-1]:
                data = replay.at(still.moment)
                picture = renderer.draw(data, _CAMERA, self._world.lock)[0]
                writer.send(np.ascontiguousarray(_captioned(picture, still.caption)))
        finally:
            writer.close()
        return picture

    def _look(self, now: bool = False) -> None:
        if now or self._world.now_s >= self._next_s:
            self._next_s = self._world.now_s + 1.0 / FRAMES_PER_S
            self._stills.append(_Still(take(self._world), (self._said, self._stage)))


def _captioned(picture: Picture, lines: Sequence[str]) -> Picture:
    path = chinese_font()
    font = ImageFont.truetype(str(path), _LETTERS_PX) if path else ImageFont.load_default(_LETTERS_PX)
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image, "RGBA")
    shown = [line if path else spelled(line) for line in lines if line]
    top = image.height - (_LETTERS_PX + 4) * len(shown) - 2
    pen.rectangle((0, top, image.width, image.height), fill=(0, 0, 0, 150))
    for row, line in enumerate(shown):
        pen.text((4, top + row * (_LETTERS_PX + 4)), line, font=font, fill=(255, 255, 255, 255))
    return np.array(image)
