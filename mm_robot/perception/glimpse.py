# SPDX-License-Identifier: Apache-2.0
"""One segment as the recogniser is shown it: a small picture of fixed size, and numbers.

The picture says what the thing looks like, the numbers how large it is and what was measured of its form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.perception.cloud import Cloud, Image
from mm_robot.perception.colour import COLOURS
from mm_robot.perception.labels import NOUNS

PICTURE_PX = 48
CHANNELS = 5  # red, green, blue, height, mask
_MARGIN = 1.25  # picture's side over the segment's longer one: some of what stands around
_SMALLEST_PX = 12  # side of a picture; fewer pixels show nothing
_LEAST_RISE_M = 0.02  # heights are shown as shares of the thing's own, but noise is not blown up
_SHAPE = ("low", "middle", "top", "flat", "hollow", "handle", "curved")
NUMBERS = 19 + len(COLOURS) + len(NOUNS)  # see `_numbers`

Index = npt.NDArray[np.intp]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Glimpse:
    """A segment in one look."""

    pixels: tuple[Index, Index]  # (N,) rows and columns in the frame
    picture: Picture  # (CHANNELS, PICTURE_PX, PICTURE_PX), 0..255
    numbers: npt.NDArray[np.float32]  # (NUMBERS,)


def glimpse(
    cloud: Cloud,
    height_m: Image,
    pixels: tuple[Index, Index],
    features: Mapping[str, float],
    colours: Mapping[str, float],
    scores: Mapping[str, float],
) -> Glimpse:
    """Cut a segment out.

    Args:
        cloud: of the look.
        height_m: (H, W) above the support.
        pixels: (N,), (N,) rows and columns of the segment, at least one.
        features: see shape.measure.
        colours: colour word -> share.
        scores: noun -> 0..1, what labels.label_scores makes of the same features.
    """
    v, u = pixels
    side = max(_SMALLEST_PX, round(_MARGIN * (max(int(np.ptp(v)), int(np.ptp(u))) + 1)))
    top, left = (int(v.min()) + int(v.max()) - side) // 2, (int(u.min()) + int(u.max()) - side) // 2
    heights = height_m[v, u]
    low, high = (float(p) for p in np.percentile(heights, [5, 95]))
    shares = _cut(height_m, top, left, side) / np.float32(max(high, _LEAST_RISE_M))
    mask = np.zeros((side, side), np.float32)
    mask[v - top, u - left] = 255.0
    layers = (
        _cut(cloud.rgb, top, left, side),
        200.0 * np.clip(np.nan_to_num(shares), 0.0, 1.25),
        mask,
    )
    shrink = cv2.INTER_AREA if side > PICTURE_PX else cv2.INTER_LINEAR
    small = [cv2.resize(layer, (PICTURE_PX, PICTURE_PX), interpolation=shrink) for layer in layers]
    picture = np.ascontiguousarray(np.dstack(small).transpose(2, 0, 1).astype(np.uint8))
    away_m = float(np.median(cloud.depth_m[v, u]))
    sizes = (side * away_m / cloud.camera.fx, len(v) * (away_m / cloud.camera.fx) ** 2, away_m)
    return Glimpse(pixels, picture, _numbers((low, high), sizes, features, colours, scores))


def _cut(image: npt.NDArray[np.generic], top: int, left: int, side: int) -> npt.NDArray[np.float32]:
    """A square of the image, zero beyond its edge."""
    height, width = image.shape[:2]
    square = np.zeros((side, side, *image.shape[2:]), np.float32)
    v0, v1, u0, u1 = max(top, 0), min(top + side, height), max(left, 0), min(left + side, width)
    square[v0 - top : v1 - top, u0 - left : u1 - left] = image[v0:v1, u0:u1]
    return square


def _numbers(
    heights_m: tuple[float, float],
    sizes: tuple[float, float, float],
    features: Mapping[str, float],
    colours: Mapping[str, float],
    scores: Mapping[str, float],
) -> npt.NDArray[np.float32]:
    """(NUMBERS,) each of the order of one.

    `sizes`: the picture's side in metres, the area of the segment's pixels in m², its distance in metres.
    """
    lengths = [features["height_m"], features["long_m"], features["short_m"]]
    row = [
        *(float(np.log(max(length, 0.003) / 0.08)) for length in lengths),
        float(np.log(np.clip(features["elongation"], 1.0, 20.0))),  # a scrap may have no extent at all
        float(np.log(max(features["slender"], 0.01))),
        *(min(100 * features[name], 4.0) for name in ("round_m", "box_m")),
        *(float(np.clip(features[name], 0.0, 2.0)) for name in _SHAPE[:-1]),
        float(np.clip(5 * features["curved"], 0.0, 2.0)),
        10 * heights_m[0],
        10 * heights_m[1],
        float(np.log(max(sizes[0], 0.01) / 0.15)),
        0.5 * float(np.log(max(sizes[1], 1e-5) / 0.01)),
        sizes[2],
        *(colours.get(colour, 0.0) for colour in COLOURS),
        *(scores.get(noun, 0.0) for noun in NOUNS),
    ]
    return np.array(row, np.float32)
