# SPDX-License-Identifier: Apache-2.0
"""Spoons, forks, knives and chopsticks, lying along x with their handles at +x."""

from __future__ import annotations

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.builders import METAL, beam, seen
from mm_robot_sim.objects.design import TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import lathe, loft, prism

_THICK_M = 0.0045  # kitchen cutlery of plastic or stamped steel with its bend; real sheet is 2 to 4 mm


def _handle(
    x0: float, x1: float, low: float, high: float, narrow: float, wide: float
) -> tuple[list[Part], FloatArray]:
    """A handle that climbs from `low` to `high` and down again; its parts and its middle line (9, 3)."""
    t = np.linspace(0.0, 1.0, 9)
    rise = np.interp(t, [0, 0.25, 0.55, 1.0], [low, high, high * 0.85, _THICK_M / 2])
    curve = np.column_stack((x0 + (x1 - x0) * t, np.zeros(9), rise))
    half = np.interp(t, [0, 0.3, 0.9, 1.0], [narrow, narrow, wide, wide * 0.75])
    parts = [
        seen(loft(curve, np.column_stack((half, np.full(9, _THICK_M / 2))), 10, up=(0, 0, 1), square=3)),
        beam(curve[0], curve[2], narrow * 1.1, _THICK_M / 2),
        beam(curve[2], curve[5], (narrow + wide) / 2, _THICK_M / 2),
        beam(curve[5], curve[8], wide * 0.95, _THICK_M / 2),
    ]
    return parts, curve


def spoon(rng: np.random.Generator, rgba: Rgba) -> Design:
    """An oval bowl, open upwards, and a bent handle."""
    length, long, wide = rng.uniform(0.15, 0.19), rng.uniform(0.048, 0.058), rng.uniform(0.033, 0.04)
    x0, deep = -length / 2, 0.011
    dish = [
        (0.0, 0.0), (0.35, 0.06), (0.7, 0.3), (0.93, 0.75), (1.0, 1.0), (0.92, 1.0), (0.66, 0.48),
        (0.33, 0.28), (0.0, 0.22),
    ]  # fmt: skip
    bowl = lathe(np.array(dish), 24).moved((x0 + long / 2, 0, 0), np.diag((long / 2, wide / 2, deep)))
    handle, curve = _handle(x0 + long - 0.004, length / 2, deep - 0.001, deep + 0.004, 0.0038, 0.0075)
    parts = [
        seen(bowl),
        *handle,
        Part("box", (long * 0.25, wide * 0.25, 0.0015), (x0 + long / 2, 0, 0.0015), role=TOUCHED),
        Part("box", (long * 0.4, wide * 0.4, 0.0025), (x0 + long / 2, 0, 0.0055), role=TOUCHED),
        Part("box", (long * 0.47, wide * 0.46, 0.0015), (x0 + long / 2, 0, deep - 0.0015), role=TOUCHED),
    ]
    return _lying(parts, length, wide, deep + 0.0065, curve, rng.uniform(0.03, 0.06), rgba)


def fork(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Three or four tines, a shoulder and a bent handle."""
    length, head, wide = rng.uniform(0.16, 0.19), rng.uniform(0.058, 0.068), rng.uniform(0.022, 0.026)
    count = int(rng.integers(3, 5))
    x0, half = -length / 2, _THICK_M / 2
    split, lift = x0 + head * 0.62, 0.005
    parts: list[Part] = []
    for y in np.linspace(-wide / 2 + 0.002, wide / 2 - 0.002, count):
        tine = np.array(
            [
                (x0, y, 0.0045),
                (x0 + 0.012, y, half),
                (split - 0.012, y, lift),
                (split + 0.004, y, lift + 0.002),
            ]
        )
        parts.append(
            seen(
                loft(
                    tine,
                    np.column_stack(([0.0009, 0.0017, 0.0019, 0.0019], [0.001, 0.0018, 0.002, 0.002])),
                    8,
                    up=(0, 0, 1),
                )
            )
        )
    shoulder = np.array(
        [
            (split, 0, lift + 0.001),
            (split + 0.008, 0, lift + 0.003),
            (x0 + head - 0.006, 0, lift + 0.006),
            (x0 + head + 0.004, 0, lift + 0.007),
        ]
    )
    parts.append(
        seen(
            loft(
                shoulder,
                np.column_stack(([wide / 2, wide / 2, wide * 0.32, 0.004], [half] * 4)),
                12,
                up=(0, 0, 1),
                square=3,
            )
        )
    )
    handle, curve = _handle(x0 + head, length / 2, lift + 0.007, lift + 0.009, 0.0038, 0.0075)
    parts += [
        *handle,
        beam((x0 + 0.004, 0, half), (split, 0, lift), wide / 2, half),
        beam((split, 0, lift), shoulder[3], wide * 0.42, half),
    ]
    return _lying(parts, length, wide, lift + 0.0115, curve, rng.uniform(0.03, 0.06), rgba)


def knife(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A round-tipped steel blade and a coloured handle, lying on its side."""
    length, grip = rng.uniform(0.19, 0.22), rng.uniform(0.085, 0.1)
    x0, wide = -length / 2, rng.uniform(0.018, 0.022)
    join = length / 2 - grip
    top = wide / 2
    outline = np.array(
        [(join, top), (x0 + 0.02, top), (x0 + 0.006, top * 0.6), (x0, -top * 0.1), (x0 + 0.01, -top * 0.7),
         (x0 + 0.03, -top), (join, -top * 0.8)]
    )  # fmt: skip
    line = np.linspace((join - 0.003, 0, 0.006), (length / 2, 0, 0.006), 7)
    half = np.array([0.0075, 0.0085, 0.0085, 0.0085, 0.009, 0.0095, 0.0075])
    high = np.array([0.005, 0.006, 0.006, 0.006, 0.006, 0.006, 0.0045])
    parts = [
        Part("mesh", role="seen", mesh=prism(outline, 0.0045, 0.0065), rgba=METAL, shiny=True),
        seen(loft(line, np.column_stack((half, high)), 14, up=(0, 0, 1), square=3)),
        Part("box", (grip / 2, 0.0085, 0.006), (join + grip / 2, 0, 0.006), role=TOUCHED),
        Part("box", ((join - x0) / 2, top * 0.9, 0.00275), ((join + x0) / 2, 0, 0.00375), role=TOUCHED),
        # The tip would hang in the air; a real blade's belly reaches down to the table.
        Part("box", (0.012, top * 0.5, 0.0024), (x0 + 0.022, 0, 0.0024), role=TOUCHED),
    ]
    return made(
        parts,
        (length, wide, 0.012),
        rng.uniform(0.05, 0.09),
        rgba,
        held_at_m=(join + grip * 0.35, 0.0, 0.006),
    )


def chopsticks(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A pair side by side, tied, with a band of another colour at the thick end."""
    length, thick = rng.uniform(0.2, 0.235), rng.uniform(0.004, 0.0048)
    ring = METAL if rng.random() < 0.5 else (0.75, 0.6, 0.2, 1.0)
    parts: list[Part] = []
    for sign in (-1.0, 1.0):
        y0, y1 = sign * thick * 0.75, sign * thick * 1.06
        line = np.linspace((-length / 2, y0, thick * 0.62), (length / 2, y1, thick), 5)
        radii = np.linspace(thick * 0.55, thick, 5)
        parts.append(seen(loft(line, radii, 10, up=(0, 0, 1), square=2.6)))
        a, b = line[4] - (line[4] - line[0]) * 0.12, line[4] - (line[4] - line[0]) * 0.08
        parts.append(seen(loft(np.linspace(a, b, 3), np.full(3, thick * 1.02), 10, up=(0, 0, 1)), ring))
        parts.append(beam(line[0], line[4], thick * 0.8, thick * 0.8))
    return made(parts, (length, 4.2 * thick, 2 * thick), rng.uniform(0.03, 0.045), rgba)


def _lying(
    parts: list[Part], length: float, wide: float, tall: float, curve: FloatArray, mass: float, rgba: Rgba
) -> Design:
    x, _, z = curve[5].tolist()
    return made(parts, (length, wide, tall), mass, rgba, held_at_m=(x, 0.0, z))
