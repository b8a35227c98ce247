# SPDX-License-Identifier: Apache-2.0
"""The simulator: world, sensors, person and referee."""

from mm_robot_sim.envs.arrival import register_when_loaded

register_when_loaded()  # gymnasium, if it is used here at all, then knows our environments
