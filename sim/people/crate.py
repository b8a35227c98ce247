# SPDX-License-Identifier: Apache-2.0
"""The crate on a stand beside the person, where they put what they were given; part of the room."""

from __future__ import annotations

import mujoco

from mm_robot_sim.people.build import CRATE_SIZE_M, STAND_Z_M, Build
from mm_robot_sim.scenes.scenery import FLOOR_Z_M, ROOM

_WALL_M = 0.008


def add_crate(spec: mujoco.MjSpec, build: Build) -> None:
    """Add the crate and its stand to `spec`."""
    x, y, rim = build.crate_m
    wide, deep, tall = (side / 2 for side in CRATE_SIZE_M)
    wall = _WALL_M / 2
    box, grey, wood = mujoco.mjtGeom.mjGEOM_BOX, [0.35, 0.36, 0.38, 1], [0.62, 0.50, 0.36, 1]
    half = (STAND_Z_M - FLOOR_Z_M) / 2
    spec.worldbody.add_geom(
        name="stand",
        type=box,
        size=[wide * 0.8, deep * 0.8, half],
        pos=[x, y, FLOOR_Z_M + half],
        rgba=grey,
        group=ROOM,
    )
    for name, size, at in (
        ("floor", (wide, deep, wall), (x, y, STAND_Z_M + wall)),
        ("near", (wide, wall, tall), (x, y - deep + wall, rim - tall)),
        ("far", (wide, wall, tall), (x, y + deep - wall, rim - tall)),
        ("left", (wall, deep, tall), (x - wide + wall, y, rim - tall)),
        ("right", (wall, deep, tall), (x + wide - wall, y, rim - tall)),
    ):
        spec.worldbody.add_geom(name=f"crate_{name}", type=box, size=size, pos=at, rgba=wood, group=ROOM)
