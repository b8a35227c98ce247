# SPDX-License-Identifier: Apache-2.0
"""Apples, oranges, lemons, bananas, pears, peaches and strawberries."""

from __future__ import annotations

import math

import numpy as np

from mm_robot_sim.objects.builders import LEAF, LYING, STALK, chain, lumpy, rod, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import Mesh, lathe, loft
from mm_robot_sim.objects.textures import skin


def apple(rng: np.random.Generator, rgba: Rgba) -> Design:
    """With a dimple at each end and a stalk."""
    radius = rng.uniform(0.031, 0.035)
    angle = np.linspace(0.0, math.pi, 15)
    r = radius * np.sin(angle) ** 0.8
    dimple = 0.22 * radius * np.exp(-((r / (0.35 * radius)) ** 2))
    z = radius - radius * np.cos(angle) * 0.96 + dimple * np.where(angle < math.pi / 2, 0.7, -1.0)
    parts = [
        Part("sphere", (radius,), (0, 0, radius), role=TOUCHED),
        seen(lathe(np.column_stack((r, z)))),
        Part(
            "capsule", (0.0015,), ends_m=(0, 0, 1.7 * radius, 0.003, 0, 2.0 * radius), role=SEEN, rgba=STALK
        ),
    ]
    return made(parts, (2 * radius,) * 3, rng.uniform(0.12, 0.2), rgba, rolling_m=0.003)


def orange(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A sphere with a navel."""
    radius = rng.uniform(0.031, 0.035)
    navel = (0.25, 0.35, 0.1, 1.0)
    parts = [
        Part("sphere", (radius,), (0, 0, radius)),
        Part("sphere", (0.004,), (0, 0, 2 * radius - 0.003), role=SEEN, rgba=navel),
    ]
    return made(parts, (2 * radius,) * 3, rng.uniform(0.12, 0.2), rgba, rolling_m=0.003)


def lemon(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying, with a nipple at each end."""
    radius, half = rng.uniform(0.0255, 0.029), rng.uniform(0.036, 0.042)
    t = np.linspace(-1.0, 1.0, 17)
    r = radius * np.sqrt(np.clip(1 - (t / 0.9) ** 2, 0.0, 1.0)) + 0.16 * radius * (1 - t**8) * (
        np.abs(t) > 0.55
    )
    parts = [
        Part("ellipsoid", (half * 0.95, radius, radius), (0, 0, radius), role=TOUCHED),
        seen(lathe(np.column_stack((r, t * half))).moved((0, 0, radius), LYING)),
    ]
    return made(parts, (2 * half, 2 * radius, 2 * radius), rng.uniform(0.08, 0.13), rgba, rolling_m=0.003)


def banana(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying on its side, bent in the plane of the table."""
    thick, bend, sweep = rng.uniform(0.0165, 0.0185), rng.uniform(0.085, 0.105), rng.uniform(1.6, 1.9)
    angle = np.linspace(-sweep / 2, sweep / 2, 13)
    curve = np.column_stack((bend * np.sin(angle), bend * np.cos(angle), np.full(13, thick)))
    curve[:, 1] -= (curve[:, 1].max() + curve[:, 1].min()) / 2
    t = np.linspace(-1.0, 1.0, 13)
    radii = thick * np.clip(1.05 - np.abs(t) ** 3.5 * 0.8, 0.0, 1.0)
    tip = (0.25, 0.2, 0.1, 1.0)
    parts = [seen(loft(curve, radii))]
    for i, j in ((1, 4), (4, 6), (6, 8), (8, 11)):
        size = float(min(radii[i], radii[j]) * 0.5 + max(radii[i], radii[j]) * 0.5)
        parts.append(rod(curve[i], curve[j], size))
    for end in (0, 12):
        x, y, z = curve[end].tolist()
        parts.append(Part("sphere", (float(radii[0]) * 1.02,), (x, y, z), role=SEEN, rgba=tip))
    width = float(np.ptp(curve[:, 1])) + 2 * thick
    x, y, z = curve[6].tolist()
    extent = (float(np.ptp(curve[:, 0])) + 0.01, width, 2 * thick)
    return made(parts, extent, rng.uniform(0.1, 0.15), rgba, held_at_m=(x, y, z))


def pear(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Standing, heavy below and slim above, with a stalk."""
    radius, tall = rng.uniform(0.031, 0.036), rng.uniform(0.085, 0.1)
    t = np.array([0.0, 0.02, 0.06, 0.14, 0.26, 0.38, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 1.0])
    r = np.array([0.0, 0.36, 0.58, 0.82, 0.98, 1.0, 0.9, 0.74, 0.58, 0.49, 0.42, 0.3, 0.0])
    body = lumpy(lathe(np.column_stack((r * radius, t * tall))), 0.03, rng, (0, 0, tall * 0.35))
    body = Mesh(body.vertices_m * np.array([1, 1, 0.995]), body.faces, body.uv, body.uv_faces)
    lean = rng.uniform(-0.004, 0.004)
    second = (0.75, 0.3, 0.12) if rng.random() < 0.4 else (0.4, 0.3, 0.12)
    parts = [
        Part(
            "mesh",
            role=SEEN,
            mesh=body,
            texture=skin(rng, rgba, second, speckles=120, blush=rng.uniform(0, 0.35)),
        ),
        rod((0, 0, tall * 0.97), (lean, lean, tall + 0.014), 0.0016, SEEN, STALK),
        Part("cylinder", (radius * 0.55, radius * 0.2), (0, 0, radius * 0.2), role=TOUCHED),
        Part("ellipsoid", (radius * 0.98, radius * 0.98, tall * 0.34), (0, 0, tall * 0.345), role=TOUCHED),
        rod((0, 0, tall * 0.6), (0, 0, tall * 0.99 - radius * 0.45), radius * 0.45),
    ]
    return made(
        parts,
        (2 * radius, 2 * radius, tall),
        rng.uniform(0.12, 0.19),
        rgba,
        held_at_m=(0.0, 0.0, tall * 0.35),
    )


def peach(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Round, with a furrow from pole to pole and a red cheek."""
    radius = rng.uniform(0.03, 0.035)
    angle = np.linspace(0.0, math.pi, 17)
    r = radius * np.sin(angle) ** 0.9
    dimple = 0.2 * radius * np.exp(-((r / (0.3 * radius)) ** 2)) * (angle > math.pi / 2)
    body = lathe(np.column_stack((r, radius * (1 - np.cos(angle) * 0.97) - dimple)), 40)
    x, y, z = body.vertices_m.T
    furrow = 1 - 0.1 * np.exp(-((np.arctan2(y, x) / 0.16) ** 2))
    body = Mesh(np.column_stack((x * furrow, y * furrow, z)), body.faces, body.uv, body.uv_faces)
    cheek = (0.85, 0.2, 0.2) if rgba[2] < 0.4 else (0.95, 0.75, 0.45)
    paint = skin(rng, rgba, cheek, speckles=30, strength=0.15, blush=rng.uniform(0.15, 0.4))
    parts = [
        Part("mesh", role=SEEN, mesh=body, texture=paint),
        Part("sphere", (radius,), (0, 0, radius), role=TOUCHED),
    ]
    return made(parts, (2 * radius,) * 3, rng.uniform(0.1, 0.17), rgba, rolling_m=0.003)


def strawberry(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying, its tip at -x, seeds all over, leaves at +x."""
    radius, long = rng.uniform(0.017, 0.021), rng.uniform(0.04, 0.048)
    t = np.linspace(0.0, 1.0, 11)
    radii = radius * np.array([0.05, 0.3, 0.52, 0.7, 0.84, 0.94, 0.99, 1.0, 0.94, 0.75, 0.3])
    line = np.column_stack(
        (long * (t - 0.5), np.zeros(11), np.interp(t, [0, 0.7, 1], [radius * 0.55, radius, radius]))
    )
    seeds = skin(rng, rgba, (0.95, 0.8, 0.3), speckles=150, strength=0.75)
    parts = [Part("mesh", role=SEEN, mesh=loft(line, radii, 20, up=(0, 0, 1)), texture=seeds)]
    for angle in np.arange(6) * math.pi / 3 + rng.uniform():
        out = radius * 0.85
        a, b = (long * 0.47, 0.0, radius), (long * 0.4, out * math.cos(angle), radius + out * math.sin(angle))
        leaf = np.linspace(a, b, 4)
        across = (0.0, math.cos(angle), math.sin(angle))
        flat = np.column_stack(([0.002, 0.0035, 0.003, 0.0004], np.full(4, 0.0008)))
        side = np.cross(across, (1.0, 0.0, 0.0))
        parts.append(seen(loft(leaf, flat[:, ::-1], 6, up=side), LEAF))
    parts += [
        rod((long * 0.46, 0, radius), (long * 0.5 + 0.004, 0, radius * 1.15), 0.0012, SEEN, LEAF),
        *chain(line, radii, ((3, 5),)),
        Part("ellipsoid", (long * 0.42, radius, radius), (long * 0.08, 0, radius), role=TOUCHED),
    ]
    return made(parts, (long, 2 * radius, 2 * radius), rng.uniform(0.03, 0.04), rgba, rolling_m=0.003)
