# SPDX-License-Identifier: Apache-2.0
"""Speech to action for robots: say it, and the robot hands it over."""
