# SPDX-License-Identifier: Apache-2.0
"""What an object is made of before it is put anywhere: parts that are seen, touched, or both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.objects.meshes import Mesh

Rgba = tuple[float, float, float, float]
Texture = npt.NDArray[np.uint8]  # (H, W, 3), first row at v = 1
Kind = Literal["box", "cylinder", "sphere", "ellipsoid", "capsule", "mesh"]
Finish = Literal["matte", "shiny", "dark", "transparent"]
SEEN, TOUCHED, BOTH = "seen", "touched", "both"
LIFT_M = (
    0.002  # walls of hollow things end above the bottom disc, which alone stands on the table: fewer contacts
)
# Things whose corners reach farther than half their longer side.
_ANGULAR = (
    "box", "block", "basket", "tray", "banana", "book", "carton", "sponge", "soap", "bread", "car",
    "remote", "phone",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Part:
    """One geom. `size_m` as in MuJoCo (half sizes); `matrix` (3, 3) is its orientation."""

    kind: Kind
    size_m: tuple[float, ...] = ()
    position_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    matrix: FloatArray | None = None
    ends_m: tuple[float, ...] | None = None  # a capsule's two end points, six numbers, instead of a position
    role: str = BOTH
    rgba: Rgba | None = (
        None  # None: the object's own colour, or its own texture where the mesh has coordinates
    )
    mesh: Mesh | None = None
    texture: Texture | None = None  # of this part alone; the mesh must have texture coordinates
    shiny: bool = False  # metal on a thing that is otherwise matte


@dataclass(frozen=True, eq=False)
class Design:
    """An object before it is put anywhere. Its frame: on the support, z up, z = 0 at the bottom."""

    noun: str
    colour: str
    rgba: Rgba
    parts: tuple[Part, ...]
    extent_m: tuple[float, float, float]  # full sides of its box, centred on x = y = 0
    mass_kg: float
    rolling_m: float = 0.0002  # coefficient of rolling friction; round fruit is dimpled and soft
    container: bool = False
    finish: Finish = "matte"
    colours: tuple[str, ...] = ()  # the main one first, then those of its pattern
    pattern: str = "plain"
    texture: Texture | None = None  # of all parts in the object's own colour whose mesh has coordinates
    held_at_m: tuple[float, float, float] | None = None  # where fingers closing along y hold it best

    @property
    def category(self) -> str:
        """Its key in the catalogue: the noun."""
        return self.noun

    @property
    def footprint_m(self) -> float:
        """Radius of the circle it needs on the table."""
        if self.noun in _ANGULAR:
            return math.hypot(self.extent_m[0], self.extent_m[1]) / 2
        return max(self.extent_m[:2]) / 2

    @property
    def hold_m(self) -> tuple[float, float, float]:
        """Where fingers closing along y hold it best: high on a tall thing, halfway up a low one."""
        if self.held_at_m is not None:
            return self.held_at_m
        height = self.extent_m[2]
        return (0.0, 0.0, max(height / 2, height - 0.03))


def made(parts: Sequence[Part], extent: Sequence[float], mass_kg: float, rgba: Rgba, **more: Any) -> Design:
    """A design that has yet to be given its noun and colour; `more` are further fields of Design."""
    x, y, z = extent
    return Design("", "", rgba, tuple(parts), (float(x), float(y), float(z)), float(mass_kg), **more)
