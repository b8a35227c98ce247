# SPDX-License-Identifier: Apache-2.0
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.errors import InputError
from mm_robot.geometry import pose, rotation_z
from mm_robot.nodes import scene_conversions as s
from mm_robot.types import (
    Absent,
    Ambiguous,
    Asked,
    Done,
    Failed,
    Found,
    Obstacle,
    Person,
    Refused,
    RobotState,
    Scene,
    SceneObject,
    Stopped,
    SupportSurface,
    Utterance,
)
from mm_robot_msgs.msg import GroundingResult

ROBOT = RobotState(np.zeros(7), np.zeros(7), 0.08, np.zeros(3), np.eye(4), 1.0)
metres = st.floats(-2, 2)


def thing(number: int, points: int = 5, held: bool = False) -> SceneObject:
    rng = np.random.default_rng(number)
    return SceneObject(
        id=number,
        points_m=rng.uniform(-1, 1, (points, 3)),
        T_base_object=pose(rng.uniform(-1, 1, 3), rotation_z(number)),
        extent_m=rng.uniform(0.01, 0.2, 3),
        label_scores={"cup": 0.75, "mug": 0.5},
        colour_scores={"red": 0.875},
        last_seen_s=3.5,
        confidence=0.5,
        held=held,
    )


@settings(max_examples=40)
@given(st.integers(0, 6), st.booleans(), st.tuples(metres, metres, metres), st.integers(0, 40))
def test_a_scene_comes_back(count, hand, at, points):
    scene = Scene(
        objects=tuple(thing(i, points, held=i == 2) for i in range(count)),
        surfaces=(SupportSurface("table", 0.1, np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]])),),
        obstacles=(Obstacle(pose(at), np.array([1.0, 2.0, 3.0])),),
        people=(Person(np.array(at), 1.7, np.array(at) + 0.25 if hand else None, 0.5),),
        robot=ROBOT,
        stamp_s=12.5,
    )
    back = s.from_scene(s.to_scene(scene, "base", 12.5, 1000), ROBOT)
    assert back.stamp_s == 12.5 and back.robot is ROBOT
    assert [o.id for o in back.objects] == [o.id for o in scene.objects]
    for a, b in zip(scene.objects, back.objects, strict=True):
        np.testing.assert_allclose(b.points_m, a.points_m, atol=1e-6)
        np.testing.assert_allclose(b.T_base_object, a.T_base_object, atol=1e-9)
        np.testing.assert_allclose(b.extent_m, a.extent_m)
        assert (b.label_scores, b.colour_scores) == (a.label_scores, a.colour_scores)
        assert (b.held, b.confidence, b.last_seen_s) == (a.held, a.confidence, a.last_seen_s)
    np.testing.assert_allclose(back.surfaces[0].polygon_m, scene.surfaces[0].polygon_m)
    np.testing.assert_allclose(back.obstacles[0].T_base_box, scene.obstacles[0].T_base_box)
    assert (back.people[0].hand_m is None) == (not hand)
    np.testing.assert_allclose(back.people[0].position_m, at)


def test_a_drawer_keeps_its_name_and_still_pulls_out_along_its_boxs_y():
    front = rotation_z(2.5)
    drawer = replace(
        thing(3), T_base_object=pose([0.6, -0.2, 0.3], front), label_scores={"drawer": 0.9},
        extent_m=np.array([0.12, 0.02, 0.015]),
    )  # fmt: skip
    back = s.from_scene(s.to_scene(Scene((drawer,), (), (), (), ROBOT, 0.0), "base", 0.0, 100), ROBOT)
    (seen,) = back.objects
    assert seen.label == "drawer" and seen.extent_m.tolist() == [0.12, 0.02, 0.015]
    np.testing.assert_allclose(seen.T_base_object[:3, 1], front[:, 1], atol=1e-12)


def test_long_clouds_are_thinned_evenly():
    message = s.to_scene(Scene((thing(1, 5000),), (), (), (), ROBOT, 0.0), "base", 0.0, 100)
    back = s.from_scene(message, ROBOT).objects[0].points_m
    assert len(back) == 100
    np.testing.assert_allclose(back[[0, -1]], thing(1, 5000).points_m[[0, -1]], atol=1e-6)


def test_scores_without_names_are_refused():
    message = s.to_scene(Scene((thing(1),), (), (), (), ROBOT, 0.0), "base", 0.0, 100)
    message.objects[0].labels = ["cup"]
    with pytest.raises(InputError, match="pairs"):
        s.from_scene(message, ROBOT)


@pytest.mark.parametrize(
    "grounding",
    [
        Found((thing(1), thing(2)), 0.5),
        Ambiguous((thing(1), thing(2)), "红色的还是蓝色的？"),
        Absent("I see no cup."),
    ],
)
def test_a_grounding_comes_back(grounding):
    back = s.from_grounding(s.to_grounding(grounding), {i: thing(i) for i in range(4)})
    assert type(back) is type(grounding)
    if isinstance(back, Found):
        assert [o.id for o in back.objects] == [1, 2] and back.confidence == 0.5
    elif isinstance(back, Ambiguous):
        assert [o.id for o in back.candidates] == [1, 2] and back.question == grounding.question
    else:
        assert back == grounding


def test_a_grounding_of_an_object_nobody_has_is_refused():
    with pytest.raises(InputError, match="scene has"):
        s.from_grounding(s.to_grounding(Found((thing(9),), 1.0)), {1: thing(1)})
    with pytest.raises(InputError):
        s.from_grounding(GroundingResult(kind=GroundingResult.FOUND), {})


@given(st.text(max_size=40), st.sampled_from(["en", "zh"]), st.lists(st.text(max_size=10), max_size=4))
def test_an_utterance_comes_back(text, language, alternatives):
    utterance = Utterance(text, language, 0.5, tuple(alternatives), 1.25, 2.5)
    assert s.from_utterance(s.to_utterance(utterance)) == utterance


def test_an_utterance_in_a_third_language_is_refused():
    message = s.to_utterance(Utterance("bonjour", "en", 1.0))
    message.language = "fr"
    with pytest.raises(InputError, match="en, zh"):
        s.from_utterance(message)


@pytest.mark.parametrize(
    "outcome, status",
    [
        (Done("done"), 0),
        (Refused("no"), 3),
        (Asked("which?"), 4),
        (Failed("plan", "no way"), 5),
        (Stopped("operator"), 6),
    ],
)
def test_an_outcome_comes_back_and_is_the_exit_status_of_say(outcome, status):
    result = s.to_result(outcome)
    assert result.outcome == status
    assert s.from_result(result) == outcome


def test_details_of_progress_are_json_whatever_they_are():
    text = s.data_to_json({"ids": [np.int64(3)], "at_m": np.zeros(3), "what": "杯子"})
    assert json.loads(text) == {"ids": [3], "at_m": [0, 0, 0], "what": "杯子"} and "杯子" in text
