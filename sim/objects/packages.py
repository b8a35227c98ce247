# SPDX-License-Identifier: Apache-2.0
"""Cans, boxes, cartons and jars."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from mm_robot_sim.objects.builders import METAL, contrast, disc, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import brick, lathe


def can(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A drink can with metal ends."""
    radius, height = rng.uniform(0.028, 0.033), rng.uniform(0.085, 0.12)
    parts = [
        Part("cylinder", (radius, height / 2), (0, 0, height / 2)),
        Part("cylinder", (radius * 0.93, 0.002), (0, 0, height - 0.001), role=SEEN, rgba=METAL),
        Part("cylinder", (radius * 1.005, 0.002), (0, 0, 0.003), role=SEEN, rgba=METAL),
    ]
    return made(parts, (2 * radius, 2 * radius, height + 0.001), rng.uniform(0.15, 0.35), rgba)


def box(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A cardboard packet with a small label."""
    x, y, z = rng.uniform(0.08, 0.13), rng.uniform(0.04, 0.065), rng.uniform(0.06, 0.16)
    label: Rgba = (0.9, 0.9, 0.86, 1.0) if sum(rgba[:3]) < 2.2 else (0.3, 0.3, 0.35, 1.0)
    parts = [
        Part("box", (x / 2, y / 2, z / 2), (0, 0, z / 2)),
        Part("box", (x * 0.25, y / 2 + 0.0006, z * 0.12), (0, 0, z * 0.7), role=SEEN, rgba=label),
    ]
    return made(parts, (x, y, z), rng.uniform(0.1, 0.35), rgba)


def carton(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A drink carton: a square column under a gable with a fin along x, and a screw cap on its slope."""
    x, y, body = rng.uniform(0.058, 0.072), rng.uniform(0.056, 0.07), rng.uniform(0.1, 0.145)
    gable, fin = y * 0.42, 0.012
    slope = math.atan2(gable, y / 2 * 0.92)
    c, s = math.cos(slope), math.sin(slope)
    out = np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])  # turned about x: its z axis leaves the -y slope
    cap = (0.0, -y * 0.27, body + gable * 0.5)
    top = body + gable + fin
    parts = [
        seen(brick(x, y, body).moved((0, 0, 0))),
        seen(replace(brick(x, y, gable, (1.0, 0.08)).moved((0, 0, body)), uv=None)),  # print ends below
        Part("box", (x / 2, y * 0.04, fin / 2), (0, 0, top - fin / 2), role=SEEN),
        Part("cylinder", (0.011, 0.006), cap, out, role=SEEN, rgba=contrast(rgba)),
        Part("box", (x / 2, y / 2, body / 2), (0, 0, body / 2), role=TOUCHED),
        Part("box", (x / 2, y * 0.3, gable / 4), (0, 0, body + gable / 4), role=TOUCHED),
        Part(
            "box", (x / 2, y * 0.12, (gable / 2 + fin) / 2), (0, 0, top - (gable / 2 + fin) / 2), role=TOUCHED
        ),
    ]
    return made(parts, (x, y, top), rng.uniform(0.15, 0.45), rgba, held_at_m=(0.0, 0.0, body * 0.7))


def jar(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A wide-necked jar under a metal lid."""
    radius, tall = rng.uniform(0.03, 0.0365), rng.uniform(0.07, 0.11)
    neck, lid = radius * rng.uniform(0.82, 0.92), rng.uniform(0.012, 0.018)
    outline = [
        (0.0, 0.0), (radius * 0.9, 0.0), (radius, 0.005), (radius, tall * 0.82), (radius * 0.96, tall * 0.9),
        (neck, tall), (0.0, tall),
    ]  # fmt: skip
    metal = METAL if rng.random() < 0.5 else contrast(rgba)
    ridge = [(0.0, 0.0), (neck * 1.06, 0.0), (neck * 1.06, lid - 0.002), (neck, lid), (0.0, lid)]
    parts = [
        seen(lathe(outline)),
        Part("mesh", role=SEEN, mesh=lathe(ridge).moved((0, 0, tall)), rgba=metal, shiny=True),
        disc(radius, 0.0, tall * 0.9),
        disc(neck * 1.06, tall * 0.9, tall + lid),
    ]
    return made(
        parts, (2 * radius, 2 * radius, tall + lid), rng.uniform(0.2, 0.4), rgba, held_at_m=(0, 0, tall * 0.6)
    )
