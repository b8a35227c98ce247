# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.config import PerceptionConfig
from mm_robot.errors import InputError
from mm_robot.perception.perceiver import Perceiver

RED = ((0.45, -0.1, 0.0), (0.55, 0.0, 0.1), (205, 30, 35))
BLUE = ((0.6, 0.15, 0.0), (0.7, 0.22, 0.08), (35, 75, 200))


def test_everything_in_the_simulated_scene_is_seen_once_with_its_name_and_colour(looked):
    things = looked.world.objects
    assert len(looked.scene.objects) == len(things)
    for truth in things:
        at = looked.world.pose(truth.name)[:3, 3]
        seen = min(looked.scene.objects, key=lambda thing: float(np.linalg.norm(thing.position_m - at)))
        assert (seen.label, seen.colour) == (truth.noun, truth.colour)
        assert np.linalg.norm(seen.position_m - at) < 0.012


def test_the_table_and_the_person_are_seen(looked):
    table = looked.scene.surfaces[0]
    assert table.name == "table" and table.height_m == pytest.approx(0.0, abs=0.004)
    assert len(looked.scene.people) == 1
    person = looked.scene.people[0]
    assert person.hand_m is not None and np.linalg.norm(person.hand_m - looked.hand_m) < 0.025


def test_without_its_shape_the_arm_would_be_a_thing(looked):
    frame, scan, state, arm = looked.looks[0]
    low = Perceiver(PerceptionConfig()).update(frame, scan, state, arm)
    assert all(thing.position_m[2] < 0.15 for thing in low.objects)


def test_the_same_pictures_give_the_same_scene(looked):
    def positions():
        perceiver = Perceiver(PerceptionConfig())
        for look in looked.looks:
            scene = perceiver.update(*look)
        return np.array([thing.position_m for thing in scene.objects])

    assert np.array_equal(positions(), positions())


@pytest.fixture
def see(box_frame, make_state, config):
    perceiver = Perceiver(config)

    def run(boxes, stamp_s, now_s=None):
        frame = box_frame(boxes, 0.001, stamp_s, seed=int(stamp_s * 100))
        return perceiver.update(frame, None, make_state(stamp_s if now_s is None else now_s), None)

    return perceiver, run


def test_a_stale_frame_changes_nothing_and_says_why(see):
    perceiver, look = see
    assert len(look([RED, BLUE], 1.0).objects) == 2
    kept = look([RED], 1.1, now_s=9.0)
    assert len(kept.objects) == 2 and "old" in perceiver.trouble
    assert kept.stamp_s == 9.0
    look([RED, BLUE], 9.1)
    assert perceiver.trouble == ""


def test_a_frame_seen_twice_counts_once(see):
    perceiver, look = see
    look([RED], 1.0)
    look([RED], 1.0)
    assert perceiver.trouble == "no new camera frame"


def test_a_covered_camera_is_no_empty_table(see, box_frame, make_state):
    perceiver, look = see
    look([RED], 1.0)
    dark = replace(box_frame(stamp_s=1.1), depth_m=np.full((240, 320), np.nan, np.float32))
    scene = perceiver.update(dark, None, make_state(1.1), None)
    assert len(scene.objects) == 1 and "covered" in perceiver.trouble


def test_before_the_first_frame_there_is_nothing(make_state, config):
    perceiver = Perceiver(config)
    scene = perceiver.update(None, None, make_state(), None)
    assert scene.objects == () and scene.surfaces == () and perceiver.trouble == "no camera frame"


def test_a_held_thing_travels_with_the_tool_and_is_not_seen_twice(see, make_state, box_frame):
    perceiver, look = see
    scene = look([RED, BLUE], 1.0)
    red = next(thing for thing in scene.objects if thing.colour == "red")
    perceiver.mark_held(red.id)
    lifted = ((0.45, -0.1, 0.2), (0.55, 0.0, 0.3), (205, 30, 35))
    frame = box_frame([lifted, BLUE], stamp_s=1.2)
    state = make_state(1.2, tcp_m=(0.3, 0.0, 0.7))  # 20 cm higher than before
    after = perceiver.update(frame, None, state, None)
    assert {thing.colour for thing in after.objects} == {"red", "blue"}
    held = next(thing for thing in after.objects if thing.held)
    assert held.id == red.id and held.position_m[2] == pytest.approx(red.position_m[2] + 0.2, abs=1e-6)
    perceiver.mark_released()
    assert not any(thing.held for thing in look([RED, BLUE], 1.4).objects)


def test_misuse_is_an_error(config, make_state, see):
    with pytest.raises(InputError, match="update"):
        Perceiver(config).mark_held(1)
    perceiver, look = see
    look([RED], 1.0)
    with pytest.raises(InputError, match="available"):
        perceiver.mark_held(99)
    with pytest.raises(InputError, match="T_base_tcp"):
        perceiver.update(None, None, replace(make_state(), T_base_tcp=np.zeros((4, 4))), None)


def test_forgetting_starts_over(see):
    perceiver, look = see
    look([RED], 1.0)
    perceiver.forget()
    assert [thing.colour for thing in look([BLUE], 0.5).objects] == ["blue"]
