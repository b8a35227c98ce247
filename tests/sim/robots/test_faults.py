# SPDX-License-Identifier: Apache-2.0
"""Each fault does what it says, and faults that are neutral change nothing."""

import hashlib

import numpy as np
import pytest

from mm_robot.config import Config, SimConfig
from mm_robot.geometry import depth_to_points, pose, transform_points
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import swing
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.world import World

SMALL = Config(sim=SimConfig(camera_width_px=160, camera_height_px=120, camera_focal_px=115.0))


@pytest.fixture
def robot():
    robot = SimRobot(World(1001, objects=[("block", "red")], positions_m={0: (0.5, -0.1)}, config=SMALL))
    yield robot
    robot.world.close()


def _run(robot):
    """Hash of everything that the robot reports in a second of motion."""
    digest = hashlib.sha256()
    robot.send_trajectory(swing(robot.state().q_rad, np.full(7, 0.1), 1.0))
    robot.send_gripper(0.03, 20.0)
    for _ in range(10):
        robot.sleep(0.1)
        state, frame, wrist, scan = robot.state(), robot.frame(), robot.wrist_frame(), robot.scan()
        for reading in (
            state.q_rad, state.qd_rad_s, state.force_tcp_n, state.T_base_tcp, robot.touch(), robot.wrench(),
            frame.rgb, frame.depth_m, frame.T_base_camera, wrist.rgb, wrist.depth_m, scan.points_m,
            np.array([state.gripper_width_m, state.stamp_s, frame.stamp_s, wrist.stamp_s, scan.stamp_s]),
        ):  # fmt: skip
            digest.update(np.ascontiguousarray(reading).tobytes())
    return digest.hexdigest()


def test_faults_set_to_neutral_values_change_not_one_byte(robot):
    other = SimRobot(World(1001, objects=[("block", "red")], positions_m={0: (0.5, -0.1)}, config=SMALL))
    neutral = SensorFaults(np.ones(7))
    for name, value in vars(neutral).items():
        setattr(other.faults, name, value)
    assert _run(robot) == _run(other)
    other.world.close()


def _stamps(robot, read, duration_s=1.0):
    found = set()
    for _ in range(round(duration_s / 0.01)):
        robot.sleep(0.01)
        found.add(read().stamp_s)
    return found


def test_without_camera_or_lidar_the_last_reading_stays_the_newest(robot):
    robot.sleep(0.5)
    robot.faults.camera_out = robot.faults.lidar_out = True
    robot.sleep(0.3)  # what was under way still arrives
    frame, scan = robot.frame(), robot.scan()
    robot.sleep(1.0)
    assert robot.frame() is frame
    assert robot.scan() is scan
    robot.faults.camera_out = robot.faults.lidar_out = False
    robot.sleep(0.3)
    assert robot.frame().stamp_s > robot.world.now_s - 0.2
    assert robot.scan().stamp_s > robot.world.now_s - 0.2


def test_readings_are_late_by_what_the_fault_says_and_keep_their_stamps(robot):
    def age():
        late = [], []
        for _ in range(60):
            robot.sleep(0.01)
            late[0].append(robot.world.now_s - robot.frame().stamp_s)
            late[1].append(robot.world.now_s - robot.scan().stamp_s)
        return np.array([np.mean(v) for v in late])

    robot.sleep(0.5)
    before = age()
    robot.faults.camera_delay_s, robot.faults.lidar_delay_s = 0.3, 0.2
    robot.sleep(0.5)
    np.testing.assert_allclose(age() - before, (0.3, 0.2), atol=0.04)


def test_dropped_frames_are_missing(robot):
    robot.sleep(0.2)
    assert len(_stamps(robot, robot.frame, 3.0)) == pytest.approx(45, abs=3)
    robot.faults.frame_drop_share = 0.5
    assert 12 <= len(_stamps(robot, robot.frame, 3.0)) <= 33
    robot.faults.frame_drop_share = 1.0
    assert len(_stamps(robot, robot.frame)) <= 2


def test_a_wrong_depth_scale_scales_the_depth(robot):
    robot.sleep(0.2)
    right = robot.frame().depth_m
    robot.faults.depth_scale = 1.1
    robot.sleep(0.3)
    ratio = robot.frame().depth_m / right
    assert np.nanmedian(ratio) == pytest.approx(1.1, abs=0.005)


def test_a_bumped_camera_claims_its_old_pose_and_sees_things_elsewhere(robot):
    def table_height(frame):
        points = transform_points(frame.T_base_camera, depth_to_points(frame.depth_m, frame.camera))
        near = (np.abs(points[..., 0] - 0.5) < 0.2) & (np.abs(points[..., 1]) < 0.2) & (points[..., 2] < 0.1)
        return points[near][:, 2].mean()

    robot.sleep(0.2)
    before = robot.frame()
    robot.faults.T_bump = pose(before.T_base_camera[:3, :3].T @ np.array([0.0, 0.0, 0.02]))  # 2 cm upwards
    robot.sleep(0.3)
    after = robot.frame()
    np.testing.assert_array_equal(after.T_base_camera, before.T_base_camera)
    assert table_height(after) - table_height(before) == pytest.approx(-0.02, abs=0.005)


def test_a_jammed_gripper_stays_where_it_is(robot):
    robot.send_gripper(0.0, 20.0)
    robot.sleep(0.2)
    robot.faults.gripper_jammed = True
    robot.sleep(0.1)
    width = robot.state().gripper_width_m
    assert 0.02 < width < 0.075
    robot.sleep(1.0)
    assert robot.state().gripper_width_m == pytest.approx(width, abs=0.002)
    robot.faults.gripper_jammed = False
    robot.sleep(1.0)
    assert robot.state().gripper_width_m < 0.002


def test_a_slow_joint_takes_longer_and_arrives_and_stops_when_told(robot):
    way = np.array([0.4, 0.0, 0.0, 0.3, 0.0, 0.0, 0.0])
    start = robot.state().q_rad
    robot.faults.joint_speed_share[0] = 0.4
    robot.send_trajectory(swing(start, way, 1.0))
    robot.sleep(1.05)
    moved = robot.state().q_rad - start
    assert moved[3] == pytest.approx(0.3, abs=0.01)
    assert 0.2 < moved[0] < 0.37
    robot.hold()
    robot.sleep(0.2)
    resting = robot.state().q_rad
    robot.sleep(0.5)
    np.testing.assert_allclose(robot.state().q_rad, resting, atol=2e-4)
    robot.send_trajectory(swing(resting, start + way - resting, 1.0))
    robot.sleep(3.0)
    np.testing.assert_allclose(robot.state().q_rad, start + way, atol=0.002)
    robot.faults.joint_speed_share[0] = 0.0
    robot.send_trajectory(swing(start + way, -way, 1.0))
    robot.sleep(1.5)
    assert (robot.state().q_rad - start)[0] == pytest.approx(0.4, abs=0.002)
