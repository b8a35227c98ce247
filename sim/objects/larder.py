# SPDX-License-Identifier: Apache-2.0
"""Eggs and bread."""

from __future__ import annotations

import math

import numpy as np

from mm_robot_sim.objects.builders import LYING, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import lathe, loft
from mm_robot_sim.objects.textures import skin


def egg(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying, its blunt end at +x."""
    radius, long = rng.uniform(0.021, 0.024), rng.uniform(0.055, 0.062)
    angle = np.linspace(0.0, math.pi, 15)
    x = -np.cos(angle) * long / 2
    r = radius * np.sin(angle) * (1 + 0.14 * np.cos(angle) * -1)
    r *= radius / r.max()
    shell = (
        tuple(min(1.0, 1.25 * v + 0.03) for v in rgba[:3]) if rgba[0] < 0.6 else rgba[:3]
    )  # eggs' light brown
    parts = [
        Part(
            "mesh", role=SEEN, mesh=lathe(np.column_stack((r, x)), 24).moved((0, 0, radius), LYING),
            texture=skin(rng, shell, (0.5, 0.35, 0.25), speckles=40, strength=0.12),
        ),
        Part("ellipsoid", (long / 2, radius, radius), (0, 0, radius), role=TOUCHED),
    ]  # fmt: skip
    return made(parts, (long, 2 * radius, 2 * radius), rng.uniform(0.05, 0.065), rgba, rolling_m=0.003)


def bread(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A loaf with a domed crust, cuts across it, and a lighter bottom."""
    x, y, z = rng.uniform(0.13, 0.17), rng.uniform(0.062, 0.073), rng.uniform(0.055, 0.068)
    t = np.linspace(0.0, 1.0, 11)
    swell = np.array([0.55, 0.85, 0.96, 1.0, 1.0, 1.0, 1.0, 1.0, 0.96, 0.85, 0.55])
    line = np.column_stack(
        (x * (t - 0.5), np.zeros(11), z / 2 * np.interp(t, [0, 0.12, 0.88, 1], [0.9, 1, 1, 0.9]))
    )
    crust = tuple(min(1.0, v * f) for v, f in zip(rgba[:3], (1.55, 1.45, 1.25), strict=True))
    paint = skin(rng, crust, tuple(0.5 * v for v in crust), speckles=70, strength=0.35, blush=0.25)
    parts = [
        Part(
            "mesh", role=SEEN, texture=paint,
            mesh=loft(line, np.column_stack((y / 2 * swell, z / 2 * swell**0.8)), 20, up=(0, 0, 1), square=3),
        ),
    ]  # fmt: skip
    pale = (0.88, 0.76, 0.55, 1.0)
    for at in np.linspace(-0.26, 0.26, 4):
        cut = np.array(
            [
                (x * at - 0.006, -y * 0.24, z * 0.955),
                (x * at, 0, z * 1.0),
                (x * at + 0.006, y * 0.24, z * 0.955),
            ]
        )
        parts.append(
            seen(loft(cut, np.column_stack(([0.002, 0.005, 0.002], [0.001] * 3)), 8, up=(0, 0, 1)), pale)
        )
    parts += [
        Part("box", (x * 0.46, y * 0.42, z * 0.5), (0, 0, z / 2), role=TOUCHED),
        Part("box", (x * 0.44, y * 0.48, z * 0.35), (0, 0, z / 2), role=TOUCHED),
    ]
    return made(parts, (x, y, z), rng.uniform(0.2, 0.35), rgba)
