# SPDX-License-Identifier: Apache-2.0
"""Which families of tasks an environment draws from."""

from __future__ import annotations

from collections.abc import Mapping

EVERY_KIND: Mapping[str, tuple[str, ...]] = {
    "Pick": ("pick",),
    "Place": ("in", "on", "left_of", "right_of", "next_to", "between"),
    "Handover": ("hand_over",),
    "Tabletop": ("pick", "hand_over", "in", "on", "left_of", "right_of", "next_to", "between"),
}
