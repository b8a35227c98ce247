# SPDX-License-Identifier: Apache-2.0
"""What a Chinese sentence only tells: 右边有个盒子, 这把伞是坏的, 你拿错了; and what it asks in vain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mm_robot.language.draft import at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.clause import ClauseReader
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Command, Reference

_THERE_IS = ("有", "有个", "有一个", "放着", "摆着", "搁着", "挂着", "立着")
_WANTS = ("想看", "想要", "想吃", "想喝", "想用", "想玩", "要看", "要用", "要吃", "要喝", "要", "想")
_OWNED = ("我的", "他的", "她的", "你的", "咱们的", "我们的")
_GOES_ON = ("punct", "you", "neg", "ba", "verb", "benefit")


class StatementsReader(ClauseReader):
    """Reads it, so that "it" may mean what was told of."""

    def _statement(self) -> bool:
        """抽屉开着呢，关上: said of what comes next."""
        if "someone" in self._at() and self._at(1).text in _WANTS:
            wanted = phrase(self._tokens, self._i + 2, joined=False)
            if len(wanted.references) == 1 and at(self._tokens, wanted.end).is_any(
                "you", "punct", "benefit", "verb"
            ):
                return self._topic(wanted.references[0], wanted.end)  # 爷爷想看报纸|你给他拿过去
        read = phrase(self._tokens, self._i)
        state, end = at(self._tokens, read.end), at(self._tokens, read.end + 1)
        if read.place is not None and state.text in _THERE_IS:
            there = phrase(self._tokens, read.end + 1, joined=False)
            topic = there.references[0] if len(there.references) == 1 else None
            if topic is not None and at(self._tokens, there.end).is_any("ba", "punct", "you"):
                told_all = text_of(self._tokens[self._i : there.end])
                topic = replace(topic, count=None, relations=(*topic.relations, read.place), words=told_all)
                return self._topic(topic, there.end)  # 右边有个盒子|把它打开
        said = read.end + 2 + int("attr" in end and "de" in at(self._tokens, read.end + 2))
        told = end.text in _OWNED or said > read.end + 2  # 那个球是我的|你不许碰, 这把伞是坏的|换一把
        goes_on = at(self._tokens, said).is_any(*_GOES_ON) or at(self._tokens, said).get("det") == "other"
        if len(read.references) == 1 and state.text == "是" and told and goes_on:
            return self._topic(read.references[0], said)
        stands = state.get("attr") in ("open", "closed") and state.text.endswith("着")
        if (
            len(read.references) != 1
            or not stands
            or end.text in ("吗", "么", "没", "没有", "不")
            or end.is_any("de", "noun", "head")
        ):
            return False
        return self._topic(read.references[0], read.end + 1 + int("question_end" in end))

    def _topic(self, topic: Reference, end: int) -> bool:
        """Keep what was only spoken of: "it" may mean it."""
        self._commands.append(Command("confirm", topic, text=topic.words))
        self._earlier = topic
        self._i = end
        return True

    def _reproach(self) -> bool:
        """你怎么还拿: asks for nothing."""
        j = self._i + int("you" in self._at())
        if "why" not in at(self._tokens, j) or "remark" in at(self._tokens, j):
            return False
        while not at(self._tokens, j).is_any("end", "punct", "then", "neg", "ba", "verb"):
            j += 1
        if "verb" in at(self._tokens, j):
            j = max(j + 1, phrase(self._tokens, j + 1).end)
        if at(self._tokens, j).is_any("neg", "ba") and not at(self._tokens, self._i).text.startswith("谁"):
            return False  # 怎么不给我: a wish
        self._i = j
        return True

    def _complaint(self) -> bool:
        """你拿错杯子了: no."""
        j = self._i + int("you" in self._at())
        if "mistake" not in at(self._tokens, j):
            return False
        read = phrase(self._tokens, j + 1)
        end = max(read.end, j + 1)
        while "filler" in at(self._tokens, end):
            end += 1
        if not at(self._tokens, end).is_any("end", "punct", "ba", "mistake", "is", "wish"):
            return False
        self._commands.append(Command("deny", text=text_of(self._tokens[self._i : end])))
        self._i = end
        return True


def asks_in_vain(tokens: Sequence[Token]) -> bool:
    """谁的, 几点: nobody can see that; …干嘛呢: a reproach; 多拿几个: how many is left open."""
    said = [t for t in tokens if "question_end" not in t or "remark" in t]
    reproach = bool(said) and "why" in said[-1] and "remark" not in said[-1]
    several = any(
        "how_many" in after and after.text.startswith("几") and t.get("verb") in ("pick", "give", "place")
        for t, after in zip(tokens, tokens[1:], strict=False)
    )
    return reproach or several or any("unanswerable" in t for t in tokens)
