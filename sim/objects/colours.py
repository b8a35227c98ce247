# SPDX-License-Identifier: Apache-2.0
"""The eleven basic colours of things, and how each is painted."""

from __future__ import annotations

import numpy as np

# Typical surface colours (linear RGB as MuJoCo takes them), one clear example per basic colour term (Berlin &
# Kay 1969).
COLOURS: dict[str, tuple[float, float, float]] = {
    "red": (0.80, 0.09, 0.09),
    "orange": (0.95, 0.45, 0.05),
    "yellow": (0.95, 0.82, 0.10),
    "green": (0.12, 0.55, 0.18),
    "blue": (0.10, 0.25, 0.75),
    "purple": (0.45, 0.14, 0.62),
    "pink": (0.96, 0.55, 0.70),
    "brown": (0.40, 0.23, 0.11),
    "black": (0.07, 0.07, 0.08),
    "white": (0.93, 0.93, 0.91),
    "grey": (0.50, 0.50, 0.52),
}


def paint(colour: str, rng: np.random.Generator) -> tuple[float, float, float, float]:
    """An RGBA of the named colour, each time a little different."""
    base = np.array(COLOURS[colour])
    varied = base * rng.uniform(0.92, 1.05) + rng.uniform(-0.015, 0.015, 3)
    r, g, b = (float(v) for v in np.clip(varied, 0.02, 0.98))
    return r, g, b, 1.0
