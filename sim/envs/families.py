# SPDX-License-Identifier: Apache-2.0
"""What each environment draws from: families of tasks, and kinds of scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mm_robot_sim.scenes.spec import Kind

_PLACE = ("place_in", "place_on", "left_of", "right_of", "in_front_of", "behind", "next_to", "between")


@dataclass(frozen=True)
class Errands:
    """What one id of gymnasium offers."""

    families: tuple[str, ...]  # of tasks/families.py; one is drawn at each reset
    scene: Kind | None  # where; None: as the family likes it
    text: str


ERRANDS: Mapping[str, Errands] = {
    "Tabletop": Errands(("pick", "hand_over", *_PLACE, "stack", "push"), None, "any errand on a table"),
    "Pick": Errands(("pick",), "simple", "pick up the thing that is named"),
    "Place": Errands(_PLACE, None, "put a thing in, on or beside another"),
    "Handover": Errands(("hand_over",), "simple", "put a thing into the person's hand"),
    "Clutter": Errands(("pick", "hand_over"), "table", "the same among up to 25 things"),
    "Shelf": Errands(("pick", "hand_over"), "shelf", "take a thing where a shelf stands"),
    "Drawers": Errands(
        ("open_drawer", "close_drawer", "put_into_drawer", "fetch_from_drawer"), "drawers", "drawers"
    ),
}
