# SPDX-License-Identifier: Apache-2.0
"""Sensors and drives fail while a scripted arm moves, and recover where reality lets them."""

import numpy as np
import pytest

from mm_robot.config import Config, SimConfig
from mm_robot.geometry import rotation_z
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

SCENE = {"objects": [("can", "red")], "positions_m": {0: (0.5, -0.1)}, "person": False}
SMALL = Config(sim=SimConfig(camera_width_px=160, camera_height_px=120, camera_focal_px=115.0))
DOWN = np.diag([1.0, -1.0, -1.0])


def _start(name, seed=1050):
    world = World(seed, config=SMALL, **SCENE)
    robot = SimRobot(world)
    robot.sleep(0.2)
    rng = np.random.default_rng((seed, 3))
    return world, robot, DISTURBANCES[name].attach(world, robot, rng, "red_can")


def _move_until_fired(robot, mishap):
    script = Script(robot)
    for x in (0.45, 0.5, 0.45, 0.5, 0.45, 0.5):
        script.move(np.array([x, 0.1, 0.4]), DOWN @ rotation_z(0.0))
        if mishap.fired:
            return
    raise AssertionError(f"{mishap.name} never fired")


NEUTRAL = {
    "camera_drops_out": "camera_out", "camera_lags": "camera_delay_s", "frames_drop": "frame_drop_share",
    "lidar_drops_out": "lidar_out", "lidar_lags": "lidar_delay_s",
}  # fmt: skip


@pytest.mark.parametrize("name", NEUTRAL)
def test_nothing_happens_at_rest_and_what_passes_passes(name):
    lasting, passing = 0, 0
    for seed in range(1050, 1056):
        world, robot, mishap = _start(name, seed)
        robot.sleep(3.0)
        assert not mishap.fired, "the arm has not set out yet"
        _move_until_fired(robot, mishap)
        assert getattr(robot.faults, NEUTRAL[name])
        assert mishap.what and mishap.at_s > 3.0
        robot.sleep(9.0)
        lasting += bool(getattr(robot.faults, NEUTRAL[name]))
        passing += mishap.over
        world.close()
    assert lasting + passing == 6 and passing >= 2


def test_without_a_camera_the_last_frame_stays():
    world, robot, mishap = _start("camera_drops_out")
    _move_until_fired(robot, mishap)
    robot.sleep(0.3)
    before = robot.frame().stamp_s
    robot.sleep(0.5)
    assert robot.frame().stamp_s == before


def test_depth_is_too_long_from_the_start():
    world, robot, _ = _start("depth_scale_off")
    plain = SimRobot(World(1050, config=SMALL, **SCENE))
    plain.sleep(0.2)
    for each in (robot, plain):
        each.sleep(0.5)
    ratio = np.nanmedian(robot.frame().depth_m / plain.frame().depth_m)
    assert 1.04 < ratio < 1.31
    world, robot, units = _start("depth_units_wrong")
    assert robot.faults.depth_scale == 1000.0 and "1000" in units.what


def test_a_bumped_camera_sees_another_picture_and_does_not_know():
    world, robot, mishap = _start("camera_bumped")
    robot.sleep(0.5)
    before = robot.frame()
    _move_until_fired(robot, mishap)
    Script(robot).home()
    robot.sleep(1.0)
    after = robot.frame()
    np.testing.assert_array_equal(before.T_base_camera, after.T_base_camera)
    assert np.abs(before.rgb.astype(int) - after.rgb).mean() > 3
    shift_m = np.linalg.norm(robot.faults.T_bump[:3, 3])
    turn_deg = np.degrees(np.arccos((np.trace(robot.faults.T_bump[:3, :3]) - 1) / 2))
    assert 0.015 <= shift_m <= 0.025 and 1.5 <= turn_deg <= 2.5


def test_the_light_changes_what_the_camera_sees():
    changed = []
    for seed in range(1050, 1054):
        world, robot, mishap = _start("light_changes", seed)
        ambient = np.array(world.model.vis.headlight.ambient)
        _move_until_fired(robot, mishap)
        robot.sleep(0.5)
        assert mishap.over
        changed.append(float(np.mean(world.model.vis.headlight.ambient / ambient)))
        world.close()
    assert all(not 0.7 < factor < 1.2 for factor in changed) and len(set(changed)) == 4


def test_a_jammed_gripper_does_not_close_and_comes_free():
    world, robot, mishap = _start("gripper_jams", 1051)
    script = Script(robot)
    script.pick("red_can")
    assert mishap.fired
    if mishap.over and "for good" not in mishap.what:
        assert not robot.faults.gripper_jammed
    else:
        assert robot.state().gripper_width_m > 0.07, "still open"


def test_a_slow_joint_comes_late():
    late = []
    for name in (None, "joint_slow"):
        world = World(1050, config=SMALL, **SCENE)
        robot = SimRobot(world)
        if name:
            mishap = DISTURBANCES[name].attach(world, robot, np.random.default_rng((1050, 3)))
        Script(robot).move(np.array([0.45, -0.2, 0.3]), DOWN)
        Script(robot).move(np.array([0.55, 0.3, 0.3]), DOWN)
        late.append(np.linalg.norm(robot.state().T_base_tcp[:3, 3] - [0.55, 0.3, 0.3]))
    assert mishap.fired and robot.faults.joint_speed_share.min() < 0.75
    assert late[1] > late[0] + 0.005
