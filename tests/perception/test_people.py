# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.people import find_surroundings
from mm_robot.perception.support import find_support

SENSOR_M = np.array([-0.25, 0.0, 0.9])


def block(low, high, count, seed=0):
    return np.random.default_rng(seed).uniform(low, high, (count, 3))


@pytest.fixture
def around(box_frame, config):
    support = find_support(Fusion(1).add(box_frame()), (-0.15, 0.25), 0.05)

    def run(lidar=None, camera=None):
        nothing = np.zeros((0, 3))
        return find_surroundings(
            nothing if lidar is None else lidar,
            nothing if camera is None else camera,
            support,
            SENSOR_M,
            config,
        )

    return run


FLOOR = block([-1.5, -1.5, -0.76], [1.5, 1.5, -0.74], 2000)
TORSO = block([0.4, 0.9, -0.3], [0.7, 1.0, 0.85], 800)
ARM = block([0.52, 0.45, 0.28], [0.58, 0.95, 0.34], 400)


def test_nobody_is_nobody(around):
    assert around(FLOOR).people == () and around().people == ()


def test_a_person_with_a_stretched_out_hand(around):
    seen = around(np.vstack((FLOOR, TORSO)), np.vstack((TORSO, ARM)))
    assert len(seen.people) == 1
    person = seen.people[0]
    assert person.position_m[:2] == pytest.approx([0.55, 1.0], abs=0.1)
    assert person.height_m == pytest.approx(1.6, abs=0.15)
    assert person.hand_m == pytest.approx([0.55, 0.545, 0.31], abs=0.03)


def test_a_person_whose_hands_are_down(around):
    person = around(np.vstack((FLOOR, TORSO)), TORSO).people[0]
    assert person.hand_m is None


def test_a_low_crate_is_an_obstacle_and_no_person(around):
    seen = around(np.vstack((FLOOR, block([0.4, -1.2, -0.7], [0.8, -0.9, 0.1], 500))))
    assert seen.people == () and len(seen.obstacles) == 1
    assert seen.obstacles[0].extent_m[:2] == pytest.approx([0.4, 0.3], abs=0.05)


def test_what_is_far_away_does_not_matter(around):
    far = TORSO + [3.0, 3.0, 0.0]
    assert around(np.vstack((FLOOR, far))).people == ()
