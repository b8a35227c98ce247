# SPDX-License-Identifier: Apache-2.0
"""Bodies give way: an arm that presses on somebody pushes them aside, so that forces stay finite and end.

The set bodies of a person would otherwise be walls. ISO/TS 15066:2016, table A.2, allows a robot 140 N on
chest and hand and 65 N on the face, quasi-static, twice that for an instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.people.mannequin import (
    FOREARM,
    HAND,
    OTHER_FINGERS,
    OTHER_FOREARM,
    OTHER_HAND,
    OTHER_UPPER_ARM,
    UPPER_ARM,
)

if TYPE_CHECKING:
    from mm_robot_sim.world import World

SHOVE_N = 20.0  # a nudge, which is stood
GIVING_ARM_N = 60.0  # on the arm whose hand is out: that hand gives way by itself first
SHOVE_NS_M, MOST_M_S = 60.0, 1.2  # beyond it every 60 N make 1 m/s of stepping back
_OTHER_ARM = (OTHER_UPPER_ARM, OTHER_FOREARM, OTHER_HAND, OTHER_FINGERS)
_GIVING_ARM = (UPPER_ARM, FOREARM)


class Yielding:
    """Feels where the robot presses on the person of `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        names = [str(world.model.body(int(body)).name) for body in world.model.geom_bodyid]
        fingers = [name.startswith(HAND) or name in ("person_fingers", "person_thumb") for name in names]
        self._other = np.array([name in _OTHER_ARM for name in names])
        self._giving = np.array([name in _GIVING_ARM for name in names])
        rest = np.array(["person" in name for name in names]) & ~np.array(fingers)
        self._body = rest & ~self._other & ~self._giving

    def of_body_m_s(self, hand_out: bool) -> FloatArray | None:
        """(2,) velocity with which the body is pushed, or None; `hand_out` spares the giving arm."""
        arm_n = GIVING_ARM_N if hand_out else SHOVE_N
        found = [self._velocity(self._body, SHOVE_N), self._velocity(self._giving, arm_n)]
        felt = [velocity[:2] for velocity in found if velocity is not None]
        return np.asarray(np.sum(felt, axis=0)) if felt else None

    def of_other_arm_m_s(self) -> FloatArray | None:
        """(3,) velocity with which the other arm is pushed, or None."""
        return self._velocity(self._other, SHOVE_N)

    def _velocity(self, geoms: npt.NDArray[np.bool_], stands_n: float) -> FloatArray | None:
        if not self._world.touching(geoms, self._world.arm_geoms):
            return None
        force = self._world.force_on(geoms, self._world.arm_geoms)
        size = float(np.linalg.norm(force))
        if size <= stands_n:
            return None
        return np.asarray(force / size * min((size - stands_n) / SHOVE_NS_M, MOST_M_S))
