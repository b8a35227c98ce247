# SPDX-License-Identifier: Apache-2.0
"""Scissors, screwdrivers, hammers, wrenches, pliers, flashlights and tape, lying along x."""

from __future__ import annotations

import math

import numpy as np

from mm_robot_sim.objects.builders import DARK, LYING, METAL, arc, beam, keel, rod, rounded, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, made
from mm_robot_sim.objects.meshes import lathe, loft, prism

_STEEL = (0.6, 0.61, 0.63, 1.0)


def scissors(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Closed: two steel blades at -x, two coloured rings at +x."""
    blade, loop, thick = rng.uniform(0.07, 0.085), rng.uniform(0.019, 0.023), 0.0045
    length = blade + rng.uniform(0.034, 0.045) + 2.45 * loop
    x0, pivot = -length / 2, -length / 2 + blade
    middle = length / 2 - loop * 1.25
    parts: list[Part] = []
    for sign in (-1.0, 1.0):
        level = 0.003 + 0.0015 * (sign + 1)
        outline = np.array(
            [(x0, 0.0), (pivot, -0.007), (pivot + 0.02, -0.004), (pivot + 0.02, 0.004), (x0 + 0.02, 0.0045)]
        )
        if sign < 0:
            outline = outline[::-1] * np.array([1.0, -1.0])
        parts.append(
            Part(
                "mesh", role=SEEN, mesh=prism(outline, level - 0.001, level + 0.0015), rgba=METAL, shiny=True
            )
        )
        centre = (middle, sign * loop * 1.08)
        angle = np.linspace(0.0, 2 * math.pi, 17)
        oval = np.column_stack(
            (centre[0] + loop * 1.2 * np.cos(angle), centre[1] + loop * np.sin(angle), np.full(17, thick))
        )
        # Two halves: the tube's frame does not turn through a full circle's end.
        for half in (oval[:9], oval[8:]):
            parts.append(seen(loft(half, np.full(9, thick), 8, up=(0, 0, 1))))
        arm = np.array([(pivot + 0.004, sign * 0.001, thick), (middle - loop * 1.1, centre[1] * 0.8, thick)])
        parts.append(seen(loft(np.linspace(arm[0], arm[1], 4), np.full(4, thick), 8, up=(0, 0, 1))))
        parts.append(beam(arm[0], arm[1], thick * 0.9, thick))
        for i in range(0, 16, 4):
            parts.append(beam(oval[i], oval[i + 4], thick, thick))
    parts += [
        Part("cylinder", (0.0045, 0.004), (pivot + 0.012, 0, 0.0055), role=SEEN, rgba=_STEEL),
        Part("box", (blade / 2, 0.006, 0.00275), (x0 + blade / 2, 0, 0.00275), role=TOUCHED),
        # The two halves lie over one another at the pivot: sides that are parallel for a finger's width.
        Part("box", (0.013, 0.008, thick), (pivot + 0.012, 0, thick), role=TOUCHED),
        seen(prism(rounded(0.026, 0.016, 0.004, 3), 0.001, 2 * thick - 0.001).moved((pivot + 0.012, 0, 0))),
    ]
    return made(
        parts, (length, 4.16 * loop + 2 * thick, 2 * thick), rng.uniform(0.06, 0.1), rgba,
        held_at_m=(pivot + 0.012, 0.0, thick),
    )  # fmt: skip


def screwdriver(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A fat ribbed handle and a steel shaft with a flat tip."""
    grip, shaft, thick = rng.uniform(0.085, 0.1), rng.uniform(0.075, 0.1), rng.uniform(0.0125, 0.0155)
    x0 = -(grip + shaft) / 2
    join = x0 + shaft
    z = np.array([0.0, 0.004, 0.016, 0.024, 0.034, 0.075, 0.09, 0.098, 0.1]) / 0.1 * grip
    r = thick * np.array([0.55, 0.62, 0.62, 0.95, 1.0, 1.0, 0.95, 0.7, 0.0])
    handle = lathe(np.column_stack((np.concatenate(([0.0], r)), np.concatenate(([0.0], z)))), 18)
    ridges = handle.vertices_m.copy()
    swell = 1.0 + 0.06 * np.cos(6 * np.arctan2(ridges[:, 1], ridges[:, 0])) * (ridges[:, 2] > 0.02)
    ridges[:, :2] *= swell[:, None]
    turned = type(handle)(ridges, handle.faces, handle.uv, handle.uv_faces).moved((join, 0, thick), LYING)
    slim = rng.uniform(0.0028, 0.0036)
    parts = [
        seen(turned),
        rod((x0 + 0.008, 0, thick), (join, 0, thick), slim, SEEN, METAL),
        Part("box", (0.006, slim * 1.3, 0.001), (x0 + 0.006, 0, thick), role=SEEN, rgba=METAL),
        Part("cylinder", (thick, grip * 0.38), (join + grip * 0.6, 0, thick), LYING, role=TOUCHED),
        rod((join, 0, thick), (join + grip * 0.25, 0, thick), thick * 0.62),
        rod((x0 + slim, 0, thick), (join, 0, thick), slim),
    ]
    return made(
        parts, (grip + shaft, 2 * thick, 2 * thick), rng.uniform(0.08, 0.14), rgba, rolling_m=0.002,
        held_at_m=(join + grip * 0.5, 0.0, thick),
    )  # fmt: skip


def hammer(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A steel head across y at -x, and a coloured handle."""
    length, head, face = rng.uniform(0.2, 0.24), rng.uniform(0.075, 0.09), rng.uniform(0.0115, 0.0135)
    x0 = -length / 2
    at = x0 + face
    across = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]])  # turned about x: z becomes -y or y
    line = np.linspace((at + 0.004, 0, face), (length / 2, 0, face), 8)
    wide = np.array([0.008, 0.008, 0.0085, 0.0095, 0.0115, 0.0125, 0.0125, 0.009])
    high = np.minimum(wide * 0.85, face)
    claw = np.linspace((at, head * 0.1, face), (at, head / 2, face * 0.75), 4)
    parts = [
        seen(loft(line, np.column_stack((wide, high)), 14, up=(0, 0, 1), square=2.6)),
        Part(
            "cylinder",
            (face, head * 0.16),
            (at, -head * 0.34, face),
            across,
            role=SEEN,
            rgba=_STEEL,
            shiny=True,
        ),
        Part(
            "box",
            (face * 0.85, head * 0.3, face * 0.85),
            (at, -head * 0.05, face),
            role=SEEN,
            rgba=_STEEL,
            shiny=True,
        ),
        seen(
            loft(
                claw,
                np.column_stack(([0.01, 0.0105, 0.009, 0.007], [0.0095, 0.007, 0.004, 0.0015])),
                12,
                up=(0, 0, 1),
                square=3,
            ),
            _STEEL,
            shiny=True,
        ),
        Part("box", (face, head / 2, face), (at, 0, face), role=TOUCHED),
        beam(line[0], line[4], 0.0085, 0.0075),
        beam(line[4], line[7], 0.0125, 0.0105),
    ]
    # Steel weighs eight times wood: the head keeps most of the mass, so it is held close to it.
    return made(
        parts,
        (length, head, 2 * face),
        rng.uniform(0.25, 0.38),
        rgba,
        held_at_m=(at + length * 0.22, 0.0, face),
    )


def wrench(rng: np.random.Generator, rgba: Rgba) -> Design:
    """An open-ended spanner: a flat shank between two forked heads."""
    length, head, thick = rng.uniform(0.15, 0.19), rng.uniform(0.016, 0.02), rng.uniform(0.0065, 0.008)
    neck = head * 0.42
    ends = length / 2 - head
    parts: list[Part] = []
    for sign in (-1.0, 1.0):
        jaw = 0.5 * head
        circle = arc(head, 0.55, 2 * math.pi - 0.55, 17)
        fork = np.concatenate(
            (circle, [(head * 0.8, -jaw), (-head * 0.15, -jaw), (-head * 0.15, jaw), (head * 0.8, jaw)])
        )
        turn = 0.26 * sign  # spanners' jaws stand at 15°
        c, s = math.cos(turn), math.sin(turn)
        outline = fork @ np.array([[c, s], [-s, c]]) * np.array([sign, 1.0]) + np.array([sign * ends, 0.0])
        parts.append(seen(prism(outline if sign > 0 else outline[::-1], 0.0, thick)))
        back = sign * (ends - head * 0.55)
        parts.append(Part("box", (head * 0.4, head * 0.8, thick / 2), (back, 0, thick / 2), role=TOUCHED))
        for side in (-1.0, 1.0):
            at = (sign * (ends + head * 0.35), side * head * 0.72, thick / 2)
            parts.append(Part("box", (head * 0.5, head * 0.2, thick / 2), at, role=TOUCHED))
    line = np.linspace((-ends + head * 0.7, 0, thick / 2), (ends - head * 0.7, 0, thick / 2), 5)
    parts += [
        seen(
            loft(
                line,
                np.column_stack((np.full(5, neck), np.full(5, thick * 0.42))),
                10,
                up=(0, 0, 1),
                square=3,
            )
        ),
        Part("box", (ends - head * 0.6, neck, thick * 0.42), (0, 0, thick / 2), role=TOUCHED),
    ]
    return made(parts, (length, 2 * head, thick), rng.uniform(0.1, 0.18), rgba)


def pliers(rng: np.random.Generator, rgba: Rgba) -> Design:
    """Closed: steel jaws at -x, two bowed coloured grips at +x."""
    length, jaw, thick = rng.uniform(0.16, 0.185), rng.uniform(0.045, 0.055), 0.0065
    x0 = -length / 2
    pivot = x0 + jaw + 0.012
    outline = np.array(
        [
            (x0, -0.005),
            (x0 + jaw, -0.011),
            (pivot + 0.012, -0.01),
            (pivot + 0.012, 0.01),
            (x0 + jaw, 0.011),
            (x0, 0.005),
        ]
    )
    parts: list[Part] = [
        Part("mesh", role=SEEN, mesh=prism(outline, 0.001, 0.011), rgba=_STEEL, shiny=True),
        Part("cylinder", (0.006, 0.0066), (pivot, 0, 0.0066), role=SEEN, rgba=METAL),
        Part("box", (jaw * 0.3, 0.0003, 0.0002), (x0 + jaw * 0.3, 0, 0.0111), role=SEEN, rgba=DARK),
        Part("box", ((jaw + 0.024) / 2, 0.0095, 0.006), (x0 + (jaw + 0.024) / 2, 0, 0.006), role=TOUCHED),
    ]
    spread = rng.uniform(0.019, 0.023)
    t = np.linspace(0.0, 1.0, 9)
    for sign in (-1.0, 1.0):
        bow = sign * (0.007 + (spread - 0.007) * np.sin(t * math.pi * 0.72))
        curve = np.column_stack((pivot + 0.006 + (length / 2 - pivot - 0.006) * t, bow, np.full(9, thick)))
        parts.append(
            seen(
                loft(curve, np.interp(t, [0, 0.15, 0.9, 1], [0.0045, thick, thick, 0.0045]), 10, up=(0, 0, 1))
            )
        )
        parts += [beam(curve[i], curve[j], thick * 0.9, thick) for i, j in ((0, 2), (2, 5), (5, 8))]
    return made(
        parts,
        (length, 2 * (spread + thick), 2 * thick),
        rng.uniform(0.12, 0.2),
        rgba,
        held_at_m=(pivot, 0.0, 0.006),
    )


def flashlight(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A tube, lying, with a wider head at -x and a lens in it."""
    tube, head = rng.uniform(0.012, 0.0145), rng.uniform(0.018, 0.022)
    long, cone = rng.uniform(0.09, 0.11), rng.uniform(0.035, 0.045)
    x0 = -(long + cone) / 2
    profile = [
        (0.0, 0.003), (head * 0.86, 0.003), (head * 0.9, 0.0), (head, 0.001), (head, cone * 0.55),
        (tube, cone), (tube, cone + long * 0.94), (tube * 0.85, cone + long), (0.0, cone + long),
    ]  # fmt: skip
    # Head and tail both lie on the table, so the axis slopes.
    slope = math.asin((head - tube) / (cone * 0.4 + long))
    c, s = math.cos(slope), math.sin(slope)
    tilt = np.array([[c, 0, s], [0, 1.0, 0], [-s, 0, c]])
    pose = tilt @ LYING
    lift = head + s * cone * 0.6

    def place(along: float) -> tuple[float, float, float]:
        x, y, z = (tilt @ np.array([along, 0.0, 0.0])).tolist()
        return x + x0, y, z + lift

    lens = lathe([(0.0, 0.0), (head * 0.82, 0.0), (head * 0.82, 0.0035), (0.0, 0.0035)], 24)
    knob = rod(
        tuple(np.array(place(cone + long * 0.2)) + (0, 0, tube)),
        tuple(np.array(place(cone + long * 0.3)) + (0, 0, tube)),
        0.003, SEEN, DARK,
    )  # fmt: skip
    parts = [
        seen(lathe(profile, 24).moved((x0, 0, lift), pose)),
        Part(
            "mesh", role=SEEN, mesh=lens.moved((x0, 0, lift), pose), rgba=(0.95, 0.95, 0.8, 1.0), shiny=True
        ),
        knob,
        Part("cylinder", (head, cone * 0.3), place(cone * 0.3), pose, role=TOUCHED),
        Part(
            "cylinder",
            (tube, (long + cone * 0.4) / 2),
            place(cone * 0.6 + (long + cone * 0.4) / 2),
            pose,
            role=TOUCHED,
        ),
        keel(x0 + cone * 0.45, x0 + cone + long * 0.97, tube),
    ]
    return made(
        parts, (long + cone, 2 * head, 2 * head), rng.uniform(0.1, 0.18), rgba, rolling_m=0.002,
        held_at_m=(0.0, 0.0, head * 0.85),
    )  # fmt: skip


def tape(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A roll lying flat: a band around a cardboard core with a hole."""
    radius, high, core = rng.uniform(0.027, 0.036), rng.uniform(0.018, 0.03), rng.uniform(0.013, 0.017)
    outline = [(core, 0.0), (radius, 0.0), (radius, high), (core, high), (core, 0.0)]
    thin = core * 0.88
    inner = [(thin, 0.0003), (core, 0.0003), (core, high + 0.0003), (thin, high + 0.0003), (thin, 0.0003)]
    band = radius - core
    count = 8
    staves = []
    for angle in np.arange(count) * 2 * math.pi / count:
        c, s = math.cos(angle), math.sin(angle)
        middle = (radius + core) / 2
        matrix = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
        size = (band / 2, radius * math.tan(math.pi / count), high / 2)
        staves.append(Part("box", size, (c * middle, s * middle, high / 2), matrix, role=TOUCHED))
    parts = [
        seen(lathe(outline, 32, hole=True)),
        seen(lathe(inner, 24, hole=True), (0.75, 0.6, 0.42, 1.0)),
        *staves,
    ]
    return made(parts, (2 * radius, 2 * radius, high), rng.uniform(0.05, 0.1), rgba)
