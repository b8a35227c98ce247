# SPDX-License-Identifier: Apache-2.0
"""Command, Grounding and Scene to Plan."""
