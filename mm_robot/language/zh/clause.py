# SPDX-License-Identifier: Apache-2.0
"""One Chinese clause: what stands before the verb, the verb, and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.arguments import Direction, Recipient
from mm_robot.language.clause import forbidden_remark
from mm_robot.language.draft import at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.modifiers import lies
from mm_robot.language.zh.openings import refined, refines
from mm_robot.language.zh.places import bare_goal
from mm_robot.language.zh.reader import Clause
from mm_robot.language.zh.reference import phrase, short_place
from mm_robot.language.zh.wishes import WishesReader
from mm_robot.types import Reference, Relation

_SHIFTS = ("挪", "移", "移动", "放", "搬", "摆")
_MUST = ("要", "得", "需要", "应该", "应当", "必须", "该", "就")


class ClauseReader(WishesReader):
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
        describes = lies(token) and _describes(self._tokens, self._i)
        if token.is_any("toward", "place_prep") and not describes and self._toward(clause):
            named = bool(clause.targets) and token.text == "在" and self._tokens[0].text not in ("把", "将")
            clause.stands = clause.destination if named else None
            return True
        if (
            "state" in token
            and not self._ends(1)
            and (clause.targets or following.is_any("noun", "det", "attr"))
        ):
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
        if (not clause.targets or _bare(clause.targets[-1])) and (describes or not self._is_verb(token)):
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

    def _after_verb(self, clause: Clause) -> bool:
        token, following = self._at(), self._at(1)
        if token.is_any("end", "then", "but") and not token.is_any("noun", "loc"):
            return False
        if "then" in token and following.is_any("verb", "ba") and not following.is_any("noun", "attr"):
            return False  # 放回原位后关抽屉
        if "punct" in token:
            return self._exclusion(clause)
        if (
            token.text in ("给", "递给", "交给", "拿给", "送给")
            and following.is_any("speaker", "someone")
            and (clause.verb != "find")
        ):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        if clause.verb == "give" and token.is_any("speaker", "someone") and "loc" not in following:
            clause.recipient = "speaker" if "speaker" in token else "person"
            self._i += 1
            return True
        if self._described_person(clause):
            return True
        if self._sorting_key(clause):
            return True
        if token.is_any("tryout", "amount") and self._ends(1) and (clause.targets or clause.recipient):
            self._i += 1  # 给我看看, 推一点
            return True
        shifts = clause.verb in ("push", "pull") or (clause.verb == "place" and clause.verb_text in _SHIFTS)
        if shifts and "nearest" in token and not clause.direction and self._ends(1):
            clause.direction = "forward" if token.get("nearest") == "farthest" else "back"  # 推远一点
            self._i += 1
            return True
        if "benefit" in token and clause.recipient is not None and clause.targets:
            return False
        if "benefit" in token:
            self._benefit(clause)
            return True
        if "back" in token:
            clause.back = True
            self._i += 1
            return True
        if "come" in token and "loc" not in token:
            clause.come = True
            self._i += 1
            return True
        prepositional = (
            clause.verb_text[-1:] in "在到进入至于往上给回"
            and clause.verb in ("place", "push", "give", "put_back")
            and len(clause.verb_text) > 1
        )
        if prepositional and clause.destination is None and not self._ends() and token.text != "把":
            self._i -= 1
            if self._goal(clause):
                return True
            self._i += 1
        if "same_place" in token:
            clause.destination = Relation("on", (Reference(determiner="same", words=token.text),))
            self._i += 1
            return True
        if (
            token.is_any("there", "here")
            and clause.verb == "place"
            and clause.destination is None
            and "loc" not in following
        ):
            self._place_pointed(clause, token)
            self._i += 1
            return True
        if (token.is_any("toward") and self._toward(clause)) or ("source" in token and self._source(clause)):
            return True
        if (
            "place_prep" in token
            and (clause.destination is None and clause.verb not in ("find", "describe", "count"))
            and not ("verb" in token and self._starts_over(clause))
            and not (not clause.targets and lies(token) and _describes(self._tokens, self._i))
            and self._goal(clause)
        ):
            return True
        if "each" in token:
            self._all(clause)
            self._i += 1
            return True
        if token.is_any("question_end", "filler", "result", "de", "classifier") and not token.is_any(
            "noun", "attr", "verb", "neg", "ba", "num", "loc", "side_only"
        ):
            self._i += 1
            return True
        if self._exclusion(clause):
            return True
        described = token.text == "不是" and following.is_any("attr") and not clause.targets
        if not described and (self._is_verb(token) or token.is_any("neg", "ba", "wish")):
            return False
        return self._object(clause)

    def _benefit(self, clause: Clause) -> None:
        """给我; but 给我老婆 is for her."""
        relative = "someone" in self._at(1) and self._at().text == "给我"
        clause.on_behalf = not clause.verb and not relative and self._at().text == "给我"
        clause.recipient = "person" if relative else cast(Recipient, self._at().get("benefit"))
        self._i += 1 + int(relative)

    def _starts_over(self, clause: Clause) -> bool:
        return len(clause.targets) > 0 and "loc" not in self._at(2)

    def _object(self, clause: Clause) -> bool:
        """What the verb is about; or, where that is known, a place that needs no preposition (放碗里)."""
        read = phrase(self._tokens, self._i)
        aside = clause.verb == "place" and clause.targets and clause.destination is None
        starts_anew = "side_only" in self._at() and "verb" in at(self._tokens, read.end)
        if aside and starts_anew and self._at(1).is_any("noun", "attr", "det", "all"):
            side = phrase(self._tokens[: self._i + 1], self._i)  # 叉子放左边|勺子放右边
            clause.destination, self._i = bare_goal(side.references[0], ""), self._i + 1
            return True
        if clause.verb == "place" and clause.targets and read.references and read.references[0].relations:
            short = short_place(self._tokens, self._i)
            read = short if short.place is not None else read
        if read.place is not None and clause.destination is None:
            if clause.verb in ("place", "push", "discard", "put_away", "stack"):
                clause.destination = read.place
            else:
                self._add(
                    clause,
                    (Reference(relations=(read.place,), words=text_of(self._tokens[self._i : read.end])),),
                )
            self._i = read.end
            return True
        if read.references and not clause.targets:
            if clause.verb in ("place", "discard") and self._excluded is not None:
                clause.targets = [Reference(count="all")]  # 除了杯子都扔垃圾桶
                clause.destination = bare_goal(read.references[0], clause.verb_text)
            else:
                self._add(clause, read.references)
            self._i = read.end
            return True
        aside = clause.verb == "place" and "side_only" in self._at() and read.end == self._i + 1  # 放左边
        only = len(read.references) == 1 and clause.fronted and not aside
        if only and refines(clause.targets, read.references[0]):
            clause.targets = [refined(clause.targets[-1], read.references[0])]  # 杯子拿红色的
            self._i = read.end
            return True
        if (
            read.references
            and clause.verb in ("place", "discard", "put_away", "stack")
            and clause.destination is None
            and len(read.references) == 1
            and not at(self._tokens, read.end).is_any("verb", "benefit")  # …收起来|蓝色的留着
        ):
            clause.destination = bare_goal(read.references[0], clause.verb_text)
            self._i = read.end
            return True
        if "unknown" in self._at() and "attr" in self._at(1) and self._ends(2):
            return False  # 火大了: said of something else
        if "unknown" in self._at() and clause.targets:
            latest = clause.targets[-1]
            clause.targets[-1] = replace(latest, unknown_words=(*latest.unknown_words, self._at().text))
            self._i += 1
            return True
        return False


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """在碗旁边的杯子: the place tells which cup, where nothing follows that would be put there."""
    read = phrase(tokens, i + 1, joined=False)
    return len(read.references) == 1 and bool(read.references[0].relations)


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
