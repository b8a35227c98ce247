# SPDX-License-Identifier: Apache-2.0
"""Designs become bodies of the MuJoCo model."""

from __future__ import annotations

import math

import mujoco
import numpy as np

from mm_robot.geometry import quaternion_from_rotation
from mm_robot_sim.objects.design import SEEN, TOUCHED, Design, Part, Texture
from mm_robot_sim.scenes.scenery import SEEN_ONLY, SOLID, TOUCH_ONLY

_TYPES = {
    "box": mujoco.mjtGeom.mjGEOM_BOX,
    "cylinder": mujoco.mjtGeom.mjGEOM_CYLINDER,
    "sphere": mujoco.mjtGeom.mjGEOM_SPHERE,
    "ellipsoid": mujoco.mjtGeom.mjGEOM_ELLIPSOID,
    "capsule": mujoco.mjtGeom.mjGEOM_CAPSULE,
    "mesh": mujoco.mjtGeom.mjGEOM_MESH,
}
# Specular and shininess of each finish, as MuJoCo takes them: matte keeps the faint gloss of painted wood.
_GLOSS = {"matte": (0.25, 0.4), "shiny": (0.9, 0.85), "dark": (0.05, 0.1), "transparent": (0.9, 0.9)}


def add_object(
    spec: mujoco.MjSpec, name: str, design: Design, at_m: tuple[float, float, float], yaw_rad: float
) -> None:
    """Add a free body whose frame is the middle of the design's box, its bottom at `at_m`.

    Its geoms are called `{name}_{i}` after the design's parts, in their order.
    """
    lift = design.extent_m[2] / 2
    body = spec.worldbody.add_body(
        name=name,
        pos=[at_m[0], at_m[1], at_m[2] + lift],
        quat=[math.cos(yaw_rad / 2), 0, 0, math.sin(yaw_rad / 2)],
    )
    body.add_freejoint(name=name)
    materials = _Materials(spec, name, design)
    total = sum(_volume(part) for part in design.parts if part.role != SEEN)
    for i, part in enumerate(design.parts):
        mass = 0.0 if part.role == SEEN else design.mass_kg * _volume(part) / total
        _add(spec, body, f"{name}_{i}", part, lift, mass, design, materials)


class _Materials:
    """The materials of one object; a texture that several parts wear is stored once."""

    def __init__(self, spec: mujoco.MjSpec, name: str, design: Design) -> None:
        self._spec, self._name, self._design = spec, name, design
        self._made: dict[object, str] = {}

    def of(self, part: Part) -> str:
        """Name of the part's material."""
        texture = part.texture
        if texture is None and part.rgba is None and part.mesh is not None and part.mesh.uv is not None:
            texture = self._design.texture
        finish = "shiny" if part.shiny else self._design.finish if part.rgba is None else "matte"
        rgba = part.rgba or self._design.rgba
        key = (id(texture), finish, rgba)
        if key not in self._made:
            self._made[key] = self._make(texture, finish, rgba)
        return self._made[key]

    def _make(self, texture: Texture | None, finish: str, rgba: tuple[float, ...]) -> str:
        name = f"{self._name}_look_{len(self._made)}"
        specular, shininess = _GLOSS[finish]
        tint = rgba if texture is None else (1.0, 1.0, 1.0, rgba[3])
        material = self._spec.add_material(
            name=name, rgba=tint, specular=specular, shininess=shininess, reflectance=0.0
        )
        if texture is not None:
            height, width = texture.shape[:2]
            image = self._spec.add_texture(
                name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=width, height=height, nchannel=3
            )
            image.data = texture.tobytes()
            material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
        return name


def _add(
    spec: mujoco.MjSpec,
    body: mujoco.MjsBody,
    name: str,
    part: Part,
    lift: float,
    mass: float,
    design: Design,
    materials: _Materials,
) -> None:
    given: dict[str, object] = {"name": name, "type": _TYPES[part.kind], "mass": mass}
    if part.ends_m is not None:
        given["fromto"] = [v - (lift if i % 3 == 2 else 0.0) for i, v in enumerate(part.ends_m)]
    else:
        x, y, z = part.position_m
        given["pos"] = [x, y, z - lift]
    if part.matrix is not None:
        qx, qy, qz, qw = quaternion_from_rotation(part.matrix)
        given["quat"] = [qw, qx, qy, qz]
    if part.mesh is not None:
        mesh = spec.add_mesh(name=name, inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL)
        mesh.uservert = part.mesh.vertices_m.ravel()
        mesh.userface = part.mesh.faces.ravel()
        if part.mesh.uv is not None and part.mesh.uv_faces is not None:
            # MuJoCo counts a picture's rows from the top, we count v from the bottom.
            mesh.usertexcoord = np.column_stack((part.mesh.uv[:, 0], 1.0 - part.mesh.uv[:, 1])).ravel()
            mesh.userfacetexcoord = part.mesh.uv_faces.ravel()
        given["meshname"] = name
    else:
        given["size"] = [*part.size_m, *[0.0] * (3 - len(part.size_m))]
    if part.role != TOUCHED:
        given["material"] = materials.of(part)
    if part.role == SEEN:
        body.add_geom(group=SEEN_ONLY, contype=0, conaffinity=0, **given)
        return
    group = TOUCH_ONLY if part.role == TOUCHED else SOLID
    # condim 6 lets rolling friction act, without which a ball on a table never comes to rest.
    condim = 6 if design.rolling_m > 0.001 else 4
    body.add_geom(group=group, condim=condim, friction=[0.9, 0.01, design.rolling_m], **given)


def _volume(part: Part) -> float:
    """Volume in m³, for sharing the mass among the parts."""
    size = part.size_m
    if part.mesh is not None:
        return part.mesh.volume_m3
    if part.kind == "box":
        return 8 * size[0] * size[1] * size[2]
    if part.kind == "cylinder":
        return 2 * math.pi * size[0] ** 2 * size[1]
    if part.kind == "capsule" and part.ends_m is not None:
        length = float(np.linalg.norm(np.subtract(part.ends_m[3:], part.ends_m[:3])))
        return math.pi * size[0] ** 2 * (length + 4 / 3 * size[0])
    a, b, c = size if len(size) == 3 else (size[0],) * 3
    return 4 / 3 * math.pi * a * b * c
