# SPDX-License-Identifier: Apache-2.0
"""Commands and references as JSON-able dictionaries, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast, get_args

from mm_robot.errors import InputError
from mm_robot.types import Command, Ordinal, OrdinalKey, Question, Reference, Relation, RelationKind, Verb


def command_to_dict(command: Command) -> dict[str, Any]:
    """Every field by its name in `types.Command`; absent ones are None."""
    return {
        "verb": command.verb,
        "negated": command.negated,
        "target": _optional(command.target),
        "destination": relation_to_dict(command.destination) if command.destination else None,
        "recipient": command.recipient,
        "language": command.language,
        "question": command.question,
        "direction": command.direction,
        "by": command.by,
        "text": command.text,
        "confidence": command.confidence,
    }


def reference_to_dict(reference: Reference) -> dict[str, Any]:
    """Every field by its name in `types.Reference`; tuples become lists."""
    return {
        "noun": reference.noun,
        "attributes": list(reference.attributes),
        "excluded_attributes": list(reference.excluded_attributes),
        "excluded_nouns": list(reference.excluded_nouns),
        "relations": [relation_to_dict(relation) for relation in reference.relations],
        "ordinal": _ordinal_to_dict(reference.ordinal) if reference.ordinal else None,
        "count": reference.count,
        "determiner": reference.determiner,
        "unknown_words": list(reference.unknown_words),
        "words": reference.words,
    }


def relation_to_dict(relation: Relation) -> dict[str, Any]:
    """{"kind": "between", "anchors": [reference, …]}."""
    return {"kind": relation.kind, "anchors": [reference_to_dict(anchor) for anchor in relation.anchors]}


def command_from_dict(data: Mapping[str, Any]) -> Command:
    """The Command of a dictionary made by `command_to_dict`; missing keys take their defaults.

    Raises:
        InputError: a key or value is none that a Command can have.
    """
    known = _known(data, Command)
    verb = known.get("verb")
    if verb not in get_args(Verb):
        raise InputError(f"'{verb}' is no verb of a command; available: {', '.join(get_args(Verb))}")
    if known.get("question") not in (None, *get_args(Question)):
        raise InputError(f"'{known['question']}' is no question; available: {', '.join(get_args(Question))}")
    if known.get("language", "en") not in ("en", "zh"):
        raise InputError(f"'{known['language']}' is no language of ours; available: en, zh")
    if known.get("target") is not None:
        known["target"] = reference_from_dict(known["target"])
    if known.get("destination") is not None:
        known["destination"] = relation_from_dict(known["destination"])
    return Command(**known)


def reference_from_dict(data: Mapping[str, Any]) -> Reference:
    """The Reference of a dictionary made by `reference_to_dict`; missing keys take their defaults.

    Raises:
        InputError: a key or value is none that a Reference can have.
    """
    known = _known(data, Reference)
    for name in ("attributes", "excluded_attributes", "excluded_nouns", "unknown_words"):
        if name in known:
            known[name] = tuple(str(word) for word in known[name])
    known["relations"] = tuple(relation_from_dict(relation) for relation in known.get("relations", ()))
    if known.get("ordinal") is not None:
        known["ordinal"] = _ordinal_from_dict(known["ordinal"])
    count = known.get("count")
    if count is not None and count != "all" and (isinstance(count, bool) or not isinstance(count, int)):
        raise InputError(f'count is {count!r}; expected a whole number, "all" or null')
    return Reference(**known)


def relation_from_dict(data: Mapping[str, Any]) -> Relation:
    """The Relation of a dictionary made by `relation_to_dict`.

    Raises:
        InputError: the kind is unknown or an anchor is malformed.
    """
    known = _known(data, Relation)
    kind = known.get("kind")
    if kind not in get_args(RelationKind):
        raise InputError(f"'{kind}' is no relation; available: {', '.join(get_args(RelationKind))}")
    return Relation(
        cast(RelationKind, kind), tuple(reference_from_dict(anchor) for anchor in known.get("anchors", ()))
    )


def _optional(reference: Reference | None) -> dict[str, Any] | None:
    return None if reference is None else reference_to_dict(reference)


def _ordinal_to_dict(ordinal: Ordinal) -> dict[str, Any]:
    return {"rank": ordinal.rank, "by": ordinal.by, "anchor": _optional(ordinal.anchor)}


def _ordinal_from_dict(data: Mapping[str, Any]) -> Ordinal:
    known = _known(data, Ordinal)
    if known.get("by") not in get_args(OrdinalKey):
        raise InputError(f"'{known.get('by')}' is no order; available: {', '.join(get_args(OrdinalKey))}")
    if known.get("anchor") is not None:
        known["anchor"] = reference_from_dict(known["anchor"])
    if not isinstance(known.get("rank"), int) or known["rank"] < 1:
        raise InputError(f"rank is {known.get('rank')!r}; expected 1 or more")
    return Ordinal(**known)


def _known(data: Mapping[str, Any], cls: type) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise InputError(f"a {cls.__name__} must be an object, got {data!r}")
    names = [f.name for f in fields(cls)]
    unknown = sorted(set(data) - set(names))
    if unknown:
        raise InputError(f"{cls.__name__} has no {', '.join(unknown)}; available: {', '.join(names)}")
    return dict(data)
