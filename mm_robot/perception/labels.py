# SPDX-License-Identifier: Apache-2.0
"""What a thing may be called, scored from measured shape and colour.

Each noun is a short list of conditions on features; a condition is met fully inside its range and fades outside over its
softness. The score is the geometric mean of all, so that one broken condition cannot be bought off by many good ones. The
ranges are what such things measure in households (cups 6 to 10 cm wide, fruit 5 to 10 cm, plates up to 28 cm), not what one
set of pictures held.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

# noun -> feature -> (lowest, highest, softness). Lengths in metres; features as in shape.measure, and derived ones
# below: square (log2 of how much better a box fits than a circle), orange, yellow, fruity (shares of the colour).
_KINDS: dict[str, dict[str, tuple[float, float, float]]] = {
    "cup": {
        "height_m": (0.065, 0.13, 0.015), "short_m": (0.055, 0.10, 0.012), "hollow": (0.25, 1.0, 0.12),
        "top": (0.9, 1.0, 0.08), "low": (0.5, 0.93, 0.06), "handle": (0.0, 0.03, 0.03),
        "slender": (0.9, 2.2, 0.15),
        "square": (-4.0, 0.2, 0.4),
    },
    "mug": {
        "height_m": (0.065, 0.13, 0.015), "short_m": (0.055, 0.10, 0.012), "hollow": (0.25, 1.0, 0.12),
        "top": (0.9, 1.0, 0.08), "low": (0.9, 1.0, 0.1), "handle": (0.015, 1.0, 0.02),
        "square": (-4.0, 0.4, 0.4),
    },
    "bottle": {
        "height_m": (0.15, 0.33, 0.025), "short_m": (0.045, 0.10, 0.012), "top": (0.2, 0.6, 0.1),
        "slender": (2.2, 6.0, 0.3),
    },
    "can": {
        "height_m": (0.075, 0.17, 0.012), "long_m": (0.05, 0.085, 0.008), "hollow": (0.0, 0.12, 0.1),
        "top": (0.88, 1.0, 0.08), "low": (0.9, 1.0, 0.06), "square": (-4.0, 0.0, 0.4), "flat": (0.6, 1.0, 0.1),
    },
    "bowl": {
        "height_m": (0.035, 0.09, 0.01), "long_m": (0.10, 0.26, 0.015), "hollow": (0.3, 1.0, 0.15),
        "elongation": (1.0, 1.15, 0.1), "square": (-4.0, 0.0, 0.5), "slender": (0.2, 0.6, 0.08),
    },
    "plate": {
        "height_m": (0.008, 0.032, 0.006), "long_m": (0.13, 0.32, 0.02), "elongation": (1.0, 1.12, 0.08),
        "square": (-4.0, 0.0, 0.5), "slender": (0.0, 0.2, 0.05),
    },
    "box": {
        "height_m": (0.05, 0.30, 0.015), "long_m": (0.07, 0.30, 0.012), "hollow": (0.0, 0.45, 0.15),
        "square": (1.3, 4.0, 0.5), "flat": (0.55, 1.0, 0.15),
    },
    "block": {
        "height_m": (0.02, 0.06, 0.006), "long_m": (0.02, 0.06, 0.006), "flat": (0.64, 1.0, 0.06),
        "elongation": (1.0, 1.2, 0.12), "square": (0.4, 4.0, 0.5), "slender": (0.7, 1.4, 0.15),
    },
    "ball": {
        "height_m": (0.03, 0.13, 0.01), "flat": (0.1, 0.54, 0.05), "elongation": (1.0, 1.1, 0.06),
        "slender": (0.9, 1.1, 0.08), "hollow": (0.0, 0.3, 0.15), "low": (0.4, 1.0, 0.2), "fruity": (0.0, 0.4, 1.2),
        "square": (-4.0, 0.2, 0.4),
    },
    "apple": {
        "height_m": (0.055, 0.09, 0.004), "flat": (0.53, 0.7, 0.04), "elongation": (1.0, 1.1, 0.06),
        "slender": (0.88, 1.1, 0.08), "hollow": (0.0, 0.3, 0.15), "apple_red": (0.6, 1.0, 0.15),
        "square": (-4.0, 0.2, 0.4),
    },
    "orange": {
        "height_m": (0.055, 0.095, 0.004), "flat": (0.1, 0.6, 0.05), "elongation": (1.0, 1.1, 0.06),
        "slender": (0.9, 1.1, 0.08), "hollow": (0.0, 0.3, 0.15), "orange": (0.6, 1.0, 0.15),
        "square": (-4.0, 0.2, 0.4),
    },
    "lemon": {
        "height_m": (0.042, 0.066, 0.005), "long_m": (0.055, 0.10, 0.008), "elongation": (1.18, 1.75, 0.08),
        "flat": (0.05, 0.6, 0.08), "hollow": (0.0, 0.3, 0.15), "yellow": (0.6, 1.0, 0.15),
    },
    "banana": {
        "height_m": (0.02, 0.05, 0.006), "long_m": (0.11, 0.24, 0.015), "elongation": (1.7, 6.0, 0.25),
        "curved": (0.06, 0.35, 0.03), "yellow": (0.6, 1.0, 0.15),
    },
    "basket": {
        "height_m": (0.055, 0.25, 0.008), "long_m": (0.15, 0.45, 0.02), "hollow": (0.6, 1.0, 0.12),
        "square": (0.8, 4.0, 0.5), "short_m": (0.12, 0.40, 0.02),
    },
    "tray": {
        "height_m": (0.01, 0.045, 0.006), "long_m": (0.18, 0.50, 0.02), "short_m": (0.12, 0.40, 0.02),
        "square": (0.8, 4.0, 0.5),
        "hollow": (0.5, 1.0, 0.2),
    },
}  # fmt: skip
NOUNS = tuple(_KINDS)


def label_scores(features: Mapping[str, float], colours: Mapping[str, float]) -> dict[str, float]:
    """Noun -> 0..1, best first; nouns that score under 0.05 are left out."""
    known = dict(features)
    known["square"] = float(
        np.clip(np.log2((features["round_m"] + 0.0005) / (features["box_m"] + 0.0005)), -4.0, 4.0)
    )
    known["orange"] = colours.get("orange", 0.0) + 0.5 * colours.get("brown", 0.0)
    known["yellow"] = colours.get("yellow", 0.0) + 0.5 * colours.get("brown", 0.0)
    known["apple_red"] = max(colours.get(c, 0.0) for c in ("red", "green", "yellow"))
    known["fruity"] = max(known["orange"], known["apple_red"])
    scores = {noun: _fit(conditions, known) for noun, conditions in _KINDS.items()}
    return {noun: score for noun, score in sorted(scores.items(), key=lambda item: -item[1]) if score >= 0.05}


def _fit(conditions: Mapping[str, tuple[float, float, float]], known: Mapping[str, float]) -> float:
    distance2 = 0.0
    for name, (low, high, soft) in conditions.items():
        outside = max(low - known[name], known[name] - high, 0.0) / soft
        distance2 += min(outside, 6.0) ** 2
    return float(np.exp(-distance2 / len(conditions)))
