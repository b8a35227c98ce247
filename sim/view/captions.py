# SPDX-License-Identifier: Apache-2.0
"""Subtitles of a film: who says what in which language, and what the robot is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot.types import Language

Picture = npt.NDArray[np.uint8]
Speaker = Literal["person", "robot"]
_LINGERS_S = 1.6  # after the last word: about what reading a line takes longer than hearing it
_COLOURS = {"person": (255, 221, 120), "robot": (140, 220, 255)}
_NAMES = {"person": "Person", "robot": "Robot"}
_SHADE = (0, 0, 0, 165)
_BROKEN_OFF = " —"


@dataclass(frozen=True)
class Caption:
    """One line, shown while it is said and a little longer."""

    speaker: Speaker
    text: str
    language: Language
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Note:
    """Something about the film itself, shown from a moment on until the next one."""

    text: str
    start_s: float


def broken_off(caption: Caption, end_s: float) -> Caption:
    """The caption of a sentence that was cut off: as much of it as was said."""
    share = (end_s - caption.start_s) / max(caption.end_s - caption.start_s, 1e-6)
    if share >= 1.0:
        return caption
    said = caption.text[: max(1, round(share * len(caption.text)))].rstrip(" ,，。.")
    return replace(caption, text=said + _BROKEN_OFF, end_s=end_s)


def shown(captions: Sequence[Caption], at_s: float) -> list[Caption]:
    """The newest line of each speaker that is up at `at_s`, in the order they began."""
    newest: dict[str, Caption] = {}
    for caption in captions:
        if caption.start_s <= at_s < caption.end_s + _LINGERS_S:
            newest[caption.speaker] = caption
    return sorted(newest.values(), key=lambda caption: caption.start_s)


class Writer:
    """Writes lines on pictures of one size."""

    def __init__(self, size: tuple[int, int]) -> None:
        """`size`: width and height, px. Without a font that has Chinese, Chinese is written as pinyin."""
        self._size = size
        self._place = chinese_font()
        self._big, self._small = self._font(size[1] // 22), self._font(size[1] // 36)

    def _font(self, height_px: int) -> Any:
        return (
            ImageFont.truetype(self._place, height_px) if self._place else ImageFont.load_default(height_px)
        )

    def write(
        self, picture: Picture, captions: Sequence[Caption], title: str = "", activity: str = ""
    ) -> Picture:
        """The picture with the captions below, oldest on top, and title and activity above."""
        image = Image.fromarray(picture)
        pen = ImageDraw.Draw(image, "RGBA")
        margin = self._size[1] // 40
        self._head(pen, title, activity, margin)
        rows = [(caption, row) for caption in captions for row in self._rows(pen, caption)]
        step = round(self._big.size * 1.35)
        top = self._size[1] - margin - step * len(rows)
        if rows:
            pen.rectangle((0, top - margin // 2, self._size[0], self._size[1]), fill=_SHADE)
        for i, (caption, row) in enumerate(rows):
            first = i == 0 or rows[i - 1][0] is not caption
            name = f"{_NAMES[caption.speaker]} ({caption.language})" if first else ""
            y = top + i * step
            pen.text((margin, y), name, font=self._big, fill=_COLOURS[caption.speaker])
            pen.text((self._indent(pen), y), row, font=self._big, fill=(255, 255, 255, 255))
        return np.array(image)

    def _head(self, pen: Any, title: str, activity: str, margin: int) -> None:
        lines = [self._latin(line) for line in (title, activity) if line]
        if not lines:
            return
        step = round(self._small.size * 1.4)
        pen.rectangle((0, 0, self._size[0], margin + step * len(lines)), fill=_SHADE)
        for i, line in enumerate(lines):
            colour = (255, 255, 255, 255) if i == 0 and title else (205, 205, 205, 255)
            pen.text((margin, margin // 2 + i * step), line, font=self._small, fill=colour)

    def _indent(self, pen: Any) -> int:
        return int(pen.textlength("Person (en)  ", font=self._big)) + self._size[1] // 40

    def _rows(self, pen: Any, caption: Caption) -> list[str]:
        """The text in rows that fit, broken between words, or between characters in Chinese."""
        room = self._size[0] - self._indent(pen) - self._size[1] // 40
        spaced = caption.language == "en" or not self._place
        parts = self._latin(caption.text).split(" ") if spaced else list(caption.text)
        joint = " " if spaced else ""
        rows: list[str] = []
        for part in parts:
            longer = f"{rows[-1]}{joint}{part}" if rows else part
            if rows and pen.textlength(longer, font=self._big) > room:
                rows.append(part)
            else:
                rows[-1:] = [longer]
        return rows

    def _latin(self, text: str) -> str:
        return text if self._place else spelled(text.replace("—", "-"))
