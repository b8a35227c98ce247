# SPDX-License-Identifier: Apache-2.0
"""Speech that mends itself: "the red, no, the blue cup" is the blue cup; "红色的不对蓝色的杯子" as well."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.tokens import Token

_PHRASE = ("det", "attr", "noun", "head", "num", "ord", "sup", "comp", "side", "unknown", "all", "pronoun", "purpose", "de", "classifier", "loc")
_PLACE = ("rel", "place_prep", "to")


def corrected(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens as they were meant in the end: what was taken back is replaced by what followed."""
    current = list(tokens)
    for _ in range(4):  # nobody mends one sentence more often
        mended = _once(current)
        if mended is None:
            break
        current = mended
    return tuple(current)


def _once(tokens: list[Token]) -> list[Token] | None:
    for i, token in enumerate(tokens):
        if not _is_marker(tokens, i):
            continue
        before, after = tokens[:i], tokens[i + 1 :]
        while before and before[-1].is_any("punct", "filler"):
            before.pop()
        while after and after[0].is_any("punct", "correct", "filler") and not after[0].is_any("attr", "noun", "verb", "ord"):
            after.pop(0)
        if not before or not after or "remark" in token and len(before) == 0:
            continue
        if not any(t.is_any("attr", "noun", "verb", "head", "rel", "loc") for t in before):
            continue
        mended = _replace(before, after)
        if mended is not None:
            return mended
    return None


def _is_marker(tokens: Sequence[Token], i: int) -> bool:
    """A correcting phrase, or a bare "no" between two noun phrases."""
    token = tokens[i]
    if i == 0 or i + 1 >= len(tokens):
        return False
    following = next((t for t in tokens[i + 1 :] if not t.is_any("punct", "filler")), None)
    if following is None or ("neg" in following and "correct" not in token):
        return False
    if "correct" in token:
        return following.is_any(*_PHRASE, *_PLACE, "verb", "ba", "correct", "neg") and not ("neg" in following)
    if token.text == "no" or token.get("deny_word") == "bare":
        commas = "punct" in tokens[i - 1] or "punct" in tokens[i + 1]
        earlier = next((t for t in reversed(tokens[:i]) if not t.is_any("punct", "filler")), None)
        if earlier is None or earlier.is_any("verb", "confirm_word", "deny_word") and not earlier.is_any("noun", "attr"):
            return False
        if not earlier.is_any(*_PHRASE, *_PLACE):
            return False
        sentence_end = tokens[i - 1].text in (".", "!", "?")
        return not sentence_end and following.is_any("det", "attr", "sup", "side", "noun", *_PLACE) and (commas or following.is_any("det", "rel"))
    return False


def _replace(before: list[Token], after: list[Token]) -> list[Token] | None:
    first = after[0]
    if "ba" in first or ("verb" in first and not first.is_any("noun", "attr")):
        return after  # the whole command is said anew
    if first.is_any("rel", "place_prep") and not first.is_any("noun", "attr"):
        for k in range(len(before) - 1, -1, -1):
            if before[k].is_any("rel", "place_prep"):
                return before[:k] + after
        return before + after
    start = len(before)
    while start > 0 and before[start - 1].is_any(*_PHRASE) and not (
        before[start - 1].is_any("verb", "rel") and not before[start - 1].is_any("noun", "attr")
    ):
        start -= 1
        if "det" in before[start] and before[start].text in ("the", "a", "an", "my", "that", "this"):
            break
    if start == len(before):
        return before + after
    old = before[start:]
    end = 0
    while end < len(after) and after[end].is_any(*_PHRASE) and not (after[end].is_any("verb", "rel") and not after[end].is_any("noun", "attr")):
        end += 1
    new = after[:end]
    if not any(t.is_any("noun", "pronoun") for t in new):
        nouns = [t for t in old if "noun" in t and "attr" not in t]
        new = [t for t in new if not ("head" in t and "noun" not in t)] + nouns[-1:] if nouns else new
    elif not any(t.is_any("attr") for t in new) and old and all("noun" in t or "det" in t for t in old):
        pass
    return before[:start] + new + after[end:]
