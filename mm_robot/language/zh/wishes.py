# SPDX-License-Identifier: Apache-2.0
"""What somebody wants, does not want, or says a tool is for: 我要苹果, 红的和蓝的都不要, 用积木搭个塔."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace

from mm_robot.language.draft import at
from mm_robot.language.zh.openings import OpeningsReader
from mm_robot.language.zh.reader import Clause
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Reference


class WishesReader(OpeningsReader):
    """Reads them in front of, or instead of, a verb."""

    def _advances(self, read: Callable[[Clause], bool], clause: Clause) -> bool:
        """Whether one more piece was read; a reader that stays where it was has come to its end."""
        before = self._i
        return read(clause) and self._i > before

    @abstractmethod
    def _after_verb(self, clause: Clause) -> bool:
        """One more piece of what follows a verb."""

    def _wish(self, clause: Clause) -> bool | None:
        """Whether to go on reading before the verb; None when nothing is wished for here."""
        token, following = self._at(), self._at(1)
        if clause.fronted and token.text in ("要", "拿", "选") and self._refined_here(clause):
            return False
        if (
            token.text in ("不要", "不想要", "不需要", "不用", "不必", "免了", "不用拿", "不用给", "不用了")
            and (self._ends(1) or "wish" in following)
            and any(map(_told, clause.targets))
        ):
            every = [
                replace(t, count=None) if t.count == "all" and t.attributes else t for t in clause.targets
            ]
            clause.targets, clause.verb, clause.recipient, clause.negations = every, "give", "speaker", 1
            self._i += 1  # 红的和蓝的都不要
            return False
        if "wish" in token and clause.targets and self._ends(1):
            clause.verb, clause.recipient = "give", "speaker"  # 尺子我都要
            self._i += 1
            return False
        if "wish" in token and clause.targets and following.is_any("benefit", "verb"):
            self._i += 1  # 那个香蕉我想吃，给我
            return True
        if token.text == "用" and self._builds():
            read = phrase(self._tokens, self._i + 1)
            self._add(clause, read.references)
            self._i = read.end
            return True
        if token.text == "用" and not clause.targets and not clause.negations:
            tool = phrase(self._tokens, self._i + 1)
            if tool.references and at(self._tokens, tool.end).is_any("ba", "verb"):
                self._trouble = "not_understood"  # 用抹布把桌子擦干净: tools are beyond us
                return False
        if "wish" in token and not clause.targets:
            if not (following.is_any("verb", "ba") and not following.is_any("noun", "attr")):
                read = phrase(self._tokens, self._i + 1)
                if read.references:
                    clause.verb, clause.recipient = "give", "speaker"
                    self._add(clause, read.references)
                    self._i = read.end
                    while self._advances(self._after_verb, clause):
                        pass
                    return False
            self._i += 1
            return True
        if (
            token.text in ("我不要", "我不想要", "我不需要")
            and not clause.targets
            and not following.is_any("verb", "ba")
        ):
            read = phrase(self._tokens, self._i + 1)
            if read.references:
                clause.verb, clause.recipient, clause.negations = "give", "speaker", 1
                self._add(clause, read.references)
                self._i = read.end
                return False
        return None


def _told(reference: Reference) -> bool:
    return bool(reference.noun or reference.attributes)
