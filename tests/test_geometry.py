# SPDX-License-Identifier: Apache-2.0
"""Poses, rotations and the pinhole camera, as properties."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mm_robot.errors import InputError
from mm_robot.geometry import (
    depth_to_points,
    inverse,
    look_at,
    pose,
    project,
    quaternion_from_rotation,
    rotation_from_axes,
    rotation_from_quaternion,
    rotation_z,
    transform_points,
)
from mm_robot.types import CameraModel

CAMERA = CameraModel(64, 48, 50.0, 52.0, 31.5, 23.5)
vectors = arrays(np.float64, 3, elements=st.floats(-10, 10))
quaternions = arrays(np.float64, 4, elements=st.floats(-1, 1)).filter(lambda q: np.linalg.norm(q) > 0.1)


@given(quaternions)
def test_a_quaternion_survives_the_way_through_a_matrix(q):
    rotation = rotation_from_quaternion(q)
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-9)
    assert np.isclose(np.linalg.det(rotation), 1.0)
    back = quaternion_from_rotation(rotation)
    unit = q / np.linalg.norm(q)
    assert min(np.abs(back - unit).max(), np.abs(back + unit).max()) < 1e-6
    assert back[3] >= 0


@given(quaternions, vectors, vectors)
def test_the_inverse_pose_brings_points_back(q, position, point):
    T = pose(position, rotation_from_quaternion(q))
    assert np.allclose(transform_points(inverse(T), transform_points(T, point)), point, atol=1e-8)
    assert np.allclose(inverse(T) @ T, np.eye(4), atol=1e-8)


@given(vectors, vectors)
def test_axes_give_a_right_handed_rotation_along_z(x, z):
    assume(np.linalg.norm(z) > 1e-2 and np.linalg.norm(np.cross(x, z)) > 1e-2)
    rotation = rotation_from_axes(x, z)
    assert np.allclose(rotation.T @ rotation, np.eye(3), atol=1e-7)
    assert np.isclose(np.linalg.det(rotation), 1.0)
    assert np.allclose(rotation[:, 2], z / np.linalg.norm(z))
    assert rotation[:, 0] @ x > 0


@pytest.mark.parametrize(("x", "z"), [([0, 0, 1], [0, 0, 2]), ([0, 0, 0], [0, 0, 1]), ([1, 0, 0], [0, 0, 0])])
def test_axes_that_say_nothing_are_an_error(x, z):
    with pytest.raises(InputError, match="non-zero"):
        rotation_from_axes(x, z)


def test_a_turn_about_z_takes_x_to_y():
    assert np.allclose(rotation_z(np.pi / 2) @ [1, 0, 0], [0, 1, 0])


@given(vectors, vectors)
def test_what_a_camera_looks_at_lies_in_the_middle_ahead(eye, target):
    assume(np.linalg.norm(target - eye) > 0.1)
    T = look_at(eye, target)
    seen = transform_points(inverse(T), target)
    assert np.allclose(seen[:2], 0, atol=1e-6)
    assert seen[2] == pytest.approx(np.linalg.norm(target - eye))
    assert T[2, 1] < 1e-6, "the picture's down points down"


def test_depth_and_projection_are_inverse_to_one_another():
    depth = np.full((48, 64), 1.5, np.float32)
    depth[3, 5] = np.nan
    points = depth_to_points(depth, CAMERA)
    assert np.isnan(points[3, 5]).all()
    u, v = np.meshgrid(np.arange(64), np.arange(48))
    pixels = project(points, CAMERA)
    seen = np.isfinite(points[..., 2])
    assert np.allclose(pixels[seen], np.stack((u, v), axis=-1)[seen], atol=1e-4)


def test_points_behind_the_camera_have_no_pixel():
    assert np.isnan(project([[0.1, 0.2, -1.0]], CAMERA)).all()


def test_depth_of_another_size_says_what_to_publish():
    with pytest.raises(InputError, match="aligned"):
        depth_to_points(np.ones((24, 32), np.float32), CAMERA)


@pytest.mark.parametrize("q", [[0, 0, 0, 0], [np.nan, 0, 0, 1], [np.inf, 0, 0, 1]])
def test_quaternions_that_are_none_are_an_error(q):
    with pytest.raises(InputError, match="finite"):
        rotation_from_quaternion(q)
