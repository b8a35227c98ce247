# SPDX-License-Identifier: Apache-2.0
"""Cups, mugs, glasses, bottles, teapots and kettles."""

from __future__ import annotations

import math

import numpy as np

from mm_robot_sim.objects.builders import DARK, METAL, ball_profile, disc, pile, rod, seen, vessel
from mm_robot_sim.objects.design import TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import lathe, loft


def cup(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Without a handle, a little wider at the top."""
    top, height = rng.uniform(0.0325, 0.0375), rng.uniform(0.085, 0.11)
    bottom = top * rng.uniform(0.76, 0.9)
    return made(vessel(bottom, top, height, 0.004), (2 * top, 2 * top, height), rng.uniform(0.1, 0.18), rgba)


def mug(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Straight, with a handle along x."""
    radius, height = rng.uniform(0.034, 0.0365), rng.uniform(0.085, 0.098)
    reach, thick = rng.uniform(0.024, 0.03), 0.005
    angle = np.linspace(-math.pi / 2, math.pi / 2, 9)
    curve = np.column_stack(
        (radius - 0.002 + reach * np.cos(angle), np.zeros(9), height * (0.5 + 0.3 * np.sin(angle)))
    )
    parts = [*vessel(radius, radius, height, 0.004), seen(loft(curve, np.full(9, thick)))]
    for a, b in zip(curve[0:-1:2], curve[2::2], strict=True):
        parts.append(rod(a, b, thick))
    return made(parts, (2 * (radius + reach), 2 * radius, height), rng.uniform(0.2, 0.3), rgba)


def glass(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A tumbler with a heavy bottom, straight or conical."""
    top, height = rng.uniform(0.031, 0.037), rng.uniform(0.09, 0.145)
    bottom = top * rng.uniform(0.72, 1.0)
    return made(
        vessel(bottom, top, height, 0.0035), (2 * top, 2 * top, height), rng.uniform(0.15, 0.28), rgba
    )


def bottle(rng: np.random.Generator, rgba: Rgba) -> Design:
    """With a shoulder, a neck and a screw cap."""
    radius, height = rng.uniform(0.027, 0.034), rng.uniform(0.18, 0.23)
    neck, shoulder, throat = radius * 0.42, height * 0.62, height * 0.78
    outline = [
        (0.0, 0.0), (radius * 0.93, 0.0), (radius, 0.004), (radius, shoulder),
        (radius * 0.93, shoulder + 0.008),
        (neck * 1.3, throat - 0.006), (neck, throat), (neck, height * 0.9), (0.0, height * 0.9),
    ]  # fmt: skip
    cap = (0.92, 0.92, 0.92, 1.0) if max(rgba[:3]) < 0.85 or min(rgba[:3]) < 0.6 else (0.2, 0.2, 0.22, 1.0)
    parts = [
        seen(lathe(outline)),
        disc(radius, 0.0, shoulder),
        Part("cylinder", (radius * 0.7, 0.02), (0, 0, shoulder + 0.018), role=TOUCHED),
        disc(neck, shoulder, height * 0.9),
        Part("cylinder", (neck * 1.15, height * 0.05), (0, 0, height * 0.95), rgba=cap),
    ]
    return made(parts, (2 * radius, 2 * radius, height), rng.uniform(0.25, 0.4), rgba)


def teapot(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A round belly with a spout at +x, a handle at -x and a lid with a knob."""
    radius, tall = rng.uniform(0.052, 0.062), rng.uniform(0.085, 0.105)
    belly = ball_profile(radius, tall, 15, rng.uniform(0.75, 1.0))
    foot, mouth = radius * 0.6, radius * 0.5
    keep = belly[(belly[:, 0] > mouth) & (belly[:, 0] > foot) | (belly[:, 1] < 0)]
    bottom, top = float(keep[0, 1]), float(keep[-1, 1])
    keep = keep - np.array([0.0, bottom - 0.002])
    top += 0.002 - bottom
    outline = [(0.0, 0.0), (foot, 0.0), *map(tuple, keep), (mouth, top + 0.003), (0.0, top + 0.003)]
    lid = [(0.0, 0.0), (mouth, 0.0), (mouth * 0.9, 0.005), (mouth * 0.3, 0.012), (0.0, 0.013)]
    knob_r = radius * 0.16
    height = top + 0.015 + 2 * knob_r
    t = np.linspace(0.0, 1.0, 7)
    reach = rng.uniform(0.04, 0.05)
    spout = np.column_stack(
        (radius * 0.8 + reach * (0.6 * t + 0.4 * t**2), np.zeros(7), top * (0.35 + 0.6 * t**1.4))
    )
    angle = np.linspace(0.42 * math.pi, -0.42 * math.pi, 9)
    grip = np.column_stack(
        (-radius * 0.86 - reach * 0.9 * np.cos(angle), np.zeros(9), top * (0.53 + 0.36 * np.sin(angle)))
    )
    parts = [
        seen(lathe(outline, 30)),
        seen(lathe(lid, 20).moved((0, 0, top + 0.002))),
        Part("sphere", (knob_r,), (0, 0, top + 0.014 + knob_r)),
        seen(loft(spout, np.linspace(radius * 0.3, radius * 0.13, 7), 12)),
        seen(loft(grip, np.full(9, 0.0055), 10)),
        disc(foot, 0.0, 0.004),
        *pile(list(map(tuple, keep)), (0.003, top * 0.28, top * 0.7, top)),
        disc(mouth, top, top + 0.012),
        rod(spout[0], spout[3], radius * 0.22),
        rod(spout[3], spout[6], radius * 0.15),
        *(rod(grip[i], grip[i + 2], 0.0055) for i in range(0, 8, 2)),
    ]
    long = 2 * max(radius * 0.8 + reach, radius * 0.86 + reach * 0.9 + 0.005)
    return made(parts, (long, 2 * radius, height), rng.uniform(0.35, 0.6), rgba)


def kettle(rng: np.random.Generator, rgba: Rgba) -> Design:
    """An electric kettle: a cone on a dark base, a beak at +x, a dark handle at -x."""
    low, high, tall = rng.uniform(0.066, 0.074), rng.uniform(0.05, 0.058), rng.uniform(0.165, 0.195)
    outline = [
        (0.0, 0.014), (low * 0.98, 0.014), (low, 0.018), (high, tall), (high * 0.9, tall + 0.006),
        (high * 0.3, tall + 0.014), (0.0, tall + 0.015),
    ]  # fmt: skip
    beak = np.column_stack(
        (np.linspace(high * 0.72, high + 0.022, 4), np.zeros(4), tall * np.linspace(0.85, 0.98, 4))
    )
    angle = np.linspace(0.5 * math.pi, -0.42 * math.pi, 9)
    grip = np.column_stack(
        (-high - 0.045 * np.cos(angle) ** 0.6 + 0.004, np.zeros(9), tall * (0.58 + 0.36 * np.sin(angle)))
    )
    parts = [
        seen(lathe(outline)),
        disc(low * 1.03, 0.0, 0.014, role="both", rgba=DARK),
        seen(loft(beak, np.linspace(0.024, 0.012, 4), 12, up=(0, 1, 0))),
        seen(loft(grip, np.column_stack((np.full(9, 0.011), np.full(9, 0.008))), 12, up=(0, 1, 0)), DARK),
        Part("cylinder", (0.011, 0.006), (0, 0, tall + 0.02), rgba=DARK),
        disc(low * 1.004, 0.028, 0.033, role="seen", rgba=METAL),
        disc((low * 2 + high) / 3, 0.014, tall * 0.45),
        disc((low + high * 2) / 3, tall * 0.45, tall),
        disc(high * 0.6, tall, tall + 0.013),
        rod(beak[0], beak[3], 0.013),
        *(rod(grip[i], grip[i + 2], 0.009) for i in range(0, 8, 2)),
    ]
    return made(parts, (2 * (high + 0.052), 2.06 * low, tall + 0.026), rng.uniform(0.6, 0.9), rgba)
