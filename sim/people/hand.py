# SPDX-License-Identifier: Apache-2.0
"""The hand that is held out: driven by forces of limited size, with a grip that tears.

The grip is a soft weld that comes into being only when the palm is at the thing, and tears when pulled too
hard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.geometry import quaternion_from_rotation
from mm_robot.types import FloatArray
from mm_robot_sim.people.build import Build
from mm_robot_sim.people.mannequin import AXES, FINGERS, HAND, PALM, THUMB, WRIST_M

if TYPE_CHECKING:
    from mm_robot_sim.world import Thing, World

FORCE_N = 45.0  # a stretched arm's comfortable push; contact with the robot never exceeds it by much
GRIP_TEARS_M = 0.03
_STIFF_N_M, _DAMP_NS_M, _STIFF_TO_M = 500.0, 40.0, 0.04
_SAME = 1e-9


class Hand:
    """Moves the palm of `world`'s person."""

    def __init__(self, world: World, build: Build) -> None:
        self._world = world
        self._model, self._data = world.model, world.data
        model = self._model
        self._rest_m = build.hand_m
        self._dofs = np.array([model.joint(f"{HAND}_{axis}").dofadr[0] for axis in AXES])
        self._slides = np.array([model.joint(f"{HAND}_{axis}").qposadr[0] for axis in AXES])
        self._joints = [model.joint(f"{HAND}_{axis}").id for axis in AXES]
        self.body = int(model.body(HAND).id)
        self._touching = [model.geom(name).id for name in (PALM, "person_edge_l", "person_edge_r")]
        self._skin = [
            g for g in range(model.ngeom) if model.geom_bodyid[g] == self.body and model.geom_contype[g]
        ]
        self._curls = (model.actuator(FINGERS).id, model.actuator(THUMB).id)
        self.rotation = build.hand_rotation.copy()
        self.aim_m = build.hand_m.copy()  # where the hand is drawn to
        self.carried_m_s = np.zeros(3)  # velocity of the body it hangs on

    @staticmethod
    def add_grip(spec: mujoco.MjSpec, thing: str) -> None:
        """The inactive weld between hand and `thing`: soft (40 ms), because a hand is."""
        weld = spec.add_equality(
            name=f"grip_{thing}", type=mujoco.mjtEq.mjEQ_WELD, objtype=mujoco.mjtObj.mjOBJ_BODY,
            name1=HAND, name2=thing, active=False, solref=[0.04, 1.0],
        )  # fmt: skip
        data = np.zeros(12)
        data[6], data[10] = 1.0, 1.0
        weld.data = data

    @property
    def at_m(self) -> FloatArray:
        """(3,) true centre of the palm."""
        return np.array(self._data.xpos[self.body])

    @property
    def velocity_m_s(self) -> FloatArray:
        """(3,) of the palm."""
        return np.array(self._data.qvel[self._dofs])

    @property
    def wrist_m(self) -> FloatArray:
        """(3,) where the forearm ends."""
        return np.asarray(self.at_m + self.rotation @ WRIST_M)

    # ------------------------------------------------------------------------------------------ moving

    def drive(self, carries_kg: float) -> None:
        """Draw it towards `aim_m`, holding up `carries_kg`."""
        position = self._rest_m + self._data.qpos[self._slides]
        error = self.aim_m - position
        size = float(np.linalg.norm(error))
        stiff = _STIFF_N_M * error if size < _STIFF_TO_M else _STIFF_N_M * error * (_STIFF_TO_M / size)
        force = stiff - _DAMP_NS_M * (self._data.qvel[self._dofs] - self.carried_m_s)
        force[2] += 9.81 * carries_kg
        self._push(force)

    def pull(self, force_n: FloatArray, damping_ns_m: float) -> None:
        """Draw with (3,) `force_n`, less as the hand gets under way."""
        self._push(force_n - damping_ns_m * self._data.qvel[self._dofs])

    def _push(self, force: FloatArray) -> None:
        size = float(np.linalg.norm(force))
        self._data.qfrc_applied[self._dofs] = force if size < FORCE_N else force * (FORCE_N / size)

    def turn(self, rotation: FloatArray) -> None:
        """Have the attitude (3, 3); the slides stay along the world's axes."""
        if np.abs(rotation - self.rotation).max() < _SAME:
            return
        self.rotation = np.array(rotation)
        x, y, z, w = quaternion_from_rotation(rotation)
        self._model.body_quat[self.body] = (w, x, y, z)
        self._model.jnt_axis[self._joints] = rotation  # rows: the world's axes seen from the hand

    def put(self, at_m: FloatArray) -> None:
        """Be at (3,) at once, before anybody looks."""
        self._data.qpos[self._slides] = at_m - self._rest_m
        self._data.qvel[self._dofs] = 0.0
        self.aim_m = np.array(at_m, float)
        mujoco.mj_kinematics(self._model, self._data)

    def curl(self, closed: bool) -> None:
        """Close or open the fingers."""
        self._data.ctrl[list(self._curls)] = (0.9, 0.6) if closed else (0.0, 0.0)

    def feel(self, touches: bool) -> None:
        """Whether the hand touches things at all."""
        self._model.geom_contype[self._skin] = int(touches)

    # ------------------------------------------------------------------------------------------ what is near

    def gap(self, thing: Thing) -> tuple[float, FloatArray]:
        """Distance from palm to surface and the way there, (3,)."""
        return self.nearest(np.flatnonzero(thing.geoms & (self._model.geom_contype > 0)))

    def nearest(self, geoms: npt.NDArray[np.intp]) -> tuple[float, FloatArray]:
        """Smallest distance from the palm to any of `geoms`, and the way there, (3,)."""
        best, way, segment = np.inf, np.zeros(3), np.zeros(6)
        for mine in self._touching:
            for other in geoms:
                distance = mujoco.mj_geomDistance(self._model, self._data, mine, int(other), 0.6, segment)
                if distance < best:
                    best, way = distance, segment[3:] - segment[:3]
        return float(best), way

    # ------------------------------------------------------------------------------------------ the grip

    def grip(self, thing: Thing) -> None:
        """Weld the thing to the hand as it is now."""
        weld = self._weld(thing)
        rotation = self._data.xmat[self.body].reshape(3, 3)
        back, relative = np.zeros(4), np.zeros(4)
        mujoco.mju_negQuat(back, self._data.xquat[self.body])
        mujoco.mju_mulQuat(relative, back, self._data.xquat[thing.body])
        data = self._model.eq_data[weld]
        data[0:3] = 0.0
        data[3:6] = rotation.T @ (self._data.xpos[thing.body] - self._data.xpos[self.body])
        data[6:10] = relative
        self._data.eq_active[weld] = 1

    def torn(self, thing: Thing) -> bool:
        """Let go when the thing was pulled out of the hand."""
        data = self._model.eq_data[self._weld(thing)]
        rotation = self._data.xmat[self.body].reshape(3, 3)
        expected = self._data.xpos[self.body] + rotation @ data[3:6]
        if float(np.linalg.norm(expected - self._data.xpos[thing.body])) <= GRIP_TEARS_M:
            return False
        self.loose(thing)
        return True

    def loose(self, thing: Thing) -> None:
        """Open the grip on `thing`."""
        self._data.eq_active[self._weld(thing)] = 0
        # A thing held still is asleep and would hang in the air; a push of no consequence wakes it.
        self._data.qvel[self._model.body_dofadr[thing.body] + 2] -= 0.01

    def _weld(self, thing: Thing) -> int:
        return int(self._model.equality(f"grip_{thing.name}").id)
