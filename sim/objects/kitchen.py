# SPDX-License-Identifier: Apache-2.0
"""Pots, pans, spatulas and whisks."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from mm_robot_sim.objects.builders import DARK, METAL, WOODEN, beam, rod, seen, vessel
from mm_robot_sim.objects.design import SEEN, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import loft, prism


def pot(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Open, with two dark ears along x."""
    radius, height = rng.uniform(0.07, 0.085), rng.uniform(0.075, 0.1)
    parts = vessel(radius * 0.97, radius, height, 0.005)
    at = height * 0.82
    ear = rng.uniform(0.022, 0.028)
    for side in (-1, 1):
        angle = np.linspace(-math.pi / 2, math.pi / 2, 7)
        curve = np.column_stack(
            (side * (radius - 0.003 + ear * np.cos(angle)), radius * 0.38 * np.sin(angle), np.full(7, at))
        )
        parts.append(seen(loft(curve, np.full(7, 0.0055), 10), DARK))
        x = side * (radius + ear - 0.004)
        parts.append(rod((x, -radius * 0.25, at), (x, radius * 0.25, at), 0.006, rgba=DARK))
    return made(parts, (2 * (radius + ear), 2 * radius, height), rng.uniform(0.5, 0.8), rgba, container=True)


def pan(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Shallow and round, with a long handle along x."""
    radius, height = rng.uniform(0.075, 0.09), rng.uniform(0.032, 0.042)
    reach = rng.uniform(0.11, 0.13)
    shift = -reach / 2  # the box is centred, the round part is not
    parts = [_shifted(part, shift) for part in vessel(radius * 0.86, radius, height, 0.005)]
    a, b = (shift + radius - 0.004, 0.0, height * 0.75), (shift + radius + reach, 0.0, height * 0.95)
    line = np.linspace(a, b, 7)
    wide = np.array([0.008, 0.008, 0.009, 0.011, 0.012, 0.012, 0.008])
    grip = DARK if sum(rgba[:3]) > 0.6 else WOODEN
    parts += [
        seen(loft(line, np.column_stack((wide, wide * 0.65)), 12, up=(0, 0, 1), square=3), grip),
        beam(line[0], line[6], 0.0105, 0.007),
    ]
    return made(
        parts, (2 * radius + reach, 2 * radius, height), rng.uniform(0.55, 0.8), rgba, container=True,
        held_at_m=(shift + radius + reach * 0.6, 0.0, height * 0.87),
    )  # fmt: skip


def _shifted(part: Part, x: float) -> Part:
    """The part moved along x."""
    px, py, pz = part.position_m
    return replace(part, position_m=(px + x, py, pz))


def spatula(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying: a slotted blade at -x, a stem and a handle."""
    blade, wide, reach = rng.uniform(0.07, 0.085), rng.uniform(0.055, 0.068), rng.uniform(0.15, 0.18)
    x0 = -(blade + reach) / 2
    join, end = x0 + blade, x0 + blade + reach
    outline = np.array(
        [(x0, -wide / 2), (x0 + blade * 0.75, -wide / 2), (join, -0.01), (join, 0.01), 
         (x0 + blade * 0.75, wide / 2), (x0, wide / 2)]
    )  # fmt: skip
    slots = [
        Part("box", (blade * 0.27, 0.0028, 0.0003), (x0 + blade * 0.42, y, 0.0032), role=SEEN, rgba=DARK)
        for y in (-wide * 0.25, 0.0, wide * 0.25)
    ]
    stem = np.array(
        [(join - 0.004, 0, 0.003), (join + 0.02, 0, 0.012), (join + 0.05, 0, 0.014), (end, 0, 0.008)]
    )
    t = np.linspace(0, 1, 10)
    curve = np.column_stack([np.interp(t, np.linspace(0, 1, 4), stem[:, i]) for i in range(3)])
    radii = np.interp(t, [0, 0.3, 0.45, 0.95, 1.0], [0.006, 0.005, 0.0085, 0.0085, 0.005])
    parts = [
        seen(prism(outline, 0.0, 0.003)),
        *slots,
        seen(loft(curve, np.column_stack((radii, radii * 0.85)), 12, up=(0, 0, 1))),
        Part("box", (blade / 2, wide * 0.46, 0.0015), (x0 + blade / 2, 0, 0.0015), role="touched"),
        beam(curve[0], curve[3], 0.006, 0.004),
        beam(curve[3], curve[9], 0.008, 0.007),
    ]
    return made(
        parts, (blade + reach, wide, 0.021), rng.uniform(0.06, 0.11), rgba,
        held_at_m=(float(curve[4, 0]), 0.0, float(curve[4, 2])),
    )  # fmt: skip


def whisk(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Lying: a balloon of wires at -x and a coloured handle."""
    balloon, radius, reach = rng.uniform(0.095, 0.115), rng.uniform(0.02, 0.025), rng.uniform(0.1, 0.12)
    x0 = -(balloon + reach) / 2
    join, grip = x0 + balloon, rng.uniform(0.0095, 0.0115)
    angle = np.linspace(0.0, math.pi, 13)
    parts: list[Part] = []
    for turn in np.arange(4) * math.pi / 4:
        # One wire goes out and comes back; in halves, as no curve may turn through its normal.
        for sign in (-1.0, 1.0):
            half = angle[:7]
            out = radius * np.sin(2 * half) ** 0.7 * sign + radius * 0.12 * np.cos(half) * sign
            wire = np.column_stack(
                (join - balloon * np.sin(half), out * math.cos(turn), radius + out * math.sin(turn))
            )
            across = (0.0, -math.sin(turn), math.cos(turn))
            parts.append(seen(loft(wire, np.full(7, 0.0012), 6, up=across), METAL))
    line = np.linspace((join - 0.004, 0, radius), (join + reach, 0, grip), 8)
    radii = grip * np.array([0.7, 0.95, 1.0, 0.92, 0.9, 0.95, 1.0, 0.7])
    parts += [
        seen(loft(line, radii, 14, up=(0, 0, 1))),
        Part(
            "ellipsoid",
            (balloon / 2, radius * 1.0, radius * 1.0),
            (x0 + balloon / 2, 0, radius),
            role="touched",
        ),
        rod(line[1], line[7], grip),
    ]
    return made(
        parts, (balloon + reach, 2 * radius, 2 * radius), rng.uniform(0.08, 0.13), rgba, rolling_m=0.002,
        held_at_m=(float(line[4, 0]), 0.0, float(line[4, 2])),
    )  # fmt: skip
