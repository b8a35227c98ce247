# SPDX-License-Identifier: Apache-2.0
"""Things and places in English words."""

from __future__ import annotations

from mm_robot.types import Ordinal, Reference, Relation
from mm_robot.vocabulary import attributes, nouns

_RELATIONS = {
    "on": "on", "in": "in", "under": "under", "left_of": "to the left of", "right_of": "to the right of",
    "in_front_of": "in front of", "behind": "behind", "between": "between", "next_to": "next to",
    "near": "near",
    "above": "above", "with": "with",
}  # fmt: skip
_NUMBERS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
}
_RANKS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}
_FIRST = {
    "left": "leftmost", "right": "rightmost", "front": "frontmost", "back": "rearmost", "top": "top",
    "bottom": "bottom",
}  # fmt: skip
COMPARATIVES_EN = {key: word for word, key in reversed(attributes.comparatives_en().items())}


def reference_en(reference: Reference, explicit: bool = False) -> str:
    """The noun phrase, with its article.

    `explicit`: "the cup that is in the bowl", where "in the bowl" alone might be taken for where to put it.
    """
    if reference.determiner == "it" and reference == Reference(determiner="it", words=reference.words):
        return "it"
    plural = reference.count == "all" or (isinstance(reference.count, int) and reference.count > 1)
    words = [_article(reference)]
    if reference.count == "all":
        words.append("all" if reference.determiner in (None, "a") else "")
    elif isinstance(reference.count, int) and reference.count > 1:
        words.append(_NUMBERS.get(reference.count, str(reference.count)))
    words.append(_ordinal(reference.ordinal))
    words += [_attribute(attribute) for attribute in reference.attributes]
    words += reference.unknown_words
    words.append(_head(reference, plural))
    words.append("I just gave you" if reference.determiner == "given" else "")
    words.append(_after(reference.ordinal))
    that_is = "that is " if explicit else ""
    words += [("" if r.kind == "with" else that_is) + relation_en(r) for r in reference.relations]
    words.append(_exclusion(reference))
    return " ".join(word for word in words if word)


def _attribute(attribute: str) -> str:
    """Its plainest English word: "cloth" would be taken for the thing, "fabric" is not."""
    words = attributes.names_en().get(attribute)
    return words[0] if words else attribute


def relation_en(relation: Relation) -> str:
    """The preposition with its anchors."""
    if relation.kind == "with" and len(relation.anchors) == 1 and relation.anchors[0].noun in nouns.FEATURES:
        return "with a " + " ".join((*relation.anchors[0].attributes, relation.anchors[0].noun or ""))
    anchors = " and ".join(reference_en(anchor) for anchor in relation.anchors)
    return f"{_RELATIONS[relation.kind]} {anchors}"


def ruled_out_en(reference: Reference) -> str:
    """The "not the red one" of an answer that rules things out."""
    return "not the " + " ".join((*reference.excluded_attributes, *(reference.excluded_nouns or ("one",))))


def _article(reference: Reference) -> str:
    if reference.determiner == "other":
        return "the other"
    if reference.determiner == "same":
        return "the same"
    if reference.determiner in ("this", "that"):
        plural = reference.count == "all" or (isinstance(reference.count, int) and reference.count > 1)
        return {"this": "these", "that": "those"}[reference.determiner] if plural else reference.determiner
    if reference.count is not None and reference.count != 1:
        return ""
    if reference.determiner == "a" and reference.ordinal is None:
        following = " ".join((*reference.attributes, *reference.unknown_words, reference.noun or "one"))
        return "an" if following[:1] in "aeiou" else "a"
    return "the"


def _ordinal(ordinal: Ordinal | None) -> str:
    if ordinal is None:
        return ""
    rank = _RANKS.get(ordinal.rank, f"{ordinal.rank}th")
    if ordinal.by in _FIRST:
        return _FIRST[ordinal.by] if ordinal.rank == 1 else rank
    if ordinal.anchor is not None:
        return rank if ordinal.rank > 1 else ""
    return ordinal.by if ordinal.rank == 1 else f"{rank} {ordinal.by}"


def _after(ordinal: Ordinal | None) -> str:
    if ordinal is None:
        return ""
    if ordinal.by in _FIRST:
        return f"from the {ordinal.by}" if ordinal.rank > 1 else ""
    if ordinal.anchor is None:
        return ""
    anchor = "me" if ordinal.anchor.noun == "person" else reference_en(ordinal.anchor)
    return f"closest to {anchor}" if ordinal.by == "nearest" else f"farthest from {anchor}"


def _head(reference: Reference, plural: bool) -> str:
    if reference.noun is not None:
        return nouns.plural(reference.noun) if plural else reference.noun
    if reference.unknown_words:
        return ""
    if plural:
        return "things"
    return "thing" if reference.determiner in (None, "a") and not reference.attributes else "one"


def _exclusion(reference: Reference) -> str:
    if not (reference.excluded_attributes or reference.excluded_nouns):
        return ""
    attributes_text = " ".join(reference.excluded_attributes)
    if not reference.excluded_nouns:
        return f"but not the {attributes_text} one"
    kinds = " and the ".join(reference.excluded_nouns)
    return " ".join(word for word in ("except the", attributes_text, kinds) if word)
