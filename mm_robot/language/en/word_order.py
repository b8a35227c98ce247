# SPDX-License-Identifier: Apache-2.0
"""What a word of an English noun phrase is, told by the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.draft import at
from mm_robot.language.tokens import Token
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.nouns import CONTAINERS


def end_of_content(tokens: Sequence[Token], i: int) -> int:
    """Where the phrase of a vessel with its content ends ("the bottle of water"); `i` when it is none."""
    j = i + 2
    if at(tokens, i).get("noun") not in CONTAINERS or at(tokens, i + 1).text != "of":
        return i
    while at(tokens, j).is_any("det", "attr", "purpose") and not _is_last(tokens, j):
        j += 1
    return j + 1 if at(tokens, j).is_any("noun", "unknown", "purpose") and at(tokens, j).text != "the" else i


def _is_last(tokens: Sequence[Token], j: int) -> bool:
    return "noun" in at(tokens, j) and not at(tokens, j + 1).is_any("noun", "attr")


def is_head(token: Token, following: Token, tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is colour and thing ("orange", "glass") names the thing here."""
    if "noun" not in token:
        return False
    while following.is_any("attr", "purpose") and "noun" in following and following.text != token.text:
        i += 1
        following = at(tokens, i + 1)
    return not following.is_any("noun", "head", "attr")


def leads_on(token: Token) -> bool:
    """Whether "one" before it is a number: "one red cup"."""
    return token.is_any("noun", "attr", "unknown", "of", "sup", "head", "purpose")


def stands_alone(token: Token) -> bool:
    """Whether a noun is read as another word here: "the cup right …"."""
    return token.is_any("filler", "remark", "and", "then", "rel")


def stands_last(token: Token, following: Token) -> bool:
    """Whether a colour or size behind its noun describes it: "the apple red"."""
    plain = token.get("attr") in (*COLOURS, "big", "small", "round", "tall", "empty")
    return plain and following.is_any("end", "punct", "rel", "then", "to")


def is_goal(tokens: Sequence[Token], i: int) -> bool:
    """'to the left' is where to push it when it ends the sentence of a moving verb."""
    return "direction" in at(tokens, i) and is_moved(tokens, i)


def is_moved(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of moving stands not far before."""
    return any(token.get("verb") in ("push", "pull", "move", "place") for token in tokens[max(0, i - 16) : i])
