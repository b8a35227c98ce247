# SPDX-License-Identifier: Apache-2.0
"""Household objects: what they look like, weigh and feel like."""
