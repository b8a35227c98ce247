# SPDX-License-Identifier: Apache-2.0
"""Tomatoes, carrots, cucumbers, eggplants, potatoes, onions, peppers and corn."""

from __future__ import annotations

import math

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.objects.builders import LEAF, LYING, ball_profile, chain, keel, lobed, lumpy, rod, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, Texture, made
from mm_robot_sim.objects.meshes import Mesh, lathe, loft
from mm_robot_sim.objects.textures import kernels, rings, skin


def tomato(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A squat sphere with faint lobes and a green star."""
    radius = rng.uniform(0.03, 0.0365)
    tall = radius * rng.uniform(1.6, 1.85)
    profile = ball_profile(radius, tall, 15, 0.85)
    r = profile[:, 0]
    profile[:, 1] -= 0.14 * radius * np.exp(-((r / (0.3 * radius)) ** 2)) * (np.arange(15) > 7)
    body = lobed(lathe(profile, 40), int(rng.integers(5, 8)), 0.018)
    parts = [
        seen(body),
        Part("ellipsoid", (radius, radius, tall / 2), (0, 0, tall / 2), role=TOUCHED),
        *_star(radius * 0.5, tall * 0.955, 5, rng.uniform(0, 6)),
        rod((0, 0, tall * 0.93), (0.001, 0, tall + 0.004), 0.0016, SEEN, LEAF),
    ]
    return made(parts, (2 * radius, 2 * radius, tall), rng.uniform(0.09, 0.16), rgba, rolling_m=0.003)


def _star(reach: float, height: float, count: int, turn: float) -> list[Part]:
    """Narrow leaves that spread from the axis at `height` and bend down."""
    leaves = []
    for angle in turn + np.arange(count) * 2 * math.pi / count:
        c, s = math.cos(angle), math.sin(angle)
        line = np.array(
            [
                (0, 0, height),
                (0.5 * reach * c, 0.5 * reach * s, height + 0.001),
                (reach * c, reach * s, height - 0.002),
            ]
        )
        wide = np.column_stack(([0.002, 0.003, 0.0005], [0.0012, 0.001, 0.0005]))
        leaves.append(seen(loft(line, wide, 6, up=(0, 0, 1)), LEAF))
    return leaves


def carrot(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying: thick at +x with a tuft of green, thin at -x."""
    long, thick = rng.uniform(0.13, 0.17), rng.uniform(0.0135, 0.0175)
    t = np.linspace(0.0, 1.0, 10)
    radii = thick * np.interp(t, [0, 0.04, 0.5, 0.93, 1.0], [0.1, 0.28, 0.7, 1.0, 0.55])
    line = np.column_stack((long * (t - 0.5), 0.003 * np.sin(t * 5 + rng.uniform(0, 6)), radii))
    parts = [_textured(loft(line, radii, 16, up=(0, 0, 1)), rings(rng, rgba))]
    for _ in range(5):
        y, z = rng.uniform(-0.008, 0.008), rng.uniform(0.002, 0.016)
        parts.append(
            rod(
                (long * 0.48, 0, thick),
                (long / 2 + rng.uniform(0.012, 0.02), y, z + 0.004),
                0.0018,
                SEEN,
                LEAF,
            )
        )
    parts += chain(line, radii, ((1, 3), (3, 6), (6, 9)))
    parts.append(keel(-long * 0.3, long * 0.42, float(radii[5])))
    return made(
        parts, (long, 2 * thick, 2 * thick), rng.uniform(0.06, 0.12), rgba, rolling_m=0.003,
        held_at_m=(long * 0.2, 0.0, thick * 0.85),
    )  # fmt: skip


def cucumber(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying, a little bent, with darker streaks."""
    long, thick = rng.uniform(0.15, 0.19), rng.uniform(0.0175, 0.022)
    t = np.linspace(0.0, 1.0, 11)
    radii = thick * np.array([0.25, 0.7, 0.9, 0.98, 1.0, 1.0, 1.0, 0.98, 0.9, 0.68, 0.3])
    bend = rng.uniform(0.004, 0.012)
    line = np.column_stack((long * (t - 0.5), bend * ((2 * t - 1) ** 2 - 0.5), np.full(11, thick)))
    dark = tuple(0.55 * v for v in rgba[:3])
    parts = [
        _textured(loft(line, radii, 18, up=(0, 0, 1)), skin(rng, rgba, dark, speckles=150, strength=0.7)),
        Part(
            "sphere",
            (thick * 0.26,),
            (float(line[10, 0]), float(line[10, 1]), thick),
            role=SEEN,
            rgba=(0.5, 0.55, 0.25, 1.0),
        ),
        *chain(line, np.full(11, thick), ((2, 5), (5, 8))),
    ]
    parts += [rod(line[i], line[j], float(radii[i] * 0.9)) for i, j in ((1, 2), (9, 8))]
    parts.append(keel(-long * 0.28, long * 0.28, thick, -0.3 * bend))
    return made(
        parts, (long, 2 * thick + bend, 2 * thick), rng.uniform(0.15, 0.25), rgba, rolling_m=0.003,
        held_at_m=(float(line[5, 0]), float(line[5, 1]), thick),
    )  # fmt: skip


def eggplant(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying: a club with a green cap and stalk at +x."""
    long, thick = rng.uniform(0.125, 0.155), rng.uniform(0.026, 0.031)
    t = np.linspace(0.0, 1.0, 12)
    shape = np.array([0.12, 0.55, 0.8, 0.95, 1.0, 0.98, 0.9, 0.8, 0.7, 0.63, 0.58, 0.3])
    radii = thick * shape
    line = np.column_stack((long * (t - 0.5), np.zeros(12), np.where(t < 0.35, thick, radii)))
    cap = line[8:].copy()
    parts = [
        seen(loft(line, radii, 20, up=(0, 0, 1)), (rgba[0] * 0.75, rgba[1] * 0.75, rgba[2] * 0.75, 1.0)),
        seen(loft(cap, radii[8:] * np.array([0.9, 1.07, 1.1, 1.3]), 14, up=(0, 0, 1)), LEAF),
        rod(cap[3], (long / 2 + 0.012, 0.002, float(cap[3, 2]) + 0.004), 0.004, SEEN, LEAF),
        *chain(line, radii, ((3, 5), (5, 8), (8, 11))),
    ]
    return made(
        parts, (long, 2 * thick, 2 * thick), rng.uniform(0.15, 0.25), rgba, rolling_m=0.003,
        held_at_m=(float(line[5, 0]), 0.0, float(line[5, 2])),
    )  # fmt: skip


def potato(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A lumpy ellipsoid with eyes."""
    a, b, c = rng.uniform(0.038, 0.046), rng.uniform(0.027, 0.033), rng.uniform(0.024, 0.029)
    unit = lathe(ball_profile(1.0, 2.0, 13), 24).moved((0, 0, -1.0))
    body = lumpy(unit.moved((0, 0, 0), np.diag((a, b, c)) @ LYING).moved((0, 0, c)), 0.05, rng, (0, 0, c))
    light = tuple(min(1.0, 1.2 * v + 0.06) for v in rgba[:3])
    paint = skin(rng, light if rgba[0] < 0.6 else rgba, (0.25, 0.15, 0.06), speckles=45, strength=0.6)
    parts = [_textured(body, paint), Part("ellipsoid", (a, b, c), (0, 0, c), role=TOUCHED)]
    return made(parts, (2 * a, 2 * b, 2 * c), rng.uniform(0.11, 0.2), rgba, rolling_m=0.003)


def onion(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A globe with meridians, a dry tip above and a beard below."""
    radius = rng.uniform(0.028, 0.0345)
    angle = np.linspace(0.0, math.pi, 15)
    r, z = radius * np.sin(angle) ** 0.95, radius * (1 - np.cos(angle))
    z = z + radius * 0.9 * np.maximum(angle - 2.5, 0.0) ** 1.2
    r = np.where(angle > 2.75, np.maximum(r, radius * 0.1), r)
    r[-1] = 0.0
    body = lathe(np.column_stack((r, z)), 28)
    dim = tuple(0.6 * v for v in rgba[:3])
    light = (min(1.0, rgba[0] * 1.3 + 0.1), min(1.0, rgba[1] * 1.35), min(1.0, rgba[2] * 1.2), 1.0)
    tone = light if rgba[0] < 0.6 and rgba[2] < 0.3 else rgba  # dry skin is a warm, light brown
    parts = [
        _textured(body, _meridians(rng, tone, dim)),
        Part("sphere", (radius,), (0, 0, radius), role=TOUCHED),
        Part("capsule", (radius * 0.16,), ends_m=(0, 0, radius * 1.8, 0, 0, radius * 2.1), role=TOUCHED),
    ]
    return made(
        parts, (2 * radius, 2 * radius, radius * 2.26), rng.uniform(0.1, 0.18), rgba, rolling_m=0.003,
        held_at_m=(0, 0, radius),
    )  # fmt: skip


def _meridians(rng: np.random.Generator, main: Rgba, second: tuple[float, ...]) -> Texture:
    paint = skin(rng, main, second, speckles=10).astype(float)
    columns = rng.choice(paint.shape[1], 12, replace=False)
    paint[:, columns] *= 0.8
    return paint.astype(np.uint8)


def pepper(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A bell pepper, standing on its three or four lobes, with a green stalk."""
    radius, tall = rng.uniform(0.031, 0.036), rng.uniform(0.068, 0.085)
    t = np.array([0.0, 0.0, 0.04, 0.14, 0.35, 0.6, 0.8, 0.93, 0.985, 1.0, 0.97, 0.93])
    r = np.array([0.0, 0.35, 0.6, 0.76, 0.88, 0.96, 1.0, 0.95, 0.8, 0.6, 0.35, 0.0])
    body = lobed(lathe(np.column_stack((r * radius * 0.95, t * tall)), 40), int(rng.integers(3, 5)), 0.07)
    stem = np.array(
        [
            (0, 0, tall * 0.92),
            (0.001, 0, tall * 1.0),
            (0.003, 0.001, tall * 1.08),
            (0.006, 0.001, tall * 1.15),
        ]
    )
    parts = [
        seen(body),
        seen(loft(stem, np.array([0.009, 0.004, 0.0032, 0.0038]), 10, up=(0, 1, 0)), LEAF),
        Part("cylinder", (radius * 0.6, tall * 0.08), (0, 0, tall * 0.08), role=TOUCHED),
        Part("cylinder", (radius * 0.84, tall * 0.2), (0, 0, tall * 0.34), role=TOUCHED),
        Part("cylinder", (radius * 0.93, tall * 0.21), (0, 0, tall * 0.745), role=TOUCHED),
    ]
    return made(
        parts, (2 * radius, 2 * radius, tall), rng.uniform(0.11, 0.18), rgba, held_at_m=(0, 0, tall * 0.6)
    )


def corn(rng: np.random.Generator, rgba: Rgba) -> Design:
    """An ear, lying, with its husk pulled back at +x."""
    long, thick = rng.uniform(0.14, 0.175), rng.uniform(0.0195, 0.0235)
    t = np.linspace(0.0, 1.0, 11)
    radii = thick * np.array([0.2, 0.5, 0.72, 0.85, 0.93, 0.98, 1.0, 1.0, 0.98, 0.9, 0.5])
    line = np.column_stack((long * (t * 0.86 - 0.5), np.zeros(11), np.maximum(radii, thick * 0.7)))
    line[:, 2] = np.interp(t, [0, 0.5, 1.0], [thick * 0.75, thick * 0.97, thick])
    pale: Rgba = (0.55, 0.68, 0.3, 1.0)
    base = np.array(
        [(long * 0.24, 0, thick), (long * 0.38, 0, thick), (long * 0.46, 0, thick), (long * 0.5, 0, thick)]
    )
    parts = [
        _textured(loft(line, radii, 20, up=(0, 0, 1)), kernels(rng, rgba)),
        seen(
            loft(base, np.array([thick * 1.02, thick * 0.8, thick * 0.4, thick * 0.35]), 14, up=(0, 0, 1)),
            pale,
        ),
        *chain(line, radii, ((2, 4), (4, 7), (7, 10))),
        rod((long * 0.3, 0, thick), (long * 0.44, 0, thick), thick * 0.7),
    ]
    for angle in (0.7, 2.1, 3.6, 5.2):
        c, s = math.cos(angle), math.sin(angle)
        husk: FloatArray = np.array(
            [
                (x, out * thick * c, max(thick + out * thick * s, 0.002))
                for x, out in ((long * 0.42, 0.5), (long * 0.28, 1.05), (long * 0.1, 1.12))
            ]
        )
        parts.append(
            seen(
                loft(husk, np.column_stack(([0.006, 0.009, 0.001], [0.001, 0.001, 0.0005])), 8, up=(0, c, s)),
                pale,
            )
        )
    return made(
        parts, (long, 2.2 * thick, 2 * thick), rng.uniform(0.15, 0.25), rgba, rolling_m=0.003,
        held_at_m=(float(line[6, 0]), 0.0, thick),
    )  # fmt: skip


def _textured(mesh: Mesh, texture: Texture) -> Part:
    return Part("mesh", role=SEEN, mesh=mesh, texture=texture)
