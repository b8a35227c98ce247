# SPDX-License-Identifier: Apache-2.0
"""Subtitles of a film: who says what in which language, with an English rendering below what is Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from mm_robot.types import Language
from mm_robot_sim.view.lettering import Lettering

Picture = npt.NDArray[np.uint8]
Speaker = Literal["person", "robot"]
_LINGERS_S = 1.6  # after the last word: about what reading a line takes longer than hearing it
_COLOURS = {"person": (255, 221, 120), "robot": (140, 220, 255)}
_NAMES = {"person": "Person", "robot": "Robot"}
_GLOSS = (200, 200, 200)
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
    gloss: str = ""  # in English, for who does not read the language


def broken_off(caption: Caption, end_s: float) -> Caption:
    """The caption of a sentence that was cut off: as much of it as was said."""
    share = (end_s - caption.start_s) / max(caption.end_s - caption.start_s, 1e-6)
    if share >= 1.0:
        return caption
    gloss = _begun(caption.gloss, share) if caption.gloss else ""
    return replace(caption, text=_begun(caption.text, share), gloss=gloss, end_s=end_s)


def _begun(text: str, share: float) -> str:
    """About that share of the text; a word that has been begun is written out."""
    length = max(1, round(share * len(text)))
    if text[:length].isascii() and text[length - 1] != " ":
        length += len(text[length:].split(" ")[0])
    return text[:length].rstrip(" ,，、。.") + _BROKEN_OFF


def shown(captions: Sequence[Caption], at_s: float) -> list[Caption]:
    """The newest line of each speaker that is up at `at_s`, in the order they began."""
    newest: dict[str, Caption] = {}
    for caption in captions:
        if caption.start_s <= at_s < caption.end_s + _LINGERS_S:
            newest[caption.speaker] = caption
    return sorted(newest.values(), key=lambda caption: caption.start_s)


class Writer:
    """Writes captions on pictures of one size."""

    def __init__(self, size: tuple[int, int]) -> None:
        """`size`: width and height, px. Without a font that has Chinese, Chinese is written as pinyin."""
        self._size = size
        self._letters = Lettering()
        self._big, self._small = self._letters.font(size[1] // 22), self._letters.font(size[1] // 32)

    def write(self, picture: Picture, captions: Sequence[Caption]) -> Picture:
        """The picture with the captions below, oldest on top."""
        if not captions:
            return picture
        image = Image.fromarray(picture)
        pen = ImageDraw.Draw(image, "RGBA")
        margin = self._size[1] // 40
        indent = margin + max(self._name_px(pen, caption) for caption in captions)
        rows = [row for caption in captions for row in self._rows(pen, caption, indent)]
        y = self._size[1] - margin - sum(_step(font) for _, _, font, _ in rows)
        pen.rectangle((0, y - margin // 2, *self._size), fill=_SHADE)
        for name, text, font, ink in rows:
            if name:
                pen.text((margin, y), name[1], font=font, fill=_COLOURS[name[0]])
            pen.text((indent, y), text, font=font, fill=ink)
            y += _step(font)
        return np.array(image)

    def _rows(
        self, pen: Any, caption: Caption, indent: int
    ) -> list[tuple[tuple[str, str] | None, str, Any, tuple[int, int, int]]]:
        """(speaker and name in front of the first row, text, font, colour) of each row."""
        room = self._size[0] - indent - self._size[1] // 40
        said = self._letters.rows(pen, caption.text, caption.language, self._big, room)
        gloss = self._letters.rows(pen, caption.gloss, "en", self._small, room) if caption.gloss else []
        name = (caption.speaker, _name(caption))
        return [
            *((name if i == 0 else None, row, self._big, (255, 255, 255)) for i, row in enumerate(said)),
            *((None, row, self._small, _GLOSS) for row in gloss),
        ]

    def _name_px(self, pen: Any, caption: Caption) -> int:
        return int(pen.textlength(f"{_name(caption)}  ", font=self._big))


def _name(caption: Caption) -> str:
    return f"{_NAMES[caption.speaker]} ({caption.language})"


def _step(font: Any) -> int:
    return int(font.size * 1.35)
