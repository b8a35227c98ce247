# SPDX-License-Identifier: Apache-2.0
"""Remote controls, phones and mice."""

from __future__ import annotations

import numpy as np

from mm_robot_sim.objects.builders import METAL, contrast, rounded, seen
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Rgba, Texture, made
from mm_robot_sim.objects.meshes import Mesh, lathe, prism
from mm_robot_sim.objects.textures import finished, flat

_ACROSS = np.array([[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])  # a cylinder's axis along y


def remote(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A bar with rows of buttons."""
    x, y, z = rng.uniform(0.14, 0.18), rng.uniform(0.04, 0.05), rng.uniform(0.016, 0.021)
    shell = prism(rounded(x, y, y * rng.uniform(0.15, 0.4)), 0.0, z, 0.003)
    parts = [
        Part("mesh", role=SEEN, mesh=shell, texture=_buttons(rng, rgba)),
        Part("box", (x / 2 - 0.002, y / 2, z / 2), (0, 0, z / 2), role=TOUCHED),
    ]
    return made(parts, (x, y, z), rng.uniform(0.09, 0.15), rgba)


def _buttons(rng: np.random.Generator, rgba: Rgba) -> Texture:
    """The top with a red power key, a wheel and a grid of keys; x runs along the bar."""
    picture = flat(rgba, 128, 256)
    face = picture[:96]
    ink = np.asarray(contrast(rgba)[:3]) * 0.85
    y, x = np.mgrid[0:96, 0:256]
    face[np.hypot(x - 240, y - 22) < 7] = (0.85, 0.1, 0.1)
    wheel = np.hypot(x - 190, (y - 48) * 1.0)
    face[(wheel < 27) & (wheel > 14)] = ink
    face[wheel < 9] = ink
    rows, columns = 3, int(rng.integers(5, 7))
    for i in range(columns):
        for j in range(rows):
            cx, cy = 22 + i * 130 / (columns - 1), 22 + j * 26
            key = (np.abs(x - cx) < 8) & (np.abs(y - cy) < 7)
            face[key] = ink if rng.random() < 0.92 else rng.uniform(0.2, 0.9, 3)
    return finished(picture)


def phone(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A slab lying on its screen or on its back, in a coloured case."""
    x, y, z = rng.uniform(0.14, 0.16), rng.uniform(0.068, 0.074), rng.uniform(0.0095, 0.012)
    outline = rounded(x, y, 0.01)
    upward = rng.random() < 0.35
    shell = Part(
        "mesh", role=SEEN, mesh=prism(outline, 0.0, z, 0.0012), texture=_screen(rng, rgba) if upward else None
    )
    parts = [shell, Part("box", (x / 2 - 0.001, y / 2, z / 2), (0, 0, z / 2), role=TOUCHED)]
    if not upward:  # the cameras' island and its lenses
        island = rounded(0.034, 0.032, 0.008).copy() + np.array([x / 2 - 0.023, y / 2 - 0.022])
        dim = tuple(0.75 * v for v in rgba[:3])
        parts.append(seen(prism(island, z - 0.001, z + 0.0012), (dim[0], dim[1], dim[2], 1.0)))
        for dx, dy in ((-0.008, -0.007), (-0.008, 0.007), (0.008, 0.0)):
            at = (x / 2 - 0.023 + dx, y / 2 - 0.022 + dy, z + 0.0014)
            parts.append(Part("cylinder", (0.0052, 0.0008), at, role=SEEN, rgba=(0.05, 0.05, 0.07, 1.0)))
        logo = Part("cylinder", (0.006, 0.0002), (-0.004, 0, z), role=SEEN, rgba=METAL)
        parts.append(logo)
    return made(parts, (x, y, z), rng.uniform(0.15, 0.21), rgba)


def _screen(rng: np.random.Generator, rgba: Rgba) -> Texture:
    """A bright screen with icons inside a rim of the case's colour."""
    picture = flat(rgba, 128, 224)
    face = picture[:96]
    sky, ground = rng.uniform(0.15, 0.6, 3), rng.uniform(0.3, 0.8, 3)
    blend = np.linspace(0, 1, 206)[None, :, None]
    face[9:87, 9:215] = sky * (1 - blend) + ground * blend
    for i in range(5):
        for j in range(3):
            if rng.random() < 0.85:
                r, c = 18 + j * 22, 24 + i * 30
                face[r : r + 14, c : c + 14] = rng.uniform(0.2, 1.0, 3)
    return finished(picture)


def mouse(rng: np.random.Generator, rgba: Rgba) -> Design:
    """A computer mouse: a rounded back, two keys and a wheel at -x."""
    x, y, z = rng.uniform(0.095, 0.112), rng.uniform(0.056, 0.064), rng.uniform(0.034, 0.04)
    angle = np.linspace(0.0, np.pi / 2, 9)
    profile = np.column_stack((np.cos(angle) ** 0.55, np.sin(angle) ** 0.9))
    dome = lathe(np.concatenate(([(0.0, 0.0), (0.93, 0.0)], profile)), 32)
    scaled = dome.vertices_m * np.array([x / 2, y / 2, z])
    # Higher behind than in front, as the palm is.
    scaled[:, 2] *= 0.86 + 0.14 * np.clip(scaled[:, 0] / (x / 2) * 1.6, -1, 1)
    square = np.abs(scaled[:, 1] / (y / 2)) ** 3
    scaled[:, 0] *= 1 + 0.06 * square
    shell = Mesh(scaled, dome.faces, dome.uv, dome.uv_faces)
    tall = float(scaled[:, 2].max())

    def height(at_x: float) -> float:
        near = np.abs(scaled[:, 0] - at_x) + np.abs(scaled[:, 1]) * 3
        return float(scaled[np.argsort(near)[:6], 2].max())

    front = -x * 0.24
    wheel = Part(
        "cylinder", (0.009, 0.003), (front, 0, height(front) - 0.005), _ACROSS, role=SEEN, rgba=contrast(rgba)
    )
    slits = []
    line = np.linspace(-x * 0.46, -x * 0.05, 5).tolist()
    for a, b in zip(line[:-1], line[1:], strict=True):
        ends = (a, 0.0, height(a) - 0.0002, b, 0.0, height(b) - 0.0002)
        slits.append(Part("capsule", (0.0009,), ends_m=ends, role=SEEN, rgba=contrast(rgba)))
    parts = [
        seen(shell),
        wheel,
        *slits,
        Part("box", (x * 0.42, y * 0.44, z * 0.3), (0, 0, z * 0.3), role=TOUCHED),
        Part("ellipsoid", (x * 0.5, y * 0.5, z * 0.48), (0.0, 0, z * 0.49), role=TOUCHED),
    ]
    return made(parts, (x, y, tall), rng.uniform(0.08, 0.12), rgba, held_at_m=(0.0, 0.0, z * 0.35))
