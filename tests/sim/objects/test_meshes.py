# SPDX-License-Identifier: Apache-2.0
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot_sim.objects.meshes import brick, lathe, loft, prism, triangles


def signed_volume(mesh) -> float:
    a, b, c = (mesh.vertices_m[mesh.faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


LINE = np.linspace((0.0, 0.0, 0.0), (0.1, 0.0, 0.0), 4)
SOLIDS = {
    "cylinder": (lathe([(0, 0), (0.03, 0), (0.03, 0.1), (0, 0.1)], 90), math.pi * 0.03**2 * 0.1),
    "hoop": (
        lathe([(0.02, 0), (0.03, 0), (0.03, 0.01), (0.02, 0.01), (0.02, 0)], 90, hole=True),
        math.pi * (0.03**2 - 0.02**2) * 0.01,
    ),
    "tube": (loft(LINE, np.full(4, 0.01), 60, up=(0, 0, 1)), math.pi * 0.01**2 * 0.1),
    "flat tube": (loft(LINE, np.full((4, 2), (0.02, 0.005)), 60, up=(0, 0, 1)), math.pi * 0.02 * 0.005 * 0.1),
    "brick": (brick(0.1, 0.2, 0.3), 0.006),
    "L": (prism([(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)], 0.0, 0.5), 1.5),
}


@pytest.mark.parametrize("name", SOLIDS)
def test_volumes_are_those_of_the_solids_and_faces_look_outwards(name):
    mesh, volume = SOLIDS[name]
    assert signed_volume(mesh) == pytest.approx(volume, rel=0.01)
    assert mesh.volume_m3 == pytest.approx(volume, rel=0.01)


@pytest.mark.parametrize("name", SOLIDS)
def test_every_corner_has_a_place_in_the_picture(name):
    mesh, _ = SOLIDS[name]
    assert mesh.uv_faces.shape == mesh.faces.shape
    assert mesh.uv_faces.max() < len(mesh.uv)
    assert mesh.uv.min() >= 0.0 and mesh.uv.max() <= 1.0


def test_moving_keeps_the_volume_and_moves_the_middle():
    turned = brick(0.1, 0.2, 0.3).moved((1.0, 2.0, 3.0), np.array([[0, -1.0, 0], [1, 0, 0], [0, 0, 1]]))
    assert turned.volume_m3 == pytest.approx(0.006)
    np.testing.assert_allclose(np.ptp(turned.vertices_m, axis=0), (0.2, 0.1, 0.3))
    np.testing.assert_allclose(turned.vertices_m.mean(axis=0), (1.0, 2.0, 3.15))


@settings(deadline=None, max_examples=60)
@given(st.integers(4, 14), st.integers(0, 10**6))
def test_triangles_cover_any_star_shaped_outline_once(count, seed):
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * math.pi, count)) + np.arange(count) * 1e-3
    gaps = np.diff(np.append(angle, angle[0] + 2 * math.pi))
    if gaps.max() > 3.0:  # the middle would lie outside, and the outline might cross itself
        return
    outline = np.column_stack((np.cos(angle), np.sin(angle))) * rng.uniform(0.3, 1.0, (count, 1))
    x, y = outline.T
    area = 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    cut = triangles(outline)
    covered = 0.0
    for a, b, c in cut:
        (px, py), (qx, qy), (rx, ry) = outline[a], outline[b], outline[c]
        part = 0.5 * ((qx - px) * (ry - py) - (qy - py) * (rx - px))
        assert part >= -1e-12
        covered += part
    assert covered == pytest.approx(area, rel=1e-6)
