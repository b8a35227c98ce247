# SPDX-License-Identifier: Apache-2.0
"""What stands before a Chinese noun and says which one: 有把手的, 离你最近的, 不是红色的, 除了杯子以外的."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from mm_robot.language.draft import Draft, at
from mm_robot.language.tokens import Token
from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation, RelationKind

_STARTS = (
    "attr", "noun", "head", "det", "num", "ord", "ord_back", "sup", "comp", "all", "both", "everything",
    "pronoun", "just_gave", "count_from", "side_only", "middle", "distance", "adjacent", "unknown", "except",
    "without", "have",
    "contain",
)  # fmt: skip
# fmt: skip


@dataclass(frozen=True)
class Phrase:
    """What was read: things (several when joined by 和), or a place, or neither."""

    references: tuple[Reference, ...] = ()
    place: Relation | None = None
    end: int = 0


_FELL_TO = ("掉到", "滚到", "落到", "掉进", "滚进", "飞到", "掉进了", "掉到了", "滚到了")


def lies(token: Token) -> bool:
    """Whether a place follows that may tell which thing is meant: 在, 放在, 掉在."""
    return token.text in ("在", "位于", "处于", *_FELL_TO) or (
        "verb" in token and token.text.endswith(("在", "放着", "摆着"))
    )


def starts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun phrase may begin here."""
    token = at(tokens, i)
    return token.is_any(*_STARTS) and not (token.is_any("verb", "neg") and not token.is_any("noun", "attr"))


class ModifierReading(ABC):
    """A noun phrase while it is read: cursor, draft, and the modifiers that hold phrases themselves."""

    def __init__(self, tokens: Sequence[Token], i: int, excluding: bool, depth: int) -> None:
        self.tokens, self.i, self.begin = tokens, i, i
        self.depth = depth
        self.excluding = excluding  # behind 除了
        self.draft = Draft()
        self.started = False  # something of the present thing was read
        self.place: Relation | None = None  # NP + place word with nothing behind it

    def _at(self, ahead: int = 0) -> Token:
        return at(self.tokens, self.i + ahead)

    def _take(self, count: int = 1) -> bool:
        self.i += count
        self.started = True
        return True

    def _after_modifier(self) -> bool:
        self.started = True
        if "de" in self._at():
            self.i += 1
        return True

    def _feature(self) -> bool:
        """E.g. "有把手的杯子", "装着苹果的碗"."""
        inner = self._phrase(self.i + 1)
        if "unknown" in self._at(1) and "de" in self._at(2):
            word = self._at(1).text  # 带轮子的玩具
            inner = Phrase((Reference(unknown_words=(word,), words=word),), None, self.i + 2)
        if (
            len(inner.references) != 1
            or "de" not in at(self.tokens, inner.end)
            or not starts(self.tokens, inner.end + 1)
        ):
            return False
        self.draft.relations.append(Relation("with", inner.references))
        self.i = inner.end
        return self._after_modifier()

    def _adjacent(self, token: Token) -> bool:
        inner = self._phrase(self.i + 1)
        if self._at(1).is_any("speaker", "someone"):
            inner = Phrase((Reference(noun="person", words=self._at(1).text),), None, self.i + 2)  # 靠近我
        if len(inner.references) != 1:
            return False
        self.i = inner.end
        relation = Relation(cast(RelationKind, token.get("adjacent")), inner.references)
        if "spot" in self._at():
            self.i += 1
            self.place = relation
            return False
        if "de" not in self._at() and not starts(self.tokens, self.i):
            self.place = relation
            return False
        self.draft.relations.append(relation)
        return self._after_modifier()

    def _closest(self) -> bool:
        """最靠近碗的."""
        j, anchor = self.i + 2, None
        if "speaker" in self._at(1):
            anchor = Reference(noun="person")
        elif "you" not in self._at(1) and self._at(1).text != "你的":
            inner = self._phrase(self.i + 1)
            if len(inner.references) != 1:
                return False
            anchor, j = inner.references[0], inner.end
        self.draft.ordinal = Ordinal(1, "nearest", anchor)
        self.i = j
        return self._after_modifier()

    def _distance(self) -> bool:
        j = self.i + 1
        anchor: Reference | None = None
        if "you" in at(self.tokens, j):
            j += 1
        elif at(self.tokens, j).is_any("speaker", "someone"):
            anchor, j = Reference(noun="person"), j + 1
        else:
            inner = self._phrase(j)
            if len(inner.references) != 1:
                return False
            anchor, j = inner.references[0], inner.end
        if "nearest" not in at(self.tokens, j):
            return False
        by = cast(OrdinalKey, at(self.tokens, j).get("nearest"))
        if "spot" in at(self.tokens, j + 1) and by == "nearest" and anchor is not None:
            self.i, self.place = j + 2, Relation("near", (anchor,))  # 离我近一点的地方
            return False
        self.draft.ordinal = Ordinal(self.draft.rank or 1, by, anchor)
        self.i = j + 1
        return self._after_modifier()

    def _excluded_attributes(self) -> bool:
        self.i += 1
        while self._at().is_any("attr", "noun"):
            if "attr" in self._at():
                self.draft.excluded_attributes.append(self._at().get("attr"))
            else:
                self.draft.excluded_nouns.append(self._at().get("noun"))
            self.i += 1
            if "de" in self._at():
                break
        return self._after_modifier()

    def _exclusion(self) -> bool:
        inner = self._phrases(self.i + 1, excluding=True)
        if not inner.references and inner.place is None:
            return False
        for reference in inner.references:
            self.draft.exclude(reference)
        if inner.place is not None:
            return False
        self.i = inner.end
        (first, *more) = inner.references
        others = at(self.tokens, inner.end + int("punct" in at(self.tokens, inner.end)))
        if first.ordinal is not None and not more and others.text.endswith("的") and "det" in others:
            self.draft.noun, self.draft.excluded_nouns = first.noun, []  # 除了最小的方块，其他的: blocks
        return self._after_exclusion()

    def _after_exclusion(self) -> bool:
        while self._at().is_any("except_end"):
            self.i += 1
        while self._at().is_any("punct", "de") and starts(self.tokens, self.i + 1):
            self.i += 1
        self.started = True
        return True

    def _place_of_nothing(self, token: Token) -> bool:
        """旁边的 is beside what was spoken of; 上面的 alone says too little."""
        if "side_only" in token:
            self.draft.side = cast(OrdinalKey, token.get("side_only"))
            return self._take()
        if token.get("loc") in ("on", "under"):  # 上面的抽屉
            self.draft.side = "top" if token.get("loc") == "on" else "bottom"
            return self._take()
        if token.get("loc") in ("next_to", "near", "in"):
            beside = Reference(determiner="it", words="它")
            self.draft.relations.append(Relation(cast(RelationKind, token.get("loc")), (beside,)))
        else:
            self.draft.unknown.append(token.text)
        return self._take()

    def _describes(self) -> bool:
        """在碗旁边的杯子: the place tells which cup."""
        inner = self._phrase(self.i + 1)
        return len(inner.references) == 1 and bool(inner.references[0].relations)

    def _described_by_place(self) -> bool:
        """E.g. "那个在碗旁边的杯子": 那个 belongs to the cup, not to the bowl."""
        inner = self._phrase(self.i + 1)
        (reference,) = inner.references
        earlier = self.draft.finished("").determiner
        return self._adopt(replace(reference, determiner=earlier or reference.determiner), inner.end)

    def _adopt(self, reference: Reference, end: int) -> bool:
        """Go on from a reference that was read as a whole."""
        self.draft = Draft.of(reference)
        self.draft.headed = True
        return self._take(end - self.i)

    @abstractmethod
    def _phrase(self, i: int) -> Phrase:
        """One thing or place at `i`, read by itself."""

    @abstractmethod
    def _phrases(self, i: int, excluding: bool = False) -> Phrase:
        """Things joined by 和, or a place, at `i`."""
