# SPDX-License-Identifier: Apache-2.0
"""Where a Chinese clause says that things come from and go to: 从桌上, 往左, 到碗里, 给我."""

from __future__ import annotations

from typing import cast

from mm_robot.language.arguments import Direction
from mm_robot.language.draft import at
from mm_robot.language.tokens import Token
from mm_robot.language.zh.reader import ChineseReader, Clause
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Reference, Relation
from mm_robot.vocabulary.nouns import CONTAINERS, SURFACES

SIDES = ("left", "right", "front", "back")
_FLAT = ("plate", "tray")  # containers that things lie on


class PlacesReader(ChineseReader):
    """Reads sources, directions, goals and recipients."""

    def _source(self, clause: Clause) -> bool:
        """从桌上, 从篮子里: where the target is."""
        read = phrase(self._tokens, self._i + 1)
        place = read.place
        if place is None and len(read.references) == 1 and read.references[0].noun in CONTAINERS:
            place = Relation("in", read.references)  # 从最下面的抽屉
        if place is None and len(read.references) == 1 and read.references[0].noun in SURFACES:
            place = Relation("on", read.references)  # 从架子
        if place is None:
            return False
        clause.source, self._i = place, read.end
        return True

    def _toward(self, clause: Clause) -> bool:
        """往左, 向前, 朝你自己; or a place before its verb: 往碗里放."""
        following = self._at(1)
        if clause.verb in ("", "push", "pull") and "toward" in self._at() and "speaker" in following:
            clause.destination = Relation("near", (Reference(noun="person", words=following.text),))
            self._i += 2
            return True
        if "toward" in self._at() and "direction" in following and not following.is_any("speaker"):
            j = self._i + 2
            if not at(self._tokens, j).is_any("noun", "attr", "loc"):
                clause.direction = cast(Direction, following.get("direction"))
                self._i = j
                while self._at().is_any("loc", "filler") and "verb" not in self._at():
                    self._i += 1
                return True
        return self._goal(clause)

    def _goal(self, clause: Clause) -> bool:
        """A place or person behind 在, 到, 进, 往 …."""
        token, following = self._at(), self._at(1)
        if following.is_any("speaker", "someone") and "loc" not in self._at(2):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        if (
            clause.verb in ("push", "pull")
            and following.get("direction") == "back"
            and following.text.startswith(("你", "自己"))
        ):
            clause.direction, self._i = "back", self._i + 2  # 推到你那边
            return True
        if following.is_any("there", "here") and "loc" not in self._at(2):
            self._place_pointed(clause, following)
            self._i += 2
            return True
        if "same_place" in following:
            clause.destination = Relation("on", (Reference(determiner="same", words=following.text),))
            self._i += 2
            return True
        read = phrase(self._tokens, self._i + 1)
        if read.place is not None:
            clause.destination = read.place
            self._i = read.end
            return True
        if len(read.references) == 1:
            reference = read.references[0]
            if (
                reference.noun is None
                and reference.ordinal is not None
                and reference.ordinal.by in ("left", "right", "front", "back")
                and not reference.attributes
                and "side_only" in following
            ):
                clause.direction = cast(
                    Direction,
                    {"front": "back", "back": "forward"}.get(reference.ordinal.by, reference.ordinal.by),
                )
            else:
                clause.destination = bare_goal(reference, token.text)
            self._i = read.end
            while self._at().is_any("there", "here"):
                self._i += 1  # 往水槽那边
            return True
        if "loc" in following:
            self._i += 2  # "放到旁边": beside what is not said
            return True
        return False

    def _place_pointed(self, clause: Clause, token: Token) -> None:
        if "here" in token and clause.verb in ("give", "pick"):
            clause.recipient = "speaker"
        else:
            place = Reference(determiner="that", unknown_words=(token.text,), words=token.text)
            clause.destination = Relation("near", (place,))


def bare_goal(reference: Reference, preposition: str) -> Relation:
    """A goal without a place word: 放进篮子, 放到桌子."""
    side = reference.ordinal.by if reference.ordinal is not None else ""
    if side in SIDES and reference == Reference(ordinal=reference.ordinal, words=reference.words):
        return Relation("on", (Reference("table", (side,), words=reference.words),))  # 放左边
    if preposition.endswith(("进", "入")) or (reference.noun in CONTAINERS and reference.noun not in _FLAT):
        return Relation("in", (reference,))
    if reference.noun in SURFACES or reference.noun in _FLAT or preposition.endswith(("上", "在")):
        return Relation("on", (reference,))
    return Relation("near", (reference,))
