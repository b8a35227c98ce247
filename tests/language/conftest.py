# SPDX-License-Identifier: Apache-2.0
"""A short way to write down what a sentence means, for the test sentences in tests/data/language.

    hand_over red cup [on table] @speaker      verb, attributes, noun, relation, recipient
    NOT pick scissors                          a prohibition
    place <it> _ => [in bowl]                  determiner, no noun, destination
    pick #2right block                         ordinal: second from the right
    pick #1nearest(bowl) cup                   ordinal with its anchor
    place xall -red --box _ => [on tray]       count, excluded attribute, excluded noun
    hand_over purple _ ?elephant @speaker      unknown word
    answer:where lemon                         question
    push cup dir=left ; stop                   direction; two steps
    sort xall block by=colour                  what to sort by

The determiners "the" and "a" are left out; an empty line of commands is "EMPTY".
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mm_robot.language.parser import Parsed
from mm_robot.types import Command, Ordinal, Reference, Relation


@pytest.fixture(scope="session")
def written() -> Callable[[Parsed], str]:
    """Writes the commands of a parse in short form."""
    return _written


def _written(parsed: Parsed) -> str:
    return " ; ".join(_command(command) for command in parsed.commands) or "EMPTY"


def _command(command: Command) -> str:
    parts = ["NOT" if command.negated else ""]
    parts.append(command.verb + (f":{command.question}" if command.question else ""))
    parts.append(_reference(command.target) if command.target is not None else "")
    parts.append(f"=> {_relation(command.destination)}" if command.destination is not None else "")
    parts.append(f"@{command.recipient}" if command.recipient else "")
    parts.append(f"dir={command.direction}" if command.direction else "")
    parts.append(f"by={command.by}" if command.by else "")
    return " ".join(part for part in parts if part)


def _reference(reference: Reference) -> str:
    parts = []
    if reference.determiner not in (None, "the", "a"):
        parts.append(f"<{reference.determiner}>")
    if reference.count is not None:
        parts.append(f"x{reference.count}")
    parts += reference.attributes
    parts += [f"-{attribute}" for attribute in reference.excluded_attributes]
    parts += [f"--{noun}" for noun in reference.excluded_nouns]
    if reference.ordinal is not None:
        parts.append(_ordinal(reference.ordinal))
    parts.append(reference.noun or "_")
    parts += [f"?{word}" for word in reference.unknown_words]
    parts += [_relation(relation) for relation in reference.relations]
    return " ".join(parts)


def _ordinal(ordinal: Ordinal) -> str:
    anchor = f"({_reference(ordinal.anchor)})" if ordinal.anchor is not None else ""
    return f"#{ordinal.rank}{ordinal.by}{anchor}"


def _relation(relation: Relation) -> str:
    return f"[{relation.kind} {' & '.join(_reference(anchor) for anchor in relation.anchors)}]"
