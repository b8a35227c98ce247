# SPDX-License-Identifier: Apache-2.0
"""What follows the verb of a Chinese clause: what it is about, where to, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.arguments import Recipient
from mm_robot.language.draft import at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.heads import FURNITURE
from mm_robot.language.zh.modifiers import lies
from mm_robot.language.zh.openings import refined, refines
from mm_robot.language.zh.places import bare_goal
from mm_robot.language.zh.reader import Clause
from mm_robot.language.zh.reference import phrase, short_place
from mm_robot.language.zh.wishes import WishesReader
from mm_robot.types import Reference, Relation

_PUT = ("放", "搁", "摆", "收", "存", "塞", "装")
_SHIFTS = ("挪", "移", "移动", "放", "搬", "摆")


class ObjectsReader(WishesReader):
    """Reads it, one piece at a time."""

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
        shifts = shifts or clause.verb_text == "拿"
        last = self._ends(1) or "neg" in following
        if shifts and "nearest" in token and not clause.direction and last:
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
            and not (not clause.targets and lies(token) and describes(self._tokens, self._i))
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
        described = described or (lies(token) and not clause.targets and describes(self._tokens, self._i))
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
        if self._at().text.startswith("成") and "unknown" in self._at():
            self._trouble = "not_understood"  # 摆|成一排
            return False
        if "spot" in self._at() or "spot" in self._at(1):
            self._trouble = "not_understood"  # 放到|够不着|的地方
            return False
        if self._at().text == "留" and clause.targets:
            self._trouble = "unclear_negation"  # 收起来|留两本: which ones is not said
            return False
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
        into = len(read.references) == 1 and read.references[0].noun in FURNITURE and self._commands
        if into and not clause.targets and clause.verb_text in _PUT and clause.destination is None:
            clause.destination, self._i = bare_goal(read.references[0], ""), read.end  # …，先放冰箱
            return True
        if clause.told and read.references and clause.verb in ("pick", "give", "find"):
            clause.targets = []  # 桌子脏了|拿块抹布来
        if read.references and not clause.targets:
            if clause.verb in ("place", "discard") and self._excluded is not None:
                clause.targets = [Reference(count="all")]  # 除了杯子都扔垃圾桶
                clause.destination = bare_goal(read.references[0], clause.verb_text)
            else:
                self._add(clause, read.references)
            self._i = read.end
            return True
        again = len(read.references) == 1 and len(clause.targets) == 1 and clause.fronted
        again = again and not at(self._tokens, read.end).is_any("verb", "neg", "benefit")
        if again and read.references[0].noun == clause.targets[0].noun is not None:
            clause.targets, self._i = [*read.references], read.end  # 盐不够了|再递我一点盐
            return True
        aside = clause.verb == "place" and "side_only" in self._at() and read.end == self._i + 1  # 放左边
        only = len(read.references) == 1 and clause.fronted and not aside
        number = read.references[0].count if only else None
        counted = isinstance(number, int) and clause.targets[-1].count is None
        if counted and read.references[0] == Reference(count=number, words=read.references[0].words):
            clause.targets[-1] = replace(clause.targets[-1], count=number)  # 抽屉里的电池拿两节
            self._i = read.end
            return True
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


def describes(tokens: Sequence[Token], i: int) -> bool:
    """在碗旁边的杯子: the place tells which cup, where nothing follows that would be put there."""
    read = phrase(tokens, i + 1, joined=False)
    return len(read.references) == 1 and bool(read.references[0].relations)
