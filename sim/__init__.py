# SPDX-License-Identifier: Apache-2.0
"""The simulator: world, sensors, person and referee."""

import sys

if "gymnasium" in sys.modules:  # loaded later, it finds our ids by the entry point `gymnasium.envs`
    from mm_robot_sim.envs.registry import register

    register()
