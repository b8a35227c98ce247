# SPDX-License-Identifier: Apache-2.0
"""What stands behind an English verb may make another verb of it: "put the toys away"."""

from __future__ import annotations

from mm_robot.language.arguments import Arguments

_GATHERING = ("collect", "gather")
_THROWING = ("throw", "toss", "chuck", "dump", "bung")


def with_particle(verb: str, said: str, found: Arguments) -> str:
    """The kind of verb that `verb`, said as `said`, becomes with what stands behind it."""
    away = "away" in found.particles and not (found.phrases or found.goals or found.there or found.direction)
    if verb == "pick" and said == "pull out" and found.targets and found.targets[-1].noun == "drawer":
        return "open"
    if verb == "sort" and said.startswith("line") and found.by is None:
        return "lay_out"  # in a row, which the robot cannot
    if "pushed" in found.particles:
        return "push"
    if found.by is not None and verb != "stack":
        return "sort"
    held = [p for p in found.phrases if p.relation.kind in ("in", "on") and not p.explicit and not p.source]
    if said.split()[0] in _GATHERING and not (held or found.goals):
        return "pick"  # "collect the cups"
    if "stacked" in found.particles and verb in ("place", "move", "stack"):
        return "stack"
    everything = bool(found.targets) and found.targets[-1].count == "all" and found.targets[-1].noun is None
    if verb == "pick" and everything and found.recipient is None and any(p.source for p in found.phrases):
        return "put_away"  # "take everything off the tray"
    if verb != "place" or not away:
        return verb
    return "discard" if said.split()[0] in _THROWING else "put_away"
