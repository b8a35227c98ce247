# SPDX-License-Identifier: Apache-2.0
"""A noun phrase while it is read, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from mm_robot.language.tokens import END, Token
from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation
from mm_robot.vocabulary.nouns import TIERED

_SIZES: dict[OrdinalKey, str] = {
    "biggest": "big", "smallest": "small", "tallest": "tall", "shortest": "short", "longest": "long",
}  # fmt: skip


def at(tokens: Sequence[Token], i: int) -> Token:
    """The token there, or the end mark."""
    return tokens[i] if 0 <= i < len(tokens) else END


@dataclass
class Draft:
    """A noun phrase while it is read."""

    noun: str | None = None
    attributes: list[str] = field(default_factory=list)
    excluded_attributes: list[str] = field(default_factory=list)
    excluded_nouns: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    ordinal: Ordinal | None = None
    rank: int | None = None
    count: int | Literal["all"] | None = None
    determiner: str | None = None
    unknown: list[str] = field(default_factory=list)
    side: OrdinalKey | None = None  # from which ranks count
    headed: bool = False  # a noun, "one" or a pronoun was read

    @classmethod
    def of(cls, reference: Reference) -> Draft:
        """A draft that goes on from `reference`."""
        return cls(
            noun=reference.noun,
            attributes=list(reference.attributes),
            excluded_attributes=list(reference.excluded_attributes),
            excluded_nouns=list(reference.excluded_nouns),
            relations=list(reference.relations),
            ordinal=reference.ordinal,
            count=reference.count,
            determiner=reference.determiner,
            unknown=list(reference.unknown_words),
        )

    def finished(self, words: str) -> Reference:
        """The Reference it stands for."""
        ordinal = self.ordinal
        if ordinal is None and self.rank is not None:  # people count from the left or the top unless they say
            ordinal = Ordinal(self.rank, self.side or ("top" if self.noun in TIERED else "left"))
        elif ordinal is None and self.side is not None:
            ordinal = Ordinal(1, self.side)
        return Reference(
            noun=self.noun,
            attributes=tuple(dict.fromkeys(self.attributes)),
            excluded_attributes=tuple(dict.fromkeys(self.excluded_attributes)),
            excluded_nouns=tuple(dict.fromkeys(noun for noun in self.excluded_nouns if noun != self.noun)),
            relations=tuple(self.relations),
            ordinal=ordinal,
            count=self.count,
            determiner=cast(Literal["the", "a", "this", "that", "other", "it", "same"], self.determiner),
            unknown_words=tuple(self.unknown),
            words=words,
        )

    def exclude(self, reference: Reference) -> None:
        """Take out what `reference` describes: its attributes, or its noun where it names another kind."""
        self.excluded_attributes += [a for a in reference.attributes if a not in self.attributes]
        self.unknown += reference.unknown_words
        if reference.noun is not None and reference.noun != self.noun:
            self.excluded_nouns.append(reference.noun)
        if reference.ordinal is not None:
            self.excluded_attributes.append(_SIZES.get(reference.ordinal.by, reference.ordinal.by))
