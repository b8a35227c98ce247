# SPDX-License-Identifier: Apache-2.0
"""English noun phrases: "the second red cup from the left that is next to the bowl" to Reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from mm_robot.language.draft import Draft, at
from mm_robot.language.en.word_order import (
    end_of_content,
    is_goal,
    is_head,
    is_moved,
    leads_on,
    stands_alone,
    stands_last,
)
from mm_robot.language.tokens import Token, text_of
from mm_robot.types import Ordinal, OrdinalKey, Reference
from mm_robot.vocabulary.nouns import OPENABLE

_HEADS = ("noun", "head", "everything", "pronoun")
_CLOSES = ("end", "punct", "and", "then", "but")
_MODIFIERS = (
    "attr",
    "sup",
    "comp",
    "ord",
    "last",
    "num",
    "side",
    "middle",
    "purpose",
    "all",
    "both",
    "unknown",
)
PEOPLE = Reference(noun="person")


def starts_phrase(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun phrase may begin here."""
    token = at(tokens, i)
    if "unknown" in token:
        return True
    return token.is_any("det", "head", *_HEADS, *_MODIFIERS) and not token.is_any("neg")


def noun_phrase(tokens: Sequence[Token], i: int) -> tuple[Reference | None, int]:
    """Read a noun phrase at `i` with what surely belongs to it, but without prepositional phrases.

    Returns:
        The reference and the position behind it; None and `i` when there is none.
    """
    draft, start = Draft(), i
    i = _before_head(tokens, i, draft)
    if i == start or (
        i == start + 1 and at(tokens, start).text in ("the", "a", "an") and "head" not in at(tokens, start)
    ):
        return None, start
    if not draft.headed and "purpose" in at(tokens, i - 1) and "noun" not in at(tokens, i - 1):
        draft.unknown.append(at(tokens, i - 1).text)
    i = _after_head(tokens, i, draft)
    return draft.finished(text_of(tokens[start:i])), i


def _before_head(tokens: Sequence[Token], i: int, draft: Draft) -> int:
    start = i
    while True:
        token = at(tokens, i)
        following = at(tokens, i + 1)
        if "pronoun" in token and (i == start or token.get("pronoun") == "same" or draft.count is not None):
            draft.determiner = token.get("pronoun")
            i += 1
            if draft.determiner == "same" and at(tokens, i).is_any("noun", "head"):
                continue
            draft.headed = True
            return i
        if "everything" in token and not draft.headed and draft.determiner is None:
            draft.count = "all" if token.text.startswith(("everything", "all")) else None
            draft.determiner = "other" if token.text.endswith("else") else (None if draft.count else "a")
            draft.headed = True
            i += 1
            while "attr" in at(tokens, i):
                draft.attributes.append(at(tokens, i).get("attr"))
                i += 1
            return i
        if "det" in token and not draft.headed and not draft.unknown:
            value = token.get("det")
            draft.determiner = value if draft.determiner in (None, "the", "a") else draft.determiner
            i += 1
            continue
        if token.is_any("all", "both") and not draft.headed:
            draft.count = "all" if "all" in token else 2
            i += 1
            if "of" in at(tokens, i):
                i += 1
            continue
        if "attr" in token and (not is_head(token, following, tokens, i) or draft.headed):
            draft.attributes.append(token.get("attr"))
            i += 1
            continue
        if token.text == "not" and "attr" in following and draft.determiner and not draft.headed:
            draft.excluded_attributes.append(following.get("attr"))  # "the non-red cup"
            i += 2
            continue
        if "num" in token and not (
            "head" in token and (draft.determiner or draft.attributes or draft.ordinal or draft.rank)
        ):
            if "head" in token and not leads_on(following):  # "one" alone: a head
                draft.headed = True
                return i + 1
            if not isinstance(draft.count, int):  # "two of the three cups" are two
                draft.count = int(token.get("num"))
            i += 1
            if "of" in at(tokens, i):
                i += 1
            continue
        if "measure" in token and "of" in following and not draft.headed and starts_phrase(tokens, i + 2):
            return _one_of(tokens, i + 2, draft)  # "a slice of bread"
        if "head" in token and not draft.headed:
            draft.headed = True
            if token.text == "ones" and draft.count is None and draft.determiner in ("the", "this", "that"):
                draft.count = "all"
            if token.text.endswith("else"):
                draft.determiner = "other"
            i += 1
            while token.text == "something" and "attr" in at(tokens, i):
                draft.attributes.append(at(tokens, i).get("attr"))  # "something red"
                i += 1
            return i
        if "purpose" in token and following.is_any("noun", "purpose", "attr") and not draft.headed:
            i += 1
            continue
        if "noun" in token and not draft.headed:
            if following.text in ("door", "doors") and token.get("noun") in OPENABLE:
                i += 1  # "the microwave door"
                continue
            if "noun" in following and "verb" not in following and not stands_alone(following):
                draft.unknown.append(token.text)  # "banana box": said of which box
                i += 1
                continue
            if token.text == "door" and "of" in following and at(tokens, i + 2).is_any("noun", "det"):
                draft.noun, draft.headed = "door", True  # "the door of the cupboard"
                return i + 3 + int("det" in at(tokens, i + 2))
            if "of" in following and (held := end_of_content(tokens, i)) > i:
                draft.noun, draft.headed = token.get("noun"), True
                return held
            draft.noun, draft.headed = token.get("noun"), True
            if isinstance(draft.count, int) and "plural" in token:
                draft.noun = token.get("plural")  # "two glasses" are for drinking
            if (
                token.get("plural") == draft.noun
                and draft.count is None
                and draft.determiner in ("the", "this", "that")
            ):
                draft.count = "all"
            pieces = following.text in ("piece", "pieces", "thing", "things", "stuff", "object", "objects")
            if pieces and following.text.endswith("s") and draft.count is None and draft.determiner == "the":
                draft.count = "all"
            return i + 1 + int(pieces)  # "the chess pieces", "the lego things"
        if token.is_any("ord", "last") and not draft.headed:
            if "last" in token:
                draft.ordinal = Ordinal(1, "right")
            else:
                draft.rank = int(token.get("ord"))
            i += 1
            continue
        if "of" in token and not draft.headed and (draft.ordinal or draft.rank or draft.determiner):
            return _one_of(tokens, i + 1, draft)
        if token.is_any("sup", "comp") and not (
            "nearest_to" in token and _begins_anchor(tokens, i + 1, draft)
        ):
            if "than" in following:
                break
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("sup") or token.get("comp")))
            i += 1
            continue
        returned = (
            token.text == "back" and draft.determiner in ("this", "that") and following.is_any(*_CLOSES)
        )
        if (
            "side" in token
            and not returned
            and not draft.headed
            and not ("rel" in token or "of" in following)
        ):
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("side")))
            i += 1
            continue
        if "middle" in token and not draft.headed and i > start:
            draft.attributes.append("middle")
            i += 1
            continue
        if "purpose" in token and not draft.headed:
            i += 1
            continue
        named = (
            i > start
            and "det" in at(tokens, i - 1)
            or at(tokens, i - 1).text in ("with the", "with a", "has a")
        )
        if set(token.readings) == {"verb"} and named and not draft.headed:
            draft.unknown.append(token.text)  # "the cup with the crack"
            i += 1
            continue
        if "unknown" in token and not draft.headed:
            draft.unknown.append(token.text)
            i += 1
            continue
        if "particle" in token and draft.determiner == "the" and following.is_any("noun", "head"):
            draft.ordinal = Ordinal(1, "back")  # "the back one" after other readings failed
            i += 1
            continue
        break
    return i


def _one_of(tokens: Sequence[Token], i: int, draft: Draft) -> int:
    """E.g. "the biggest of the three boxes": the boxes tell the kind."""
    group = Draft()
    end = _before_head(tokens, i, group)
    draft.noun, draft.headed = group.noun, group.headed
    draft.attributes += group.attributes
    draft.unknown += group.unknown
    return end


def _begins_anchor(tokens: Sequence[Token], i: int, draft: Draft) -> bool:
    token = at(tokens, i)
    if token.is_any("you", "speaker"):
        return True
    return draft.headed or (token.is_any("det", "pronoun") and draft.determiner is not None)


def _after_head(tokens: Sequence[Token], i: int, draft: Draft) -> int:
    """Places ("on the left"), counting directions, exclusions, "closest to …": never a destination."""
    while True:
        token = at(tokens, i)
        following = at(tokens, i + 1)
        if "from_side" in token:
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("from_side")))
            i += 1
        elif "ord" in token and "from_side" in following:
            draft.rank = int(token.get("ord"))  # "the cup second from the right"
            i += 1
        elif "just_gave" in token:
            draft.determiner = token.get("just_gave")
            i += 1
        elif "at_side" in token and not is_goal(tokens, i):
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("at_side")))
            i += 1
        elif "middle" in token and "of" not in following and draft.headed and "in" in token.text:
            draft.attributes.append("middle")
            i += 1
        elif "nearest_to" in token and not (
            ("rel" in token or token.text.startswith(("further", "farther"))) and is_moved(tokens, i)
        ):
            i = _nearest(tokens, i, draft)
        elif token.text in ("closer to you", "nearer to you") and draft.headed and not is_moved(tokens, i):
            draft.ordinal = Ordinal(draft.rank or 1, "nearest")
            i += 1
        elif _closest_split(tokens, i, draft):
            by = draft.ordinal.by if draft.ordinal is not None else "nearest"
            fake = Token(by, {"nearest_to": by})  # "the closest one to you", "the nearest cup to the bowl"
            i += _nearest([fake, *tokens[i:]], 0, draft) - 1
        elif token.is_any("both", "all") and draft.determiner == "it" and draft.count is None:
            draft.count = 2 if "both" in token else "all"  # "I want them both"
            i += 1
        elif (
            "there" in token and token.text.endswith("there") and following.is_any("at_side") and draft.headed
        ):
            i += 1  # "that one there on the left"
        elif "attr" in token and "noun" not in token and draft.headed and stands_last(token, following):
            draft.attributes.append(token.get("attr"))  # "the apple red", as other languages have it
            i += 1
        elif (
            "that_is" in token
            and set(following.readings) == {"unknown"}
            and at(tokens, i + 2).is_any(*_CLOSES)
        ):
            draft.unknown.append(following.text)  # "the towels that are dry"
            i += 2
        elif "that_is" in token and ("nearest_to" in following or following.is_any(*_CLOSES)):
            i += 1  # "the smallest one you can find"
        elif (
            "be" in token
            and draft.determiner == "a"
            and following.text == "the"
            and "sup" in at(tokens, i + 2)
        ):
            draft.ordinal = Ordinal(1, cast(OrdinalKey, at(tokens, i + 2).get("sup")))
            i += 3  # "whichever bottle is the tallest"
        elif "be" in token and draft.determiner == "a" and following.is_any("sup", "nearest_to", "comp"):
            i += 1  # "whichever cup is closest"
            if "nearest_to" not in following:
                word = at(tokens, i)
                draft.ordinal = Ordinal(1, cast(OrdinalKey, word.get("sup") or word.get("comp")))
                i += 1
        elif (
            "that_is" in token
            and following.is_any("sup", "comp", "attr", "at_side", "middle")
            and "rel" not in following
        ):
            i += 1
            while "attr" in at(tokens, i):
                draft.attributes.append(at(tokens, i).get("attr"))
                i += 1
            if at(tokens, i).is_any("sup", "comp"):
                word = at(tokens, i)
                draft.ordinal = Ordinal(
                    draft.rank or 1, cast(OrdinalKey, word.get("sup") or word.get("comp"))
                )
                i += 1
        elif "without" in token:
            reference, j = noun_phrase(tokens, i + 1)
            if reference is None:
                return i
            draft.excluded_attributes.append(reference.noun or reference.words)
            i = j
        elif _begins_exclusion(tokens, i) or _but_for(tokens, i, draft):
            reference, j = noun_phrase(tokens, i + 1)
            if reference is None:
                return i
            draft.exclude(reference)
            i = j
            while "and" in at(tokens, i) or "or" in at(tokens, i):
                reference, j = noun_phrase(tokens, i + 1)
                if reference is None or "verb" in at(tokens, i + 1):
                    break
                draft.exclude(reference)
                i = j
        elif (
            "punct" in token
            and token.text == ","
            and (following.text == "not" or "except" in following)
            and starts_phrase(tokens, i + 2)
        ):
            i += 1
        else:
            return i


def _closest_split(tokens: Sequence[Token], i: int, draft: Draft) -> bool:
    """Whether "to …" says what the closest is closest to, and not where it goes."""
    ordinal = draft.ordinal
    if ordinal is None or ordinal.by not in ("nearest", "farthest") or ordinal.anchor is not None:
        return False
    person = at(tokens, i).text in ("to me", "from me", "to us")
    if person or not (at(tokens, i).text in ("to", "from") and draft.headed):
        return False
    return "you" in at(tokens, i + 1) or (starts_phrase(tokens, i + 1) and not is_moved(tokens, i))


def _begins_exclusion(tokens: Sequence[Token], i: int) -> bool:
    token = at(tokens, i)
    if "except" in token:
        return starts_phrase(tokens, i + 1)
    return token.text == "not" and starts_phrase(tokens, i + 1) and "verb" not in at(tokens, i + 1)


def _but_for(tokens: Sequence[Token], i: int, draft: Draft) -> bool:
    """E.g. "anything but the red cup", "all cups but the blue one"."""
    wide = draft.count == "all" or draft.determiner == "a"
    return (
        at(tokens, i).text == "but"
        and wide
        and at(tokens, i + 1).is_any("det", "attr", "noun")
        and "verb" not in at(tokens, i + 1)
    )


def closest(tokens: Sequence[Token], i: int) -> tuple[Ordinal | None, int]:
    """The order that "closest to the bowl" at `i` stands for."""
    draft = Draft()
    end = _nearest(tokens, i, draft)
    return draft.ordinal, end


def _nearest(tokens: Sequence[Token], i: int, draft: Draft) -> int:
    by = cast(OrdinalKey, at(tokens, i).get("nearest_to"))
    i += 1
    if "to" in at(tokens, i) or "from" in at(tokens, i):
        i += 1
    anchor: Reference | None = None
    if "you" in at(tokens, i):
        i += 1
    elif at(tokens, i).is_any("speaker", "someone"):
        anchor, i = PEOPLE, i + 1
    else:
        anchor, i = noun_phrase(tokens, i)
    draft.ordinal = Ordinal(draft.rank or 1, by, anchor)
    return i
