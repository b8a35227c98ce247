# SPDX-License-Identifier: Apache-2.0
"""The eleven basic colour words, measured: pixels vote on hue, the lit part of a thing decides on lightness.

Hue and saturation hardly change between the lit and the shaded side of a thing; lightness does. So each pixel
first votes for a family (grey scale, red, orange, yellow, green, blue, purple, pink), and each family then
gets its word from the lightness of its brighter pixels: dark orange is brown, light red is pink, grey scale
is black, grey or white (Berlin & Kay 1969 for the words; hue ranges after van de Weijer et al. 2009,
"Learning color names for real-world applications").
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

COLOURS = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey",
)  # fmt: skip

Pixels = npt.NDArray[np.uint8]

# Lightness as a share of a well lit white. The shaded side of white things lies above 0.66, the lit side of
# grey ones below 0.63 (54 white, 59 grey things, development seeds 1000-1119); black lies below 0.1, the
# shaded side of grey above 0.37.
_BLACK, _GREY, _WHITE = 0.24, 0.60, 0.69
# Upper ends of the hue ranges in OpenCV's half degrees (0..180), in order round the circle.
_HUES = ((7.0, "red"), (19.0, "orange"), (36.0, "yellow"), (86.0, "green"), (125.0, "blue"), (150.0,
"purple"),
         (171.0, "pink"), (180.0, "red"))  # fmt: skip
FAMILIES = ("neutral", "red", "orange", "yellow", "green", "blue", "purple", "pink")
_TABLE = np.array(
    [FAMILIES.index(next(name for end, name in _HUES if h < end or end == 180.0)) for h in range(181)]
)


def white_gains(rgb: Pixels) -> npt.NDArray[np.float32]:
    """(3,) factors that make the bright, nearly neutral pixels of a picture neutral: a modest white balance.

    Limited to 15 %: a room of coloured walls must not turn everything to its complement.
    """
    sparse = rgb[::8, ::8].reshape(-1, 3).astype(np.float32)
    top, bottom = sparse.max(axis=1), sparse.min(axis=1)
    neutral = sparse[(top > 90) & (top < 250) & (top - bottom < 0.22 * top)]
    if len(neutral) < 0.02 * len(sparse):
        return np.ones(3, np.float32)
    mean = neutral.mean(axis=0)
    return np.asarray(np.clip(float(mean.mean()) / mean, 0.85, 1.15), dtype=np.float32)


def white_level(rgb: Pixels, gains: npt.NDArray[np.float32]) -> float:
    """Grey level 0..255 at which a well lit white surface would appear."""
    sparse = rgb[::8, ::8].reshape(-1, 3).astype(np.float32) * gains
    return float(np.clip(np.percentile(sparse.max(axis=1), 97), 120.0, 255.0))


def families(
    pixels: Pixels, gains: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """(N,) index in FAMILIES and (N,) lightness in grey levels of pixels (N, 3) RGB."""
    balanced = np.minimum(pixels.astype(np.float32) * gains, 255.0)
    hsv = cv2.cvtColor(balanced.reshape(-1, 1, 3) / np.float32(255.0), cv2.COLOR_RGB2HSV).reshape(-1, 3)
    value = hsv[:, 2] * 255.0
    # The darker a pixel, the less its hue means: sensor noise of a few levels is a large part of it.
    chroma = hsv[:, 1] * value
    neutral = (hsv[:, 1] < 0.17) | (chroma < 16.0)
    family = np.where(neutral, 0, _TABLE[np.clip(hsv[:, 0] / 2.0, 0, 180).astype(np.intp)])
    return family, value


def colour_scores(pixels: Pixels, gains: npt.NDArray[np.float32], white: float) -> dict[str, float]:
    """Colour name -> share of the surface, shares under 3 % left out; empty for no pixels."""
    if len(pixels) == 0:
        return {}
    family, value = families(pixels, gains)
    shares: dict[str, float] = {}
    for name, mine in _groups(family, value, white):
        if (share := float(mine.mean())) >= 0.03:
            for word, part in _words(name, pixels[mine], value[mine], gains, white):
                shares[word] = shares.get(word, 0.0) + part * share
    total = sum(shares.values())
    return {word: share / total for word, share in sorted(shares.items(), key=lambda item: -item[1])}


def _groups(
    family: npt.NDArray[np.intp], value: npt.NDArray[np.float32], white: float
) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
    """The families present; grey scale in two parts where a dark and a bright part are clearly apart."""
    for index in np.unique(family):
        mine = family == index
        if index == 0:
            threshold, _ = cv2.threshold(
                value[mine].clip(0, 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU
            )
            dark, bright = mine & (value <= threshold), mine & (value > threshold)
            apart = dark.any() and bright.any() and value[bright].mean() - value[dark].mean() > 0.35 * white
            if apart and min(dark.mean(), bright.mean()) > 0.08:
                yield FAMILIES[0], dark
                yield FAMILIES[0], bright
                continue
        yield FAMILIES[int(index)], mine


def _words(
    family: str, pixels: Pixels, value: npt.NDArray[np.float32], gains: npt.NDArray[np.float32], white: float
) -> list[tuple[str, float]]:
    """What a family is called at this lightness, and how surely; grey fades into white."""
    if family == "neutral":
        lit = float(np.percentile(value, 65)) / white
        if lit >= _BLACK:
            whiteness = float(np.clip((lit - _GREY) / (_WHITE - _GREY), 0.0, 1.0))
            return [
                (word, part) for word, part in (("white", whiteness), ("grey", 1.0 - whiteness)) if part > 0.0
            ]
        return [("black", 1.0)]
    return [(_word(family, pixels, value, gains, white), 1.0)]


def _word(
    family: str, pixels: Pixels, value: npt.NDArray[np.float32], gains: npt.NDArray[np.float32], white: float
) -> str:
    lit = float(np.percentile(value, 65)) / white
    bright = pixels[value >= np.percentile(value, 50)].astype(np.float32) * gains
    top = float(np.median(bright.max(axis=1)))
    saturation = 1.0 - float(np.median(bright.min(axis=1))) / max(top, 1.0)
    if family in ("red", "orange") and saturation < 0.55 and lit > 0.6:
        return "pink" if family == "red" else "orange"
    if family == "orange" and lit < 0.62:
        return "brown"
    if family == "red" and lit < 0.25:
        return "brown"
    if family == "yellow" and lit < 0.45:
        return "brown"
    if family == "pink" and lit < 0.55:
        return "purple"
    return family
