# SPDX-License-Identifier: Apache-2.0
"""People walk, point, reach over the table and give way, and nothing explodes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot_sim.people.actions import PointAt, ReachOver, Wait, WalkTo
from mm_robot_sim.people.limbs import foot_in_stride, joint_between, stride_m
from mm_robot_sim.people.stance import Stance
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.world import World

THINGS = {"objects": [("can", "red"), ("block", "green")], "positions_m": {0: (0.5, -0.05), 1: (0.55, 0.25)}}


def _body(world, name):
    return np.array(world.data.xpos[world.model.body(name).id])


def _watched(world, look, for_s):
    seen = []
    world.on_watch(lambda: seen.append(look()))
    world.step(for_s)
    return np.array(seen)


@pytest.mark.parametrize("speed", [0.3, 0.8, 1.2])
def test_somebody_walks_in_and_holds_the_hand_out_at_their_place(speed):
    world = World(1021, **THINGS)
    person = world.person
    person.appear_at((0.5, 1.5) if speed < 0.5 else (-1.4, 1.1), facing_rad=np.pi / 2)
    person.walk_home(speed)
    track = _watched(world, lambda: (*person.at_m, *_body(world, "person")[:2]), 9.0 if speed < 1 else 5.0)
    np.testing.assert_allclose(person.at_m, world.build.at_m, atol=0.01)
    assert person.doing == "waiting" and not person.busy
    assert np.linalg.norm(person.hand_m - world.build.hand_m) < 0.02
    pace = np.linalg.norm(np.diff(track[:, :2], axis=0), axis=1) / 0.01
    assert pace.max() < 1.05 * speed and np.median(pace[pace > 0.05]) > 0.5 * speed
    jumps = np.linalg.norm(np.diff(track[1:, 2:], axis=0), axis=1)
    assert jumps.max() < 0.03, "the body goes, it does not jump"


def test_the_feet_step_in_turn_and_stand_while_they_carry():
    world = World(1022, **THINGS)
    person = world.person
    person.appear_at((-1.5, 1.25), facing_rad=np.pi / 2)
    person.walk_to((1.5, 1.25), speed_m_s=1.0)
    world.step(1.0)

    def ankles():
        return [world.data.geom_xpos[world.model.geom(f"person_shank_{s}_2").id][[0, 2]] for s in "lr"]

    track = _watched(world, ankles, 1.5)
    speed = np.diff(track[:, :, 0], axis=0) / 0.01
    assert speed.max() > 1.8, "a foot swings faster than the body"
    assert (np.abs(speed).min(axis=1) < 0.25).mean() > 0.8, "the other one stands"
    height = track[:, :, 1] - track[:, :, 1].min()
    assert 0.04 < height.max() < 0.25


def test_the_hand_hangs_while_they_walk_and_takes_nothing():
    world = World(1023, **THINGS)
    world.person.walk_to((1.2, 1.4))
    world.step(2.0)
    assert world.person.doing in ("walking", "standing")
    assert world.person.hand_m[2] < 0.1 and world.person.holds is None


def test_pointing_shows_the_way_and_the_hand_comes_back():
    world = World(1024, **THINGS)
    world.person.do(PointAt("red_can", stay_s=1.5))
    world.step(1.4)
    assert world.person.doing == "pointing"
    hand = world.model.body("person_other_hand").id
    along = world.data.xmat[hand].reshape(3, 3)[:, 1]
    line = world.pose("red_can")[:3, 3] - world.data.xpos[hand]
    angle = np.degrees(np.arccos(along @ line / np.linalg.norm(line)))
    assert angle < 8
    assert np.linalg.norm(line) > 0.25, "pointing is not touching"
    world.step(4.5)
    assert world.person.doing == "waiting" and world.person.hand_m[2] > 0.15


def test_stepping_in_brings_a_hand_over_the_table_and_takes_it_out_again():
    world = World(1025, **THINGS)
    world.person.step_in("red_can", stay_s=1.0)
    lowest = _watched(world, lambda: _body(world, "person_other_hand")[1], 9.0)
    assert lowest.min() < 0.05, "the hand was over the can"
    assert not world.person.busy and lowest[-1] > 0.6
    assert np.linalg.norm(world.pose("red_can")[:2, 3] - [0.5, -0.05]) < 0.01, "nothing was touched"


def test_actions_follow_one_another_and_can_be_abandoned():
    world = World(1026, **THINGS)
    world.person.do(WalkTo((0.2, 0.95)), Wait(0.5), ReachOver("green_block", stay_s=5.0), WalkTo((0.5, 0.95)))
    world.step(4.0)
    assert world.person.doing == "reaching_over"
    world.person.abandon()
    world.step(2.0)
    assert not world.person.busy and abs(world.person.at_m[0] - 0.2) < 0.05


def _force_and_speed(world, robot, act):
    forces = []
    world.on_watch(lambda: forces.append(np.linalg.norm(world.force_on(world.person_geoms, world.arm_geoms))))
    act()
    assert np.isfinite(world.data.qpos).all() and np.abs(world.data.qvel).max() < 10
    return np.array(forces)


def test_whoever_walks_into_the_arm_stops_and_gives_way():
    world = World(1005, **THINGS)
    robot = SimRobot(world)
    world.person.appear_at((-1.2, 0.75), facing_rad=np.pi / 2)
    ahead = np.column_stack(([1, 0, 0], [0, 0, -1], [0, 1, 0])).astype(float)
    Script(robot).move(np.array([0.3, 0.62, 0.4]), ahead)
    world.person.walk_to((1.0, 0.75), speed_m_s=1.2)
    forces = _force_and_speed(world, robot, lambda: robot.sleep(8.0))
    assert 5 < forces.max() < 140, "felt, and within ISO/TS 15066 for the chest"
    assert forces[-100:].max() < 25, "they do not lean on it"
    assert not world.person.busy and world.person.at_m[0] < 0.6, "they gave up"


def test_a_body_that_is_pushed_steps_back():
    world = World(1005, **THINGS)
    robot = SimRobot(world)
    world.person.appear_at((0.5, 0.74))
    ahead = np.column_stack(([1, 0, 0], [0, 0, -1], [0, 1, 0])).astype(float)
    script = Script(robot)
    script.move(np.array([0.45, 0.40, 0.4]), ahead)
    forces = _force_and_speed(world, robot, lambda: script.move(np.array([0.45, 0.72, 0.4]), ahead))
    assert forces.max() > 20
    assert forces[-20:].max() < 40, "the pressure has gone"
    assert world.person.at_m[1] > 0.78


def test_speech_is_heard_when_its_time_has_come():
    world = World(1027, **THINGS)
    heard = []
    world.person.voice.on_speech.append(lambda speech: heard.append((speech.text, world.now_s)))
    world.person.say("later", at_s=1.0)
    world.person.say("现在", "zh")
    world.step(1.5)
    assert [text for text, _ in heard] == ["现在", "later"]
    assert heard[1][1] == pytest.approx(1.0, abs=0.02)
    assert [s.language for s in world.person.voice.said] == ["zh", "en"]


def test_the_same_seed_walks_alike():
    ends = []
    for _ in range(2):
        world = World(1028, **THINGS)
        world.person.step_in("green_block")
        world.step(4.0)
        ends.append((world.data.qpos.copy(), world.data.mocap_pos.copy()))
    np.testing.assert_array_equal(ends[0][0], ends[1][0])
    np.testing.assert_array_equal(ends[0][1], ends[1][1])


coordinates = st.tuples(*[st.floats(-1.0, 1.0)] * 3).map(np.array)


@given(coordinates, coordinates, st.floats(0.2, 0.4), st.floats(0.2, 0.4), coordinates)
def test_limbs_keep_their_lengths(start, end, upper, lower, towards):
    joint, reached = joint_between(start, end, upper, lower, towards)
    assert np.linalg.norm(joint - start) == pytest.approx(upper, abs=1e-6)
    assert np.linalg.norm(reached - joint) == pytest.approx(lower, abs=1e-6)
    distance = np.linalg.norm(end - start)
    if abs(upper - lower) + 0.01 < distance < 0.99 * (upper + lower):
        np.testing.assert_allclose(reached, end, atol=1e-6)


@given(st.floats(0.0, 3.0), st.floats(0.3, 1.2))
def test_feet_stay_on_or_above_the_floor_and_move_smoothly(phase, speed):
    stride = stride_m(speed, 1.7)
    ahead, up = foot_in_stride(phase, stride, 0.09)
    assert abs(ahead) <= stride / 2 and 0 <= up <= 0.09
    later, up_later = foot_in_stride(phase + 0.005, stride, 0.09)
    assert abs(later - ahead) < 0.05 * stride and abs(up_later - up) < 0.01


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.7, 1.6)), min_size=1, max_size=3),
    st.floats(0.3, 1.2),
    st.floats(-3.1, 3.1),
)
def test_every_walk_arrives_facing_as_told(way, speed, facing):
    stance = Stance(np.array([0.5, 0.95]), 1.7)
    stance.walk([np.array(point) for point in way], speed, facing)
    before = stance.at_m
    for _ in range(6000):
        stance.advance(0.01)
        assert np.linalg.norm(stance.at_m - before) < 0.016
        before = stance.at_m
        if not stance.walking:
            break
    np.testing.assert_allclose(stance.at_m, way[-1], atol=0.006)
    assert abs((stance.heading_rad - facing + np.pi) % (2 * np.pi) - np.pi) < 0.03
