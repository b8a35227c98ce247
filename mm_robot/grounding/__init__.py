# SPDX-License-Identifier: Apache-2.0
"""Scene and Reference to Grounding."""
