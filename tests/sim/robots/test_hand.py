# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import mujoco
import numpy as np
import pytest

import mm_robot.robots
from mm_robot.errors import ConfigError
from mm_robot_sim.robots.hand import find_hand

ROBOTS = sorted(Path(mm_robot.robots.__file__).parent.glob("*.xml"))


@pytest.mark.parametrize("path", ROBOTS, ids=lambda path: path.stem)
def test_every_arms_hand_is_found_and_its_stroke_is_the_distance_of_the_pads(path):
    model = mujoco.MjModel.from_xml_path(str(path))
    data, hand = mujoco.MjData(model), find_hand(model)
    data.qpos[hand.finger_qpos] = 0.02
    mujoco.mj_kinematics(model, data)
    y = data.site_xmat[hand.tcp_site].reshape(3, 3)[:, 1]
    faces = []
    for geoms, way in zip(hand.finger_geoms, (1.0, -1.0), strict=True):
        pad = next(g for g in np.flatnonzero(geoms) if model.geom(int(g)).name.endswith("pad"))
        middle = way * float((data.geom_xpos[pad] - data.site_xpos[hand.tcp_site]) @ y)
        faces.append(middle - model.geom_size[pad, 1])
    assert sum(faces) == pytest.approx(0.04, abs=1e-6)
    assert hand.tool_geoms.sum() > sum(g.sum() for g in hand.finger_geoms)


def test_a_model_without_a_hand_says_what_is_missing():
    model = mujoco.MjModel.from_xml_string("<mujoco><worldbody><body/></worldbody></mujoco>")
    with pytest.raises(ConfigError, match='site "tcp".*"gripper"'):
        find_hand(model)
