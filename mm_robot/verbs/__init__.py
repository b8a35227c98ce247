# SPDX-License-Identifier: Apache-2.0
"""The verbs of the console script `mm_robot`, by subject."""
