# SPDX-License-Identifier: Apache-2.0
"""Why nothing fits, in one short sentence that names what failed and what is there instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mm_robot.grounding.attributes import is_colour
from mm_robot.grounding.fit import Fit, Part, View, matches
from mm_robot.grounding.wording import (
    RELATIONS,
    SUPERLATIVES,
    adjective,
    counted,
    listed,
    named,
    place_words,
    reference_words,
)
from mm_robot.types import Language, Reference, Relation


def unknown(reference: Reference, language: Language) -> str:
    """The phrase holds words nobody taught the robot."""
    return _no(reference_words(reference, language), language)


def no_antecedent(language: Language) -> str:
    """A pronoun, and nothing was spoken of that is still there."""
    return "I do not know which one you mean." if language == "en" else "我不知道你指的是哪一个。"


def nothing_else(reference: Reference, language: Language) -> str:
    """As in "The other cup" where there is no other."""
    words = named(reference.noun, reference.attributes, language)
    return f"I see no other {words}." if language == "en" else f"我没看到别的{words}。"


def too_few(reference: Reference, there_are: int, language: Language) -> str:
    """Fewer fit than were asked for."""
    words = counted(reference.noun, reference.attributes, there_are, language)
    return f"I see only {words}." if language == "en" else f"我只看到{words}。"


def no_such_rank(reference: Reference, there_are: int, view: View, language: Language) -> str:
    """An ordinal beyond the end of the row, or measured from something that is not there."""
    ordinal = reference.ordinal
    if ordinal is not None and ordinal.anchor is not None and not matches(ordinal.anchor, view):
        return _no(reference_words(ordinal.anchor, language), language)
    if ordinal is not None and ordinal.rank == 1:
        english, chinese = SUPERLATIVES[ordinal.by]
        words = named(reference.noun, reference.attributes, language)
        return f"I see no {english} {words}." if language == "en" else f"我找不到{chinese}的{words}。"
    return too_few(reference, there_are, language)


def nothing_fits(reference: Reference, judged: Sequence[Fit], view: View, language: Language) -> str:
    """No thing meets every condition: name the first one that leaves nothing.

    Args:
        reference: what was asked for.
        judged: every thing with its parts, in any order.
        view: scene, talk and the threshold that was used.
        language: of the sentence.
    """
    if not judged:
        return "I see nothing on the table." if language == "en" else "桌上什么都没有。"
    remaining = list(judged)
    for index in range(max(len(fit.parts) for fit in judged)):
        part = judged[0].parts[index][0]
        left = [fit for fit in remaining if fit.parts[index][1] >= view.threshold]
        if not left:
            return _failed(reference, part, remaining, view, language)
        remaining = left
    return _no(reference_words(reference, language), language)


def _failed(reference: Reference, part: Part, before: Sequence[Fit], view: View, language: Language) -> str:
    if part.kind == "relation" and part.relation is not None:
        return _unrelated(reference, part.relation, view, language)
    if part.kind == "attribute" and reference.noun is not None:
        return _other_attribute(reference, part.name, before, language)
    if part.kind == "excluded":
        words = named(reference.noun, (), language)
        return f"I see no other {words}." if language == "en" else f"我没看到别的{words}。"
    return _no(reference_words(reference, language), language)


def _other_attribute(reference: Reference, attribute: str, before: Sequence[Fit], language: Language) -> str:
    """The sentence for a wrong attribute: "I see two cups, but none is red"."""
    count = len(before)
    others = counted(reference.noun, (), count, language)
    fits = adjective(attribute, language)
    if language == "zh":
        return f"有{others}，但{'不是' if count == 1 else '没有'}{fits}。"
    if count > 1:
        return f"I see {others}, but none is {fits}."
    colour = before[0].thing.colour
    if is_colour(attribute) and colour:
        return f"I see {others}, but it is {colour}, not {fits}."
    return f"I see {others}, but it is not {fits}."


def _unrelated(reference: Reference, relation: Relation, view: View, language: Language) -> str:
    """An anchor is missing, or nothing stands that way to it."""
    if RELATIONS[relation.kind] and relation.kind != "with":
        for anchor in relation.anchors:
            found = matches(anchor, view)
            if not found:
                return _no(reference_words(anchor, language), language)
            if relation.kind == "between" and len(relation.anchors) == 1 and len(found) < 2:
                return too_few(anchor, len(found), language)
    words = named(reference.noun, reference.attributes, language)
    names = [reference_words(anchor, language) for anchor in relation.anchors]
    place = place_words(relation.kind, names, language)
    if language == "zh":
        return f"{place}没有{words}。" if relation.kind != "with" else f"没有{place}的{words}。"
    return f"I see no {words} {place}."


def _no(words: str, language: Language) -> str:
    return f"I see no {words}." if language == "en" else f"我没看到{words}。"


def seen_list(kinds: Mapping[tuple[str, str], int], language: Language) -> str:
    """As in "a red cup, two green blocks and a bowl", from (label, colour or "") -> how many."""
    words = [counted(label, (colour,) if colour else (), n, language) for (label, colour), n in kinds.items()]
    return listed(words, language)
