# SPDX-License-Identifier: Apache-2.0
"""Things and scenes by hand: what perception would say, without perception."""

import itertools

import numpy as np
import pytest

from mm_robot.config import GroundingConfig
from mm_robot.geometry import pose, rotation_z
from mm_robot.grounding.grounder import Grounder
from mm_robot.types import Person, RobotState, Scene, SceneObject, SupportSurface

SIZES_M = {
    "cup": (0.07, 0.07, 0.10), "mug": (0.12, 0.07, 0.09), "bowl": (0.14, 0.14, 0.06),
    "plate": (0.18, 0.18, 0.02), "block": (0.045, 0.045, 0.045), "box": (0.11, 0.06, 0.12),
    "tray": (0.24, 0.18, 0.02), "bottle": (0.06, 0.06, 0.2), "basket": (0.21, 0.17, 0.08),
    "banana": (0.15, 0.05, 0.035),
}  # fmt: skip
TABLE = SupportSurface("table", 0.0, np.array([[0.2, -0.5], [1.0, -0.5], [1.0, 0.5], [0.2, 0.5]]))


@pytest.fixture(scope="session")
def make_thing():
    ids = itertools.count(1)

    def make(label, colour="red", x=0.5, y=0.0, size_m=None, bottom_m=0.0, yaw=0.0, held=False, scores=None):
        size = np.array(size_m or SIZES_M.get(label, (0.065, 0.065, 0.065)), dtype=float)
        T = pose([x, y, bottom_m + size[2] / 2], rotation_z(yaw))
        points = T[:3, 3] + np.zeros((1, 3))
        labels = scores if scores is not None else {label: 0.95}
        return SceneObject(next(ids), points, T, size, labels, {colour: 1.0}, 0.0, 0.95, held)

    return make


@pytest.fixture(scope="session")
def make_scene():
    state = RobotState(np.zeros(7), np.zeros(7), 0.08, np.zeros(3), np.eye(4), 0.0)
    person = Person(np.array([0.5, 0.95, 0.1]), 1.7, np.array([0.5, 0.55, 0.3]), 0.9)

    def make(*things, person_there=True):
        return Scene(tuple(things), (TABLE,), (), (person,) if person_there else (), state, 0.0)

    return make


@pytest.fixture(scope="session")
def grounder():
    return Grounder(GroundingConfig())
