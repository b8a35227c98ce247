# SPDX-License-Identifier: Apache-2.0
"""One RGB-D frame of a simulated scene, for `mm_robot snapshot` and for tests without a robot."""

from __future__ import annotations

from mm_robot.errors import RobotError
from mm_robot.grounding.frame_file import ArmFrame
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import World


def frame_of_scene(seed: int) -> ArmFrame:
    """The first frame of World(seed), with the arm's joint positions beside it.

    Raises:
        InputError: the seed is negative.
        RobotError: the simulated camera gave no frame.
    """
    world = World(seed)
    try:
        robot = SimRobot(world)
        world.step(1.5 / world.config.sim.camera_rate_hz)
        frame, state = robot.frame(), robot.state()
    finally:
        world.close()
    if frame is None:
        raise RobotError(f"the simulated camera gave no frame of scene {seed}; check sim.camera_rate_hz")
    return ArmFrame(
        frame.rgb,
        frame.depth_m,
        frame.camera,
        frame.T_base_camera,
        frame.stamp_s,
        state.q_rad,
        state.gripper_width_m,
    )
