# SPDX-License-Identifier: Apache-2.0
"""Procedural surfaces: lathe and loft."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray


@dataclass(frozen=True, eq=False)
class Mesh:
    """A triangle mesh; faces wind counter-clockwise seen from outside."""

    vertices_m: FloatArray  # (V, 3)
    faces: npt.NDArray[np.int32]  # (F, 3)


def lathe(profile_m: npt.ArrayLike, sections: int = 36) -> Mesh:
    """Turn a profile about z: rows (radius, z) from the bottom's axis around the outside."""
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
    return _skin(rings)


def loft(centres_m: npt.ArrayLike, radii_m: npt.ArrayLike, sections: int = 16) -> Mesh:
    """A tube around a curve in space: rows (x, y, z), each with a radius; its ends are closed."""
    centres = np.asarray(centres_m, dtype=np.float64)
    radii = np.asarray(radii_m, dtype=np.float64)
    tangents = np.gradient(centres, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    # One reference direction suffices: no curve here turns through it.
    normal = np.linalg.svd(centres - centres.mean(axis=0))[2][2]
    side = np.cross(normal, tangents)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(tangents, side)
    angle = np.linspace(0.0, 2 * np.pi, sections, endpoint=False)
    rings = centres[:, None] + radii[:, None, None] * (
        np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    )
    return _skin(rings)


def _skin(rings: FloatArray) -> Mesh:
    """Join successive rings (R, S, 3) by triangles and close both ends with a fan."""
    count, sections = rings.shape[:2]
    faces = []
    for i in range(count - 1):
        for j in range(sections):
            a, b = i * sections + j, i * sections + (j + 1) % sections
            faces += [(a, b, b + sections), (a, b + sections, a + sections)]
    vertices = np.concatenate((rings.reshape(-1, 3), rings[:1].mean(axis=1), rings[-1:].mean(axis=1)))
    first, last = count * sections, count * sections + 1
    for j in range(sections):
        k = (j + 1) % sections
        faces += [(k, j, first), ((count - 1) * sections + j, (count - 1) * sections + k, last)]
    return Mesh(vertices, np.array(faces, dtype=np.int32))
