# SPDX-License-Identifier: Apache-2.0
"""The tokens of a Chinese utterance, and what was read of them so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from mm_robot.language.arguments import Direction, Recipient
from mm_robot.language.clause import Trouble, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.tokens import Token
from mm_robot.language.zh.reference import phrase
from mm_robot.language.zh.stream import stream
from mm_robot.types import Command, Reference, Relation
from mm_robot.vocabulary.nouns import TIERED

_PLAIN_NO = frozenset("不是对啊哦噢呃额嗯哎")  # 不对不对, 哦不: a no, and nothing said beside it


@dataclass
class Clause:
    """What was read of one clause before its meaning is known."""

    targets: list[Reference] = field(default_factory=list)
    destination: Relation | None = None
    recipient: Recipient | None = None
    direction: Direction | None = None
    by: Literal["colour", "kind", "size"] | None = None  # what to sort by
    negations: int = 0
    verb: str = ""
    verb_text: str = ""
    back: bool = False
    on_behalf: bool = False  # the 给我 of 把垃圾给我扔了 stands before its verb
    stands: Relation | None = None  # 药在抽屉里: where the target is
    come: bool = False
    fronted: bool = False  # the target stands before the verb
    source: Relation | None = None  # 从桌上
    forbidden: Command | None = None  # 别松手
    told: bool = False  # 遥控器没电了: said of the target, another thing may be asked for


class ChineseReader:
    """A cursor over the tokens, with the memory that later clauses need."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = stream(tokens)
        self._i = 0
        self._commands: list[Command] = []
        self._earlier: Reference | None = None
        self._negated_verb: str | None = None  # a negation reaches over serial verbs: 不要拿起杯子放进碗里
        self._excluded: Reference | None = None  # 不是红色的，给我蓝色的
        self._denied = False  # 不要这个要那个
        self._passed_over = 0  # words that belong to no clause
        self._skipped = False  # something was named that no clause holds
        self._trouble: Trouble = ""

    def _at(self, ahead: int = 0) -> Token:
        return at(self._tokens, self._i + ahead)

    def _ends(self, ahead: int = 0) -> bool:
        return self._at(ahead).is_any("end", "punct", "then", "but")

    def _separators(self) -> None:
        while (
            self._is_lead()
            or self._at().is_any("punct", "then", "but", "and", "question_end", "or")
            and not self._at().is_any("neg", "remark", "noun", "is_it", "have_plain")
        ):
            self._negated_verb = None
            self._i += 1
        if "correct" in self._at() and not self._at().is_any("remark", "neg", "verb"):
            self._denied = self._denied or (set(self._at().text) <= _PLAIN_NO and not self._commands)
            self._i += 1
        if (
            "is" in self._at()
            and not self._at().is_any("neg", "wish")
            and "remark" not in self._at()
            and "verb" not in self._at()
        ):
            self._i += 1  # 不是红色的，是蓝色的

    def _is_lead(self) -> bool:
        """The 你 of 你先等等: said to the robot, and no part of the remark that follows."""
        token, following = self._at(), self._at(1)
        if (
            "ord" in token
            and following.is_any("verb", "ba", "benefit")
            and not following.is_any("noun", "attr")
        ):
            return True  # 第二，把碗给我
        return token.is_any("you", "filler") and "remark" not in token and "remark" in following

    def _chatter(self) -> None:
        harmless = True
        ahead = self._tokens[self._i : self._i + 8]
        excuse = (
            "speaker" in self._at() and any("is" in t for t in ahead) and not any("verb" in t for t in ahead)
        )
        while self._i < len(self._tokens):
            token = self._at()
            if token.is_any("neg", "except") and not token.is_any("noun", "attr", "question_end"):
                self._trouble = "unclear_negation"
                return
            if "condition" in token:
                self._trouble = "condition"
                return
            if token.is_any("punct", "then"):
                break
            self._passed_over += 1
            state = "noun" in token and "state" in self._at(1)  # …, 手机快没电了
            state = state or "attr" in token and "unknown" in self._at(-1)  # 火大了
            harmless = harmless and not (token.is_any("noun", "attr") and not state and not excuse)
            self._i += 1
            if self._at().is_any("ba", "benefit", "wish"):
                break
            if "you" in self._at() and self._at(1).is_any("ba", "benefit", "neg"):
                break
        self._skipped = self._skipped or not harmless
        if not harmless and self._commands:
            self._trouble = "not_understood"

    def _add(self, clause: Clause, references: Sequence[Reference]) -> None:
        for reference in references:
            earlier = clause.targets[-1] if clause.targets else self._earlier
            counted = isinstance(reference.count, int) and reference == Reference(
                count=reference.count, words=reference.words
            )
            if counted and earlier is not None and not clause.targets:
                reference = replace(reference, noun=earlier.noun)  # 苹果…, 给我两个
            clause.targets.append(inherit_noun(reference, earlier))
        if len(clause.targets) > 1 and clause.targets[0].noun is None:
            first = inherit_noun(clause.targets[0], clause.targets[-1])  # 红的和蓝的杯子, 第一层和第二层抽屉
            if first.ordinal is not None and first.noun in TIERED and first.ordinal.by == "left":
                first = replace(first, ordinal=replace(first.ordinal, by="top"))
            clause.targets[0] = first

    def _all(self, clause: Clause) -> None:
        clause.targets = [
            replace(t, count=t.count or "all") if t.determiner != "it" else t for t in clause.targets
        ]

    def _exclusion(self, clause: Clause) -> bool:
        """E.g. "…，不是红色的", "… 除了杯子": narrows the target."""
        j = self._i
        while at(self._tokens, j).is_any("punct", "but") and at(self._tokens, j + 1).is_any(
            "not_be", "except", "but"
        ):
            j += 1
        token = at(self._tokens, j)
        if not clause.targets or not token.is_any("not_be", "except"):
            return False
        if "verb" in at(self._tokens, j + 1) and not at(self._tokens, j + 1).is_any("noun", "attr"):
            return False
        read = phrase(self._tokens, j + 1)
        if not read.references:
            return False
        if at(self._tokens, read.end).is_any("verb") and "except" not in token:
            return False  # "…，不要红色的碰": a clause of its own
        target = clause.targets[-1]
        for excluded in read.references:
            target = without(target, excluded)
        clause.targets[-1] = target
        self._i = read.end
        while self._at().is_any("except_end", "question_end"):
            self._i += 1
        return True

    def _is_verb(self, token: Token) -> bool:
        return "verb" in token and not token.is_any("noun", "attr", "side_only", "num", "ord")


def without(target: Reference, excluded: Reference, swap: bool = False) -> Reference:
    """`target` less what `excluded` describes; `swap`: `excluded` holds it in its excluded fields already."""
    attributes = excluded.excluded_attributes if swap else excluded.attributes
    nouns = (
        excluded.excluded_nouns
        if swap
        else ((excluded.noun,) if excluded.noun and not excluded.attributes else ())
    )
    if not swap and excluded.noun and excluded.attributes and target.count == "all" and target.noun is None:
        nouns = (excluded.noun,)
    if not swap and excluded.ordinal is not None:
        attributes = (*attributes, excluded.ordinal.by)
    nouns = tuple(noun for noun in nouns if noun != target.noun)
    return replace(
        target,
        excluded_attributes=tuple(dict.fromkeys((*target.excluded_attributes, *attributes))),
        excluded_nouns=tuple(dict.fromkeys((*target.excluded_nouns, *nouns))),
        unknown_words=(*target.unknown_words, *(() if swap else excluded.unknown_words)),
    )
