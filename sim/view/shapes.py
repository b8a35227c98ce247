# SPDX-License-Identifier: Apache-2.0
"""The seen shapes of a MuJoCo model as triangle meshes, one per body, for viewers other than MuJoCo's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt
import trimesh

from mm_robot.geometry import pose, rotation_from_quaternion
from mm_robot.types import FloatArray

SEEN_GROUPS = (0, 1, 2, 3)  # what cameras draw; see scenes/scenery.py
_GREY = np.array([0.5, 0.5, 0.5, 1.0])  # MuJoCo's own colour of a geom that names none
_PLANE_M = 4.0  # half a side of what stands for an endless plane
_SIDES = 20


@dataclass(frozen=True, eq=False)
class Shape:
    """What is seen of one body, in its frame."""

    body: int
    name: str
    mesh: Any  # trimesh.Trimesh with a colour for each corner


def body_shapes(model: mujoco.MjModel) -> tuple[Shape, ...]:
    """All bodies that have something to see."""
    shapes = []
    for body in range(model.nbody):
        first = int(model.body_geomadr[body])
        geoms = range(first, first + int(model.body_geomnum[body])) if first >= 0 else range(0)
        seen = [g for g in geoms if int(model.geom_group[g]) in SEEN_GROUPS and geom_rgba(model, g)[3] > 0]
        if seen:
            mesh = trimesh.util.concatenate([_placed(model, geom) for geom in seen])
            shapes.append(Shape(body, model.body(body).name or f"body_{body}", mesh))
    return tuple(shapes)


def geom_rgba(model: mujoco.MjModel, geom: int) -> FloatArray:
    """(4,) 0..1; a texture counts with its mean colour."""
    rgba = np.array(model.geom_rgba[geom], float)
    material = int(model.geom_matid[geom])
    if material < 0 or not np.allclose(rgba, _GREY):
        return rgba
    rgba = np.array(model.mat_rgba[material], float)
    texture = int(model.mat_texid[material][int(mujoco.mjtTextureRole.mjTEXROLE_RGB)])
    if texture >= 0:
        start, channels = int(model.tex_adr[texture]), int(model.tex_nchannel[texture])
        count = int(model.tex_height[texture]) * int(model.tex_width[texture]) * channels
        pixels = model.tex_data[start : start + count].reshape(-1, channels)
        rgba[:3] *= pixels[:, :3].mean(axis=0) / 255.0
    return rgba


def _placed(model: mujoco.MjModel, geom: int) -> Any:
    mesh = _geom_mesh(model, geom)
    w, x, y, z = model.geom_quat[geom]
    mesh.apply_transform(pose(model.geom_pos[geom], rotation_from_quaternion((x, y, z, w))))
    colour = (np.clip(geom_rgba(model, geom), 0, 1) * 255).astype(np.uint8)
    vertices, faces = mesh.vertices[mesh.faces].reshape(-1, 3), np.arange(3 * len(mesh.faces)).reshape(-1, 3)
    colours: npt.NDArray[np.uint8] = np.tile(colour, (len(vertices), 1))
    # Corners of their own for each face: edges stay sharp and colours do not run into one another.
    return trimesh.Trimesh(vertices, faces, vertex_colors=colours, process=False)


def _geom_mesh(model: mujoco.MjModel, geom: int) -> Any:
    size, kind = np.array(model.geom_size[geom], float), int(model.geom_type[geom])
    if kind == int(mujoco.mjtGeom.mjGEOM_MESH):
        mesh = int(model.geom_dataid[geom])
        v, f = int(model.mesh_vertadr[mesh]), int(model.mesh_faceadr[mesh])
        vertices = model.mesh_vert[v : v + int(model.mesh_vertnum[mesh])]
        faces = model.mesh_face[f : f + int(model.mesh_facenum[mesh])]
        return trimesh.Trimesh(np.array(vertices, float), np.array(faces), process=False)
    if kind == int(mujoco.mjtGeom.mjGEOM_BOX):
        return trimesh.creation.box(extents=2 * size)
    if kind == int(mujoco.mjtGeom.mjGEOM_CAPSULE):
        return trimesh.creation.capsule(height=2 * size[1], radius=size[0], count=[_SIDES, _SIDES // 2])
    if kind == int(mujoco.mjtGeom.mjGEOM_CYLINDER):
        return trimesh.creation.cylinder(radius=size[0], height=2 * size[1], sections=_SIDES)
    if kind == int(mujoco.mjtGeom.mjGEOM_PLANE):
        return trimesh.creation.box(extents=(2 * _PLANE_M, 2 * _PLANE_M, 0.002))
    ball = trimesh.creation.icosphere(subdivisions=2)
    ball.apply_scale(size if kind == int(mujoco.mjtGeom.mjGEOM_ELLIPSOID) else size[0])
    return ball
