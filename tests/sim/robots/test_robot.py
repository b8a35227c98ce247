# SPDX-License-Identifier: Apache-2.0
import threading
import time

import numpy as np
import pytest

from mm_robot.control.robot import Robot
from mm_robot.errors import InputError
from mm_robot.types import Trajectory
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

WAY = np.array([0.5, 0.3, -0.2, 0.3, 0.2, -0.3, 0.5])
DURATION_S = 1.5


@pytest.fixture
def robot():
    robot = SimRobot(World(1, objects=[("block", "red")], positions_m={0: (0.5, -0.1)}))
    yield robot
    robot.world.close()


def _swing(start, way=WAY, duration=DURATION_S):
    t = np.linspace(0, duration, 31)
    s = t / duration
    share, rate = s**3 * (10 - 15 * s + 6 * s**2), 30 * s**2 * (1 - s) ** 2 / duration
    return Trajectory(start + share[:, None] * way, rate[:, None] * way, t)


def test_satisfies_the_protocol(robot):
    assert isinstance(robot, Robot)
    state = robot.state()
    np.testing.assert_allclose(state.T_base_tcp[:3, 3], (0.3069, 0.0, 0.4869), atol=0.005)  # the ready pose
    assert state.gripper_width_m == pytest.approx(0.08, abs=0.001)
    assert state.stamp_s == robot.world.now_s


def test_follows_a_trajectory_within_two_milliradians_and_stays(robot):
    start = robot.state().q_rad
    path = _swing(start)
    robot.send_trajectory(path)
    worst = 0.0
    while robot.world.now_s < 2.0:
        robot.sleep(0.01)
        s = min(robot.world.now_s / DURATION_S, 1.0)
        wanted = start + WAY * s**3 * (10 - 15 * s + 6 * s**2)
        worst = max(worst, float(np.abs(robot.state().q_rad - wanted).max()))
    assert worst < 0.002
    np.testing.assert_allclose(robot.state().q_rad, start + WAY, atol=2e-4)
    np.testing.assert_allclose(robot.state().qd_rad_s, 0, atol=1e-3)


def test_hold_brakes_within_the_acceleration_limits_and_stays_there(robot):
    robot.send_trajectory(_swing(robot.state().q_rad))
    robot.sleep(0.7)
    speed = np.abs(robot.state().qd_rad_s).max()
    assert speed > 0.3
    robot.hold()
    before = robot.state().qd_rad_s
    fastest = np.zeros(7)
    for _ in range(40):
        robot.sleep(0.01)
        now = robot.state().qd_rad_s
        fastest, before = np.maximum(fastest, np.abs(now - before) / 0.01), now
    assert np.all(fastest < 1.3 * np.array(robot.config.robot.qdd_max_rad_s2))
    resting = robot.state().q_rad
    robot.sleep(0.5)
    np.testing.assert_allclose(robot.state().q_rad, resting, atol=1e-4)


def test_a_new_trajectory_replaces_the_old_one(robot):
    robot.send_trajectory(_swing(robot.state().q_rad))
    robot.sleep(0.05)
    start = robot.state().q_rad
    robot.send_trajectory(_swing(start, -0.5 * WAY))
    robot.sleep(2.0)
    np.testing.assert_allclose(robot.state().q_rad, start - 0.5 * WAY, atol=2e-3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: Trajectory(t.q_rad[:, :6], t.qd_rad_s[:, :6], t.t_s), "expected"),
        (lambda t: Trajectory(t.q_rad * np.nan, t.qd_rad_s, t.t_s), "not finite"),
        (lambda t: Trajectory(t.q_rad, t.qd_rad_s, t.t_s[::-1]), "increase"),
        (lambda t: Trajectory(t.q_rad + 0.5, t.qd_rad_s, t.t_s), "plan from the present"),
    ],
)
def test_broken_trajectories_are_refused_and_the_arm_stays(robot, change, words):
    start = robot.state().q_rad
    with pytest.raises(InputError, match=words):
        robot.send_trajectory(change(_swing(start)))
    robot.sleep(0.2)
    np.testing.assert_allclose(robot.state().q_rad, start, atol=1e-4)


def test_gripper_closes_at_a_limited_speed_and_refuses_nonsense(robot):
    robot.send_gripper(0.02, 20.0)
    robot.sleep(0.1)
    assert robot.state().gripper_width_m > 0.05
    robot.sleep(1.0)
    assert robot.state().gripper_width_m == pytest.approx(0.02, abs=0.001)
    for width, force in ((float("nan"), 10), (-0.1, 10), (0.02, 0)):
        with pytest.raises(InputError):
            robot.send_gripper(width, force)


def test_gripper_stalls_on_a_thing_and_the_wrist_feels_its_weight(robot):
    block = robot.world.objects[0]
    empty = np.mean([_force_after(robot, 0.01) for _ in range(50)], axis=0)
    np.testing.assert_allclose(empty, 0, atol=0.2)
    Script(robot).pick(block.name)
    robot.sleep(0.5)
    assert robot.state().gripper_width_m == pytest.approx(block.extent_m[1], abs=0.003)
    force = np.mean([_force_after(robot, 0.01) for _ in range(50)], axis=0)
    np.testing.assert_allclose(force, (0, 0, -9.81 * block.design.mass_kg), atol=0.2)


def _force_after(robot, duration_s):
    robot.sleep(duration_s)
    return robot.state().force_tcp_n


def test_a_held_thing_stays_while_the_arm_shakes(robot):
    Script(robot).pick("red_block")
    before = np.linalg.inv(robot.state().T_base_tcp) @ robot.world.pose("red_block")
    for sign in (1, -1, 1, -1):
        robot.send_trajectory(_swing(robot.state().q_rad, sign * np.array([0.15, 0, 0, 0, 0, 0, 0]), 0.6))
        robot.sleep(0.65)
    after = np.linalg.inv(robot.state().T_base_tcp) @ robot.world.pose("red_block")
    assert np.linalg.norm(after[:3, 3] - before[:3, 3]) < 0.005


def test_frames_and_scans_come_at_their_rates_and_are_kept_in_between(robot):
    frames, scans = set(), set()
    for _ in range(100):
        robot.sleep(0.01)
        frames.add(robot.frame().stamp_s)
        scans.add(robot.scan().stamp_s)
    assert len(frames) == pytest.approx(15, abs=1)
    assert len(scans) == pytest.approx(10, abs=1)
    assert robot.frame() is robot.frame()


def test_other_threads_may_read_hold_and_look_while_it_steps(robot):
    failures = []

    def watch():
        try:
            for _ in range(60):
                robot.state()
                robot.hold()
                robot.frame()
        except Exception as error:  # the test reports whatever it is
            failures.append(error)

    threads = [threading.Thread(target=watch) for _ in range(3)]
    for thread in threads:
        thread.start()
    robot.sleep(1.0)
    for thread in threads:
        thread.join(20)
    assert not failures
    assert robot.world.now_s == pytest.approx(1.0)


def test_a_stop_from_another_thread_does_not_wait_for_the_stepping_to_end(robot):
    robot.frame()
    stepping = threading.Thread(target=robot.sleep, args=(20.0,))
    stepping.start()
    stopped_at = []
    for _ in range(10):
        time.sleep(0.005)
        robot.hold()
        stopped_at.append(robot.state().stamp_s)
    seen = robot.world.now_s
    stepping.join()
    assert seen < 15.0, "ten stops got through long before the twenty seconds were over"
    assert len(set(stopped_at)) > 1
