# SPDX-License-Identifier: Apache-2.0
"""The band above a film: its chapter, what the robot is doing, and whether it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from mm_robot_sim.view.lettering import Lettering

Picture = npt.NDArray[np.uint8]
_SHADE, _STOP = (0, 0, 0, 165), (205, 30, 30)
_TITLE, _ACTIVITY, _PALE, _NOW = (255, 255, 255), (215, 215, 215), (125, 125, 125), (120, 235, 140)


@dataclass(frozen=True)
class Headline:
    """What stands above one picture."""

    title: str  # of the chapter
    activity: str = ""  # what the robot is doing, in words
    stage: str = ""  # which of the stages that is
    stopped: bool = False  # the arm may not move until somebody says so


class Banner:
    """Draws headlines on pictures of one size."""

    def __init__(self, size: tuple[int, int], stages: Sequence[str]) -> None:
        """`size`: width and height, px; `stages`: all there are, in order."""
        self._size, self._stages = size, tuple(stages)
        self._letters = Lettering()
        self._big, self._small = self._letters.font(size[1] // 28), self._letters.font(size[1] // 36)

    def draw(self, picture: Picture, headline: Headline) -> Picture:
        """The picture with the headline."""
        image = Image.fromarray(picture)
        pen = ImageDraw.Draw(image, "RGBA")
        margin = self._size[1] // 40
        second = margin // 2 + round(self._big.size * 1.45)
        pen.rectangle((0, 0, self._size[0], second + round(self._small.size * 1.6)), fill=_SHADE)
        pen.text((margin, margin // 2), self._letters.latin(headline.title), font=self._big, fill=_TITLE)
        pen.text((margin, second), self._letters.latin(headline.activity), font=self._small, fill=_ACTIVITY)
        self._chain(pen, headline.stage, second, margin)
        if headline.stopped:
            self._stop(pen, margin)
        return np.array(image)

    def _chain(self, pen: Any, stage: str, y: int, margin: int) -> None:
        """All stages in a row, to the right, the present one in colour."""
        gap = self._small.size * 0.7
        widths = [pen.textlength(name, font=self._small) + gap for name in self._stages]
        x = self._size[0] - margin - sum(widths)
        for name, width in zip(self._stages, widths, strict=True):
            pen.text((x, y), name, font=self._small, fill=_NOW if name == stage else _PALE)
            x += width

    def _stop(self, pen: Any, margin: int) -> None:
        """A red frame and the word: nobody overlooks it."""
        width, height = self._size
        pen.rectangle((0, 0, width - 1, height - 1), outline=_STOP, width=max(2, height // 120))
        word = "STOPPED"
        x = width - margin - pen.textlength(word, font=self._big)
        box = (x - margin // 2, margin // 4, width - margin // 2, margin // 2 + self._big.size * 1.3)
        pen.rectangle(box, fill=_STOP)
        pen.text((x, margin // 2), word, font=self._big, fill=(255, 255, 255))
