# SPDX-License-Identifier: Apache-2.0
"""The simulator: world, sensors, person and referee."""
