# SPDX-License-Identifier: Apache-2.0
"""Markers, pens, books and staplers, lying."""

from __future__ import annotations

import numpy as np

from mm_robot_sim.objects.builders import DARK, LYING, METAL, contrast, keel, rod, rounded, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import brick, lathe, loft, prism


def marker(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A fat felt pen: barrel, thinner tail plug, cap with a clip, all in its ink's colour but a pale band."""
    long, thick = rng.uniform(0.12, 0.14), rng.uniform(0.0085, 0.011)
    cap = long * 0.36
    body = [
        (0.0, 0.0), (thick * 0.7, 0.0), (thick * 0.75, 0.006), (thick * 0.93, 0.007),
        (thick * 0.93, long - cap), (thick, long - cap), (thick, long - 0.004), (thick * 0.8, long),
        (0.0, long),
    ]  # fmt: skip
    label = lathe([(0.0, 0.0), (thick * 0.945, 0.0), (thick * 0.945, long * 0.22), (0.0, long * 0.22)], 18)
    x0 = -long / 2
    clip = (long / 2 - cap * 0.55, 0.0, 2 * thick + 0.0006)
    parts = [
        seen(lathe(body, 18).moved((x0, 0, thick), LYING)),
        seen(label.moved((x0 + long * 0.2, 0, thick), LYING), contrast(rgba)),
        Part("box", (cap * 0.4, 0.002, 0.0012), clip, role=SEEN),
        Part("cylinder", (thick, cap / 2), (long / 2 - cap / 2, 0, thick), LYING, role=TOUCHED),
        Part(
            "cylinder",
            (thick * 0.97, (long - cap) / 2),
            (x0 + (long - cap) / 2, 0, thick * 0.97),
            LYING,
            role=TOUCHED,
        ),
    ]
    return made(parts, (long, 2 * thick, 2 * thick), rng.uniform(0.03, 0.045), rgba, rolling_m=0.002)


def pen(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A ballpoint: barrel, metal tip, push button and clip."""
    long, thick = rng.uniform(0.135, 0.15), rng.uniform(0.005, 0.0062)
    x0 = -long / 2
    body = [
        (0.0, 0.012), (thick * 0.6, 0.012), (thick, 0.035), (thick, long * 0.9), (thick * 0.8, long * 0.92),
        (0.0, long * 0.92),
    ]  # fmt: skip
    tip = [(0.0, 0.0), (0.0008, 0.0), (thick * 0.6, 0.0122), (0.0, 0.0122)]
    hoop = [(0.0, 0.0), (thick * 1.04, 0.0), (thick * 1.04, 0.004), (0.0, 0.004)]
    parts = [
        seen(lathe(body, 14).moved((x0, 0, thick), LYING)),
        seen(lathe(tip, 12).moved((x0, 0, thick), LYING), METAL, shiny=True),
        seen(lathe(hoop, 14).moved((x0 + long * 0.55, 0, thick), LYING), METAL, shiny=True),
        rod((long * 0.42, 0, thick), (long / 2 - 0.002, 0, thick), thick * 0.45, SEEN, METAL),
        Part(
            "box", (long * 0.13, 0.0014, 0.0007), (long * 0.28, 0, 2 * thick + 0.0008), role=SEEN, rgba=METAL
        ),
        Part("cylinder", (thick, long * 0.46), (-0.004, 0, thick), LYING, role=TOUCHED),
        keel(-long * 0.4, long * 0.4, thick),
    ]
    return made(parts, (long, 2 * thick, 2 * thick), rng.uniform(0.03, 0.035), rgba, rolling_m=0.002)


def book(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A hardback lying on its back: two boards, a rounded spine at -y, pale pages."""
    x, y, z = rng.uniform(0.12, 0.16), rng.uniform(0.17, 0.21), rng.uniform(0.016, 0.032)
    board = 0.0025
    # Long side along y as a reader sees it; the spine along the long side at -x.
    sheet = rounded(x, y, 0.002, 2)
    spine = np.linspace((-x / 2 + 0.001, -y / 2, z / 2), (-x / 2 + 0.001, y / 2, z / 2), 3)
    pages: Rgba = (0.95, 0.93, 0.86, 1.0)
    parts = [
        seen(prism(sheet, z - board, z)),
        seen(prism(sheet, 0.0, board)),
        seen(loft(spine, np.tile((0.003, z / 2), (3, 1)), 12, up=(0, 0, 1), square=4)),
        Part("box", (x / 2 - 0.003, y / 2 - 0.004, z / 2 - board), (0.0, 0, z / 2), role=SEEN, rgba=pages),
        Part("box", (x / 2, y / 2, z / 2), (0, 0, z / 2), role=TOUCHED),
    ]
    return made(parts, (x, y, z), 650 * x * y * z, rgba)  # paper with air between, kg/m³


def stapler(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A base with a dark foot and an arm that rises towards the front at -x."""
    long, wide, tall = rng.uniform(0.12, 0.14), rng.uniform(0.028, 0.034), rng.uniform(0.045, 0.054)
    base = rounded(long, wide, wide * 0.3)
    line = np.linspace((-long / 2 + 0.004, 0, tall * 0.72), (long / 2 - 0.012, 0, tall * 0.5), 7)
    wide_at = wide / 2 * np.array([0.5, 0.82, 0.92, 0.95, 0.95, 0.9, 0.6])
    high_at = tall * np.array([0.16, 0.25, 0.28, 0.28, 0.27, 0.25, 0.2])
    rail = brick(long * 0.85, wide * 0.55, tall * 0.14).moved((0, 0, tall * 0.2))
    parts = [
        seen(prism(base, 0.0, tall * 0.18, 0.002)),
        Part("mesh", role=SEEN, mesh=prism(base * 1.01, 0.0, 0.003), rgba=DARK),
        seen(rail, METAL, shiny=True),
        seen(loft(line, np.column_stack((wide_at, high_at)), 14, up=(0, 0, 1), square=3)),
        Part("box", (long / 2, wide / 2, tall * 0.09), (0, 0, tall * 0.09), role=TOUCHED),
        Part("box", (long * 0.46, wide * 0.46, tall * 0.38), (-0.004, 0, tall * 0.5), role=TOUCHED),
    ]
    return made(parts, (long, wide, tall), rng.uniform(0.15, 0.25), rgba)
