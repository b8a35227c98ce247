# SPDX-License-Identifier: Apache-2.0
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mm_robot_sim.envs.range_image import COLUMNS, ROWS, range_image


@given(st.floats(-0.95, 0.08), st.floats(-3.1, 3.1), st.floats(0.2, 25.0))
def test_a_point_is_found_at_its_distance_in_its_direction(up_rad, turn_rad, distance_m):
    flat = distance_m * np.cos(up_rad)
    point = [flat * np.cos(turn_rad), flat * np.sin(turn_rad), distance_m * np.sin(up_rad)]
    image = range_image(np.array([point]))
    (row,), (column,) = np.nonzero(image)
    assert abs(image[row, column] - distance_m) < 1e-4
    assert abs((column * 2 * np.pi / COLUMNS - turn_rad + np.pi) % (2 * np.pi) - np.pi) < 0.01
    higher = range_image(np.array([[point[0], point[1], point[2] + 0.1 * distance_m]]))
    assert not higher.any() or np.nonzero(higher)[0][0] < row


def test_the_nearest_point_of_a_cell_stays_and_nothing_is_zero():
    image = range_image(np.array([[2.0, 0, 0], [1.0, 0, 0], [0, 0, 0.0]]))
    assert image.shape == (ROWS, COLUMNS) and image.max() == 1.0 and (image > 0).sum() == 1
    assert not range_image(np.zeros((0, 3))).any()
