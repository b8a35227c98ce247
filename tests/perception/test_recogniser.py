# SPDX-License-Identifier: Apache-2.0
"""The trained network in the perceiver. How often it is right is measured by tools/recogniser/judge.py."""

from dataclasses import replace

import numpy as np
import pytest

from mm_robot.config import load
from mm_robot.perception.glimpse import CHANNELS, NUMBERS, PICTURE_PX, Glimpse
from mm_robot.perception.labels import NOUNS as RULED
from mm_robot.perception.perceiver import Perceiver
from mm_robot.perception.recogniser import Network, load_recogniser
from mm_robot.planning.arm import Arm
from mm_robot.vocabulary.nouns import names_en

pytest.importorskip("onnxruntime", reason="the network runs on onnxruntime (pip install mm_robot[speech])")


@pytest.fixture(scope="module")
def network():
    return Network()


@pytest.fixture(scope="module")
def kitchen():
    """A scene of things of many kinds, and the simulator's truth: name -> noun, place."""
    from mm_robot_sim.robots.robot import SimRobot
    from mm_robot_sim.world import World

    world = World(1250, scene="table")
    robot, arm = SimRobot(world), Arm(load().robot)
    perceiver = Perceiver(replace(load().perception, recogniser="network"))
    for _ in range(3):
        world.step(0.07)
        state = robot.state()
        scene = perceiver.update(
            robot.frame(), robot.scan(), state, arm.capsules(state.q_rad, state.gripper_width_m)
        )
    truth = {t.name: (t.noun, world.pose(t.name)[:3, 3].copy()) for t in world.objects}
    world.close()
    return scene, truth


def random_glimpses(count):
    rng = np.random.default_rng(5)
    for _ in range(count):
        picture = rng.integers(0, 256, (CHANNELS, PICTURE_PX, PICTURE_PX)).astype(np.uint8)
        numbers = rng.normal(size=NUMBERS).astype(np.float32)
        numbers[-len(RULED) :] = rng.dirichlet(np.ones(len(RULED)))  # scores
        yield Glimpse((np.zeros(1, int), np.zeros(1, int)), picture, numbers)


def test_scores_are_probabilities_of_exclusive_kinds(network):
    for scores in network.names(list(random_glimpses(20))):
        assert sum(scores.values()) <= 1.0 + 1e-5
        assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_it_speaks_the_words_that_people_use(network):
    assert set(network.nouns) <= set(names_en()) and len(set(network.nouns)) > 50


def test_no_segments_have_no_names(network):
    assert network.names([]) == []


def test_a_thing_is_named_the_same_in_any_company(network):
    glimpses = list(random_glimpses(6))
    alone, together = network.names(glimpses[2:3])[0], network.names(glimpses)[2]
    assert alone == pytest.approx(together, abs=1e-4)


def test_noise_is_nothing_that_it_knows(network):
    sure = [max(scores.values(), default=0.0) for scores in network.names(list(random_glimpses(30)))]
    assert np.median(sure) < 0.6


def test_household_things_have_their_names(kitchen):
    scene, truth = kitchen
    right = {
        min(truth, key=lambda name: float(np.linalg.norm(truth[name][1] - thing.position_m)))
        for thing in scene.objects
        for noun, at in truth.values()
        if thing.label == noun and np.linalg.norm(at[:2] - thing.position_m[:2]) < 0.05
    }
    assert len(right) >= 0.6 * len(scene.objects)


def test_the_rules_do_where_they_are_wanted():
    assert load_recogniser(replace(load().perception, recogniser="rules")) is None
    assert load_recogniser(replace(load().perception, recogniser="network")) is not None
