# SPDX-License-Identifier: Apache-2.0
"""What stands behind a verb, before it is known what the verb makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mm_robot.language.en.relations import PrepPhrase
from mm_robot.types import Reference, Relation

Direction = Literal["left", "right", "forward", "back"]
Recipient = Literal["speaker", "person"]


@dataclass
class Arguments:
    """What stands behind a verb."""

    targets: list[Reference] = field(default_factory=list)
    phrases: list[PrepPhrase] = field(default_factory=list)  # before any particle: may belong to the target
    goals: list[PrepPhrase] = field(default_factory=list)  # behind "down", "over", "to": where to
    recipient: Recipient | None = None
    direction: Direction | None = None
    by: Literal["colour", "kind", "size"] | None = None  # what to sort by
    particles: list[str] = field(default_factory=list)
    there: Relation | None = None
    negated: bool = False
