# SPDX-License-Identifier: Apache-2.0
"""The last guard: no negation that was said may be missing from what was understood."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.tokens import END, Token
from mm_robot.types import Command, Reference, Relation

_THINGS = ("noun", "attr", "head", "unknown", "everything", "purpose")


def lost_negation(tokens: Sequence[Token], commands: Sequence[Command]) -> bool:
    """Whether the tokens hold more negations than the commands show.

    One negation may forbid several steps, so that it is enough when each has left a trace: a forbidden step,
    something excluded, a "no", a "stop" ("do not move"), or a fixed remark that it is part of.
    """
    said = denials(tokens)
    if not said:
        return False
    acts = [command for command in commands if command.verb not in ("answer", "confirm")]
    shown = sum(_shown(command) for command in acts or commands)
    return shown < said and not (shown and all(c.negated or c.verb in ("deny", "stop") for c in commands))


def _denies(token: Token, following: Token) -> bool:
    """A negation that is not just a part of a fixed remark ("do not move", 不用了)."""
    if not token.is_any("neg", "except", "without") or "filler" in token:
        return False
    if "deny_word" in token and not token.han and not following.is_any(*_THINGS):
        return False  # "no, the blue one" is an answer, "no cups" forbids
    return "remark" not in token or not following.is_any("end", "punct", "filler", "question_end")


def denials(tokens: Sequence[Token]) -> int:
    """How many negations the tokens hold, markers of a correction ("no, sorry") not counted."""
    pairs = zip(tokens, [*tokens[1:], END], strict=False)
    return sum(_denies(token, following) and "correct" not in token for token, following in pairs)


def _shown(command: Command) -> int:
    count = int(command.negated) + int(command.verb in ("deny", "stop", "cancel", "answer"))
    references = [command.target, *(command.destination.anchors if command.destination else ())]
    return count + sum(_excluded(reference) for reference in references if reference is not None)


def _excluded(reference: Reference) -> int:
    own = int(bool(reference.excluded_attributes or reference.excluded_nouns))
    nested: list[Relation] = list(reference.relations)
    return own + sum(_excluded(anchor) for relation in nested for anchor in relation.anchors)
