# SPDX-License-Identifier: Apache-2.0
"""RGB-D frames and lidar sweeps to Scene."""
