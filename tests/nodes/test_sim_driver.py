# SPDX-License-Identifier: Apache-2.0
import json
import time

import numpy as np
import pytest

from mm_robot.config import load
from mm_robot.control.limits import sample
from mm_robot.errors import InputError
from mm_robot.nodes import sim_driver
from mm_robot.nodes.sim_bench import (
    Bench,
    outcome_row,
    read_goal,
    read_outcome,
    wanted_objects,
    wanted_task,
    wanted_world,
)
from mm_robot.nodes.sim_driver import Loneliness, Pace, follow, remainder
from mm_robot.system import system_of
from mm_robot.types import Done, Refused, Trajectory
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.scenes.spec import KINDS
from mm_robot_sim.tasks.referee import HandedOver, Placed, Untouched
from mm_robot_sim.world import World


def swing(robot: SimRobot, angle_rad: float = 0.5, duration_s: float = 1.0) -> Trajectory:
    start = robot.state().q_rad
    t = np.linspace(0.0, duration_s, 50)
    s = t / duration_s
    way = np.zeros(len(start))
    way[0] = angle_rad
    share, rate = s**3 * (10 - 15 * s + 6 * s**2), 30 * s**2 * (1 - s) ** 2 / duration_s
    return Trajectory(start + share[:, None] * way, rate[:, None] * way, t)


@pytest.fixture
def robot():
    world = World(1001)
    yield SimRobot(world)
    world.close()


def test_a_motion_that_was_under_way_for_a_while_is_entered_where_it_should_be_by_now(robot):
    motion = swing(robot)
    rest = remainder(motion, 0.3)
    assert rest.t_s[0] == 0.0 and rest.duration_s == pytest.approx(0.7)
    np.testing.assert_allclose(rest.q_rad[0], sample(motion, np.array([0.3]))[0][0])
    np.testing.assert_allclose(rest.q_rad[-1], motion.q_rad[-1])
    with pytest.raises(InputError, match="nothing is left"):
        remainder(motion, 1.0)


def test_one_point_means_stay(robot):
    follow(robot, swing(robot), None)
    robot.sleep(0.5)
    assert np.abs(robot.state().qd_rad_s).max() > 0.3
    follow(robot, Trajectory(np.zeros((1, 7)), np.zeros((1, 7)), np.array([0.1])), None)
    robot.sleep(0.4)
    assert np.abs(robot.state().qd_rad_s).max() < 0.02


def test_the_driver_brakes_when_all_who_command_it_fall_silent(robot, monkeypatch):
    clock = [100.0]  # of this machine, which may be busy
    monkeypatch.setattr(sim_driver.time, "monotonic", lambda: clock[0])
    lonely = Loneliness(robot, ("task_node", "safety_node"), 0.05)
    assert not lonely.look(), "at start-up nobody was heard and nothing moves"
    lonely.beat("task_node")
    follow(robot, swing(robot), None)
    robot.sleep(0.4)
    assert not lonely.look()
    clock[0] += 0.06
    lonely.beat("rviz")
    assert lonely.look() and not lonely.look(), "it brakes once"
    robot.sleep(0.4)
    assert np.abs(robot.state().qd_rad_s).max() < 0.02
    lonely.beat("safety_node")
    assert not lonely.look() and not lonely.braked


def test_time_passes_no_faster_than_asked_for(robot):
    ticks = []
    pace = Pace(robot, 2.0, lambda: ticks.append(robot.world.now_s))
    begun, began_s = time.monotonic(), robot.world.now_s
    pace.start()
    time.sleep(0.5)
    pace.stop()
    passed, took = robot.world.now_s - began_s, time.monotonic() - begun
    assert 0.3 < passed <= 2.0 * took + 0.05
    np.testing.assert_allclose(np.diff(ticks), 0.01, atol=1e-6)
    with pytest.raises(InputError, match="rate"):
        Pace(robot, 0.0, lambda: None)


def test_objects_are_named_by_colour_and_noun():
    assert wanted_objects("") is None
    assert wanted_objects('["red cup", "lemon", "bowl"]') == [
        ("cup", "red"),
        ("lemon", "yellow"),
        ("bowl", "blue"),
    ]
    for bad in ("red cup", '{"a": 1}', '[["cup", "red"]]', '[""]'):
        with pytest.raises(InputError, match="objects"):
            wanted_objects(bad)


def test_goals_are_read_and_bad_ones_refused():
    assert read_goal('{"kind": "handed_over", "thing": "red_cup"}') == HandedOver("red_cup")
    placed = read_goal('{"kind": "placed", "thing": "a", "relation": "in", "anchors": ["b"]}')
    assert placed == Placed("a", "in", ("b",))
    assert read_goal('{"kind": "untouched"}') == Untouched()
    for bad in ("", "[]", '{"kind": "won"}', '{"kind": "picked"}'):
        with pytest.raises(InputError, match="expected"):
            read_goal(bad)


def test_the_referee_speaks_of_everything_there_is(robot):
    bench = Bench(robot.world)
    robot.sleep(0.1)
    record = bench.record()
    assert [t["name"] for t in record["things"]] == [t.name for t in robot.world.objects]
    assert record["person_holds"] is None and all(t["moved_m"] < 0.01 for t in record["things"])
    assert bench.verdict('{"kind": "untouched"}').ok
    assert not bench.verdict("").ok


def test_a_staged_task_is_judged_by_what_was_said_about_it():
    staged, disturbances = wanted_task(
        '{"family": "refuse_absent", "language": "en", "disturbances": ["light_changes"]}',
        1001,
        load("panda_sim"),
    )
    assert disturbances == ("light_changes",)
    bench = Bench(staged.world, staged)
    assert bench.verdict('{"kind": "turn", "turn": 0}').ok
    refused = outcome_row(Refused(f"no: {staged.task.turns[0].said}"))
    assert read_outcome(refused) == Refused(f"no: {staged.task.turns[0].said}")
    assert bench.verdict(json.dumps({"kind": "task", "outcomes": [refused]})).ok
    assert not bench.verdict(json.dumps({"kind": "task", "outcomes": [outcome_row(Done("given"))]})).ok
    assert bench.record()["wrong_objects"] == [] and bench.record()["unsafe"] == []
    staged.world.close()


def test_a_scene_is_chosen_by_its_kind_and_a_task_brings_its_own():
    config = load("panda_sim")
    world, staged, disturbances = wanted_world(1003, "drawers", "", "", config)
    assert world.scene.kind == "drawers" and staged is None and disturbances == ()
    assert any(fixture.name == "drawer_1" for fixture in world.fixtures)
    world, *_ = wanted_world(1001, "", '["red cup"]', "", config)
    assert world.scene.kind == "simple" and [thing.name for thing in world.objects] == ["red_cup"]
    with pytest.raises(InputError, match="available: simple, table"):
        wanted_world(1001, "garage", "", "", config)
    with pytest.raises(InputError, match="simple scenes only"):
        wanted_world(1001, "shelf", '["red cup"]', "", config)
    with pytest.raises(InputError, match="brings its own"):
        wanted_world(1001, "shelf", "", '{"family": "pick", "language": "en"}', config)
    described = {argument.name: argument.description for argument in system_of("sim").arguments}
    assert all(kind in described["scene"] for kind in KINDS)


def test_tasks_that_cannot_be_read_are_told():
    assert wanted_task(" ", 1001, load("panda_sim")) is None
    for bad in ("pick", "[]", '{"family": "pick"}', '{"family": "dance", "language": "en"}'):
        with pytest.raises(InputError, match="family"):
            wanted_task(bad, 1001, load("panda_sim"))
    with pytest.raises(InputError, match="Refused"):
        read_outcome({"outcome": "Won"})
