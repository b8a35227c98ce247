# SPDX-License-Identifier: Apache-2.0
"""What may open a Chinese clause beside things, places and people: 按颜色, 离蜡烛远点, 用积木, 苹果要大的."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from mm_robot.language.draft import at
from mm_robot.language.zh.places import PlacesReader
from mm_robot.language.zh.reader import Clause
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Reference


class OpeningsReader(PlacesReader):
    """Reads them, one at a time."""

    def _sorting_key(self, clause: Clause) -> bool:
        """按颜色."""
        if "by_key" not in self._at():
            return False
        clause.by = cast(Literal["colour", "kind", "size"], self._at().get("by_key"))
        self._i += 1
        return True

    def _kept_away(self, clause: Clause) -> bool:
        """离蜡烛远点: not to be touched."""
        if "distance" not in self._at() or clause.targets:
            return False
        read = phrase(self._tokens, self._i + 1, joined=False)
        word = at(self._tokens, read.end)
        far = "farthest" in (word.get("nearest"), word.get("comp"))
        if not (far and read.references and at(self._tokens, read.end + 1).is_any("end", "punct", "then")):
            return False
        self._add(clause, read.references)
        clause.verb, self._i = "avoid", read.end + 1
        return True

    def _refined_here(self, clause: Clause) -> bool:
        """苹果要大的: which apple."""
        read = phrase(self._tokens, self._i + 1, joined=False)
        if len(read.references) != 1 or not refines(clause.targets, read.references[0]):
            return False
        clause.targets = [refined(clause.targets[-1], read.references[0])]
        if self._at().text == "拿":
            clause.verb = clause.verb_text = "pick"
        self._i = read.end
        return True

    def _there_is(self, clause: Clause) -> bool:
        """桌上有一瓶可乐，拿过来."""
        if self._at().text not in ("有", "有个", "有一个") or clause.destination is None or clause.targets:
            return False
        read = phrase(self._tokens, self._i + 1, joined=False)
        if len(read.references) != 1 or not at(self._tokens, read.end).is_any("verb", "benefit", "you"):
            return False
        (thing,) = read.references
        relations = (*thing.relations, clause.destination)
        self._add(clause, (replace(thing, count=None, relations=relations),))
        clause.destination, clause.fronted, self._i = None, True, read.end
        return True

    def _described_person(self, clause: Clause) -> bool:
        """递给站在门口的那个人."""
        if (
            clause.verb != "give"
            or not clause.verb_text.endswith("给")
            or not clause.targets
            or clause.recipient
        ):
            return False
        someone = next((k for k in range(1, 7) if "someone" in self._at(k)), 0)
        between = [self._at(k) for k in range(someone)]
        if not between or any(t.is_any("punct", "ba", "then", "benefit") for t in between):
            return False
        clause.recipient, self._i = "person", self._i + someone + 1
        return True

    def _builds(self) -> bool:
        """用积木搭个塔."""
        read = phrase(self._tokens, self._i + 1)
        return bool(read.references) and at(self._tokens, read.end).get("verb") == "stack"


def refines(targets: Sequence[Reference], more: Reference) -> bool:
    """Whether `more` says which of the one kind that was named first: 杯子 … 红色的."""
    bare = len(targets) == 1 and targets[0] == Reference(targets[0].noun, words=targets[0].words)
    says = more.attributes or more.excluded_attributes or more.ordinal or more.relations or more.count
    return bare and more.noun is None and bool(says) and not more.unknown_words


def refined(target: Reference, more: Reference) -> Reference:
    """`target` with what `more` says of it."""
    return replace(more, noun=target.noun, words=f"{target.words}{more.words}")
