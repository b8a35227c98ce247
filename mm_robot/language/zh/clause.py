# SPDX-License-Identifier: Apache-2.0
"""One Chinese clause: what stands before the verb, the verb, and what follows it."""

from __future__ import annotations

from typing import cast

from mm_robot.language.arguments import Direction
from mm_robot.language.clause import forbidden_remark
from mm_robot.language.draft import at
from mm_robot.language.zh.modifiers import lies
from mm_robot.language.zh.objects import ObjectsReader, describes
from mm_robot.language.zh.reader import Clause
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Reference

_MUST = ("要", "得", "需要", "应该", "应当", "必须", "该", "就")


class ClauseReader(ObjectsReader):
    """Reads one clause into its parts."""

    def _read_clause(self) -> Clause | None:
        clause = Clause()
        while self._advances(self._before_verb, clause):
            pass
        token = self._at()
        if self._trouble:
            return None
        if "verb" in token and not (
            token.is_any("noun") and not clause.targets and not clause.negations and self._ends(1)
        ):
            clause.verb, clause.verb_text = token.get("verb"), token.text
            self._i += 1
            while self._advances(self._after_verb, clause):
                pass
        elif "remark" in token and clause.negations == 1 and not clause.targets:
            command = forbidden_remark(token.get("remark"), "")
            if command is None:
                return None
            self._i += 1
            clause.forbidden = command
            return clause
        moved = (
            clause.targets or "amount" in self._at() or (self._commands and self._commands[-1].verb == "push")
        )  # 再往左一点
        if not clause.verb and clause.direction is not None and moved and not clause.negations:
            clause.verb = clause.verb_text = "push"  # 台灯往后点
            while self._at().is_any("amount", "filler"):
                self._i += 1
        if not clause.verb and clause.recipient is None and not clause.targets and clause.destination is None:
            return None
        return clause

    def _before_verb(self, clause: Clause) -> bool:
        token, following = self._at(), self._at(1)
        if self._sorting_key(clause) or self._kept_away(clause):
            return True
        if "side_only" in token and token.text.startswith("靠") and "amount" in following and self._ends(2):
            clause.direction = cast(Direction, token.get("side_only"))  # 再靠左一点
            self._i += 1
            return True
        if self._there_is(clause):
            return True
        if token.text.startswith("随便") and following.is_any("benefit", "verb", "ba"):
            self._i += 1  # 随便给我一个
            return True
        if (
            token.text in _MUST
            and clause.targets
            and following.is_any("verb")
            and not following.is_any("attr")
        ):
            self._i += 1  # 刀要放进抽屉里
            return True
        wished = self._wish(clause)
        if wished is not None:
            return wished
        if "source" in token and self._source(clause):
            return True
        described = (
            (token.text == "非" and "attr" in following)
            or "without" in token
            and "noun" in following
            and not self._at(2).is_any("end", "punct")
        )
        handed = bool(clause.targets) and clause.recipient is not None and not clause.negations
        if "neg" in token and handed and "verb" in following and not self._ends(2):
            return False  # 粉色的笔给我|别拿橙色的
        if (
            "neg" in token
            and not described
            and not (
                token.is_any("except")
                or ("not_be" in token and clause.targets and not self._verb_near() and not self._ends(1))
            )
        ):
            clause.negations += 1
            self._i += 1
            return True
        if "ba" in token and clause.targets and not _bare(clause.targets[-1]):
            return False  # 把杯子给我再把碗…: another clause
        if "ba" in token and following.is_any("by_key", "here") and not clause.verb:
            self._i += 1  # 把相同颜色的放在一起, 把这里收拾一下
            self._i += int("here" in self._at())
            clause.fronted = True
            return True
        if "ba" in token and not clause.verb:
            read = phrase(self._tokens, self._i + 1)
            if not read.references:
                return False
            self._add(clause, read.references)
            clause.fronted = True
            self._i = read.end
            return True
        if "benefit" in token and clause.recipient is not None:
            return False  # 给我苹果给我橙子, 别给他给我: another clause
        if "all" in token and clause.targets and not _bare(clause.targets[-1]):
            self._all(clause)
            self._i += 1
            return True
        if "benefit" in token:
            self._benefit(clause)
            return True
        if token.text == "给" and clause.recipient is not None and following.is_any("speaker", "someone"):
            return False
        if token.text in ("给", "递给") and following.is_any("speaker", "someone"):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        placed = lies(token) and describes(self._tokens, self._i)
        if token.is_any("toward", "place_prep") and not placed and self._toward(clause):
            named = bool(clause.targets) and token.text == "在" and self._tokens[0].text not in ("把", "将")
            clause.stands = clause.destination if named else None
            return True
        if (
            "state" in token
            and not self._ends(1)
            and (clause.targets or following.is_any("noun", "det", "attr"))
        ):
            clause.told = True
            self._i += 1  # 积木倒了，再摞起来
            return True
        if token.text == "给" and following.is_any("verb") and not following.is_any("noun", "attr"):
            self._i += 1  # 给拾掇拾掇
            return True
        state = "attr" in token and "verb" not in token and following.is_any("verb", "benefit", "ba", "you")
        if state and clause.targets and clause.targets[-1].noun and not following.is_any("noun", "attr"):
            self._i += 1  # 这茶杯凉了给我收了
            return True
        if "each" in token:
            self._all(clause)
            self._i += 1
            return True
        if (
            token.is_any("filler", "come", "you")
            and not token.is_any("verb", "loc")
            and not ("det" in token and following.is_any("num", "both", "noun", "attr"))
            and not ("is" in token and clause.targets)
            and not ("you" in token and "loc" in following)
        ):
            self._i += 1
            return True
        open_yet = not clause.targets or _bare(clause.targets[-1]) or clause.told
        if open_yet and (placed or not self._is_verb(token)):
            read = phrase(self._tokens, self._i)
            given = (
                clause.recipient is not None and clause.targets and "benefit" in at(self._tokens, read.end)
            )
            if given:
                return False  # 这个给他|那个给我
            if read.references and _only_excludes(read.references[0]):
                self._excluded = read.references[0]
                self._i = read.end
                while self._at().is_any("punct", "except_end"):
                    self._i += 1
                return True
            if read.references:
                clause.targets = []
                self._add(clause, read.references)
                clause.fronted = True
                self._i = read.end
                return True
            if read.place is not None and clause.destination is None:
                clause.destination = read.place
                self._i = read.end
                return True
        if (
            clause.targets
            and "punct" in token
            and token.text == ","
            and self._at(1).is_any("neg", "verb", "ba")
            and clause.fronted
            and not clause.verb
            and self._topic_goes_on()
        ):
            self._i += 1
            return True
        return bool(clause.targets) and self._exclusion(clause)

    def _topic_goes_on(self) -> bool:
        """E.g. "那个红色的杯子，拿给我": what stands before the comma is what the verb is about."""
        j = self._i + 1
        while at(self._tokens, j).is_any("neg", "filler"):
            j += 1
        read = phrase(self._tokens, j + 1)
        return "verb" in at(self._tokens, j) and not read.references and "not_be" not in self._at(1)

    def _verb_near(self) -> bool:
        return "verb" in self._at(1) and not self._at(1).is_any("noun", "attr")


def _bare(reference: Reference) -> bool:
    """那个 alone: often only a sound people make before the thing is named."""
    return reference == Reference(
        determiner=reference.determiner, words=reference.words
    ) and reference.determiner in ("this", "that")


def _only_excludes(reference: Reference) -> bool:
    """除了杯子以外, with nothing that it is taken from yet."""
    excluded = Reference(
        excluded_attributes=reference.excluded_attributes,
        excluded_nouns=reference.excluded_nouns,
        words=reference.words,
    )
    return reference == excluded and reference != Reference(words=reference.words)
