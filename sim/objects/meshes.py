# SPDX-License-Identifier: Apache-2.0
"""Procedural surfaces with texture coordinates: lathe, loft, prism and brick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray

Faces = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Mesh:
    """A triangle mesh; faces wind counter-clockwise seen from outside."""

    vertices_m: FloatArray  # (V, 3)
    faces: Faces  # (F, 3)
    uv: FloatArray | None = None  # (T, 2) texture coordinates, u to the right, v up
    uv_faces: Faces | None = None  # (F, 3) indices into uv

    def moved(self, offset_m: Sequence[float], matrix: npt.ArrayLike | None = None) -> Mesh:
        """Turned (or scaled) by the (3, 3) matrix of positive determinant, then shifted."""
        turned = self.vertices_m if matrix is None else self.vertices_m @ np.asarray(matrix, dtype=float).T
        return replace(self, vertices_m=turned + np.asarray(offset_m, dtype=float))

    @property
    def volume_m3(self) -> float:
        """Enclosed volume, by the divergence theorem over the triangles."""
        a, b, c = (self.vertices_m[self.faces[:, i]] for i in range(3))
        return float(np.abs(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6)


def lathe(profile_m: npt.ArrayLike, sections: int = 36, *, hole: bool = False) -> Mesh:
    """Turn a profile about z: rows (radius, z) from the bottom's axis around the outside.

    Texture: u once around, v along the profile. With a `hole` the profile comes back to its first point
    instead of beginning and ending on the axis.
    """
    profile = np.asarray(profile_m, dtype=np.float64)
    angle = np.linspace(0.0, 2 * np.pi, sections, endpoint=False)
    rings = np.stack(
        (
            profile[:, None, 0] * np.cos(angle),
            profile[:, None, 0] * np.sin(angle),
            np.broadcast_to(profile[:, None, 1], (len(profile), sections)),
        ),
        axis=-1,
    )
    return _skin(rings, np.linalg.norm(np.diff(profile, axis=0), axis=1), capped=not hole)


def loft(
    centres_m: npt.ArrayLike,
    radii_m: npt.ArrayLike,
    sections: int = 16,
    *,
    up: npt.ArrayLike | None = None,
    square: float = 2.0,
) -> Mesh:
    """A tube around a curve in space: rows (x, y, z), each with a radius; its ends are closed.

    Args:
        centres_m: (N, 3) the curve.
        radii_m: (N,) radii, or (N, 2): across the curve sideways, and along `up`.
        sections: corners of the cross-section.
        up: the second axis of the cross-section, nowhere along the curve; needed where the curve is straight.
        square: exponent of the cross-section, |a|^n + |b|^n = 1: 2 is an ellipse, 4 nearly a rectangle.
    """
    centres = np.asarray(centres_m, dtype=np.float64)
    radii = np.asarray(radii_m, dtype=np.float64)
    radii = np.column_stack((radii, radii)) if radii.ndim == 1 else radii
    tangents = np.gradient(centres, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    # One reference direction suffices: no curve here turns through it.
    normal = (
        np.linalg.svd(centres - centres.mean(axis=0))[2][2] if up is None else np.asarray(up, dtype=float)
    )
    side = np.cross(normal, tangents)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    upward = np.cross(tangents, side)
    angle = np.linspace(0.0, 2 * np.pi, sections, endpoint=False)
    a, b = np.cos(angle), np.sin(angle)
    if square != 2.0:
        a, b = (np.sign(v) * np.abs(v) ** (2 / square) for v in (a, b))
    rings = centres[:, None] + (
        radii[:, :1, None] * a[None, :, None] * side[:, None]
        + radii[:, 1:, None] * b[None, :, None] * upward[:, None]
    )
    return _skin(rings, np.linalg.norm(np.diff(centres, axis=0), axis=1))


def prism(outline_m: npt.ArrayLike, bottom_m: float, top_m: float, bevel_m: float = 0.0) -> Mesh:
    """Push an outline up: rows (x, y), counter-clockwise, without crossings.

    Texture: the top shows the picture's part above v = 1/4, x to the right; sides and bottom the rest.

    Args:
        outline_m: (N, 2).
        bottom_m: z of the bottom.
        top_m: z of the top.
        bevel_m: how far the top edge is broken, for outlines that are convex.
    """
    outline = np.asarray(outline_m, dtype=np.float64)
    count = len(outline)
    rings = [(outline, bottom_m)]
    if bevel_m > 0:
        middle = (outline.max(axis=0) + outline.min(axis=0)) / 2
        half = np.ptp(outline, axis=0) / 2
        rings += [(outline, top_m - bevel_m), ((outline - middle) * (1 - bevel_m / half) + middle, top_m)]
    else:
        rings.append((outline, top_m))
    # Bottom and top have corners of their own: shared ones would be shaded as if the edges were round.
    last = len(rings)
    rings += [rings[0], rings[-1]]
    vertices = np.concatenate([np.column_stack((points, np.full(count, z))) for points, z in rings])
    faces: list[tuple[int, int, int]] = []
    for i in range(last - 1):
        for j in range(count):
            a, b = i * count + j, i * count + (j + 1) % count
            faces += [(a, b, b + count), (a, b + count, a + count)]
    for a, b, c in triangles(outline):
        low, high = last * count, (last + 1) * count
        faces += [(high + a, high + b, high + c), (low + c, low + b, low + a)]
    uv = np.column_stack((np.tile(np.arange(count) / count, last + 2), np.full(len(vertices), 0.1)))
    low_xy, size = outline.min(axis=0), np.ptp(outline, axis=0)
    uv[-count:] = (outline - low_xy) / size * np.array([1.0, 0.74]) + np.array([0.0, 0.26])
    both = np.array(faces, np.int32)
    return Mesh(vertices, both, uv, both)


def triangles(outline: FloatArray) -> list[tuple[int, int, int]]:
    """Cut a simple counter-clockwise polygon (N, 2) into triangles, ear by ear."""
    left = list(range(len(outline)))
    cut: list[tuple[int, int, int]] = []
    while len(left) > 3:
        for k in range(len(left)):
            a, b, c = left[k - 1], left[k], left[(k + 1) % len(left)]
            p, q, r = outline[a], outline[b], outline[c]
            if _turn(p, q, r) <= 1e-15:
                continue
            others = outline[[i for i in left if i not in (a, b, c)]]
            inside = (_turn(p, q, others) >= 0) & (_turn(q, r, others) >= 0) & (_turn(r, p, others) >= 0)
            if not np.any(inside):
                break
        else:  # what is left has no area
            return cut
        cut.append((a, b, c))
        left.remove(b)
    return [*cut, (left[0], left[1], left[2])]


def _turn(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """Positive where c lies left of the way from a to b."""
    return np.asarray((b[0] - a[0]) * (c[..., 1] - a[1]) - (b[1] - a[1]) * (c[..., 0] - a[0]))


def brick(x_m: float, y_m: float, z_m: float, top_scale: tuple[float, float] = (1.0, 1.0)) -> Mesh:
    """A box on z = 0, or a wedge when its top is smaller.

    Texture: the four sides side by side below v = 3/4, -y, +x, +y, -x; above it the top and the bottom.
    """
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.array([x_m / 2, y_m / 2])
    vertices = np.concatenate(
        (
            np.column_stack((corners, np.zeros(4))),
            np.column_stack((corners * np.array(top_scale), np.full(4, z_m))),
        )
    )
    sides = [(i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4) for i in range(4)]
    patches = [(i / 4, 0.0, 0.25, 0.74) for i in range(4)] + [(0.0, 0.76, 0.5, 0.24), (0.5, 0.76, 0.5, 0.24)]
    # Each face has corners of its own: shared ones would be shaded as if the edges were round.
    corners_of = np.array([*sides, (4, 5, 6, 7), (3, 2, 1, 0)]).ravel()
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)
    uv = np.concatenate([(u, v) + square * (wide, tall) for u, v, wide, tall in patches])
    faces = np.array(
        [(4 * k + a, 4 * k + b, 4 * k + c) for k in range(6) for a, b, c in ((0, 1, 2), (0, 2, 3))]
    )
    return Mesh(vertices[corners_of], faces.astype(np.int32), uv, faces.astype(np.int32))


def _skin(rings: FloatArray, steps_m: FloatArray, *, capped: bool = True) -> Mesh:
    """Join successive rings (R, S, 3), `steps_m` (R - 1,) apart; close the ends if `capped`."""
    count, sections = rings.shape[:2]
    along = np.concatenate(([0.0], np.cumsum(steps_m)))
    along /= max(float(along[-1]), 1e-9)
    faces, uv_faces = [], []
    wide = sections + 1  # one more column of coordinates: the seam is u = 0 on one side and 1 on the other
    for i in range(count - 1):
        for j in range(sections):
            a, b = i * sections + j, i * sections + (j + 1) % sections
            faces += [(a, b, b + sections), (a, b + sections, a + sections)]
            p = i * wide + j
            uv_faces += [(p, p + 1, p + 1 + wide), (p, p + 1 + wide, p + wide)]
    vertices = rings.reshape(-1, 3)
    if capped:
        vertices = np.concatenate((vertices, rings[:1].mean(axis=1), rings[-1:].mean(axis=1)))
    u, v = np.meshgrid(np.arange(wide) / sections, along)
    first, last = count * sections, count * sections + 1
    for j in range(sections if capped else 0):
        k = (j + 1) % sections
        faces += [(k, j, first), ((count - 1) * sections + j, (count - 1) * sections + k, last)]
        end = (count - 1) * wide
        uv_faces += [(j + 1, j, j), (end + j, end + j + 1, end + j)]
    return Mesh(
        vertices, np.array(faces, dtype=np.int32), np.column_stack((u.ravel(), v.ravel())),
        np.array(uv_faces, dtype=np.int32),
    )  # fmt: skip
