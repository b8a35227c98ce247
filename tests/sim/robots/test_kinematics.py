# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import load
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import World


@pytest.mark.parametrize("profile", ["panda_sim", "ur5e_sim"])
def test_the_tool_reported_is_the_true_one_within_the_encoders_error(profile):
    config = load(profile)
    world = World(1006, objects=[("block", "red")], person=False, config=config)
    robot = SimRobot(world, config)
    robot.sleep(0.1)
    site = world.model.site("tcp").id
    np.testing.assert_allclose(robot.state().T_base_tcp[:3, 3], world.data.site_xpos[site], atol=2e-4)
    assert (robot.state().T_base_tcp[:3, 3] != world.data.site_xpos[site]).any(), "the truth is for referees"
