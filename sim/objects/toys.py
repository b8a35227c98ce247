# SPDX-License-Identifier: Apache-2.0
"""Balls, blocks and toy cars."""

from __future__ import annotations

import numpy as np

from mm_robot_sim.objects.builders import METAL, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import brick, loft

_ACROSS = np.array([[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])  # a cylinder's axis along y


def block(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A cube of wood."""
    side = rng.uniform(0.04, 0.05)
    return made([Part("box", (side / 2,) * 3, (0, 0, side / 2))], (side,) * 3, 700 * side**3, rgba)


def ball(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Small enough for one hand."""
    radius = rng.uniform(0.0275, 0.034)
    parts = [Part("sphere", (radius,), (0, 0, radius))]
    return made(parts, (2 * radius,) * 3, rng.uniform(0.05, 0.12), rgba, rolling_m=0.002)


def car(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A toy car with blocked wheels, its front at -x."""
    x, y = rng.uniform(0.095, 0.125), rng.uniform(0.045, 0.056)
    wheel, body, roof = rng.uniform(0.011, 0.013), rng.uniform(0.016, 0.02), rng.uniform(0.015, 0.02)
    low = wheel * 0.55
    line = np.linspace((-x / 2, 0, low + body / 2), (x / 2, 0, low + body / 2), 7)
    wide = y / 2 * np.array([0.82, 0.95, 1.0, 1.0, 1.0, 0.96, 0.85])
    high = body / 2 * np.array([0.6, 0.85, 0.95, 1.0, 1.0, 0.98, 0.75])
    glass: Rgba = (0.13, 0.16, 0.2, 1.0)
    at = x * rng.uniform(0.02, 0.1)
    top = low + body
    parts = [
        seen(loft(line, np.column_stack((wide, high)), 16, up=(0, 0, 1), square=4)),
        Part(
            "mesh",
            role=SEEN,
            mesh=brick(x * 0.56, y * 0.88, roof * 0.92, (0.62, 0.82)).moved((at, 0, top - 0.001)),
            rgba=glass,
        ),
        seen(brick(x * 0.36, y * 0.74, 0.003).moved((at, 0, top + roof - 0.003))),
    ]
    for sx in (-1, 1):
        for sy in (-1, 1):
            spot = (sx * x * 0.3, sy * (y / 2 - 0.003), wheel)
            parts.append(
                Part("cylinder", (wheel, 0.005), spot, _ACROSS, role=SEEN, rgba=(0.08, 0.08, 0.09, 1.0))
            )
            hub = (spot[0], sy * (y / 2 + 0.0022), wheel)
            parts.append(Part("cylinder", (wheel * 0.5, 0.0004), hub, _ACROSS, role=SEEN, rgba=METAL))
            foot = (spot[0], spot[1], wheel)
            parts.append(Part("box", (wheel * 0.5, 0.005, wheel), foot, role=TOUCHED))
    for sy in (-1, 1):
        lamp = (-x / 2 + 0.001, sy * y * 0.3, low + body * 0.55)
        parts.append(Part("sphere", (0.0035,), lamp, role=SEEN, rgba=(0.98, 0.95, 0.75, 1.0)))
    parts += [
        Part("box", (x / 2 - 0.003, y / 2, body * 0.46), (0, 0, low + body / 2), role=TOUCHED),
        Part("box", (x * 0.22, y * 0.4, roof / 2), (at, 0, top + roof / 2), role=TOUCHED),
    ]
    return made(parts, (x, y + 0.005, top + roof), rng.uniform(0.06, 0.12), rgba, held_at_m=(0, 0, top * 0.8))
