# SPDX-License-Identifier: Apache-2.0
"""What a thing may be called, scored from measured shape and colour.

Each noun is a short list of conditions on features; a condition holds fully inside its range and fails over
its softness outside, as a Gaussian does over its standard deviation. The ranges of lengths are what such
things measure in households (cups 6 to 10 cm wide, fruit 5 to 10 cm, plates up to 28 cm), widened by the
error of the measurement; those of the shape features are what bodies of that form give with this camera's
noise (development seeds 1000-1119).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

# (noun, feature -> (lowest, highest, softness)), several rows for a noun that shows several faces. Lengths in
# metres; features as in shape.measure, and derived ones below: square (log2 of how much better a box fits
# than a circle), orange, yellow, fruity (shares of the colour).
_KINDS: tuple[tuple[str, dict[str, tuple[float, float, float]]], ...] = (
    ("cup", {
        "height_m": (0.065, 0.13, 0.012), "short_m": (0.055, 0.10, 0.01), "hollow": (0.3, 1.0, 0.1),
        "top": (0.92, 1.0, 0.05), "low": (0.5, 0.93, 0.03), "handle": (0.0, 0.01, 0.015),
        "slender": (0.95, 2.2, 0.12), "square": (-4.0, 0.2, 0.3), "flat": (0.0, 0.45, 0.06),
    }),
    ("mug", {  # its handle in view
        "height_m": (0.065, 0.13, 0.012), "short_m": (0.055, 0.10, 0.01), "hollow": (0.3, 1.0, 0.1),
        "top": (0.88, 1.0, 0.05), "handle": (0.02, 1.0, 0.01), "square": (-4.0, 0.4, 0.3),
        "flat": (0.0, 0.4, 0.06),
    }),
    ("mug", {  # its handle hidden: straight walls, as cups to be stacked do not have
        "height_m": (0.065, 0.13, 0.012), "short_m": (0.055, 0.10, 0.01), "hollow": (0.3, 1.0, 0.1),
        "top": (0.9, 1.0, 0.05), "low": (0.95, 1.0, 0.02), "handle": (0.0, 0.02, 0.02),
        "slender": (0.9, 1.6, 0.15), "square": (-4.0, 0.4, 0.3), "flat": (0.0, 0.4, 0.06),
    }),
    ("bottle", {
        "height_m": (0.15, 0.33, 0.02), "short_m": (0.04, 0.10, 0.01), "top": (0.2, 0.6, 0.08),
        "slender": (2.2, 6.0, 0.3),
    }),
    ("can", {
        "height_m": (0.075, 0.17, 0.01), "long_m": (0.05, 0.085, 0.006), "hollow": (0.0, 0.12, 0.08),
        "top": (0.86, 1.0, 0.05), "low": (0.86, 1.0, 0.06), "square": (-4.0, 0.0, 0.35),
        "flat": (0.62, 1.0, 0.06), "elongation": (1.0, 1.1, 0.06),
    }),
    ("bowl", {
        "height_m": (0.035, 0.09, 0.008), "long_m": (0.10, 0.26, 0.012), "hollow": (0.4, 1.0, 0.12),
        "elongation": (1.0, 1.15, 0.1), "square": (-4.0, -0.3, 0.4), "slender": (0.25, 0.6, 0.06),
        "top": (0.9, 1.0, 0.05),
    }),
    ("plate", {
        "height_m": (0.008, 0.032, 0.005), "long_m": (0.13, 0.32, 0.015), "elongation": (1.0, 1.12, 0.08),
        "square": (-4.0, -0.3, 0.4), "slender": (0.0, 0.2, 0.04),
    }),
    ("box", {
        "height_m": (0.055, 0.30, 0.008), "long_m": (0.065, 0.30, 0.008), "hollow": (0.0, 0.4, 0.12),
        "square": (1.2, 4.0, 0.4), "flat": (0.58, 1.0, 0.08), "top": (0.84, 1.0, 0.05),
    }),
    ("block", {
        "height_m": (0.02, 0.055, 0.005), "long_m": (0.02, 0.055, 0.005), "flat": (0.56, 1.0, 0.06),
        "elongation": (1.0, 1.16, 0.08), "square": (0.3, 4.0, 0.5), "slender": (0.8, 1.15, 0.1),
        "top": (0.8, 1.0, 0.04), "hollow": (0.0, 0.1, 0.1),
    }),
    ("ball", {
        "height_m": (0.03, 0.13, 0.008), "flat": (0.1, 0.53, 0.03), "elongation": (1.0, 1.08, 0.05),
        "slender": (0.94, 1.06, 0.05), "hollow": (0.0, 0.15, 0.1), "top": (0.4, 0.7, 0.04),
        "fruity": (0.0, 0.4, 1.2), "square": (-4.0, 0.4, 0.4),
    }),
    ("apple", {
        "height_m": (0.052, 0.09, 0.004), "flat": (0.55, 0.68, 0.03), "elongation": (1.0, 1.15, 0.06),
        "slender": (0.76, 0.97, 0.05), "hollow": (0.0, 0.1, 0.1), "apple_red": (0.6, 1.0, 0.12),
        "top": (0.68, 0.84, 0.04), "square": (-4.0, 0.2, 0.4),
    }),
    ("orange", {
        "height_m": (0.058, 0.095, 0.003), "flat": (0.1, 0.55, 0.03), "elongation": (1.0, 1.08, 0.05),
        "slender": (0.92, 1.06, 0.05), "hollow": (0.0, 0.15, 0.1), "orange": (0.6, 1.0, 0.12),
        "top": (0.4, 0.71, 0.04), "square": (-4.0, 0.4, 0.4),
    }),
    ("lemon", {
        "height_m": (0.042, 0.058, 0.004), "long_m": (0.055, 0.10, 0.006), "elongation": (1.18, 1.75, 0.06),
        "flat": (0.2, 0.62, 0.05), "hollow": (0.0, 0.2, 0.1), "yellow": (0.6, 1.0, 0.12),
        "top": (0.5, 0.8, 0.04),
    }),
    ("lemon", {  # its end towards the camera
        "height_m": (0.042, 0.055, 0.003), "elongation": (1.0, 1.18, 0.06), "flat": (0.2, 0.62, 0.05),
        "hollow": (0.0, 0.2, 0.1), "yellow": (0.6, 1.0, 0.12), "top": (0.5, 0.78, 0.04),
        "short_m": (0.04, 0.07, 0.005),
    }),
    ("banana", {
        "height_m": (0.02, 0.045, 0.005), "long_m": (0.09, 0.24, 0.01), "elongation": (1.7, 6.0, 0.25),
        "curved": (0.06, 0.35, 0.02), "yellow": (0.6, 1.0, 0.12), "flat": (0.1, 0.62, 0.06),
    }),
    ("basket", {
        "height_m": (0.055, 0.25, 0.006), "long_m": (0.15, 0.45, 0.02), "hollow": (0.6, 1.0, 0.1),
        "square": (0.8, 4.0, 0.5), "short_m": (0.12, 0.40, 0.015),
    }),
    ("tray", {
        "height_m": (0.01, 0.045, 0.005), "long_m": (0.18, 0.50, 0.015), "short_m": (0.12, 0.40, 0.015),
        "square": (0.8, 4.0, 0.5), "hollow": (0.5, 1.0, 0.15),
    }),
)  # fmt: skip
NOUNS = tuple(dict.fromkeys(noun for noun, _ in _KINDS))
_MOST = 4.0  # one feature alone never speaks louder: a handle may hide, a hole may open
_NOTHING = 8.0  # squared distance at which "none of these" is as likely


def label_scores(features: Mapping[str, float], colours: Mapping[str, float]) -> dict[str, float]:
    """Noun -> probability 0..1, best first, those under 0.02 left out.

    The sum stays under 1 by the probability that it is none of these.
    """
    known = dict(features)
    known["square"] = float(
        np.clip(np.log2((features["round_m"] + 0.0005) / (features["box_m"] + 0.0005)), -4.0, 4.0)
    )
    known["orange"] = colours.get("orange", 0.0) + 0.5 * colours.get("brown", 0.0)
    known["yellow"] = colours.get("yellow", 0.0) + 0.5 * colours.get("brown", 0.0)
    known["apple_red"] = max(colours.get(c, 0.0) for c in ("red", "green", "yellow"))
    known["fruity"] = max(known["orange"], known["apple_red"])
    likelihood: dict[str, float] = {}
    for noun, conditions in _KINDS:
        likelihood[noun] = max(likelihood.get(noun, 0.0), float(np.exp(-_distance2(conditions, known) / 2)))
    total = sum(likelihood.values()) + float(np.exp(-_NOTHING / 2))
    scores = ((noun, value / total) for noun, value in likelihood.items())
    return {noun: score for noun, score in sorted(scores, key=lambda item: -item[1]) if score >= 0.02}


def _distance2(conditions: Mapping[str, tuple[float, float, float]], known: Mapping[str, float]) -> float:
    total = 0.0
    for name, (low, high, soft) in conditions.items():
        total += min(max(low - known[name], known[name] - high, 0.0) / soft, _MOST) ** 2
    return total
