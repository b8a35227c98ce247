# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.planning.shapes import complete, fit_circle

from .conftest import TABLE, thing


@given(st.floats(0.015, 0.1), st.floats(-0.5, 0.5), st.floats(-np.pi, np.pi))
def test_half_a_circle_gives_centre_and_radius(radius, x, start):
    angle = start + np.linspace(0, np.pi, 40)
    points = np.column_stack((x + radius * np.cos(angle), radius * np.sin(angle)))
    centre, found, rms = fit_circle(points)
    assert np.allclose(centre, [x, 0], atol=1e-6) and found == pytest.approx(radius, abs=1e-6) and rms < 1e-6


def test_a_short_arc_is_no_circle():
    angle = np.linspace(0, 0.8, 40)
    assert fit_circle(0.03 * np.column_stack((np.cos(angle), np.sin(angle)))) is None


def test_a_cup_is_an_open_round_body_that_stands_on_the_table():
    shape = complete(thing(1, "cup", (0.5, 0.1, 0.02), (0.07, 0.07, 0.09)), [TABLE])
    assert shape.round and shape.open and not shape.ball
    assert shape.low_m == 0.0 and shape.high_m == pytest.approx(0.11, abs=1e-6)


def test_what_is_held_is_not_pulled_down_to_the_table():
    assert complete(thing(1, "cup", (0.5, 0.1, 0.02), (0.07, 0.07, 0.09), held=True), [TABLE]).low_m > 0.019


def test_an_unknown_thing_is_round_when_its_outline_is():
    seen = thing(1, "can", (0.5, 0.1), (0.06, 0.06, 0.1))
    assert complete(type(seen)(**{**seen.__dict__, "label_scores": {}}), [TABLE]).round
    assert not complete(thing(2, "box", (0.5, 0.1), (0.1, 0.05, 0.08)), [TABLE]).round


@given(st.floats(-np.pi, np.pi))
def test_the_reach_of_a_box_is_half_its_side_along_its_axes(yaw):
    shape = complete(thing(1, "box", (0.5, 0.0), (0.12, 0.05, 0.08), yaw=yaw), [TABLE])
    assert shape.reach_m(shape.axes[:, 0]) == pytest.approx(0.06, abs=1e-6)
    assert shape.reach_m(np.array([0, 0, 1.0])) == pytest.approx(0.04, abs=1e-6)
