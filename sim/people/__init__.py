# SPDX-License-Identifier: Apache-2.0
"""People: bodies, and what they do."""
