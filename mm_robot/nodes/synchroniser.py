# SPDX-License-Identifier: Apache-2.0
"""Pairs the colour and depth images of one instant."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

C = TypeVar("C")
D = TypeVar("D")

_KEPT = 8  # half a second of a 15 Hz camera: what one stream may lag behind the other


class PairSynchroniser(Generic[C, D]):
    """Takes two streams of stamped things; gives a pair as soon as both halves have come.

    Cameras that align depth to colour give both the same stamp; others differ by less than `slop_s`.
    """

    def __init__(self, slop_s: float) -> None:
        self._slop_s = slop_s
        self._colour: deque[tuple[float, C]] = deque(maxlen=_KEPT)
        self._depth: deque[tuple[float, D]] = deque(maxlen=_KEPT)

    def add_colour(self, stamp_s: float, colour: C) -> tuple[C, D] | None:
        """Take in a colour image; returns a pair when this completes one."""
        self._colour.append((stamp_s, colour))
        return self._match(stamp_s)

    def add_depth(self, stamp_s: float, depth: D) -> tuple[C, D] | None:
        """Take in a depth image; returns a pair when this completes one."""
        self._depth.append((stamp_s, depth))
        return self._match(stamp_s)

    def _match(self, stamp_s: float) -> tuple[C, D] | None:
        if not self._colour or not self._depth:
            return None
        colour_s, colour = min(self._colour, key=lambda entry: abs(entry[0] - stamp_s))
        depth_s, depth = min(self._depth, key=lambda entry: abs(entry[0] - stamp_s))
        if abs(colour_s - depth_s) > self._slop_s:
            return None
        # What is older than this pair can no longer be part of a newer one.
        self._colour = deque((e for e in self._colour if e[0] > colour_s), maxlen=_KEPT)
        self._depth = deque((e for e in self._depth if e[0] > depth_s), maxlen=_KEPT)
        return colour, depth
