# SPDX-License-Identifier: Apache-2.0
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.perception.selfview import inside_capsules
from mm_robot.types import Capsules

ARM = Capsules(
    np.array([[0.0, 0, 0], [0.5, 0, 0.5]]), np.array([[0.0, 0, 0.5], [0.5, 0, 0.5]]), np.array([0.1, 0.05])
)


def test_inside_a_capsule_its_caps_and_its_margin():
    points = np.array(
        [[0.09, 0, 0.25], [0.0, 0, 0.59], [0.12, 0, 0.25], [0.5, 0.06, 0.5], [0.5, 0.08, 0.5]], np.float32
    )
    assert inside_capsules(points, ARM, 0.0).tolist() == [True, True, False, False, False]
    assert inside_capsules(points, ARM, 0.025).tolist() == [True, True, True, True, False]


@given(st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=1, max_size=30), st.floats(0.0, 0.2))
def test_a_wider_margin_never_lets_a_point_go(points, margin):
    cloud = np.array(points, np.float32)
    narrow, wide = inside_capsules(cloud, ARM, margin), inside_capsules(cloud, ARM, margin + 0.05)
    assert (wide | ~narrow).all()
