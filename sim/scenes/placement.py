# SPDX-License-Identifier: Apache-2.0
"""Where furniture stands: within the arm's reach, its front between robot and camera."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from mm_robot_sim.scenes.decor import FLOOR_Z_M
from mm_robot_sim.scenes.spec import Furniture, Kind, Look

COLOURS = ("white", "grey", "brown", "blue", "green", "red", "yellow", "black")
_SHARES = (0.28, 0.16, 0.28, 0.08, 0.07, 0.05, 0.05, 0.03)  # wood and white are commonest in homes
BIN_COLOURS = ("grey", "black", "white", "blue", "green", "red")
# The front's normal lies between the direction to the robot's foot and that to the camera: the hand comes
# straight at it, and the camera still looks in.
TURN_MIN_RAD, TURN_MAX_RAD = math.radians(22), math.radians(48)


def draw_furniture(rng: np.random.Generator, kind: Kind, look: Look) -> tuple[tuple[Furniture, ...], Look]:
    """The furniture of a kind of scene, and the look with the table made to fit it."""
    if kind in ("simple", "table", "basket", "tray"):
        return (), look
    if kind == "bin":
        return _bin(rng, look)
    colour = str(rng.choice(COLOURS, p=_SHARES))
    yaw = float(rng.uniform(TURN_MIN_RAD, TURN_MAX_RAD))
    x, y = float(rng.uniform(0.64, 0.68)), float(rng.uniform(0.08, 0.13))
    if kind == "shelf":
        parts = int(rng.choice([2, 3]))
        size = (
            rng.uniform(0.19, 0.22),
            rng.uniform(0.42, 0.5),
            0.035 + (parts - 1) * rng.uniform(0.2, 0.225),
        )
        piece = Furniture("shelf", (x, y, 0.0), yaw, _size(size), colour, parts)
    elif kind == "drawers":
        parts = int(rng.choice([2, 3]))
        each = rng.uniform(0.105, 0.125) if parts == 2 else rng.uniform(0.09, 0.105)
        size = (rng.uniform(0.22, 0.26), rng.uniform(0.27, 0.33), 0.055 + parts * each)
        opened = [0.0] * parts
        if rng.random() < 0.55:
            opened[int(rng.integers(parts))] = float(rng.uniform(0.55, 1.0))
        piece = Furniture("drawers", (x, y, 0.0), yaw, _size(size), colour, parts, tuple(opened))
    else:
        parts = int(rng.choice([1, 2]))
        size = (rng.uniform(0.20, 0.24), rng.uniform(0.26, 0.31), rng.uniform(0.34, 0.40))
        share = 0.0 if rng.random() < 0.4 else float(rng.uniform(0.6, 1.0))
        piece = Furniture("cupboard", (x, y, 0.0), yaw, _size(size), colour, parts, (share,))
    return (piece,), look


def _bin(rng: np.random.Generator, look: Look) -> tuple[tuple[Furniture, ...], Look]:
    """On the table, or on the floor at its right edge, which then ends nearer."""
    colour = str(rng.choice(BIN_COLOURS))
    radius = float(rng.uniform(0.085, 0.105))
    size = (2 * radius, 2 * radius, float(rng.uniform(0.16, 0.22)))
    if rng.random() < 0.6:
        at = (float(rng.uniform(0.48, 0.66)), float(rng.uniform(0.14, 0.24)), 0.0)
        return (Furniture("bin", at, 0.0, size, colour, 0),), look
    edge = -0.36
    tall = -FLOOR_Z_M - float(rng.uniform(0.03, 0.08))
    at = (float(rng.uniform(0.42, 0.55)), edge - radius - 0.015, FLOOR_Z_M)
    shorter = replace(look, table_min_m=(look.table_min_m[0], edge))
    return (Furniture("bin", at, 0.0, (2 * radius, 2 * radius, tall), colour, 0),), shorter


def _size(size: tuple[float, float, float]) -> tuple[float, float, float]:
    return float(size[0]), float(size[1]), float(size[2])
