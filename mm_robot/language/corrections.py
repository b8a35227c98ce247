# SPDX-License-Identifier: Apache-2.0
"""Speech that mends itself: "the red, no, the blue cup" is the blue cup; "红色的不对蓝色的杯子" as well."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.tokens import Token

_PHRASE = (
    "det",
    "attr",
    "noun",
    "head",
    "num",
    "ord",
    "sup",
    "comp",
    "side",
    "unknown",
    "all",
    "pronoun",
    "purpose",
    "de",
    "classifier",
    "loc",
)
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
        while (
            after
            and after[0].is_any("punct", "correct", "filler", "is")
            and not after[0].is_any("attr", "noun", "verb", "ord")
        ):
            after.pop(0)
        if before and before[-1].han and before[-1].text in ("不要", "别", "不用", "不想要"):
            continue  # 橘子不要了，换成苹果: two wishes, not one put right
        if not before or not after or "remark" in token and len(before) == 0:
            continue
        if "remark" in before[0] and "neg" in before[0] and not any("noun" in t for t in before):
            continue  # "neither of those, I meant the pan": a no, and what is meant
        if not any(t.is_any("attr", "noun", "verb", "head", "rel", "loc") for t in before):
            continue
        return _replace(before, after)
    return None


def _is_marker(tokens: Sequence[Token], i: int) -> bool:
    """A correcting phrase, or a bare "no" between two noun phrases."""
    token = tokens[i]
    if i == 0 or i + 1 >= len(tokens):
        return False
    following = next((t for t in tokens[i + 1 :] if not t.is_any("punct", "filler") and t.text != "是"), None)
    if following is None or ("neg" in following and "correct" not in token):
        return False
    bare = token.text == "不" and tokens[i - 1].is_any("de", "num")
    if bare and following.is_any("side_only", "det", "num"):
        return True  # 左边的不右边的那个
    if token.text == "不是" and "punct" not in tokens[i + 1]:
        return False  # 拿蓝色的不是红色的: a contrast
    if "correct" in token:
        return (
            following.is_any(
                *_PHRASE,
                *_PLACE,
                "verb",
                "ba",
                "correct",
                "neg",
                "direction",
                "at_side",
                "speaker",
                "someone",
                "benefit",
            )
            and "neg" not in following
        )
    if token.text == "no" or token.get("deny_word") == "bare":
        commas = "punct" in tokens[i - 1] or "punct" in tokens[i + 1]
        earlier = next((t for t in reversed(tokens[:i]) if not t.is_any("punct", "filler")), None)
        if (
            earlier is None
            or earlier.is_any("verb", "confirm_word", "deny_word")
            and not earlier.is_any("noun", "attr")
        ):
            return False
        sides = ("at_side", "direction")  # "on the left, no, on the right"
        if not earlier.is_any(*_PHRASE, *_PLACE, *sides, "speaker", "someone", "particle", "benefit"):
            return False
        sentence_end = tokens[i - 1].text in (".", "!", "?")
        return (
            not sentence_end
            and following.is_any("det", "attr", "sup", "side", "noun", "verb", "num", *_PLACE, *sides)
            and (
                commas
                or following.is_any("det", "rel", "verb")
                or (following.is_any(*sides) and earlier.is_any(*sides))
                or ("num" in following and "num" in earlier)
                or ("ord" in following and "ord" in earlier)
            )
        )
    return False


def _replace(before: list[Token], after: list[Token]) -> list[Token]:
    """What was meant: `after` takes the place of its like in `before`."""
    first = after[0]
    if "ba" in first:
        return after  # the whole command is said anew
    if "verb" in first and not first.is_any("noun", "attr"):
        return _verb_anew(before, after)
    if "benefit" in first and "noun" not in first:  # 给我螺丝，不对，给我螺丝刀; 把它给我，不对，给他
        k = next((k for k in range(len(before) - 1, -1, -1) if "benefit" in before[k]), 0)
        return before[:k] + after
    if first.is_any("rel", "place_prep") and not first.is_any("noun", "attr"):
        for k in range(len(before) - 1, -1, -1):
            if before[k].is_any("rel", "place_prep"):
                return before[:k] + after
        return before + after
    if first.is_any("speaker", "someone") and "det" not in first:  # "to me, sorry, to him"
        for k in range(len(before) - 1, -1, -1):
            if before[k].is_any("speaker", "someone"):
                return before[:k] + after
    if first.is_any("direction", "at_side"):  # "to the left, sorry, to the right"
        for k in range(len(before) - 1, -1, -1):
            if before[k].is_any("direction", "at_side"):
                return before[:k] + after
    stop = len(before)
    while stop > 0 and not _nominal(before[stop - 1]):
        stop -= 1
    start = stop
    while start > 0 and _nominal(before[start - 1]):
        start -= 1
        if before[start].text in ("the", "a", "an", "my", "that", "this"):
            break
    if start == stop:
        return before + after
    old, tail = before[start:stop], before[stop:]
    end = 0
    while end < len(after) and _nominal(after[end]):
        end += 1
    new = after[:end]
    if not any(t.is_any("noun", "pronoun") for t in new):
        nouns = [t for t in old if "noun" in t and "attr" not in t]
        new = [t for t in new if not ("head" in t and "noun" not in t)] + nouns[-1:] if nouns else new
    if old[0].han and "det" in old[0] and not any("det" in t for t in new):
        new = [old[0], *new]  # 那个蓝色啊不绿色的积木
    return before[:start] + new + (after[end:] if after[end:] else tail)


def _verb_anew(before: list[Token], after: list[Token]) -> list[Token]:
    """E.g. "put the apple in the bowl, no, put it on the plate"; 把苹果放进碗里不对放到盘子上."""
    ba = next((k for k, t in enumerate(before) if "ba" in t), None)
    verbs = [
        k
        for k, t in enumerate(before)
        if t.get("verb") == after[0].get("verb") and not t.is_any("noun", "attr")
    ]
    if ba is not None and verbs and verbs[-1] > ba:
        return before[: verbs[-1]] + after
    named = [k for k, t in enumerate(before) if "noun" in t]
    if named and any(t.text == "it" for t in after):
        stop = named[0] + 1
        start = named[0]
        while start > 0 and _nominal(before[start - 1]):
            start -= 1
        it = next(k for k, t in enumerate(after) if t.text == "it")
        return after[:it] + before[start:stop] + after[it + 1 :]
    return after


def _nominal(token: Token) -> bool:
    """Part of a noun phrase, not of what stands around it."""
    return token.is_any(*_PHRASE) and (not token.is_any("verb", "rel") or token.is_any("noun", "attr"))
