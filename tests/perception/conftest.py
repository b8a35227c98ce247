# SPDX-License-Identifier: Apache-2.0
"""Pictures to look at: a table with boxes, ray by ray, and a rendered scene of the simulated world."""

from types import SimpleNamespace

import numpy as np
import pytest

from mm_robot.config import PerceptionConfig, load
from mm_robot.geometry import depth_to_points, look_at, pose
from mm_robot.perception.perceiver import Perceiver
from mm_robot.planning.arm import Arm
from mm_robot.types import CameraModel, RgbdFrame, RobotState

CAMERA = CameraModel(320, 240, 230.0, 230.0, 159.5, 119.5)
EYE_M, TARGET_M = [0.38, -0.87, 0.87], [0.48, 0.15, 0.05]
TABLE_MIN_M, TABLE_MAX_M = np.array([0.2, -0.5, -0.05]), np.array([1.0, 0.5, 0.0])


@pytest.fixture(scope="session")
def box_frame():
    """frame(boxes, noise_m=0.0, stamp_s=0.0, seed=0): a table and upright boxes, each (min, max, rgb)."""

    def make(boxes=(), noise_m=0.0, stamp_s=0.0, seed=0):
        T = look_at(EYE_M, TARGET_M)
        rays = depth_to_points(np.ones((CAMERA.height, CAMERA.width), np.float32), CAMERA) @ T[:3, :3].T
        depth = np.full((CAMERA.height, CAMERA.width), np.inf)
        rgb = np.full((CAMERA.height, CAMERA.width, 3), 60, np.uint8)
        for low, high, colour in ((TABLE_MIN_M, TABLE_MAX_M, (205, 200, 190)), *boxes):
            with np.errstate(divide="ignore", invalid="ignore"):
                first = (np.asarray(low) - T[:3, 3]) / rays
                second = (np.asarray(high) - T[:3, 3]) / rays
            enter, leave = np.minimum(first, second).max(axis=-1), np.maximum(first, second).min(axis=-1)
            nearer = (enter < leave) & (enter > 0) & (enter < depth)
            depth[nearer] = enter[nearer]
            rgb[nearer] = colour
        rng = np.random.default_rng(seed)
        depth += noise_m * rng.standard_normal(depth.shape)
        depth[~np.isfinite(depth)] = np.nan
        return RgbdFrame(rgb, depth.astype(np.float32), CAMERA, T, stamp_s)

    return make


@pytest.fixture(scope="session")
def make_state():
    def make(stamp_s=0.0, tcp_m=(0.3, 0.0, 0.5)):
        return RobotState(
            np.zeros(7), np.zeros(7), 0.08, np.zeros(3), pose(tcp_m, np.diag([1.0, -1, -1])), stamp_s
        )

    return make


@pytest.fixture(scope="session")
def config():
    return PerceptionConfig()


@pytest.fixture(scope="session")
def looked():
    """A simulated scene of known things, three looks at it, and what was perceived."""
    from mm_robot_sim.people.mannequin import HAND
    from mm_robot_sim.robots.robot import SimRobot
    from mm_robot_sim.world import World

    wanted = [
        ("cup", "red"),
        ("box", "blue"),
        ("ball", "green"),
        ("bowl", "white"),
        ("mug", "yellow"),
        ("can", "grey"),
    ]
    world = World(1003, objects=wanted)
    robot, arm = SimRobot(world), Arm(load().robot)
    perceiver, looks = Perceiver(load().perception), []
    for _ in range(3):
        world.step(0.07)
        state = robot.state()
        looks.append((robot.frame(), robot.scan(), state, arm.capsules(state.q_rad, state.gripper_width_m)))
        scene = perceiver.update(*looks[-1])
    world.close()
    hand = np.array(world.data.xpos[world.model.body(HAND).id])
    return SimpleNamespace(world=world, looks=looks, scene=scene, perceiver=perceiver, hand_m=hand)
