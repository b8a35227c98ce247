# SPDX-License-Identifier: Apache-2.0
"""Measures how fast the world runs: `python -m mm_robot_sim.speed`.

Prints real-time factors (simulated seconds per second of this process' CPU time) with the arm moving and
handing over, with and without camera (15 Hz) and lidar (10 Hz). CPU time, because a busy machine makes wall
time worthless.
"""

from __future__ import annotations

import json
import time

from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.scenes.layout import NOT_GRASPED
from mm_robot_sim.world import World


def measure(seed: int = 0) -> dict[str, float]:
    """Real-time factors of one scripted handover without sensors, and of two seconds with all of them."""
    world = World(seed)
    robot = SimRobot(world)
    script = Script(robot)
    name = next(thing.name for thing in world.objects if thing.noun not in NOT_GRASPED)
    began, simulated = time.process_time(), world.now_s
    script.pick(name)
    script.hand_over(name)
    factors = {"physics_and_control": (world.now_s - simulated) / (time.process_time() - began)}
    robot.frame()  # the first picture also makes the context
    began, simulated = time.process_time(), world.now_s
    for _ in range(200):
        robot.sleep(0.01)
        robot.frame()
        robot.scan()
    factors["all_sensors"] = (world.now_s - simulated) / (time.process_time() - began)
    world.close()
    return {name: round(factor, 2) for name, factor in factors.items()}


if __name__ == "__main__":
    print(json.dumps(measure()))
