# SPDX-License-Identifier: Apache-2.0
"""A thing guided by a force of limited size, as by a hand that nobody sees: it never jumps."""

from __future__ import annotations

from collections.abc import Callable

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.world import Thing, World

MAX_ACCELERATION_M_S2 = 25.0  # what a quick hand gives a light thing (Flash & Hogan 1985: peaks of 10 to 30)
_STIFF_1_S2, _DAMP_1_S = 900.0, 60.0  # critically damped at 30 rad/s, per kilogram
_LAG_M = 0.06  # a hand that meets resistance does not run ahead of what it holds
_LOW = 0.75  # of the way from the middle down to the table: pushed there, things slide and do not tip
_MAX_TURN_1_S2 = 200.0  # wrists turn small things with no more
_TURN_STIFF_1_S2, _TURN_DAMP_1_S = 400.0, 40.0


class Guide:
    """Draws `thing` along `path` and keeps its attitude, by force and torque on its centre of mass."""

    def __init__(
        self, world: World, thing: Thing, path: Callable[[float], FloatArray], *, lifted: bool
    ) -> None:
        """`path(t)` gives the (3,) place of the thing's frame `t` seconds after the beginning, base frame.

        `lifted`: also against gravity; otherwise it slides, and its height is left to the table.
        """
        self._world, self._thing, self._path, self._lifted = world, thing, path, lifted
        self._mass_kg = float(world.model.body_subtreemass[thing.body])
        self._inertia = np.array(world.model.body_inertia[thing.body])  # (3,) about its own principal axes
        self._along_s = self._last_s = 0.0
        self._half_height_m = float(np.abs(world.pose(thing.name)[2, :3]) @ thing.extent_m) / 2
        self._attitude = np.array(world.data.xquat[thing.body])

    def pull(self, since_s: float) -> float:
        """Set the force for the steps that come, `since_s` after the beginning.

        Returns:
            How far along the path it is, in seconds: it waits for a thing that something else holds back.
        """
        data, body = self._world.data, self._thing.body
        velocity = np.zeros(6)
        mujoco.mj_objectVelocity(
            self._world.model, data, mujoco.mjtObj.mjOBJ_BODY, body, velocity, 0
        )  # (angular, linear) in the world's axes
        period, self._last_s = since_s - self._last_s, since_s
        if float(np.linalg.norm(self._off())) < _LAG_M:
            self._along_s += period
        off = self._off()
        if not self._lifted:
            off[2] = velocity[5] = 0.0
        wish = _STIFF_1_S2 * off - _DAMP_1_S * velocity[3:]
        size = float(np.linalg.norm(wish))
        if size > MAX_ACCELERATION_M_S2:
            wish *= MAX_ACCELERATION_M_S2 / size
        if self._lifted:
            wish[2] += 9.81
        turn = np.zeros(3)
        mujoco.mju_subQuat(turn, self._attitude, data.xquat[body])  # as a rotation vector in the body's axes
        turn = data.xmat[body].reshape(3, 3) @ turn
        force = self._mass_kg * wish
        principal = data.ximat[body].reshape(3, 3)
        angular = principal.T @ (_TURN_STIFF_1_S2 * turn - _TURN_DAMP_1_S * velocity[:3])
        torque = principal @ (self._inertia * np.clip(angular, -_MAX_TURN_1_S2, _MAX_TURN_1_S2))
        if not self._lifted:
            torque += np.cross([0.0, 0.0, -_LOW * self._half_height_m], force)
        data.xfrc_applied[body] = [*force, *torque]
        return self._along_s

    def _off(self) -> FloatArray:
        return np.asarray(self._path(self._along_s) - self._world.data.xpos[self._thing.body])

    def release(self) -> None:
        """No more force."""
        self._world.data.xfrc_applied[self._thing.body] = 0.0


def eased(share: float) -> float:
    """0 to 1 with minimum jerk (Flash & Hogan 1985)."""
    s = min(max(share, 0.0), 1.0)
    return min(s**3 * (10 - 15 * s + 6 * s**2), 1.0)  # rounding may lift it a bit above 1
