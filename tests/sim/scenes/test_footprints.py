# SPDX-License-Identifier: Apache-2.0
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot_sim.scenes.footprints import Floorplan, footprint

SIDE = st.floats(0.01, 0.3)
PLACE = st.floats(-0.5, 0.5)
ANGLE = st.floats(-math.pi, math.pi)


@given(SIDE, SIDE, PLACE, PLACE, ANGLE, st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_the_discs_cover_the_rectangle(long, wide, x, y, yaw, u, v):
    discs = footprint(long, wide).at(x, y, yaw)
    c, s = math.cos(yaw), math.sin(yaw)
    point = np.array([x + c * u * long - s * v * wide, y + s * u * long + c * v * wide])
    assert np.any(np.linalg.norm(discs[:, :2] - point, axis=1) <= discs[:, 2] + 1e-9)


@given(SIDE, PLACE, PLACE, ANGLE)
def test_a_round_thing_is_one_disc(side, x, y, yaw):
    discs = footprint(side, side, round_=True).at(x, y, yaw)
    assert discs.tolist() == [[pytest.approx(x), pytest.approx(y), pytest.approx(side / 2)]]


def test_room_is_the_smallest_gap():
    plan = Floorplan()
    assert plan.room_m(np.array([[0.0, 0.0, 0.1]])) == math.inf
    plan.take(np.array([[0.0, 0.0, 0.1], [1.0, 0.0, 0.1]]))
    assert plan.room_m(np.array([[0.4, 0.0, 0.1]])) == pytest.approx(0.2)
    assert plan.room_m(np.array([[0.15, 0.0, 0.1]])) == pytest.approx(-0.05)


def test_a_pen_takes_less_room_than_the_circle_around_it():
    assert footprint(0.14, 0.012).radius_m < 0.02
