# SPDX-License-Identifier: Apache-2.0
"""The benchmark: many commands in many worlds, judged, counted and shown. See `mm_robot bench --help`."""
