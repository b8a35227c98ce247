# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.perception.bodies import (
    find_rim,
    fit_rectangle,
    fit_resting_ellipsoid,
    fit_revolution,
    fit_sphere,
)

centres = st.tuples(st.floats(0.3, 0.8), st.floats(-0.4, 0.4))


def wall(centre, radius_at, height, seed, noise_m=0.0015, count=500, half=True):
    """The near half (towards -y) of a body of revolution."""
    rng = np.random.default_rng(seed)
    z = rng.uniform(0, height, count)
    turn = rng.uniform(-np.pi, 0, count) if half else rng.uniform(-np.pi, np.pi, count)
    r = radius_at(z)
    xy = np.column_stack((centre[0] + r * np.cos(turn), centre[1] + r * np.sin(turn)))
    return xy + rng.normal(0, noise_m, xy.shape), z


@settings(max_examples=40)
@given(centres, st.floats(0.025, 0.08), st.integers(0, 1000))
def test_a_half_seen_cylinder_is_completed(centre, radius, seed):
    xy, z = wall(centre, lambda z: np.full_like(z, radius), 0.1, seed)
    body = fit_revolution(xy, z, 0.1, xy.mean(axis=0))
    assert np.linalg.norm(body.centre_m - centre) < 0.003
    assert body.radius_m == pytest.approx(radius, abs=0.003)


def test_the_rim_of_a_vessel_leaves_its_handle_out():
    xy, z = wall((0.5, 0.1), lambda z: 0.03 + 0.06 * z, 0.1, 1, half=False)
    rng = np.random.default_rng(2)
    handle = np.column_stack((rng.uniform(0.535, 0.565, 80), rng.normal(0.1, 0.003, 80)))
    both, heights = np.vstack((xy, handle)), np.append(z, rng.uniform(0.02, 0.08, 80))
    rim = find_rim(both, heights, 0.1)
    assert rim is not None
    assert np.linalg.norm(rim.centre_m - [0.5, 0.1]) < 0.003 and rim.radius_m == pytest.approx(
        0.0355, abs=0.003
    )
    body = fit_revolution(both, heights, 0.1, both.mean(axis=0), rim)
    assert np.linalg.norm(body.centre_m - [0.5, 0.1]) < 0.003


def test_a_closed_top_is_no_rim():
    rng = np.random.default_rng(3)
    disc = rng.uniform(-0.04, 0.04, (600, 2))
    disc = disc[np.linalg.norm(disc, axis=1) < 0.04]
    assert find_rim(disc, np.full(len(disc), 0.1), 0.1) is None


@settings(max_examples=40)
@given(centres, st.floats(0.04, 0.12), st.floats(0.04, 0.12), st.floats(-1.5, 1.5), st.integers(0, 1000))
def test_two_sides_of_a_box_give_its_outline(centre, a, b, angle, seed):
    rng = np.random.default_rng(seed)
    along = rng.uniform(0, 1, 400)
    first, second = along[:200], along[200:]
    local = np.vstack((np.column_stack((first * a - a / 2, np.full(200, -b / 2))),
                       np.column_stack((np.full(200, -a / 2), second * b - b / 2))))  # fmt: skip
    c, s = np.cos(angle), np.sin(angle)
    xy = local @ np.array([[c, s], [-s, c]]) + centre + rng.normal(0, 0.0005, (400, 2))
    rectangle = fit_rectangle(xy, rng.uniform(0, 0.05, 400), 0.1)
    assert sorted(rectangle.sides_m) == pytest.approx(sorted((a, b)), abs=0.006)
    assert np.linalg.norm(rectangle.centre_m - centre) < 0.006


def dome(centre, half_m, seed, yaw=0.0):
    """The near upper side of an ellipsoid that rests on z = 0."""
    rng = np.random.default_rng(seed)
    unit = rng.normal(size=(1500, 3))
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    unit = unit[(unit[:, 1] < 0.3) & (unit[:, 2] > -0.6)][:500]
    local = unit * half_m
    c, s = np.cos(yaw), np.sin(yaw)
    xy = local[:, :2] @ np.array([[c, s], [-s, c]]) + centre
    return xy + rng.normal(0, 0.001, xy.shape), local[:, 2] + half_m[2]


@settings(max_examples=40)
@given(centres, st.floats(0.02, 0.05), st.integers(0, 1000))
def test_a_ball_rests_where_it_is(centre, radius, seed):
    xy, z = dome(centre, np.full(3, radius), seed)
    ball = fit_sphere(xy, z, 2 * radius)
    assert np.linalg.norm(ball.centre_m - centre) < 0.002
    assert ball.residual_m < 0.002


def test_a_lemon_is_longer_than_high():
    xy, z = dome((0.5, 0.0), np.array([0.04, 0.027, 0.027]), 5, yaw=0.5)
    lemon = fit_resting_ellipsoid(xy, z, 0.054)
    assert lemon is not None
    assert max(lemon.sides_m) == pytest.approx(0.08, abs=0.008)
    assert min(lemon.sides_m) == pytest.approx(0.054, abs=0.008)
    assert np.linalg.norm(lemon.centre_m - [0.5, 0.0]) < 0.004
