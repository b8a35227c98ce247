# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.planning.arm import Arm
from mm_robot.planning.grasps import candidates, opening
from mm_robot.planning.shapes import complete

from .conftest import TABLE, thing

HAND = Arm().hand


def grasps(label, size, yaw=0.3):
    shape = complete(thing(1, label, (0.5, 0.1), size, yaw=yaw), [TABLE])
    return shape, candidates(shape, HAND)


@pytest.mark.parametrize("label, size", [
    ("cup", (0.07, 0.07, 0.1)), ("bottle", (0.06, 0.06, 0.2)), ("can", (0.06, 0.06, 0.11)),
    ("block", (0.045, 0.045, 0.045)), ("box", (0.11, 0.05, 0.07)), ("ball", (0.06, 0.06, 0.06)),
    ("lemon", (0.08, 0.055, 0.055)), ("bowl", (0.14, 0.14, 0.055)), ("banana", (0.16, 0.06, 0.036)),
])  # fmt: skip
def test_every_household_thing_can_be_grasped(label, size):
    shape, found = grasps(label, size)
    assert found and found == sorted(found, key=lambda g: -g.score)
    for grasp in found[:20]:
        T = grasp.T_base_tcp
        assert np.allclose(T[:3, :3].T @ T[:3, :3], np.eye(3), atol=1e-9)
        assert T[2, 3] - HAND.below_m * max(-T[2, 2], 0) > 0.0, "fingertips inside the table"
        assert T[2, 3] < shape.high_m and grasp.width_m < HAND.max_width_m
        if label != "banana" and grasp.width_m > 0.012:  # a rim and a curve are off the middle
            assert abs((T[:3, 3] - shape.centre_m) @ T[:3, 1]) < 0.01, "off its middle"


def test_a_box_is_grasped_across_its_narrow_side():
    shape, found = grasps("box", (0.12, 0.05, 0.07))
    assert all(abs(g.T_base_tcp[:3, 1] @ shape.axes[:, 1]) > 0.99 for g in found[:10])
    assert found[0].width_m == pytest.approx(0.05, abs=0.002)


def test_a_box_wider_than_the_hand_on_both_sides_is_not_grasped():
    assert grasps("box", (0.12, 0.10, 0.07))[1] == []


def test_a_wide_bowl_is_taken_by_its_rim_with_a_small_opening():
    shape, found = grasps("bowl", (0.14, 0.14, 0.055))
    assert 0.05 < np.linalg.norm((found[0].T_base_tcp[:3, 3] - shape.centre_m)[:2]) < 0.075
    assert opening(found[0], HAND) < 0.04
