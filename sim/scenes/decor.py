# SPDX-License-Identifier: Apache-2.0
"""What furnishes the room behind the table: pictures, window, sideboard, plant, lamp. Out of the arm's reach.

Walls: y = 1.70 to the robot's left, x = 2.35 in front of it, x = -2.05 behind. The person stands before the
left wall.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import mujoco
import numpy as np

from mm_robot.types import FloatArray

FLOOR_Z_M = -0.75
ROOM = 0
WALL_Y_M, WALL_X_M = 1.695, 2.345
ON_THE_LEFT_WALL = ("picture", "two_pictures", "window", "board", "clock")
BY_THE_LEFT_WALL = ("sideboard", "plant", "floor_lamp", "bookcase")
BY_THE_FRONT_WALL = ("door", "window_front", "bookcase_front", "picture_front")


def add_decor(spec: mujoco.MjSpec, names: tuple[str, ...], rng: np.random.Generator) -> None:
    """Put the named pieces in their places."""
    for name in names:
        _PIECES[name](_Fitter(spec), rng)


class _Fitter:
    """Adds unmoving shapes to the room; nothing ever touches them, so they cost no collision tests."""

    def __init__(self, spec: mujoco.MjSpec) -> None:
        self._world = spec.worldbody

    def box(self, at: tuple[float, float, float], full: tuple[float, float, float], rgb: FloatArray) -> None:
        """A box by its middle and full sides."""
        self._add(mujoco.mjtGeom.mjGEOM_BOX, at, [side / 2 for side in full], rgb)

    def cylinder(self, at: tuple[float, float, float], radius: float, tall: float, rgb: FloatArray) -> None:
        """An upright cylinder by its middle."""
        self._add(mujoco.mjtGeom.mjGEOM_CYLINDER, at, [radius, tall / 2, 0], rgb)

    def blob(self, at: tuple[float, float, float], half: tuple[float, float, float], rgb: FloatArray) -> None:
        """An ellipsoid."""
        self._add(mujoco.mjtGeom.mjGEOM_ELLIPSOID, at, list(half), rgb)

    def _add(
        self, kind: mujoco.mjtGeom, at: tuple[float, float, float], size: list[float], rgb: FloatArray
    ) -> None:
        rgba = [*np.clip(rgb, 0, 1), 1.0]
        self._world.add_geom(type=kind, pos=at, size=size, rgba=rgba, group=ROOM, contype=0, conaffinity=0)


def _muted(rng: np.random.Generator, low: float = 0.35, high: float = 0.8) -> FloatArray:
    """A colour of furnishings: no purer than paint on a wall, so that it is no toy."""
    grey = rng.uniform(low, high)
    return np.asarray(np.clip(grey + rng.uniform(-0.16, 0.16, 3), 0.05, 0.95))


def _frame(fit: _Fitter, rng: np.random.Generator, x: float, z: float, wide: float, tall: float) -> None:
    rim = np.array([(0.3, 0.24, 0.18), (0.12, 0.12, 0.13), (0.85, 0.84, 0.8)][int(rng.integers(3))])
    fit.box((x, WALL_Y_M, z), (wide, 0.02, tall), rim)
    fit.box((x, WALL_Y_M - 0.006, z), (wide * 0.88, 0.022, tall * 0.86), _muted(rng, 0.55, 0.85))
    for _ in range(3):  # a landscape, more or less
        share = rng.uniform(0.2, 0.6)
        low = z - tall * 0.43 + tall * 0.86 * share / 2
        fit.box(
            (x, WALL_Y_M - 0.007 - 0.001 * share, low), (wide * 0.88, 0.022, tall * 0.86 * share), _muted(rng)
        )


def _picture(fit: _Fitter, rng: np.random.Generator) -> None:
    _frame(fit, rng, rng.uniform(1.0, 1.4), 0.85, rng.uniform(0.45, 0.7), rng.uniform(0.36, 0.5))


def _two_pictures(fit: _Fitter, rng: np.random.Generator) -> None:
    for x in (-0.15, 1.25):
        _frame(fit, rng, x + rng.uniform(-0.1, 0.1), 0.85, rng.uniform(0.3, 0.45), rng.uniform(0.35, 0.5))


def _window(fit: _Fitter, rng: np.random.Generator) -> None:
    x, wide, tall = rng.uniform(0.9, 1.4), rng.uniform(0.8, 1.1), rng.uniform(0.8, 1.0)
    white, sky = np.array([0.93, 0.93, 0.92]), np.array([0.72, 0.82, 0.92]) * rng.uniform(0.8, 1.05)
    fit.box((x, WALL_Y_M, 0.85), (wide, 0.03, tall), white)
    fit.box((x, WALL_Y_M - 0.01, 0.85), (wide - 0.1, 0.03, tall - 0.1), sky)
    fit.box((x, WALL_Y_M - 0.02, 0.85), (0.04, 0.03, tall - 0.1), white)
    fit.box((x, WALL_Y_M - 0.03, 0.85 - tall / 2), (wide + 0.1, 0.09, 0.03), white)


def _board(fit: _Fitter, rng: np.random.Generator) -> None:
    x, cork = rng.uniform(0.9, 1.3), np.array([0.66, 0.52, 0.36])
    fit.box((x, WALL_Y_M, 0.85), (0.8, 0.02, 0.55), np.array([0.45, 0.34, 0.24]))
    fit.box((x, WALL_Y_M - 0.004, 0.85), (0.76, 0.02, 0.51), cork)
    for _ in range(5):
        at = (x + rng.uniform(-0.28, 0.28), WALL_Y_M - 0.008, 0.85 + rng.uniform(-0.17, 0.17))
        fit.box(at, (rng.uniform(0.07, 0.14), 0.02, rng.uniform(0.08, 0.15)), _muted(rng, 0.7, 0.95))


def _clock(fit: _Fitter, rng: np.random.Generator) -> None:
    x, z = rng.uniform(0.9, 1.3), 0.95
    for radius, depth, rgb in ((0.16, 0.0, (0.15, 0.15, 0.16)), (0.145, 0.004, (0.95, 0.95, 0.93))):
        fit.blob((x, WALL_Y_M - depth, z), (radius, 0.012, radius), np.array(rgb))
    dark = np.array([0.1, 0.1, 0.1])
    fit.box((x, WALL_Y_M - 0.017, z + 0.05), (0.008, 0.004, 0.1), dark)
    fit.box((x + 0.033, WALL_Y_M - 0.017, z), (0.066, 0.004, 0.01), dark)


def _sideboard(fit: _Fitter, rng: np.random.Generator) -> None:
    x, wood = rng.uniform(1.35, 1.6), _muted(rng, 0.4, 0.85)
    fit.box((x, 1.49, FLOOR_Z_M + 0.4), (0.9, 0.4, 0.8), wood)
    for side in (-0.22, 0.22):
        fit.box((x + side, 1.285, FLOOR_Z_M + 0.42), (0.41, 0.02, 0.68), wood * 1.08)
        fit.box((x + side * 0.3, 1.27, FLOOR_Z_M + 0.42), (0.015, 0.02, 0.12), np.array([0.3, 0.3, 0.31]))


def _plant(fit: _Fitter, rng: np.random.Generator) -> None:
    x, y = rng.uniform(-0.4, -0.1), 1.45
    fit.cylinder((x, y, FLOOR_Z_M + 0.18), 0.15, 0.36, _muted(rng, 0.5, 0.85))
    fit.cylinder((x, y, FLOOR_Z_M + 0.55), 0.015, 0.5, np.array([0.35, 0.27, 0.18]))
    for _ in range(9):
        angle, out = rng.uniform(-math.pi, math.pi), rng.uniform(0.05, 0.2)
        at = (
            x + out * math.cos(angle),
            y + min(out * math.sin(angle), 0.12),
            FLOOR_Z_M + rng.uniform(0.7, 1.15),
        )
        green = np.array([0.20, 0.42, 0.20]) * rng.uniform(0.7, 1.3)
        fit.blob(at, (rng.uniform(0.07, 0.13), rng.uniform(0.06, 0.1), rng.uniform(0.04, 0.09)), green)


def _floor_lamp(fit: _Fitter, rng: np.random.Generator) -> None:
    x, y, dark = rng.uniform(-0.9, -0.5), 1.45, np.array([0.2, 0.2, 0.21])
    fit.cylinder((x, y, FLOOR_Z_M + 0.015), 0.15, 0.03, dark)
    fit.cylinder((x, y, FLOOR_Z_M + 0.75), 0.012, 1.5, dark)
    fit.cylinder((x, y, FLOOR_Z_M + 1.5), 0.17, 0.28, np.array([0.95, 0.90, 0.78]))


def _bookcase_at(fit: _Fitter, rng: np.random.Generator, x: float, y: float, along_y: bool) -> None:
    """A case of books; its front looks along -y, or along -x when it stands along y."""
    wood, wide, deep, tall = _muted(rng, 0.35, 0.8), 0.7, 0.28, 1.7

    def put(a: float, b: float, z: float, full: tuple[float, float, float], rgb: FloatArray) -> None:
        at = (x + b, y - a, z) if along_y else (x + a, y + b, z)
        fit.box(at, (full[1], full[0], full[2]) if along_y else full, rgb)

    put(0, deep / 2 - 0.01, FLOOR_Z_M + tall / 2, (wide, 0.02, tall), wood * 0.8)
    for side in (-1, 1):
        put(side * wide / 2, 0, FLOOR_Z_M + tall / 2, (0.02, deep, tall), wood)
    for i in range(6):
        put(0, 0, FLOOR_Z_M + 0.02 + i * (tall - 0.04) / 5, (wide, deep, 0.02), wood)
        at = -wide / 2 + 0.03
        while i < 5 and at < wide * rng.uniform(0.1, 0.45):
            thick, high = rng.uniform(0.025, 0.06), rng.uniform(0.18, 0.26)
            level = FLOOR_Z_M + 0.03 + i * (tall - 0.04) / 5 + high / 2
            put(
                at + thick / 2,
                rng.uniform(-0.04, 0.0),
                level,
                (thick * 0.92, 0.18, high),
                _muted(rng, 0.25, 0.75),
            )
            at += thick


def _bookcase(fit: _Fitter, rng: np.random.Generator) -> None:
    _bookcase_at(fit, rng, rng.uniform(1.8, 1.95), 1.55, along_y=False)


def _bookcase_front(fit: _Fitter, rng: np.random.Generator) -> None:
    _bookcase_at(fit, rng, 2.2, rng.uniform(0.2, 0.7), along_y=True)


def _door(fit: _Fitter, rng: np.random.Generator) -> None:
    y, leaf = rng.uniform(0.1, 0.7), _muted(rng, 0.6, 0.9)
    fit.box((WALL_X_M, y, FLOOR_Z_M + 1.02), (0.02, 0.95, 2.04), leaf * 0.85)
    fit.box((WALL_X_M - 0.01, y, FLOOR_Z_M + 0.99), (0.03, 0.83, 1.98), leaf)
    fit.box((WALL_X_M - 0.04, y - 0.34, FLOOR_Z_M + 1.0), (0.04, 0.1, 0.02), np.array([0.4, 0.4, 0.4]))


def _window_front(fit: _Fitter, rng: np.random.Generator) -> None:
    y, white = rng.uniform(0.0, 0.7), np.array([0.93, 0.93, 0.92])
    sky = np.array([0.74, 0.84, 0.93]) * rng.uniform(0.8, 1.05)
    fit.box((WALL_X_M, y, 0.8), (0.03, 1.0, 0.9), white)
    fit.box((WALL_X_M - 0.01, y, 0.8), (0.03, 0.9, 0.8), sky)
    fit.box((WALL_X_M - 0.02, y, 0.8), (0.03, 0.04, 0.8), white)


def _picture_front(fit: _Fitter, rng: np.random.Generator) -> None:
    y, wide, tall = rng.uniform(0.0, 0.8), rng.uniform(0.4, 0.7), rng.uniform(0.35, 0.5)
    fit.box((WALL_X_M, y, 0.7), (0.02, wide, tall), np.array([0.25, 0.2, 0.16]))
    fit.box((WALL_X_M - 0.005, y, 0.7), (0.02, wide * 0.88, tall * 0.86), _muted(rng, 0.5, 0.85))


_PIECES: dict[str, Callable[[_Fitter, np.random.Generator], None]] = {
    "picture": _picture, "two_pictures": _two_pictures, "window": _window, "board": _board, "clock": _clock,
    "sideboard": _sideboard, "plant": _plant, "floor_lamp": _floor_lamp, "bookcase": _bookcase,
    "door": _door, "window_front": _window_front, "bookcase_front": _bookcase_front,
    "picture_front": _picture_front,
}  # fmt: skip
