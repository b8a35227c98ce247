# SPDX-License-Identifier: Apache-2.0
"""What a robot's controller computes from its encoders: where the tool is."""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.config import RobotConfig
from mm_robot.geometry import pose
from mm_robot.planning.arm import model_path
from mm_robot.types import FloatArray


class Kinematics:
    """Forward kinematics of the arm alone, apart from the world. Not thread-safe."""

    def __init__(self, robot: RobotConfig) -> None:
        self._model = mujoco.MjModel.from_xml_path(str(model_path(robot)))
        self._data = mujoco.MjData(self._model)
        self._qpos = np.array([self._model.joint(name).qposadr[0] for name in robot.joint_names])
        self._site = self._model.site("tcp").id

    def tool(self, q_rad: FloatArray) -> FloatArray:
        """(4, 4) T_base_tcp at joint positions (n,)."""
        self._data.qpos[self._qpos] = q_rad
        mujoco.mj_kinematics(self._model, self._data)
        return pose(self._data.site_xpos[self._site], self._data.site_xmat[self._site].reshape(3, 3))
