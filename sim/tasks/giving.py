# SPDX-License-Identifier: Apache-2.0
"""Things that the person keeps at their side until they put them down for the robot."""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.geometry import quaternion_from_rotation
from mm_robot.types import FloatArray
from mm_robot_sim.tasks.task import Gift, Task
from mm_robot_sim.world import World

_SETTLE_S = 0.6
_DROP_M = 0.002  # set down, not dropped
_CRATE_PITCH_M = 0.09  # between things kept side by side in the crate


def prepare(world: World, task: Task) -> None:
    """Take what the task will give later off the table, into the crate at the person's side.

    Call it before the robot and the referee begin to look.
    """
    if not task.hidden_until_given or world.build is None:
        return
    for i, name in enumerate(task.hidden_until_given):
        T = world.pose(name)
        aside = (i - (len(task.hidden_until_given) - 1) / 2) * _CRATE_PITCH_M
        T[:3, 3] = world.build.crate_m + np.array([aside, 0.0, world.thing(name).extent_m[2] / 2 - 0.10])
        set_down(world, name, T)
    world.step(_SETTLE_S)


def give(world: World, gift: Gift) -> None:
    """The person puts the thing down where the robot can see it.

    Their arm is not shown doing so: what counts is that it was not there when the robot last looked.
    """
    set_down(world, gift.thing, gift.T_base_thing)
    world.step(_SETTLE_S)


def set_down(world: World, name: str, T_base_thing: FloatArray) -> None:
    """Move a thing to a pose of its middle, at rest."""
    joint = world.model.joint(name)
    position, speed = joint.qposadr[0], joint.dofadr[0]
    x, y, z, w = quaternion_from_rotation(T_base_thing[:3, :3])
    with world.lock:
        world.data.qpos[position : position + 7] = [*T_base_thing[:3, 3], w, x, y, z]
        world.data.qpos[position + 2] += _DROP_M
        world.data.qvel[speed : speed + 6] = 0.0
        # Something asleep would hang in the air; a push of no consequence wakes it.
        world.data.qvel[speed + 2] = -0.001
        mujoco.mj_forward(world.model, world.data)
