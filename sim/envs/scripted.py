# SPDX-License-Identifier: Apache-2.0
"""A policy that knows the truth and picks: an example of driving an environment, which can be won.

`python -m mm_robot_sim.envs.scripted` plays five episodes of MMRobot/PickPose-v0.
"""

from __future__ import annotations

from collections.abc import Iterator

import gymnasium
import numpy as np

from mm_robot.errors import InputError
from mm_robot.geometry import pose, rotation_from_axes
from mm_robot.types import FloatArray
from mm_robot_sim.envs.tabletop import TabletopEnv
from mm_robot_sim.world import World

_DOWN = np.array([0.0, 0.0, -1.0])
_ABOVE_M, _LIFT_M = 0.14, 0.20
_DEPTH_M = 0.035  # how far the pads reach down beside a thing
_THERE_M, _MOST_STEPS = 0.006, 30  # a phase ends when the tool is this near, or after so many steps
_GRIP_STEPS = 12  # until the pads, at 0.12 m/s, have closed on anything


class ScriptedPick:
    """Reaches from above across the thing's narrow side, closes, lifts."""

    def __init__(self, env: TabletopEnv, target: str) -> None:
        """`env` must take `pose` actions and have been reset.

        Raises:
            InputError: it takes other actions, or was not reset.
        """
        if env.actions.mode != "pose" or env.world is None:
            raise InputError("ScriptedPick drives an environment with pose actions, after its reset")
        self._env, self._world, self._target = env, env.world, target
        self._plan = self._actions()

    def __call__(self, proprioception: FloatArray) -> FloatArray:
        """The next action, from an observation's `proprioception`."""
        self._tool_m = np.asarray(proprioception[-7:-4], dtype=np.float64)
        return next(self._plan)

    def _actions(self) -> Iterator[FloatArray]:
        rotation, at = _grasp(self._world, self._target)
        up = np.array([0.0, 0.0, 1.0])
        yield from self._go(at + _ABOVE_M * up, rotation, 0.08)
        yield from self._go(at, rotation, 0.08)
        for _ in range(_GRIP_STEPS):
            yield self._env.actions.action_for(pose(at, rotation), 0.0)
        while True:
            yield from self._go(at + _LIFT_M * up, rotation, 0.0)

    def _go(self, at_m: FloatArray, rotation: FloatArray, width_m: float) -> Iterator[FloatArray]:
        for _ in range(_MOST_STEPS):
            yield self._env.actions.action_for(pose(at_m, rotation), width_m)
            if float(np.linalg.norm(self._tool_m - at_m)) < _THERE_M:
                return


def _grasp(world: World, name: str) -> tuple[FloatArray, FloatArray]:
    """Rotation (3, 3) of the tool and the point (3,) between its pads."""
    T, extent = world.pose(name), world.thing(name).extent_m
    stroke = T[:3, 1] * np.array([1.0, 1.0, 0.0])
    if stroke[1] > 0:  # the two ways round are alike; take the one nearer to home
        stroke = -stroke
    at = T[:3, 3].copy()
    at[2] = max(at[2], at[2] + extent[2] / 2 - _DEPTH_M)
    return rotation_from_axes(np.cross(stroke, _DOWN), _DOWN), at


def play(env_id: str = "MMRobot/PickPose-v0", seed: int = 0) -> tuple[bool, int]:
    """One episode; whether it succeeded, and the steps it took."""
    env = gymnasium.make(env_id)
    observation, info = env.reset(seed=seed)
    bare = env.unwrapped
    assert isinstance(bare, TabletopEnv)
    policy, steps, ended, success = ScriptedPick(bare, info["target"]), 0, False, False
    while not ended:
        observation, _, success, truncated, info = env.step(policy(observation["proprioception"]))
        steps, ended = steps + 1, success or truncated
    env.close()
    return success, steps


if __name__ == "__main__":
    for number in range(5):
        print(number, *play(seed=number))
