# SPDX-License-Identifier: Apache-2.0
"""English questions: "how many red cups are on the table", "is there a banana", "which one is bigger"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.clause import compared, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.en.reference import closest, noun_phrase
from mm_robot.language.en.relations import attach, prep_phrases
from mm_robot.language.tokens import Token, text_of
from mm_robot.types import Command, Ordinal, OrdinalKey, Question, Reference

_SKIP = ("be", "see", "do", "i", "filler", "you", "there_is")


def question(tokens: Sequence[Token], i: int) -> tuple[Command | None, int]:
    """Read a question at `i`; None and `i` when there is none."""
    start = i
    asked = False
    while at(tokens, i).is_any("ask", "filler") and not at(tokens, i).is_any("there_is"):
        if _opens(at(tokens, i + 1)) or at(tokens, i + 1).is_any("ask", "filler", "noun", "det"):
            asked, i = asked or "ask" in at(tokens, i), i + 1
        else:
            break
    either, end = _either(tokens, i)
    if either is not None:
        return replace(either, text=text_of(tokens[start:end])), end
    token = at(tokens, i)
    if "pronoun" in token and token.text.startswith("what") and at(tokens, i + 1).is_any("end", "punct"):
        held = Reference(determiner="it", words=token.text)
        return _made(tokens, start, "what", held, i + 1)
    if "where" in token:
        i = _skip(tokens, i + 1)
        place, j = prep_phrases(tokens, i)
        if place and "be" in at(tokens, j):
            i = j + 1  # "where on the table is the pan"
        if "verb" in at(tokens, i) and "noun" not in at(tokens, i):
            i += 1  # "where did you put the apple"
        return _made(tokens, start, "where", *_subject(tokens, i))
    if "how_many" in token:
        reference, j = _subject(tokens, i + 1)
        reference = replace(reference or Reference(), count=None, determiner=None)
        return _made(tokens, start, "count", reference, j)
    if "which" in token or token.text in ("which is", "which are"):
        return _which(tokens, start, i + 1)
    if "what" in token:
        return _what(tokens, start, i + 1)
    if token.text in ("there is", "there are") and not asked:
        return None, start  # told, not asked
    if "there_is" in token or ("see" in token and token.text != "see"):
        reference, j = _subject(tokens, i + 1)
        if reference is None:
            return None, start
        return _made(tokens, start, "exists", replace(reference, determiner=None, count=None), j)
    if "be" in token and at(tokens, i + 1).is_any(
        "det", "noun", "pronoun", "attr", "all", "everything", "head"
    ):
        return _is_it(tokens, start, i + 1)
    if asked and "that_is" not in token:
        reference, j = _subject(tokens, i)
        if reference is not None and "be" in at(tokens, j - 1):
            return _made(tokens, start, "where", reference, j)
    return None, start


def _either(tokens: Sequence[Token], i: int) -> tuple[Command | None, int]:
    """E.g. "is the cup or the bowl bigger", "of the cup and the bowl which is bigger"."""
    end = i
    while not at(tokens, end).is_any("end", "then") and at(tokens, end).text not in (".", "!", ";"):
        end += 1
    clause = tokens[i:end]
    which = [t.is_any("which", "what") or t.text in ("which is", "which are") for t in clause]
    opens = at(tokens, i).is_any("be", "of", "det", "noun", "attr") or which[:1] == [True]
    asks = any(which) or "be" in at(tokens, i)
    words = [t for t in clause if t.is_any("comp", "sup")]
    joints = [k for k in range(i, end) if tokens[k].is_any("or", "and")]
    if not (opens and asks and len(words) == 1 and len(joints) == 1) or any("verb" in t for t in clause):
        return None, i
    by = cast(OrdinalKey, words[0].get("comp") or words[0].get("sup"))
    second, _ = noun_phrase(tokens, joints[0] + 1)
    for begin in range(i, joints[0]):
        first, behind = noun_phrase(tokens, begin)
        if first is not None and behind == joints[0] and first.ordinal is None and second is not None:
            if second.ordinal is not None and second.ordinal.by in ("left", "right", "front", "back"):
                return None, i  # two places of one row: nothing to say it with
            second = replace(second, ordinal=None)
            asked = next((t.get("noun") for t in clause[: begin - i] if "noun" in t), None)
            if first.noun is None and first.determiner != "it" and asked:
                first = replace(first, noun=asked)  # "which bowl is smaller, the blue or the white one"
            return Command("answer", compared(first, second, by), question="compare"), end
    return None, i


def _opens(token: Token) -> bool:
    return (
        token.is_any("where", "how_many", "which", "what", "there_is", "see", "be")
        or token.text == "which is"
    )


def _made(
    tokens: Sequence[Token], start: int, kind: Question, target: Reference | None, end: int
) -> tuple[Command | None, int]:
    if target is None and kind in ("where", "count", "exists"):
        return None, start
    if target is not None:  # "is the red block on the blue one"
        target = replace(
            target,
            relations=tuple(
                replace(r, anchors=tuple(inherit_noun(a, target) for a in r.anchors))
                for r in target.relations
            ),
        )
    return Command("answer", target, question=kind, text=text_of(tokens[start:end])), end


def _subject(tokens: Sequence[Token], i: int) -> tuple[Reference | None, int]:
    """The thing asked about, with all that is said of it, whatever little words stand between."""
    i = _skip(tokens, i)
    if "that_is" in at(tokens, i) and "rel" in at(tokens, i + 1):
        i += 1  # "what is lying behind the toaster"
    reference, i = noun_phrase(tokens, i)
    phrases, i = prep_phrases(tokens, i)
    if reference is None:
        if not phrases:
            return None, i
        reference = Reference(words=text_of(tokens[:i]))
    i = _skip(tokens, i)
    more, i = prep_phrases(tokens, i)
    if at(tokens, i).text in ("not", "is not", "are not") and "attr" in at(tokens, i + 1):
        excluded = (*reference.excluded_attributes, at(tokens, i + 1).get("attr"))
        reference, i = replace(reference, excluded_attributes=excluded), i + 2
    while "attr" in at(tokens, i):
        reference = replace(reference, attributes=(*reference.attributes, at(tokens, i).get("attr")))
        i += 1
    if "at_side" in at(tokens, i):
        reference = replace(reference, ordinal=Ordinal(1, cast(OrdinalKey, at(tokens, i).get("at_side"))))
        i += 1
    i = _skip(tokens, i)
    if "took" in at(tokens, i) and at(tokens, i + 1).is_any("left_over", "end", "punct"):
        i += 1  # "how many apples do I have left"
    if "left_over" in at(tokens, i) and at(tokens, i + 1).is_any("end", "punct", "rel"):
        i += 1  # "are there any bananas left", "is there any milk left in the fridge"
        rest, i = prep_phrases(tokens, i)
        more = (*more, *rest)
    return attach(reference, (*phrases, *more)), i


def _skip(tokens: Sequence[Token], i: int) -> int:
    while at(tokens, i).is_any(*_SKIP, "there") and not at(tokens, i).is_any("det", "verb"):
        i += 1
    return i


def _what(tokens: Sequence[Token], start: int, i: int) -> tuple[Command | None, int]:
    j = i
    while at(tokens, j).is_any("be") or at(tokens, j).text == "the":
        j += 1
    if "property" in at(tokens, j) and "of" in at(tokens, j + 1):  # "what is the colour of the cup"
        return _made(tokens, start, "what", *_subject(tokens, j + 2))
    if "property" in at(tokens, i):  # "what colour is the cup"
        reference, j = _subject(tokens, i + 1)
        return _made(tokens, start, "what", reference, j) if reference is not None else (None, start)
    if "held" in at(tokens, i):
        return _made(tokens, start, "what", Reference(determiner="it", words="what you hold"), i + 1)
    if at(tokens, i).is_any("be", "do") and at(tokens, i + 1).is_any("comp", "sup"):
        return _which(tokens, start, i)
    j = _skip(tokens, i)
    if "gave" in at(tokens, j):
        given = Reference(determiner="given", words="what I gave you")
        return _made(tokens, start, "what", given, j + 1)
    if "held" in at(tokens, j):
        return _made(tokens, start, "what", Reference(determiner="it", words="what you hold"), j + 1)
    reference, j = _subject(tokens, i)
    if reference is not None and reference.unknown_words and reference.noun is None:
        return None, start
    if reference is not None and reference.noun is not None and at(tokens, i).is_any("noun", "attr"):
        return _made(tokens, start, "which", reference, j)  # "what cups are on the table"
    if reference is None and j == i:
        return None, start
    return _made(tokens, start, "what", _plain(reference), j)


def _plain(reference: Reference | None) -> Reference | None:
    """E.g. "what things are on the table" asks about nothing but the table."""
    if reference is None or reference == Reference(words=reference.words):
        return None
    return reference


def _which(tokens: Sequence[Token], start: int, i: int) -> tuple[Command | None, int]:
    if "of" in at(tokens, i):
        i += 1
    reference: Reference | None = None
    if not at(tokens, i).is_any("comp", "sup") or at(tokens, i + 1).is_any("noun", "head"):
        reference, i = noun_phrase(tokens, i)
    phrases, i = prep_phrases(tokens, i)
    reference = attach(reference or Reference(), phrases)
    i = _skip(tokens, i)
    if at(tokens, i).text == "the" and at(tokens, i + 1).is_any("sup", "comp"):
        i += 1
    token = at(tokens, i)
    if "nearest_to" in token:
        ordinal, i = closest(tokens, i)
        return _made(tokens, start, "which", replace(reference, ordinal=ordinal), i)
    if token.is_any("comp", "sup"):
        by = cast(OrdinalKey, token.get("comp") or token.get("sup"))
        i += 1
        if "punct" in at(tokens, i):
            i += 1
        first, j = _subject(tokens, i)
        if first is not None and "punct" in at(tokens, j):
            j += 1
        if first is not None and at(tokens, j).is_any("or", "and"):
            second, j = _subject(tokens, j + 1)
            if second is not None and first.ordinal is None:
                return _made(tokens, start, "compare", compared(first, second, by), j)
        if first is not None and reference == Reference():  # "which one is the tallest red cup"
            return _made(tokens, start, "which", replace(first, ordinal=Ordinal(1, by), count=None), j)
        if "head" in at(tokens, i):
            i += 1  # "the tallest one"
        return _made(tokens, start, "which", replace(reference, ordinal=Ordinal(1, by)), i)
    rest, j = _subject(tokens, i)
    if rest is not None:
        reference = replace(
            reference,
            noun=reference.noun or rest.noun,
            attributes=(*reference.attributes, *rest.attributes),
            relations=(*reference.relations, *rest.relations),
            ordinal=reference.ordinal or rest.ordinal,
            unknown_words=(*reference.unknown_words, *rest.unknown_words),
        )
        i = j
    if reference == Reference() or (reference.unknown_words and not (reference.noun or reference.relations)):
        return None, start  # "which one is heavier": nothing the robot can tell
    return _made(tokens, start, "which", reference, i)


def _is_it(tokens: Sequence[Token], start: int, i: int) -> tuple[Command | None, int]:
    """E.g. "is the cup red", "is the cup on the table", "is the cup bigger than the bowl"."""
    reference, i = noun_phrase(tokens, i)
    if reference is None:
        return None, start
    if reference.ordinal is None and at(tokens, i).is_any("comp") and "than" in at(tokens, i + 1):
        by = cast(OrdinalKey, at(tokens, i).get("comp"))
        other, j = _subject(tokens, i + 2)
        if other is None:
            return None, start
        return _made(tokens, start, "compare", compared(reference, other, by), j)
    phrases, i = prep_phrases(tokens, i)
    attributes = list(reference.attributes)
    while "attr" in at(tokens, i) or ("or" in at(tokens, i) and "attr" in at(tokens, i + 1)):
        if "attr" in at(tokens, i):
            attributes.append(at(tokens, i).get("attr"))
        i += 1
    ordinal = reference.ordinal
    if at(tokens, i).text == "the" and "sup" in at(tokens, i + 1):
        i += 1
    if at(tokens, i).is_any("sup", "at_side"):
        ordinal = Ordinal(1, cast(OrdinalKey, at(tokens, i).get("sup") or at(tokens, i).get("at_side")))
        i += 1
    i = _skip(tokens, i)
    while "unknown" in at(tokens, i) and "verb" not in at(tokens, i):  # "is my phone charging"
        reference = replace(reference, unknown_words=(*reference.unknown_words, at(tokens, i).text))
        i += 1
    target = replace(attach(reference, phrases), attributes=tuple(attributes), ordinal=ordinal)
    return _made(tokens, start, "exists", target, i)
