# SPDX-License-Identifier: Apache-2.0
"""Sponges, brushes, toothbrushes and soap."""

from __future__ import annotations

import numpy as np

from mm_robot_sim.objects.builders import PALE, beam, contrast, rounded, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import brick, loft, prism
from mm_robot_sim.objects.textures import skin


def sponge(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A porous block, often with a darker scouring layer below: from above its own colour shows."""
    x, y, z = rng.uniform(0.09, 0.115), rng.uniform(0.055, 0.07), rng.uniform(0.028, 0.038)
    dark = tuple(0.45 * v for v in rgba[:3])
    pores = skin(rng, rgba, dark, speckles=260, strength=0.55)
    soft = z * rng.uniform(0.72, 0.8) if rng.random() < 0.6 else z
    parts = [
        Part("mesh", role=SEEN, mesh=brick(x, y, soft).moved((0, 0, z - soft)), texture=pores),
        Part("box", (x / 2, y / 2, z / 2), (0, 0, z / 2), role=TOUCHED),
    ]
    if soft < z:
        scour = (dark[0] * 0.6, 0.25 + dark[1] * 0.4, dark[2] * 0.6, 1.0)
        parts.append(seen(prism(rounded(x, y, 0.003, 2), 0.0, z - soft), scour))
    return made(parts, (x, y, z), rng.uniform(0.03, 0.05), rgba)


def brush(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A scrubbing brush: a coloured back with a waist over tufts of bristles."""
    x, y, z = rng.uniform(0.12, 0.15), rng.uniform(0.045, 0.056), rng.uniform(0.042, 0.052)
    tuft = z * rng.uniform(0.42, 0.5)
    line = np.linspace((-x / 2, 0, (tuft + z) / 2), (x / 2, 0, (tuft + z) / 2), 9)
    wide = y / 2 * np.array([0.6, 0.92, 1.0, 0.93, 0.88, 0.93, 1.0, 0.92, 0.6])
    high = (z - tuft) / 2 * np.array([0.7, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 0.7])
    bristle = contrast(rgba)
    parts = [seen(loft(line, np.column_stack((wide, high)), 16, up=(0, 0, 1), square=3.2))]
    rows, columns = 3, 6
    for i in range(columns):
        for j in range(rows):
            at = ((i - (columns - 1) / 2) * x * 0.145, (j - (rows - 1) / 2) * y * 0.28)
            shade = rng.uniform(0.85, 1.05)
            tone = tuple(min(1.0, float(v * shade)) for v in bristle[:3])
            size = (x * 0.055, y * 0.11, tuft / 2 + 0.001)
            parts.append(
                Part("box", size, (*at, tuft / 2 + 0.001), role=SEEN, rgba=(tone[0], tone[1], tone[2], 1.0))
            )
    parts += [
        Part("box", (x * 0.43, y * 0.42, tuft / 2), (0, 0, tuft / 2), role=TOUCHED),
        Part("box", (x * 0.49, y * 0.46, (z - tuft) / 2), (0, 0, (z + tuft) / 2), role=TOUCHED),
    ]
    return made(parts, (x, y, z), rng.uniform(0.08, 0.14), rgba)


def toothbrush(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying on its back: a slim neck, a grip at +x, bristles up at -x."""
    long, head, tuft = rng.uniform(0.175, 0.2), rng.uniform(0.026, 0.032), 0.011
    x0 = -long / 2
    t = np.array([0.0, 0.05, 0.14, 0.22, 0.4, 0.5, 0.7, 0.92, 1.0])
    wide = np.array([0.003, 0.0062, 0.0062, 0.0032, 0.0035, 0.0062, 0.0068, 0.0062, 0.003])
    high = np.array([0.002, 0.0028, 0.0028, 0.0028, 0.0034, 0.005, 0.0056, 0.005, 0.003])
    line = np.column_stack((x0 + long * t, np.zeros(9), high))
    strip = contrast(rgba)
    parts = [seen(loft(line, np.column_stack((wide, high)), 12, up=(0, 0, 1), square=2.8))]
    for i, x in enumerate(np.linspace(x0 + 0.006, x0 + head, 5)):
        tone: Rgba = (PALE if i % 2 == 0 else rgba) if sum(rgba[:3]) < 2.6 else (0.45, 0.65, 0.9, 1.0)
        size = (head * 0.085, 0.0046, tuft / 2)
        parts.append(Part("box", size, (float(x), 0, 0.005 + tuft / 2), role=SEEN, rgba=tone))
    parts += [
        Part("box", (long * 0.16, 0.0022, 0.0009), (x0 + long * 0.7, 0, 0.0108), role=SEEN, rgba=strip),
        Part("box", (head / 2, 0.0046, tuft / 2), (x0 + 0.003 + head / 2, 0, 0.005 + tuft / 2), role=TOUCHED),
        beam((x0, 0, 0.0028), (x0 + long * 0.45, 0, 0.0028), 0.0045, 0.0028),
        beam((x0 + long * 0.45, 0, 0.0052), (x0 + long, 0, 0.0052), 0.0065, 0.0052),
    ]
    return made(parts, (long, 0.0136, 0.005 + tuft), 0.032, rgba, held_at_m=(x0 + long * 0.66, 0.0, 0.0052))


def soap(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A bar with round edges and a sunken oval on top."""
    x, y, z = rng.uniform(0.075, 0.095), rng.uniform(0.048, 0.06), rng.uniform(0.024, 0.032)
    level = np.array([0.0, 0.004, z * 0.35, z * 0.65, z - 0.004, z])
    inset = np.array([0.86, 0.95, 1.0, 1.0, 0.95, 0.86])
    line = np.column_stack((np.zeros(6), np.zeros(6), level))
    bar = loft(line, np.column_stack((y / 2 * inset, x / 2 * inset)), 28, up=(1, 0, 0), square=3.0)
    oval = rounded(x * 0.56, y * 0.5, y * 0.24)
    dim = tuple(0.86 * v for v in rgba[:3])
    stamp = prism(oval, z - 0.001, z + 0.0004)
    parts = [
        seen(bar),
        seen(stamp, (dim[0], dim[1], dim[2], 1.0)),
        Part("box", (x * 0.41, y * 0.41, z / 2), (0, 0, z / 2), role=TOUCHED),
        Part("box", (x * 0.48, y * 0.48, z * 0.3), (0, 0, z / 2), role=TOUCHED),
    ]
    return made(parts, (x, y, z), rng.uniform(0.08, 0.13), rgba)
