# SPDX-License-Identifier: Apache-2.0
"""What does not move: room, table, light, masts, cameras.

Geom groups: 0 room, 2 seen only, 3 seen and touched, 4 touched only. Cameras draw 0 to 3, the lidar hits 0,
1, 3, 4; so the robot's own masts (group 2) are seen from outside but do not block its sensors.
"""

from __future__ import annotations

import math

import mujoco
import numpy as np

from mm_robot.config import SimConfig
from mm_robot.geometry import look_at, quaternion_from_rotation
from mm_robot.types import FloatArray
from mm_robot_sim.scenes.decor import FLOOR_Z_M as FLOOR_Z_M  # people stand on it, too
from mm_robot_sim.scenes.decor import add_decor
from mm_robot_sim.scenes.spec import Look
from mm_robot_sim.scenes.textures import add_material

ROOM, SEEN_ONLY, SOLID, TOUCH_ONLY = 0, 2, 3, 4
_FLIP = np.diag([1.0, -1.0, -1.0])  # optical frame (y down, z forward) to OpenGL's (y up, z backward)
SPECTATOR_EYE_M, SPECTATOR_TARGET_M = (1.95, -1.12, 0.95), (0.36, 0.22, 0.16)
SPECTATOR_FOVY_DEG = 48.0


def add_scenery(spec: mujoco.MjSpec, look: Look, config: SimConfig) -> None:
    """Add room, table, lights, masts and cameras to `spec`."""
    _room(spec, look)
    _table(spec, look)
    _light(spec, look)
    _mast(spec, config.camera_position_m, "camera")
    _mast(spec, config.lidar_position_m, "lidar")
    fovy = math.degrees(2 * math.atan(config.camera_height_px / 2 / config.camera_focal_px))
    _camera(spec, "rgbd", look_at(config.camera_position_m, config.camera_target_m), fovy)
    _camera(spec, "spectator", look_at(SPECTATOR_EYE_M, SPECTATOR_TARGET_M), SPECTATOR_FOVY_DEG)


def _camera(spec: mujoco.MjSpec, name: str, T_base_camera: FloatArray, fovy_deg: float) -> None:
    x, y, z, w = quaternion_from_rotation(T_base_camera[:3, :3] @ _FLIP)
    spec.worldbody.add_camera(name=name, pos=T_base_camera[:3, 3], quat=[w, x, y, z], fovy=fovy_deg)


def _room(spec: mujoco.MjSpec, look: Look) -> None:
    box, plane = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_PLANE
    add_material(spec, "floor", look.floor, 128)  # 256 pixels would cost 8 % of a picture
    world = spec.worldbody
    world.add_geom(
        name="floor", type=plane, size=[4, 4, 0.1], pos=[0, 0, FLOOR_Z_M], material="floor", group=ROOM
    )
    for name, size, at in (
        ("wall_left", (3.0, 0.05, 1.4), (0.0, 1.75, 0.65)),
        ("wall_front", (0.05, 3.0, 1.4), (2.4, -1.2, 0.65)),
        ("wall_back", (0.05, 3.0, 1.4), (-2.1, -1.2, 0.65)),
    ):
        # Paint without grain: a texture costs 8 % of a picture, and nobody sees it.
        shade = 1.0 if name == "wall_left" else 0.94
        rgba = [*(shade * np.array(look.walls)), 1]
        world.add_geom(name=name, type=box, size=size, pos=at, rgba=rgba, group=ROOM)
    skirting = (1.0, 1.0, 0.98, 1.0)
    world.add_geom(type=box, size=(3, 0.01, 0.05), pos=(0, 1.695, -0.7), rgba=skirting, group=ROOM)
    add_decor(spec, look.decor, np.random.default_rng((look.decor_seed, 32)))


def _table(spec: mujoco.MjSpec, look: Look) -> None:
    box, cylinder = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CYLINDER
    add_material(spec, "table", look.table)
    low, high = np.array(look.table_min_m), np.array(look.table_max_m)
    half, middle = (high - low) / 2, (high + low) / 2
    world = spec.worldbody
    world.add_geom(
        name="table", type=box, size=[*half, 0.018], pos=[*middle, -0.018], material="table", group=ROOM,
        friction=[0.8, 0.005, 0.0002],
    )  # fmt: skip
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = middle + np.array([sx, sy]) * (half - 0.06)
            leg = (0.025, 0.025, (-FLOOR_Z_M - 0.036) / 2)
            world.add_geom(
                type=box, size=leg, pos=[x, y, FLOOR_Z_M + leg[2]], rgba=[*look.legs, 1], group=ROOM
            )
    # The arm's own foot ends where its first link begins to turn.
    world.add_geom(
        name="pedestal", type=box, size=[0.1, 0.1, 0.33], pos=[-0.02, 0, FLOOR_Z_M + 0.33], group=ROOM,
        rgba=[0.35, 0.36, 0.38, 1],
    )  # fmt: skip
    world.add_geom(
        type=cylinder, size=[0.085, 0.045], pos=[0, 0, -0.045], rgba=[0.35, 0.36, 0.38, 1], group=SEEN_ONLY,
        contype=0, conaffinity=0,
    )  # fmt: skip


def _mast(spec: mujoco.MjSpec, top_m: tuple[float, ...], sensor: str) -> None:
    x, y, z = top_m
    cylinder, dark = mujoco.mjtGeom.mjGEOM_CYLINDER, [0.2, 0.2, 0.22, 1]
    common = {"group": SEEN_ONLY, "contype": 0, "conaffinity": 0, "rgba": dark}
    half = (z - 0.05 - FLOOR_Z_M) / 2
    # The camera hangs on the far side of its pole, so that the pole does not stand in its picture.
    spec.worldbody.add_geom(
        type=cylinder, size=[0.014, half], pos=[x - 0.06, y - 0.03, FLOOR_Z_M + half], **common
    )
    if sensor == "camera":
        box = mujoco.mjtGeom.mjGEOM_BOX
        spec.worldbody.add_geom(type=box, size=[0.012, 0.045, 0.013], pos=[x - 0.03, y - 0.02, z], **common)
    else:
        spec.worldbody.add_geom(type=cylinder, size=[0.04, 0.035], pos=[x, y, z], **common)


def _light(spec: mujoco.MjSpec, look: Look) -> None:
    spec.visual.headlight.ambient = look.ambient
    spec.visual.headlight.diffuse = [0.18, 0.18, 0.18]
    spec.visual.headlight.specular = [0, 0, 0]
    centre = np.array([0.4, 0.1, 0.0])
    for i, light in enumerate(look.lights):
        way = np.array(light.direction) / float(np.linalg.norm(light.direction))
        spec.worldbody.add_light(
            type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, pos=centre - 3.0 * way, dir=way,
            castshadow=light.shadow, diffuse=light.colour, specular=[0.15 if i == 0 else 0.0] * 3,
        )  # fmt: skip
