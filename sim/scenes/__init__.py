# SPDX-License-Identifier: Apache-2.0
"""Rooms, furniture, and what stands where."""
