# SPDX-License-Identifier: Apache-2.0
"""Where every body was, moment by moment: kept while a world runs, drawn when there is time for it.

Keeping costs microseconds and drawing tens of milliseconds, so a machine that is busy with a whole system
still gives a film that does not stutter.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot_sim.view.display import Renderer
from mm_robot_sim.world import World

Picture = npt.NDArray[np.uint8]
FRAMES_PER_S = 25.0
_SUFFIX = ".npz"


@dataclass(frozen=True, eq=False)
class Motion:
    """What a `MotionLog` has kept."""

    stamps_s: npt.NDArray[np.float64]  # (n,) on the clock the log was given
    positions_m: npt.NDArray[np.float32]  # (n, nbody, 3) base frame
    quaternions: npt.NDArray[np.float32]  # (n, nbody, 4) w first

    def index(self, stamp_s: float) -> int:
        """Of the newest moment that is not after `stamp_s`; the first one before there was any."""
        return max(0, int(np.searchsorted(self.stamps_s, stamp_s + 1e-6, side="right")) - 1)


class MotionLog:
    """Keeps the bodies of `world` from `start` on, FRAMES_PER_S times per second of its time."""

    def __init__(self, world: World, path: str | Path, epoch_s: float = 0.0) -> None:
        """`path`: the .npz to write at the end; `epoch_s`: what the clock shows at the world's time 0.

        Raises:
            InputError: the path is no .npz.
        """
        self._path = Path(path)
        if self._path.suffix != _SUFFIX:
            raise InputError(f"{path}: motions are kept in a {_SUFFIX} file")
        self._world, self._epoch_s = world, epoch_s
        self._next_s: float | None = None
        self._kept: list[tuple[float, npt.NDArray[np.float32], npt.NDArray[np.float32]]] = []
        world.on_watch(self._watch)

    def start(self) -> None:
        """Keep from now on."""
        self._next_s = self._world.now_s

    def close(self) -> None:
        """Write the file, once."""
        if self._next_s is None:
            return
        self._next_s = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        stamps, positions, quaternions = zip(*self._kept, strict=True) if self._kept else ((), (), ())
        np.savez(self._path, stamps_s=stamps, positions_m=positions, quaternions=quaternions)

    def _watch(self) -> None:
        world = self._world
        if self._next_s is None or world.now_s + 1e-9 < self._next_s:
            return
        self._next_s += 1.0 / FRAMES_PER_S
        data = world.data
        stamp_s = self._epoch_s + world.now_s
        self._kept.append((stamp_s, data.xpos.astype(np.float32), data.xquat.astype(np.float32)))


def read_motion(path: str | Path) -> Motion:
    """What a MotionLog wrote.

    Raises:
        InputError: there is no such file, or nothing was kept in it.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            motion = Motion(kept["stamps_s"], kept["positions_m"], kept["quaternions"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: no kept motion ({error})") from error
    if not len(motion.stamps_s):
        raise InputError(f"{path}: nothing was kept; did the world run?")
    return motion


class Stage:
    """Draws kept moments with the model of the world they were kept of."""

    def __init__(self, world: World, size: tuple[int, int]) -> None:
        """`world`: made with the same seed and arguments, never stepped; `size`: width and height, px."""
        self._world = world
        self._data = mujoco.MjData(world.model)
        mujoco.mj_forward(world.model, self._data)  # lights and cameras
        self._renderer: Renderer = world.renderer("stage", *size, shadows=True)
        self._bodies = np.array(world.model.geom_bodyid)
        self._places_m = np.array(world.model.geom_pos)
        self._turns = np.array(world.model.geom_quat)

    def draw(self, motion: Motion, index: int, camera: str = "spectator") -> Picture:
        """(H, W, 3) uint8 of one moment.

        Raises:
            InputError: the motion is of a world with another number of bodies.
        """
        if motion.positions_m.shape[1] != self._world.model.nbody:
            raise InputError(
                f"the motion has {motion.positions_m.shape[1]} bodies, this world {self._world.model.nbody}: "
                "make it with the same seed and objects"
            )
        quaternions = motion.quaternions[index][self._bodies].astype(float)
        data: Any = self._data
        data.geom_xpos[:] = motion.positions_m[index][self._bodies] + _rotated(quaternions, self._places_m)
        data.geom_xmat[:] = _matrices(_product(quaternions, self._turns)).reshape(-1, 9)
        return self._renderer.draw(data, camera, self._world.lock)[0]


def _product(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(n, 4) quaternions a b, w first."""
    w = a[:, :1] * b[:, :1] - np.sum(a[:, 1:] * b[:, 1:], axis=1, keepdims=True)
    v = a[:, :1] * b[:, 1:] + b[:, :1] * a[:, 1:] + np.cross(a[:, 1:], b[:, 1:])
    return np.hstack((w, v))


def _rotated(q: npt.NDArray[np.float64], v: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(n, 3) vectors turned by (n, 4) quaternions, w first."""
    across = 2.0 * np.cross(q[:, 1:], v)
    return np.asarray(v + q[:, :1] * across + np.cross(q[:, 1:], across))


def _matrices(q: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(n, 3, 3) rotations of (n, 4) quaternions, w first."""
    return np.stack([_rotated(q, np.tile(axis, (len(q), 1))) for axis in np.eye(3)], axis=2)
