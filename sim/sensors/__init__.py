# SPDX-License-Identifier: Apache-2.0
"""What the robot gets to see, feel and hear."""
