# SPDX-License-Identifier: Apache-2.0
"""Bowls, plates, vases, candles, baskets and trays."""

from __future__ import annotations

import math

import numpy as np

from mm_robot_sim.objects.builders import crate, disc, pile, ring, rod, seen
from mm_robot_sim.objects.design import LIFT_M, SEEN, Design, Rgba, made
from mm_robot_sim.objects.meshes import lathe


def bowl(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Round, on a foot."""
    top, height, wall = rng.uniform(0.06, 0.078), rng.uniform(0.048, 0.06), 0.005
    foot = top * 0.5
    angle = np.linspace(0.25, 1.0, 7) * math.pi / 2
    outside = [(top * math.sin(a) ** 0.9, height * (1 - math.cos(a) * 1.08)) for a in angle]
    outside = [(foot, 0.0), *[(r, max(z, 0.0)) for r, z in outside if r > foot]]
    inside = [(r - wall, z + wall * 0.6) for r, z in reversed(outside[:-1])]
    outline = [(0.0, 0.0), *outside, (outside[-1][0] - wall, outside[-1][1]), *inside, (0.0, wall * 0.6)]
    rim, tall = outside[-1]
    parts = [
        seen(lathe(outline)),
        disc(foot, 0.0, wall),
        *ring(foot, rim * 0.9, LIFT_M, tall * 0.55, wall),
        *ring(rim * 0.9, rim, tall * 0.55, tall, wall),
    ]
    return made(parts, (2 * rim, 2 * rim, tall), rng.uniform(0.15, 0.3), rgba, container=True)


def plate(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Flat, with a raised rim."""
    radius, height, wall = rng.uniform(0.08, 0.1), rng.uniform(0.018, 0.024), 0.005
    foot, well = radius * 0.6, radius * 0.72
    outline = [
        (0.0, 0.0), (foot, 0.0), (well, height - 0.007), (radius, height - 0.004), (radius, height),
        (well, height - 0.003), (foot, wall + 0.001), (foot * 0.95, wall), (0.0, wall),
    ]  # fmt: skip
    parts = [
        seen(lathe(outline)),
        disc(foot, 0.0, wall),
        *ring(foot, well, LIFT_M, height - 0.004, wall),
        *ring(well, radius, height - 0.004, height, wall),
    ]
    return made(parts, (2 * radius, 2 * radius, height), rng.uniform(0.25, 0.4), rgba, container=True)


def vase(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A belly, a narrow neck and a flared lip; empty and too narrow to put things into."""
    belly, height = rng.uniform(0.03, 0.0365), rng.uniform(0.14, 0.2)
    foot, neck, lip = (
        belly * rng.uniform(0.65, 0.8),
        belly * rng.uniform(0.35, 0.5),
        belly * rng.uniform(0.55, 0.8),
    )
    at = rng.uniform(0.3, 0.45)
    knots_z = np.array([0.0, at, 0.78, 1.0]) * height
    knots_r = np.array([foot, belly, neck, lip])
    # Cosine steps between the knots: smooth and never outside them.
    z = np.linspace(0.0, height, 19)
    k = np.clip(np.searchsorted(knots_z, z, side="right") - 1, 0, 2)
    share = (z - knots_z[k]) / (knots_z[k + 1] - knots_z[k])
    r = knots_r[k] + (knots_r[k + 1] - knots_r[k]) * (1 - np.cos(math.pi * share)) / 2
    profile = list(zip(r.tolist(), z.tolist(), strict=True))
    wall = 0.003
    outline = [(0.0, 0.0), *profile, (lip - wall, height), (neck - wall, height * 0.8), (0.0, height * 0.72)]
    levels = (0.0, 0.15 * height, at * height, 0.58 * height, 0.72 * height, 0.9 * height, height)
    parts = [seen(lathe(outline, 28)), *pile(profile, levels)]
    return made(
        parts, (2 * belly, 2 * belly, height), rng.uniform(0.2, 0.4), rgba, held_at_m=(0.0, 0.0, at * height)
    )


def candle(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A pillar of wax, a little hollow at the top, with a wick."""
    radius, tall = rng.uniform(0.022, 0.032), rng.uniform(0.07, 0.13)
    outline = [
        (0.0, 0.0), (radius * 0.98, 0.0), (radius, 0.002), (radius, tall - 0.003), (radius * 0.95, tall),
        (radius * 0.7, tall - 0.002), (0.0, tall - 0.005),
    ]  # fmt: skip
    wick = rod((0, 0, tall - 0.006), (0.001, 0, tall + 0.008), 0.0012, SEEN, (0.15, 0.13, 0.12, 1.0))
    parts = [seen(lathe(outline)), disc(radius, 0.0, tall), wick]
    weight = 900 * math.pi * radius**2 * tall  # paraffin wax, kg/m³
    return made(parts, (2 * radius, 2 * radius, tall), weight, rgba)


def basket(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Rectangular and deep."""
    x, y, z = rng.uniform(0.2, 0.23), rng.uniform(0.16, 0.18), rng.uniform(0.07, 0.085)
    return made(crate(x, y, z, 0.007), (x, y, z), 0.6, rgba, container=True)


def tray(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Rectangular and shallow."""
    x, y, z = rng.uniform(0.22, 0.26), rng.uniform(0.17, 0.19), rng.uniform(0.02, 0.025)
    return made(crate(x, y, z, 0.006), (x, y, z), 0.6, rgba, container=True)
