# SPDX-License-Identifier: Apache-2.0
"""Measures how fast the world runs: `python -m mm_robot_sim.speed [--seed N] [--kinds table,shelf]`.

Prints one line of JSON per kind of scene: real-time factors, which are simulated seconds per second of this
process' CPU time (all its threads), with the arm moving and a person there,
- `physics_and_control`: nothing is looked at;
- `all_sensors`: RGB-D frames and lidar sweeps are taken at the profile's rates (640x480 at 15 Hz, 10 Hz);
and the CPU seconds that drawing the scene from its seed and building the world took. CPU time, because a busy
machine makes wall time worthless; a software rasteriser's threads count, too.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence

import numpy as np

from mm_robot.errors import InputError
from mm_robot.types import Trajectory
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.spec import KINDS, Kind
from mm_robot_sim.world import World

SWING_RAD = 0.35  # each joint moves so far to and fro: clear of table and furniture
SWING_S = 2.0
LOOK_S = 0.01  # how often the sensors are asked; each answers at its own rate


def measure(seed: int, kind: Kind, count: int | None = None) -> dict[str, float | int | str]:
    """What the module's docstring says, for one scene."""
    began = time.process_time()
    scene = draw(seed, kind, count)
    drawn = time.process_time()
    world = World(seed, scene=scene)
    built = time.process_time()
    robot = SimRobot(world)
    result: dict[str, float | int | str] = {
        "kind": kind, "seed": seed, "things": len(world.objects), "draw_cpu_s": round(drawn - began, 3),
        "build_cpu_s": round(built - drawn, 3),
        "physics_and_control": _factor(world, lambda: _swing(robot, looking=False)),
    }  # fmt: skip
    robot.sleep(0.2)
    robot.frame()  # the first picture also makes the context
    result["all_sensors"] = _factor(world, lambda: _swing(robot, looking=True))
    world.close()
    return result


def _factor(world: World, run: Callable[[], None]) -> float:
    began, simulated = time.process_time(), world.now_s
    run()
    return round((world.now_s - simulated) / (time.process_time() - began), 1)


def _swing(robot: SimRobot, *, looking: bool) -> None:
    """Move every joint to and fro once around where it is."""
    start = robot.state().q_rad
    t = np.linspace(0.0, SWING_S, 101)
    phase = 2 * np.pi * t / SWING_S
    way = np.full(len(start), SWING_RAD / 2)
    way[1::2] *= -1.0
    q = start + (1 - np.cos(phase))[:, None] / 2 * way
    qd = (np.sin(phase) * np.pi / SWING_S)[:, None] * way
    robot.send_trajectory(Trajectory(q, qd, t))
    for _ in range(round(SWING_S / LOOK_S)):
        robot.sleep(LOOK_S)
        if looking:
            robot.frame()
            robot.scan()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line per kind."""
    parser = argparse.ArgumentParser(prog="python -m mm_robot_sim.speed", description="real-time factors")
    parser.add_argument("--seed", type=int, default=1005, help="of the scenes (default 1005)")
    parser.add_argument("--kinds", default=",".join(KINDS), help="separated by commas (default all)")
    parser.add_argument("--count", type=int, help="things per scene; default as drawn")
    chosen = parser.parse_args(arguments)
    kinds = [kind for kind in KINDS if kind in chosen.kinds.split(",")]
    if not kinds:
        raise InputError(f"no kind of scene in '{chosen.kinds}'; available: {', '.join(KINDS)}")
    for kind in kinds:
        print(json.dumps(measure(chosen.seed, kind, chosen.count)), flush=True)


if __name__ == "__main__":
    main()
