# SPDX-License-Identifier: Apache-2.0
"""Things that touch are one piece of cloud; where their colours differ they can still be told apart.

Colour alone must not cut: boxes have labels, cans have lids. A cut counts only where both parts are
recognised as things of their own, and where they stand side by side or one is a vessel that holds the other.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.perception.tracks import Detection
from mm_robot.types import FloatArray

Index = npt.NDArray[np.intp]
Pixels = tuple[Index, Index]  # rows, columns
Measure = Callable[[Index, Index], "Detection | None"]

_SHARE = 0.07  # of the pixels; a smaller part is a lid, a stem or a highlight
_KNOWN = 0.5  # a label score from which a part is recognised
_OVERLAP = (
    0.15  # of the smaller outline, seen from above: things that stand side by side overlap by noise only
)
_RISE = 0.25  # of the height: lids and labels rise less, of what lies in a vessel more is in view
_THICK_M = 0.015  # labels are thinner, even with the noise
_VESSELS = ("bowl", "plate", "basket", "tray", "cup", "mug", "pot", "pan", "bin")


def split(
    pixels: Pixels, whole: Detection, families: Index, xy_m: FloatArray, measure: Measure
) -> list[tuple[Pixels, Detection]]:
    """The piece as it is, or the things it is made of.

    Args:
        pixels: (N,), (N,) rows and columns of the piece.
        whole: its measures.
        families: (N,) colour family of each pixel, see colour.families.
        xy_m: (N, 2) base frame, of each pixel.
        measure: gives the measures of a set of pixels.
    """
    apart: list[tuple[Pixels, Detection]] = []
    rest, remaining = np.ones(len(families), dtype=np.bool_), whole
    for family in np.argsort(-np.bincount(families))[1:]:
        mine = rest & (families == family)
        if int(mine.sum()) < _SHARE * len(families):
            break
        others = rest & ~mine
        beside = _overlap(xy_m[others], xy_m[mine]) < _OVERLAP
        name, score = _best(remaining)
        if not beside and score > _KNOWN and name not in _VESSELS:
            continue
        part = measure(pixels[0][mine], pixels[1][mine])
        left = measure(pixels[0][others], pixels[1][others])
        if part is None or left is None or min(_best(part)[1], _best(left)[1]) < _KNOWN:
            continue
        beside = beside and _stand_apart(part, left)
        if beside or _holds(left, part) or _holds(part, left):
            apart.append(((pixels[0][mine], pixels[1][mine]), part))
            rest, remaining = others, left
    return [((pixels[0][rest], pixels[1][rest]), remaining), *apart]


def _holds(vessel: Detection, content: Detection) -> bool:
    """Whether the first may hold the second, which then is no lid: a can without its lid looks like a cup."""
    return _best(vessel)[0] in _VESSELS and _rise(content) > _RISE


def _rise(found: Detection) -> float:
    """How much of its height is in view; the top and bottom 5 % are noise."""
    low, high = np.percentile(found.points_m[:, 2], [5, 95])
    return float(high - low) / max(float(found.extent_m[2]), 1e-3)


def _stand_apart(first: Detection, second: Detection) -> bool:
    """Whether the completed bodies stand side by side: a lid and its can share their axis."""
    for one, other in ((first, second), (second, first)):
        local = one.T_base_object[:3, :3].T @ (other.T_base_object[:3, 3] - one.T_base_object[:3, 3])
        thin_m = float(other.extent_m[:2].min())
        inside = np.abs(local[:2]) < one.extent_m[:2] / 2 + thin_m / 4
        if thin_m < _THICK_M or bool(inside.all()):
            return False
    return True


def _best(found: Detection) -> tuple[str, float]:
    return max(found.label_scores.items(), key=lambda item: item[1], default=("", 0.0))


def _overlap(first_m: FloatArray, second_m: FloatArray) -> float:
    """Shared area of the two outlines as a share of the smaller one."""
    outlines = [_trimmed(xy).astype(np.float32) for xy in (first_m, second_m)]
    if min(len(outline) for outline in outlines) == 0:
        return 1.0  # one of them is nothing but stray pixels
    hulls = [cv2.convexHull(outline) for outline in outlines]
    smaller = min(cv2.contourArea(hull) for hull in hulls)
    if smaller <= 0.0:
        return 1.0
    return float(cv2.intersectConvexConvex(hulls[0], hulls[1])[0]) / smaller


def _trimmed(xy_m: FloatArray) -> FloatArray:
    """Without the outermost pixels: along an outline colours and depths mix."""
    low, high = np.percentile(xy_m, [4, 96], axis=0)
    return np.asarray(xy_m[((xy_m >= low) & (xy_m <= high)).all(axis=1)])
