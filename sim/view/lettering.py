# SPDX-License-Identifier: Apache-2.0
"""Letters on pictures: a font that has Chinese where the machine has one, and lines that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import ImageFont

from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot.types import Language

# The simplified Chinese face of a collection whose first one is Japanese: its shapes of 递 or 还 differ.
_FACES = {"NotoSansCJK-Regular.ttc": 2}


class Lettering:
    """One font in several sizes."""

    def __init__(self) -> None:
        """Without a font that has Chinese, Chinese is written as pinyin."""
        self._place = chinese_font()

    def font(self, height_px: int) -> Any:
        """The font with letters about `height_px` high."""
        if self._place is None:
            return ImageFont.load_default(height_px)
        return ImageFont.truetype(self._place, height_px, index=_FACES.get(Path(self._place).name, 0))

    def latin(self, text: str) -> str:
        """`text` as this font can write it."""
        return text if self._place else spelled(text.replace("—", "-").replace("·", "-"))

    def rows(self, pen: Any, text: str, language: Language, font: Any, room_px: float) -> list[str]:
        """`text` in rows that fit: broken between words, in Chinese between characters.

        Rows are about equally long, so that none holds a single word, and none begins with a mark.
        """
        spaced = language == "en" or not self._place
        parts = self.latin(text).split(" ") if spaced else _clusters(text)
        joint = " " if spaced else ""
        count = len(_filled(pen, parts, joint, font, room_px))
        if count > 1:
            for share in range(50, 100, 2):  # the narrowest column that takes no more rows
                rows = _filled(pen, parts, joint, font, room_px * share / 100)
                if len(rows) == count and all(pen.textlength(row, font=font) <= room_px for row in rows):
                    return rows
        return _filled(pen, parts, joint, font, room_px)


def _filled(pen: Any, parts: list[str], joint: str, font: Any, room_px: float) -> list[str]:
    rows: list[str] = []
    for part in parts:
        longer = f"{rows[-1]}{joint}{part}" if rows else part
        if rows and pen.textlength(longer, font=font) > room_px:
            rows.append(part)
        else:
            rows[-1:] = [longer]
    return rows


def _clusters(text: str) -> list[str]:
    """Characters, each with the marks behind it: no row begins with one."""
    parts: list[str] = []
    for character in text:
        if parts and character in "，。、？！：；”）— ":
            parts[-1] += character
        else:
            parts.append(character)
    return parts
