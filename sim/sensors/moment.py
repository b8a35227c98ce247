# SPDX-License-Identifier: Apache-2.0
"""The world at one instant, kept so that a sensor can look at it later.

A camera takes its picture at one time and delivers it at another. Remembering where everything was costs
microseconds, drawing costs milliseconds: so moments are kept at the sensor's rate, and drawn when somebody
asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.world import World


@dataclass(frozen=True, eq=False)
class Moment:
    """Where everything was."""

    stamp_s: float
    qpos: FloatArray  # (nq,)
    qvel: FloatArray  # (nv,)
    mocap_pos: FloatArray  # (nmocap, 3)
    mocap_quat: FloatArray  # (nmocap, 4), w first


def take(world: World) -> Moment:
    """The present. Call it with the world's lock held, or while nobody steps."""
    data = world.data
    return Moment(
        float(data.time), data.qpos.copy(), data.qvel.copy(), data.mocap_pos.copy(), data.mocap_quat.copy()
    )


class Replay:
    """Puts moments back into a scratch copy of the world's state. Not thread-safe."""

    def __init__(self, model: mujoco.MjModel) -> None:
        self.model = model
        self.data = mujoco.MjData(model)

    def at(self, moment: Moment, earlier_s: float = 0.0) -> mujoco.MjData:
        """The state of bodies, geoms, cameras and lights then; `earlier_s` before it, by their velocities."""
        data = self.data
        data.time = moment.stamp_s
        data.qpos[:] = moment.qpos
        if earlier_s != 0.0:
            mujoco.mj_integratePos(self.model, data.qpos, moment.qvel, -earlier_s)
        data.mocap_pos[:], data.mocap_quat[:] = moment.mocap_pos, moment.mocap_quat
        mujoco.mj_kinematics(self.model, data)
        mujoco.mj_comPos(self.model, data)
        mujoco.mj_camlight(self.model, data)
        return data


def optical_pose(data: mujoco.MjData, camera: int) -> FloatArray:
    """(4, 4) pose of a camera's optical frame (x right, y down, z forward) in the base frame."""
    T = np.eye(4)
    T[:3, :3] = data.cam_xmat[camera].reshape(3, 3) * np.array([1.0, -1.0, -1.0])
    T[:3, 3] = data.cam_xpos[camera]
    return T


def displace(data: mujoco.MjData, camera: int, T_base_camera: FloatArray) -> None:
    """Let drawing look from elsewhere: (4, 4) optical pose in the base frame."""
    data.cam_xpos[camera] = T_base_camera[:3, 3]
    data.cam_xmat[camera] = (T_base_camera[:3, :3] * np.array([1.0, -1.0, -1.0])).ravel()
