# SPDX-License-Identifier: Apache-2.0
"""A picture of what was understood: every thing outlined and named, what was meant in green."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.geometry import inverse, project, transform_points
from mm_robot.grounding.wording import thing_words
from mm_robot.types import (
    Absent,
    Ambiguous,
    FloatArray,
    Found,
    Grounding,
    RgbdFrame,
    Scene,
    SceneObject,
)

Picture = npt.NDArray[np.uint8]
_MEANT, _ASKED, _SEEN, _INK = (60, 220, 90), (255, 190, 40), (190, 190, 190), (255, 255, 255)
_TEXT_PX = 18
_BAR_PX = 30
# Where Linux distributions, macOS and Windows keep fonts with Chinese characters.
_FONT_PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


def draw(frame: RgbdFrame, scene: Scene, grounding: Grounding, text: str) -> Picture:
    """The frame with outlines, names and two lines of text.

    Args:
        frame: the picture that `scene` was seen in.
        scene: what was seen.
        grounding: what was meant by `text`.
        text: what was asked.

    Returns:
        (H + 60, W, 3) uint8 RGB: the picture, with a bar of two lines below it.
    """
    meant = {thing.id for thing in grounding.objects} if isinstance(grounding, Found) else set()
    asked = {thing.id for thing in grounding.candidates} if isinstance(grounding, Ambiguous) else set()
    height, width = frame.rgb.shape[:2]
    picture = np.zeros((height + 2 * _BAR_PX, width, 3), np.uint8)
    picture[:height] = frame.rgb
    labels: list[tuple[str, tuple[int, int], tuple[int, int, int]]] = []
    for thing in sorted(scene.objects, key=lambda t: t.id in meant or t.id in asked):
        outline = _outline(thing, frame)
        if outline is None:
            continue
        colour = _MEANT if thing.id in meant else _ASKED if thing.id in asked else _SEEN
        cv2.polylines(picture[:height], [outline], True, colour, 2 if colour == _SEEN else 3, cv2.LINE_AA)
        top = outline[int(np.argmin(outline[:, 1]))]
        labels.append((thing_words(thing, "en"), (int(outline[:, 0].min()), int(top[1]) - 20), colour))
    labels.append((text, (8, height + 4), _INK))
    labels.append((_verdict(grounding), (8, height + 4 + _BAR_PX), _MEANT if meant else _ASKED))
    return _write(picture, labels)


def _verdict(grounding: Grounding) -> str:
    if isinstance(grounding, Found):
        names = ", ".join(thing_words(thing, "en") for thing in grounding.objects)
        return f"{names} ({100 * grounding.confidence:.0f} %)"
    return grounding.reason if isinstance(grounding, Absent) else grounding.question


def _outline(thing: SceneObject, frame: RgbdFrame) -> npt.NDArray[np.int32] | None:
    """(K, 2) the hull of the box in the picture; None when it is not in view."""
    signs = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
    corners = transform_points(thing.T_base_object, signs * thing.extent_m)
    pixels: FloatArray = project(transform_points(inverse(frame.T_base_camera), corners), frame.camera)
    if not np.isfinite(pixels).all():
        return None
    height, width = frame.rgb.shape[:2]
    if (pixels.max(axis=0) < 0).any() or (pixels.min(axis=0) > [width, height]).any():
        return None
    return np.asarray(cv2.convexHull(np.round(pixels).astype(np.int32))[:, 0, :])


def _write(picture: Picture, labels: Iterable[tuple[str, tuple[int, int], tuple[int, int, int]]]) -> Picture:
    """Text with a dark rim, kept inside the picture."""
    from PIL import Image, ImageDraw, ImageFont

    place = chinese_font()
    font = ImageFont.truetype(place, _TEXT_PX) if place else ImageFont.load_default(_TEXT_PX)
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    for words, (x, y), colour in labels:
        shown = words if place else spelled(words)
        length = int(pen.textlength(shown, font=font))
        at = (max(2, min(x, image.width - length - 2)), max(0, min(y, image.height - _TEXT_PX - 4)))
        pen.text(at, shown, fill=colour, font=font, stroke_width=2, stroke_fill=(0, 0, 0))
    return np.array(image, dtype=np.uint8)


@functools.cache
def chinese_font() -> str | None:
    """A font file with Chinese characters; None on machines without one."""
    return next((place for place in _FONT_PLACES if Path(place).is_file()), None)


def spelled(words: str) -> str:
    """The words in Latin letters: pinyin for Chinese, other signs that the built-in font lacks as "?"."""
    from pypinyin import lazy_pinyin

    latin = " ".join(lazy_pinyin(words)) if any("\u4e00" <= c <= "\u9fff" for c in words) else words
    return (
        latin.translate(str.maketrans("？。，、：！“”", '?.,,:!""'))
        .encode("latin-1", "replace")
        .decode("latin-1")
    )
