# SPDX-License-Identifier: Apache-2.0
"""Parts that several recipes share: hollow walls, crates, rods, beams and chains of capsules."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.objects.design import LIFT_M, SEEN, TOUCHED, Part, Rgba
from mm_robot_sim.objects.meshes import Mesh, lathe

METAL: Rgba = (0.72, 0.73, 0.75, 1.0)
DARK: Rgba = (0.12, 0.12, 0.13, 1.0)
PALE: Rgba = (0.92, 0.92, 0.9, 1.0)
WOODEN: Rgba = (0.72, 0.53, 0.34, 1.0)
LEAF: Rgba = (0.2, 0.42, 0.12, 1.0)
STALK: Rgba = (0.3, 0.2, 0.1, 1.0)
# A thing turned about z lies down along x: z becomes x, x becomes -z.
LYING = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])


def contrast(rgba: Rgba) -> Rgba:
    """Pale on a dark thing, dark on a pale one."""
    return PALE if sum(rgba[:3]) < 2.0 else (0.22, 0.22, 0.25, 1.0)


def seen(mesh: Mesh, rgba: Rgba | None = None, *, shiny: bool = False) -> Part:
    """A mesh that is only seen."""
    return Part("mesh", role=SEEN, mesh=mesh, rgba=rgba, shiny=shiny)


def disc(radius: float, bottom: float, top: float, role: str = TOUCHED, rgba: Rgba | None = None) -> Part:
    """An upright cylinder on the axis."""
    return Part(
        "cylinder", (radius, (top - bottom) / 2), (0.0, 0.0, (top + bottom) / 2), role=role, rgba=rgba
    )


def rod(
    a: Sequence[float], b: Sequence[float], radius: float, role: str = TOUCHED, rgba: Rgba | None = None
) -> Part:
    """A capsule from a to b."""
    ends = (*(float(v) for v in a), *(float(v) for v in b))
    return Part("capsule", (float(radius),), ends_m=ends, role=role, rgba=rgba)


def beam(
    a: Sequence[float], b: Sequence[float], half_width: float, half_height: float, role: str = TOUCHED,
    rgba: Rgba | None = None,
) -> Part:  # fmt: skip
    """A flat bar from a to b, which may climb or turn about z but not roll."""
    start, end = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    along = end - start
    length = float(np.linalg.norm(along))
    along = along / length
    across = np.cross((0.0, 0.0, 1.0), along)
    across /= np.linalg.norm(across)
    matrix = np.column_stack((along, across, np.cross(along, across)))
    x, y, z = ((start + end) / 2).tolist()
    return Part("box", (length / 2, half_width, half_height), (x, y, z), matrix, role=role, rgba=rgba)


def chain(
    curve: FloatArray, radii: FloatArray, picks: Sequence[tuple[int, int]], rgba: Rgba | None = None
) -> list[Part]:
    """Touched capsules along a lying curve (N, 2 or 3), each resting on z = 0 by its own mean radius."""
    parts = []
    for i, j in picks:
        radius = float((radii[i] + radii[j]) / 2)
        a, b = (
            (float(curve[i, 0]), float(curve[i, 1]), radius),
            (float(curve[j, 0]), float(curve[j, 1]), radius),
        )
        parts.append(rod(a, b, radius, rgba=rgba))
    return parts


def keel(start_x: float, end_x: float, radius: float, y: float = 0.0) -> Part:
    """A narrow flat under a lying round thing, a thirtieth of the radius high, so that it does not creep.

    Real ones are not quite round, or have a clip; once rolled over it rests by its rolling friction alone.
    """
    half = 0.25 * radius
    return Part("box", ((end_x - start_x) / 2, half, half), ((start_x + end_x) / 2, y, half), role=TOUCHED)


def pile(profile: Sequence[tuple[float, float]], levels: Sequence[float]) -> list[Part]:
    """Touched cylinders between successive heights, inscribed in the turned profile (radius, z)."""
    table = np.array(profile)
    parts = []
    for low, high in zip(levels[:-1], levels[1:], strict=True):
        heights = np.linspace(low, high, 9)
        radius = float(np.interp(heights, table[:, 1], table[:, 0]).mean())
        parts.append(disc(radius, low, high))
    return parts


def ring(bottom_r: float, top_r: float, z0: float, z1: float, wall: float, count: int = 12) -> list[Part]:
    """The touched wall of a hollow round thing: flat staves whose outer faces lie on the cone's surface."""
    lean = math.atan2(top_r - bottom_r, z1 - z0)
    half_height = math.hypot(top_r - bottom_r, z1 - z0) / 2
    middle = (bottom_r + top_r) / 2 - wall / 2 * math.cos(lean)
    z = (z0 + z1) / 2 + wall / 2 * math.sin(lean)
    half_width = (bottom_r + top_r) / 2 * math.tan(math.pi / count)
    staves = []
    for angle in np.arange(count) * 2 * math.pi / count:
        c, s = math.cos(angle), math.sin(angle)
        out = np.array([c * math.cos(lean), s * math.cos(lean), -math.sin(lean)])
        along = np.array([c * math.sin(lean), s * math.sin(lean), math.cos(lean)])
        matrix = np.column_stack((out, np.cross(along, out), along))
        at = (c * middle, s * middle, z)
        staves.append(Part("box", (wall / 2, half_width, half_height), at, matrix, role=TOUCHED))
    return staves


def vessel(bottom_r: float, top_r: float, height: float, wall: float) -> list[Part]:
    """A hollow round thing open at the top: smooth to see, staves and a disc to touch."""
    inner_bottom, inner_top = bottom_r - wall, top_r - wall
    outline = [
        (0.0, 0.0), (bottom_r * 0.97, 0.0), (bottom_r, 0.003), (top_r, height - 0.001),
        (top_r - wall / 2, height),
        (inner_top, height - 0.001), (inner_bottom, wall + 0.003), (inner_bottom * 0.9, wall), (0.0, wall),
    ]  # fmt: skip
    floor = Part("cylinder", (bottom_r * 0.98, wall / 2), (0.0, 0.0, wall / 2), role=TOUCHED)
    return [seen(lathe(outline)), floor, *ring(bottom_r, top_r, LIFT_M, height, wall)]


def crate(x: float, y: float, z: float, wall: float) -> list[Part]:
    """A flat floor and four walls."""
    h = wall / 2
    return [
        Part("box", (x / 2, y / 2, h), (0, 0, h)),
        Part("box", (x / 2, h, z / 2), (0, y / 2 - h, z / 2)),
        Part("box", (x / 2, h, z / 2), (0, h - y / 2, z / 2)),
        Part("box", (h, y / 2 - wall, z / 2), (x / 2 - h, 0, z / 2)),
        Part("box", (h, y / 2 - wall, z / 2), (h - x / 2, 0, z / 2)),
    ]


def arc(
    radius: float, start: float, end: float, count: int, centre: tuple[float, float] = (0, 0)
) -> FloatArray:
    """(count, 2) points on a circle between two angles in rad."""
    angle = np.linspace(start, end, count)
    return np.column_stack((centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)))


def rounded(x: float, y: float, corner: float, count: int = 5) -> FloatArray:
    """(4 count, 2) outline of a rectangle of full sides x and y with round corners, counter-clockwise."""
    quarters = [
        arc(
            corner,
            k * math.pi / 2,
            (k + 1) * math.pi / 2,
            count,
            (sx * (x / 2 - corner), sy * (y / 2 - corner)),
        )
        for k, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1)))
    ]
    return np.concatenate(quarters)


def ball_profile(radius: float, height: float, count: int = 15, flat: float = 1.0) -> FloatArray:
    """(count, 2) profile (radius, z) of an upright ellipsoid on z = 0; `flat` < 1 makes it fuller."""
    angle = np.linspace(0.0, math.pi, count)
    return np.column_stack((radius * np.sin(angle) ** flat, height / 2 * (1 - np.cos(angle))))


def lobed(mesh: Mesh, count: int, depth: float, z_range: tuple[float, float] | None = None) -> Mesh:
    """The mesh with `count` swellings around z, `depth` of the radius high."""
    x, y, z = mesh.vertices_m.T
    swell = 1.0 + depth * np.cos(count * np.arctan2(y, x))
    if z_range is not None:
        swell = np.where((z > z_range[0]) & (z < z_range[1]), swell, 1.0)
    moved = np.column_stack((x * swell, y * swell, z))
    return Mesh(moved, mesh.faces, mesh.uv, mesh.uv_faces)


def lumpy(mesh: Mesh, depth: float, rng: np.random.Generator, centre: npt.ArrayLike) -> Mesh:
    """The mesh with gentle random bulges, `depth` of the distance from `centre`."""
    away = mesh.vertices_m - np.asarray(centre, dtype=float)
    direction = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    bulge = np.zeros(len(away))
    for _ in range(5):
        bulge += np.sin(direction @ rng.normal(0.0, 2.2, 3) + rng.uniform(0, 2 * math.pi)) / 5
    return Mesh(mesh.vertices_m + depth * bulge[:, None] * away, mesh.faces, mesh.uv, mesh.uv_faces)
