# SPDX-License-Identifier: Apache-2.0
"""The run as one picture: numbers, a bar with its interval for each group, and the commonest failures."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot_sim.bench.run import Results
from mm_robot_sim.bench.statistics import commonest_causes, tables

_WIDTH, _MARGIN, _ROW, _GAP = 1000, 30, 22, 14
_NAME, _BAR_LEFT, _BAR_RIGHT = 190, 230, 640  # columns, pixels from the margin
_THUMB = (220, 165)
_INK, _FAINT, _LINE, _BAR = (28, 32, 36), (105, 113, 122), (217, 221, 225), (47, 111, 176)
_GROUPS = (("By family", "families"), ("By language", "languages"), ("By disturbance", "disturbances"))


class _Sheet:
    """A page that grows downwards."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (_WIDTH, height), "white")
        self.pen = ImageDraw.Draw(self.image)
        self.y = _MARGIN
        self._font = chinese_font()

    def text(self, x: float, words: str, size: int = 14, colour: tuple[int, int, int] = _INK) -> None:
        shown = words if self._font else spelled(words)
        font = ImageFont.truetype(str(self._font), size) if self._font else ImageFont.load_default(size)
        self.pen.text((_MARGIN + x, self.y), shown, font=font, fill=colour)

    def down(self, pixels: int) -> None:
        self.y += pixels


def chart(results: Results) -> Image.Image:
    """The picture, as high as it needs to be."""
    numbers = tables(results.episodes)
    causes = commonest_causes(results.episodes)
    rows = sum(len(numbers[key]) for _, key in _GROUPS)
    height = 2 * _MARGIN + 110 + 3 * (_ROW + 30) + rows * _ROW + len(causes) * (_THUMB[1] + 50) + 60
    sheet = _Sheet(height)
    _head(sheet, results, numbers["total"])
    for title, key in _GROUPS:
        _bars(sheet, title, numbers[key])
    if causes:
        sheet.down(_GAP)
        sheet.text(0, "Commonest causes of failure", 18)
        sheet.down(32)
    thumbnails = {p.episode.seed: p.thumbnail for p in results.played if p.episode is not None}
    for cause, failed in causes:
        sheet.text(0, f"{cause}: {len(failed)}", 15)
        sheet.down(24)
        for place, episode in enumerate(failed[:4]):
            data = thumbnails.get(episode.seed)
            if data:
                picture = Image.open(io.BytesIO(base64.b64decode(data))).resize(_THUMB)
                sheet.image.paste(picture, (_MARGIN + place * (_THUMB[0] + 12), sheet.y))
        sheet.down(_THUMB[1] + 4)
        for place, episode in enumerate(failed[:4]):
            words = episode.said[0] if episode.said else episode.family
            sheet.text(place * (_THUMB[0] + 12), _cut(words), 11, _FAINT)
        sheet.down(22)
    return sheet.image.crop((0, 0, _WIDTH, min(height, sheet.y + _MARGIN)))


def _head(sheet: _Sheet, results: Results, total: Mapping[str, Any]) -> None:
    plan, (low, high) = results.plan, total["success_interval"]
    sheet.text(0, f"mm_robot bench {plan.suite}", 24)
    sheet.down(36)
    sheet.text(
        0,
        f"seeds {plan.first_seed} to {plan.last_seed}, {total['episodes']} episodes, "
        f"{results.facts['version']}, {results.facts['machine']['cores']} cores",
        13,
        _FAINT,
    )
    sheet.down(26)
    sheet.text(0, f"success {total['success']:.1%}  ({low:.1%} to {high:.1%})", 18)
    sheet.text(
        380,
        f"wrong object {total['wrong_object']:.1%}   false refusals {total['false_refusals']:.1%}   "
        f"unsafe {total['unsafe']:.1%}",
        16,
    )
    sheet.down(40)


def _bars(sheet: _Sheet, title: str, rows: Mapping[str, Any]) -> None:
    sheet.text(0, title, 16)
    sheet.down(28)
    for name, row in rows.items():
        low, high = row["success_interval"]
        sheet.text(0, name.replace("_", " "), 13)
        left, span = _MARGIN + _BAR_LEFT, _BAR_RIGHT - _BAR_LEFT
        y = sheet.y + 9
        sheet.pen.rectangle((left, y - 5, left + span, y + 5), fill=_LINE)
        sheet.pen.rectangle((left, y - 5, left + span * row["success"], y + 5), fill=_BAR)
        sheet.pen.line((left + span * low, y, left + span * high, y), fill=_INK, width=2)
        for edge in (low, high):
            sheet.pen.line((left + span * edge, y - 4, left + span * edge, y + 4), fill=_INK, width=2)
        sheet.text(_BAR_RIGHT + 14, f"{row['success']:.0%}  of {row['episodes']}", 13)
        sheet.text(
            _BAR_RIGHT + 120, f"wrong {row['wrong_object']:.0%}  unsafe {row['unsafe']:.0%}", 13, _FAINT
        )
        sheet.down(_ROW)
    sheet.down(_GAP)


def _cut(words: str, width: int = 34) -> str:
    """So much of it as fits under a picture; a Chinese character takes the room of two letters."""
    taken, room = "", width
    for letter in words:
        room -= 1 if letter.isascii() else 2
        if room < 0:
            return f"{taken}…"
        taken += letter
    return taken
