# SPDX-License-Identifier: Apache-2.0
"""Pages of text in a film: what it shows, before it; what came of it, after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from mm_robot_sim.view.lettering import Lettering

Picture = npt.NDArray[np.uint8]
Mark = Literal["", "right", "wrong"]
_PAPER, _INK, _FAINT = (24, 27, 33), (240, 240, 240), (165, 170, 180)
_MARKS: dict[str, tuple[int, int, int]] = {"right": (110, 220, 130), "wrong": (240, 90, 80)}


@dataclass(frozen=True)
class Entry:
    """A line of a card: what it says, a fainter remark below it, and a mark in front."""

    text: str
    remark: str = ""
    mark: Mark = ""


def card(size: tuple[int, int], heading: str, entries: Sequence[Entry], footer: str = "") -> Picture:
    """(H, W, 3) uint8 of a page of `size` (width, height), px."""
    width, height = size
    letters = Lettering()
    image = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(image)
    big, middle, small = (letters.font(height // part) for part in (17, 27, 36))
    margin = height // 16
    pen.text((margin, margin), letters.latin(heading), font=big, fill=_INK)
    y = margin + big.size * 1.9
    for entry in entries:
        if entry.mark:
            _draw_mark(pen, entry.mark, margin, y, middle.size)
        x = margin + middle.size * 1.6
        pen.text((x, y), letters.latin(entry.text), font=middle, fill=_INK)
        y += middle.size * 1.3
        for row in letters.rows(pen, entry.remark, "en", small, width - x - margin) if entry.remark else ():
            pen.text((x, y), row, font=small, fill=_FAINT)
            y += small.size * 1.3
        y += middle.size * 0.4
    rows = letters.rows(pen, footer, "en", small, width - 2 * margin) if footer else []
    y = height - margin - small.size * 1.3 * len(rows)
    for row in rows:
        pen.text((margin, y), row, font=small, fill=_FAINT)
        y += small.size * 1.3
    return np.array(image)


def faded(before: Picture, after: Picture, share: float) -> Picture:
    """Between two pictures of a size: `share` 0 is `before`, 1 is `after`."""
    return np.asarray(before * (1.0 - share) + after * share, np.uint8)


def _draw_mark(pen: Any, mark: str, x: float, y: float, size: float) -> None:
    """A tick or a cross, drawn rather than written: not every font has them."""
    colour, thick = _MARKS[mark], max(2, round(size / 8))
    left, top = x, y + size * 0.25
    if mark == "right":
        points = [(left, top + size * 0.45), (left + size * 0.3, top + size * 0.75), (left + size * 0.9, top)]
        pen.line(points, fill=colour, width=thick, joint="curve")
    else:
        pen.line((left, top, left + size * 0.75, top + size * 0.75), fill=colour, width=thick)
        pen.line((left, top + size * 0.75, left + size * 0.75, top), fill=colour, width=thick)
