# SPDX-License-Identifier: Apache-2.0
"""Whether somebody said stop: decided before anything else is understood."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.text import plain
from mm_robot.language.tokens import Token, tokenise

_MOST_CHARACTERS = 80  # nobody wraps a stop in more words than this
_MOST_AROUND = 5  # tokens beside the stop word: "stop stop what are you doing"
_HARMLESS = (
    "filler", "confirm_word", "deny_word", "punct", "i", "be", "question_end", "and", "you", "correct", "det",
    "remark",
    "there", "then", "but",
)  # fmt: skip


def is_stop(text: str) -> bool:
    """Whether the text is a call to stop: a stop word alone, repeated, or among fillers.

    "don't stop" is none, nor is a sentence in which "stop" names something ("the stop sign"), nor
    "stop touching it", which forbids something else. When in doubt it is a stop.
    """
    if len(text) > _MOST_CHARACTERS:
        return False
    tokens = tokenise(plain(text))
    content = [token for token in tokens if not token.is_any("punct")]
    stops = [i for i, token in enumerate(content) if token.get("remark") == "stop"]
    if not stops or _denied(content, stops):
        return False
    if all(token.get("remark") == "stop" or token.is_any(*_HARMLESS) for token in content):
        return True
    if stops[0] == _first(content):  # "stop, that is the wrong cup"
        following = content[stops[0] + 1] if stops[0] + 1 < len(content) else None
        named = (
            following is not None
            and following.is_any("noun", "unknown")
            and not _clause_ends(tokens, content[stops[0]])
        )
        rest = content[stops[0] + 1 :]
        return not named and (len(rest) <= _MOST_AROUND or _clause_ends(tokens, content[stops[0]]))
    others = [token for token in content if token.get("remark") != "stop" and not token.is_any(*_HARMLESS)]
    return (
        stops[-1] == len(content) - 1
        and len(others) <= 3
        and not any(t.is_any("verb", "neg", "noun", "attr", "where", "what", "which") for t in others)
    )


def _first(content: Sequence[Token]) -> int:
    return next(
        (
            i
            for i, token in enumerate(content)
            if not token.is_any("filler", "confirm_word", "deny_word", "correct") or "remark" in token
        ),
        0,
    )


def _denied(content: Sequence[Token], stops: Sequence[int]) -> bool:
    """E.g. "do not stop", "never ever stop"."""
    first = stops[0]
    return any(token.is_any("neg") and "remark" not in token for token in content[max(0, first - 3) : first])


def _clause_ends(tokens: Sequence[Token], stop: Token) -> bool:
    i = next(n for n, token in enumerate(tokens) if token is stop)
    return i + 1 >= len(tokens) or tokens[i + 1].is_any("punct", "remark", "filler")
