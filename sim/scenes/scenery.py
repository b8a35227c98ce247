# SPDX-License-Identifier: Apache-2.0
"""What does not move: room, table, light, masts, cameras.

Geom groups: 0 room, 2 seen only, 3 seen and touched, 4 touched only. Cameras draw 0 to 3, the lidar hits 0,
1, 3, 4; so the robot's own masts (group 2) are seen from outside but do not block its sensors.
"""

from __future__ import annotations

import math

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig
from mm_robot.geometry import look_at, quaternion_from_rotation
from mm_robot.types import FloatArray

ROOM, SEEN_ONLY, SOLID, TOUCH_ONLY = 0, 2, 3, 4
FLOOR_Z_M = -0.75
TABLE_MIN_M, TABLE_MAX_M = (0.20, -0.60), (1.00, 0.55)
_FLIP = np.diag([1.0, -1.0, -1.0])  # optical frame (y down, z forward) to OpenGL's (y up, z backward)
SPECTATOR_EYE_M, SPECTATOR_TARGET_M = (1.95, -1.12, 0.95), (0.36, 0.22, 0.16)


def add_scenery(spec: mujoco.MjSpec, rng: np.random.Generator, config: SimConfig) -> None:
    """Add room, table, lights, masts and cameras to `spec`."""
    _room(spec, rng)
    _table(spec, rng)
    _light(spec, rng)
    _mast(spec, config.camera_position_m, "camera")
    _mast(spec, config.lidar_position_m, "lidar")
    fovy = math.degrees(2 * math.atan(config.camera_height_px / 2 / config.camera_focal_px))
    _camera(spec, "rgbd", look_at(config.camera_position_m, config.camera_target_m), fovy)
    _camera(spec, "spectator", look_at(SPECTATOR_EYE_M, SPECTATOR_TARGET_M), 48.0)


def _camera(spec: mujoco.MjSpec, name: str, T_base_camera: FloatArray, fovy_deg: float) -> None:
    x, y, z, w = quaternion_from_rotation(T_base_camera[:3, :3] @ _FLIP)
    spec.worldbody.add_camera(name=name, pos=T_base_camera[:3, 3], quat=[w, x, y, z], fovy=fovy_deg)


def _room(spec: mujoco.MjSpec, rng: np.random.Generator) -> None:
    box, plane = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_PLANE
    wall = np.array([0.80, 0.81, 0.78]) * rng.uniform(0.9, 1.05) + rng.uniform(-0.03, 0.03, 3)
    _texture(spec, "floor", _planks(rng, np.array([0.50, 0.47, 0.43]), boards=4), (3, 3))
    world = spec.worldbody
    world.add_geom(
        name="floor", type=plane, size=[4, 4, 0.1], pos=[0, 0, FLOOR_Z_M], material="floor", group=ROOM
    )
    for name, size, at in (
        ("wall_left", (3.0, 0.05, 1.4), (0.0, 1.75, 0.65)),
        ("wall_front", (0.05, 3.0, 1.4), (2.4, -1.2, 0.65)),
        ("wall_back", (0.05, 3.0, 1.4), (-2.1, -1.2, 0.65)),
    ):
        shade = wall * (1.0 if name == "wall_left" else 0.94)
        world.add_geom(name=name, type=box, size=size, pos=at, rgba=[*np.clip(shade, 0, 1), 1], group=ROOM)
    skirting = (1.0, 1.0, 0.98, 1.0)
    world.add_geom(type=box, size=(3, 0.01, 0.05), pos=(0, 1.695, -0.7), rgba=skirting, group=ROOM)
    _picture(spec, rng)


def _picture(spec: mujoco.MjSpec, rng: np.random.Generator) -> None:
    """A framed picture on the wall: a room without one looks like a laboratory."""
    box = mujoco.mjtGeom.mjGEOM_BOX
    x = rng.uniform(1.0, 1.4)
    frame, canvas = (0.3, 0.24, 0.18, 1.0), [*rng.uniform(0.55, 0.8, 3), 1.0]
    for size, depth, rgba in (((0.3, 0.01, 0.21), 1.69, frame), ((0.27, 0.011, 0.18), 1.685, canvas)):
        spec.worldbody.add_geom(type=box, size=size, pos=(x, depth, 0.85), rgba=rgba, group=ROOM)


def _table(spec: mujoco.MjSpec, rng: np.random.Generator) -> None:
    box, cylinder = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CYLINDER
    tone = np.array([[0.78, 0.66, 0.50], [0.72, 0.58, 0.42], [0.82, 0.74, 0.62]])[rng.integers(3)]
    _texture(spec, "wood", _planks(rng, tone, boards=6), (1, 1))
    low, high = np.array(TABLE_MIN_M), np.array(TABLE_MAX_M)
    half, middle = (high - low) / 2, (high + low) / 2
    world = spec.worldbody
    world.add_geom(
        name="table", type=box, size=[*half, 0.018], pos=[*middle, -0.018], material="wood", group=ROOM,
        friction=[0.8, 0.005, 0.0002],
    )  # fmt: skip
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = middle + np.array([sx, sy]) * (half - 0.06)
            leg = (0.025, 0.025, (-FLOOR_Z_M - 0.036) / 2)
            world.add_geom(
                type=box, size=leg, pos=[x, y, FLOOR_Z_M + leg[2]], rgba=[0.25, 0.25, 0.27, 1], group=ROOM
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


def _light(spec: mujoco.MjSpec, rng: np.random.Generator) -> None:
    spec.visual.headlight.ambient = [0.32, 0.32, 0.32]
    spec.visual.headlight.diffuse = [0.18, 0.18, 0.18]
    spec.visual.headlight.specular = [0, 0, 0]
    level = float(rng.uniform(0.9, 1.1))
    directional = mujoco.mjtLightType.mjLIGHT_DIRECTIONAL
    spec.worldbody.add_light(
        type=directional, pos=[-0.8, -1.2, 2.5], dir=[0.3, 0.36, -0.9], castshadow=True,
        diffuse=[0.42 * level] * 3, specular=[0.15] * 3,
    )  # fmt: skip
    spec.worldbody.add_light(
        type=directional, pos=[2.0, -0.5, 2.5], dir=[-0.6, 0.25, -0.7], castshadow=False,
        diffuse=[0.22 * level] * 3, specular=[0.0] * 3,
    )  # fmt: skip


def _texture(spec: mujoco.MjSpec, name: str, pixels: npt.NDArray[np.uint8], repeat: tuple[int, int]) -> None:
    height, width = pixels.shape[:2]
    texture = spec.add_texture(
        name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=width, height=height, nchannel=3
    )
    texture.data = pixels.tobytes()
    material = spec.add_material(name=name, texrepeat=repeat, specular=0.1, shininess=0.1, reflectance=0.0)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name


def _planks(
    rng: np.random.Generator, tone: FloatArray, boards: int, size: int = 512
) -> npt.NDArray[np.uint8]:
    """(size, size, 3) boards side by side: grain is noise drawn out along the board."""
    grain = np.zeros((size, size))
    for across, along, weight in ((size, 4, 0.03), (128, 3, 0.03), (32, 2, 0.02)):
        coarse = rng.standard_normal((across, along))
        rows = np.repeat(coarse, size // across, axis=0)
        smooth = np.array([np.interp(np.linspace(0, along - 1, size), np.arange(along), row) for row in rows])
        grain += weight * smooth
    board = np.arange(size) * boards // size
    grain += (0.05 * rng.standard_normal(boards))[board][:, None]
    grain[np.diff(board, prepend=0) > 0] -= 0.18
    return (np.clip(tone * (1 + grain[..., None]), 0, 1) * 255).astype(np.uint8)
