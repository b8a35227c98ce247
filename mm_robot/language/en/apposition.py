# SPDX-License-Identifier: Apache-2.0
"""One thing in two English phrases: "the ball the big one", "the thing the remote"."""

from __future__ import annotations

from dataclasses import replace

from mm_robot.types import Reference


def one_thing(first: Reference, second: Reference) -> Reference | None:
    """What both phrases mean together; None where they may be two things, or say the same again."""
    if second.determiner == "other" or first.determiner == "it":
        return None
    vague = first.noun is None and not first.unknown_words and not first.attributes
    if vague and (second.noun or second.unknown_words):
        return second
    if second.unknown_words or second.count != first.count or second.noun not in (None, first.noun):
        return None
    if not (second.attributes or second.ordinal):
        return None
    attributes = tuple(dict.fromkeys((*first.attributes, *second.attributes)))
    return replace(first, attributes=attributes, ordinal=second.ordinal or first.ordinal)
