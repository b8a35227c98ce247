# SPDX-License-Identifier: Apache-2.0
"""What is known of each thing in a picture: the object table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.geometry import inverse, quaternion_from_rotation, transform_points
from mm_robot.types import FloatArray
from mm_robot_sim.dataset.views import View
from mm_robot_sim.world import Thing, World

_SKIN_POINTS = 96  # per thing, for the share that is visible: within a tenth
_NORMAL_SLACK = 0.05  # cosine: surfaces nearly edge-on may or may not be drawn


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing in one picture."""

    id: int  # its number in the mask
    thing: Thing
    T_base_object: FloatArray  # (4, 4) centre of its box
    box_px: tuple[int, int, int, int] | None  # first column and row, last column and row; None when unseen
    pixels: int
    visible_share: float  # of the surface that faces the camera: not hidden, not outside the picture


class Skins:
    """Points on the surfaces of a world's things, drawn once."""

    def __init__(self, world: World) -> None:
        rng = np.random.default_rng((world.seed, 71))
        self._world = world
        skins = [_skin(world.model, thing, rng) for thing in world.objects]
        self.points_m = np.array([points for points, _ in skins])  # (things, _SKIN_POINTS, 3) body frames
        self.normals = np.array([normals for _, normals in skins])

    def entries(
        self, present: npt.NDArray[np.bool_], mask: npt.NDArray[np.uint8], view: View
    ) -> tuple[Entry, ...]:
        """The table of a picture, of the things that are `present` (n,)."""
        numbers = [i for i, here in enumerate(present) if here]
        shares = self._visible_shares(numbers, mask, view)
        rows, columns = np.nonzero(mask)
        found = mask[rows, columns]
        result = []
        for index, share in zip(numbers, shares, strict=True):
            mine = found == index + 1
            box = None
            if mine.any():
                x, y = columns[mine], rows[mine]
                box = (int(x.min()), int(y.min()), int(x.max()), int(y.max()))
            thing = self._world.objects[index]
            pose = self._world.pose(thing.name)
            result.append(Entry(index + 1, thing, pose, box, int(mine.sum()), float(share)))
        return tuple(result)

    def _visible_shares(self, numbers: list[int], mask: npt.NDArray[np.uint8], view: View) -> FloatArray:
        """(len(numbers),) share of the camera-facing points whose pixel shows the thing itself."""
        data, camera = self._world.data, view.camera
        bodies = [self._world.objects[i].body for i in numbers]
        turn, at = data.xmat[bodies].reshape(-1, 3, 3), data.xpos[bodies]
        points = np.einsum("kij,kpj->kpi", turn, self.points_m[numbers]) + at[:, None]
        normals = np.einsum("kij,kpj->kpi", turn, self.normals[numbers])
        toward = view.T_base_camera[:3, 3] - points
        facing = np.einsum("kpi,kpi->kp", toward, normals) > _NORMAL_SLACK * np.linalg.norm(toward, axis=2)
        seen = transform_points(inverse(view.T_base_camera), points)
        z = np.maximum(seen[..., 2], 1e-6)
        column = np.round(camera.fx * seen[..., 0] / z + camera.cx).astype(np.intp)
        row = np.round(camera.fy * seen[..., 1] / z + camera.cy).astype(np.intp)
        inside = (column >= 0) & (column < camera.width) & (row >= 0) & (row < camera.height)
        inside &= seen[..., 2] > 0
        shown = mask[np.where(inside, row, 0), np.where(inside, column, 0)]
        own = inside & (shown == np.array(numbers)[:, None] + 1)
        return np.asarray((own & facing).sum(axis=1) / np.maximum(facing.sum(axis=1), 1))


def row(entry: Entry) -> dict[str, Any]:
    """An entry as it is written to the sample's JSON. Lengths in metres, base frame, quaternion x y z w."""
    design = entry.thing.design
    return {
        "id": entry.id,
        "name": entry.thing.name,
        "noun": entry.thing.noun,
        "colour": entry.thing.colour,
        "colours": list(design.colours) or [entry.thing.colour],
        "finish": design.finish,
        "pattern": design.pattern,
        "container": design.container,
        "position_m": _rounded(entry.T_base_object[:3, 3]),
        "quaternion": _rounded(quaternion_from_rotation(entry.T_base_object[:3, :3])),
        "extent_m": _rounded(entry.thing.extent_m),
        "box_px": entry.box_px,
        "pixels": entry.pixels,
        "visible_share": round(entry.visible_share, 2),
    }


def _rounded(values: FloatArray) -> list[float]:
    return [round(float(v), 4) for v in values]


def _skin(model: mujoco.MjModel, thing: Thing, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Points and outward normals (_SKIN_POINTS, 3) each, in the body's frame, spread by area."""
    points, normals, areas = [], [], []
    for geom in np.flatnonzero(thing.geoms):
        if model.geom_group[geom] == 4:  # touched only: not drawn
            continue
        made = _of_geom(model, int(geom), rng)
        rotation = np.zeros(9)
        mujoco.mju_quat2Mat(rotation, model.geom_quat[geom])
        turn = rotation.reshape(3, 3)
        points.append(made[0] @ turn.T + model.geom_pos[geom])
        normals.append(made[1] @ turn.T)
        areas.append(np.full(len(made[0]), made[2] / max(len(made[0]), 1)))
    every, area = np.concatenate(points), np.concatenate(areas)
    chosen = rng.choice(len(every), _SKIN_POINTS, p=area / area.sum())
    return every[chosen], np.concatenate(normals)[chosen]


def _of_geom(
    model: mujoco.MjModel, geom: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray, float]:
    """Points (K, 3) and normals (K, 3) in the geom's frame, evenly spread, and its area in m²."""
    kind, size = int(model.geom_type[geom]), model.geom_size[geom]
    if kind == int(mujoco.mjtGeom.mjGEOM_MESH):
        mesh = int(model.geom_dataid[geom])
        first, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
        start, faces = model.mesh_faceadr[mesh], model.mesh_facenum[mesh]
        corners = model.mesh_vert[first : first + count][model.mesh_face[start : start + faces]].astype(float)
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = np.linalg.norm(cross, axis=1) / 2
        chosen = rng.choice(len(area), _SKIN_POINTS, p=area / area.sum())
        weights = rng.dirichlet(np.ones(3), _SKIN_POINTS)
        points = np.einsum("kc,kci->ki", weights, corners[chosen])
        return points, cross[chosen] / np.maximum(2 * area[chosen, None], 1e-12), float(area.sum())
    if kind == int(mujoco.mjtGeom.mjGEOM_BOX):
        sides = np.array([size[1] * size[2], size[0] * size[2], size[0] * size[1]])
        axis = rng.choice(3, _SKIN_POINTS, p=sides / sides.sum())
        points = rng.uniform(-1, 1, (_SKIN_POINTS, 3))
        sign = rng.choice([-1.0, 1.0], _SKIN_POINTS)
        points[np.arange(_SKIN_POINTS), axis] = sign
        normals = np.zeros((_SKIN_POINTS, 3))
        normals[np.arange(_SKIN_POINTS), axis] = sign
        return points * size, normals, float(8 * sides.sum())
    return _round(kind, size, rng)


def _round(kind: int, size: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray, float]:
    """The same of a sphere, ellipsoid, capsule or cylinder."""
    way = rng.standard_normal((_SKIN_POINTS, 3))
    way /= np.linalg.norm(way, axis=1)[:, None]
    if kind == int(mujoco.mjtGeom.mjGEOM_CYLINDER):
        radius, half = float(size[0]), float(size[1])
        turn = rng.uniform(0, 2 * np.pi, _SKIN_POINTS)
        ring = np.column_stack((np.cos(turn), np.sin(turn), np.zeros(_SKIN_POINTS)))
        side = rng.random(_SKIN_POINTS) < 2 * half / (2 * half + radius)
        up = np.sign(way[:, 2:])
        flat = np.sqrt(rng.random((_SKIN_POINTS, 1))) * radius
        z = np.array([0.0, 0.0, 1.0])
        wall = radius * ring + z * rng.uniform(-half, half, (_SKIN_POINTS, 1))
        points = np.where(side[:, None], wall, flat * ring + z * half * up)
        normals = np.where(side[:, None], ring, z * up)
        return points, normals, float(2 * np.pi * radius * (2 * half + radius))
    if kind == int(mujoco.mjtGeom.mjGEOM_CAPSULE):
        radius, half = float(size[0]), float(size[1])
        points = radius * way + np.array([0.0, 0.0, 1.0]) * half * rng.uniform(-1, 1, (_SKIN_POINTS, 1))
        return points, way, float(2 * np.pi * radius * (2 * half + 2 * radius))
    radii = size if kind == int(mujoco.mjtGeom.mjGEOM_ELLIPSOID) else np.full(3, size[0])
    normals = way / radii
    area = 4 * np.pi * float(np.mean([radii[0] * radii[1], radii[0] * radii[2], radii[1] * radii[2]]))
    return way * radii, normals / np.linalg.norm(normals, axis=1)[:, None], area
