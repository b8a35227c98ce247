# SPDX-License-Identifier: Apache-2.0
"""Commands and references in English words."""

from __future__ import annotations

from mm_robot.types import Command, Ordinal, Reference, Relation
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
_FIRST = {"left": "leftmost", "right": "rightmost", "front": "frontmost", "back": "rearmost"}
_SIMPLE = {
    "go_home": "go home", "stop": "stop", "wait": "wait", "resume": "continue", "cancel": "cancel",
    "confirm": "yes", "deny": "no",
}  # fmt: skip
_DIRECTIONS = {"left": "to the left", "right": "to the right", "forward": "forward", "back": "backward"}


def reference_en(reference: Reference) -> str:
    """The noun phrase, with its article."""
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
    words.append(_after(reference.ordinal))
    words += [relation_en(relation) for relation in reference.relations]
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


def command_en(command: Command) -> str:
    """The command as an imperative; "do not …" for a prohibition."""
    text = _positive(command)
    if not command.negated:
        return text
    return f"do not {text}"


def _positive(command: Command) -> str:
    verb, target = command.verb, command.target
    thing = reference_en(target) if target is not None else "it"
    if verb in ("confirm", "deny") and target is not None:
        if verb == "deny" and (target.excluded_attributes or target.excluded_nouns):
            return "not the " + " ".join((*target.excluded_attributes, *(target.excluded_nouns or ("one",))))
        return f"{_SIMPLE[verb]}, {thing}"
    if verb in _SIMPLE:
        return _SIMPLE[verb]
    if verb == "answer":
        return _question(command)
    if verb == "pick":
        return f"pick up {thing}"
    if verb == "hand_over":
        return f"give the person {thing}" if command.recipient == "person" else f"hand over {thing}"
    if verb == "place":
        return (
            f"put {thing} {relation_en(command.destination)}" if command.destination else f"put {thing} down"
        )
    if verb == "push":
        goal = _DIRECTIONS[command.direction] if command.direction else ""
        return " ".join(
            w
            for w in (
                f"push {thing}",
                goal or (relation_en(command.destination) if command.destination else ""),
            )
            if w
        )
    if verb in ("open", "close"):
        return f"{verb} {thing}" if target is not None else f"{verb} the hand"
    if verb == "release":
        return f"let go of {thing}"
    if verb == "put_back":
        return f"put {thing} back"
    return f"look for {thing}"


def _question(command: Command) -> str:
    thing = reference_en(command.target) if command.target is not None else ""
    if command.question == "where":
        return f"where is {thing}"
    if command.question == "count":
        return f"count {thing}"
    if command.question == "exists":
        return f"is there {thing}"
    if command.question == "which":
        return f"which one is {thing}"
    if command.question == "compare" and command.target is not None:
        return _comparison(command.target)
    if command.question == "status":
        return "what are you doing"
    return f"what is {thing}" if thing else "what do you see"


def _comparison(target: Reference) -> str:
    ordinal = target.ordinal
    if ordinal is None or ordinal.anchor is None:
        return f"which is {reference_en(target)}"
    word = {key: word for word, key in reversed(attributes.comparatives_en().items())}[ordinal.by]
    thing = reference_en(Reference(**{**target.__dict__, "ordinal": None}))
    return f"is {thing} {word} than {reference_en(ordinal.anchor)}"


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
