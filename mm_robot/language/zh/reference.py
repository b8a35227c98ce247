# SPDX-License-Identifier: Apache-2.0
"""Chinese noun phrases: "碗旁边最大的红色杯子" to Reference, "盘子和碗中间" to a place.

What describes stands before what is described, so that reading goes from left to right: each noun before a
place word turns into the anchor of what comes next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.draft import Draft, at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.heads import FURNITURE, LIQUIDS, HeadReading
from mm_robot.language.zh.modifiers import Phrase, lies, starts
from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.nouns import TIERED

_SPOKEN_OF = ("it", "given")
_DEEPEST = 6


def phrase(
    tokens: Sequence[Token], i: int, joined: bool = True, excluding: bool = False, depth: int = 0
) -> Phrase:
    """Read things or a place at `i`.

    Args:
        tokens: of the utterance.
        i: where it begins.
        joined: go on after 和.
        excluding: behind 除了.
        depth: phrases it stands in; nobody says them deeper than `_DEEPEST` in one another.
    """
    if depth > _DEEPEST:
        return Phrase((), None, i)
    reading = _Reading(tokens, i, excluding, depth)
    reading.joined = joined
    reading.run()
    if reading.place is not None:
        return Phrase((), reading.place, reading.i)
    if not reading.started:
        return Phrase((), None, i)
    reference = reading.draft.finished(text_of(tokens[i : reading.i]))
    if reading.backward and reference.noun in TIERED and reference.ordinal is not None:
        reference = replace(reference, ordinal=replace(reference.ordinal, by="bottom"))  # 倒数第二层抽屉
    end = reading.i
    colours = [a for a in reference.attributes if a in COLOURS]
    if joined and len(colours) > 1 and (reference.count == len(colours) or len(colours) > 2):
        same = tuple(a for a in reference.attributes if a not in COLOURS)  # 红绿蓝三个方块
        each = tuple(replace(reference, attributes=(c, *same), count=None) for c in colours)
        return Phrase(each, None, end)
    listed = joined and (reading.listed(end) or _each_of(tokens, reference, end, depth))
    if listed or (joined and at(tokens, end).is_any("and") and starts(tokens, end + 1)):
        rest = phrase(tokens, end + int(not listed), depth=depth + 1)
        if rest.references:
            *others, last = rest.references
            if last.count == "all" and "each" in at(tokens, rest.end - 1):
                last = replace(last, count=None)  # 苹果和香蕉都: both of them, not all bananas
            if reference.count == "all" and not any(r.count for r in (*others, last)):
                others = [replace(r, count="all") for r in others]  # 所有杯子和碗
                last = replace(last, count="all")
            return Phrase((reference, *others, last), None, rest.end)
    return Phrase((reference,), None, end)


def _each_of(tokens: Sequence[Token], first: Reference, i: int, depth: int) -> bool:
    """红苹果|绿苹果|都, 两个鸡蛋|一把葱: another thing at `i` that is described like the first."""
    token = at(tokens, i)
    counted = isinstance(first.count, int) and "num" in token and len(token.text) > 1
    sized = counted and bool(first.attributes)  # 一个大的|两个小的
    if (first.noun is None and not sized) or not (counted or (first.attributes and "attr" in token)) or depth:
        return False
    second = phrase(tokens, i, joined=False, depth=depth + 1)
    if len(second.references) != 1 or not (second.references[0].noun or counted):
        return False
    listed = "each" in at(tokens, second.end - 1)
    return listed or (counted and at(tokens, second.end).is_any("end", "punct"))


def short_place(tokens: Sequence[Token], i: int) -> Phrase:
    """The first place at `i`, though what follows might be in it: 碗里 of "放碗里香蕉放盘子上"."""
    for end in range(i + 2, min(i + 8, len(tokens)) + 1):
        if "loc" in tokens[end - 1]:
            read = phrase(tokens[:end], i)
            if read.place is not None:
                return read
    return Phrase((), None, i)


class _Reading(HeadReading):
    """Reads one thing or place."""

    backward = False  # 倒数

    def listed(self, end: int) -> bool:
        """Whether another thing follows with no 和 before it: 勺子|叉子."""
        before, token = at(self.tokens, end - 1), at(self.tokens, end)
        if before.get("noun") in FURNITURE and token.get("noun") not in FURNITURE:
            return False  # 苹果放冰箱|香蕉别放
        return "noun" in before and "noun" in token and not token.is_any("verb", "loc", "classifier", "and")

    def _phrase(self, i: int) -> Phrase:
        return phrase(self.tokens, i, joined=False, depth=self.depth + 1)

    def _phrases(self, i: int, excluding: bool = False) -> Phrase:
        return phrase(self.tokens, i, excluding=excluding, depth=self.depth + 1)

    def run(self) -> None:
        before = -1
        while self.i > before:  # a step that stays where it was is the last
            before = self.i
            if not self._step():
                return

    def _step(self) -> bool:
        token, following = self._at(), self._at(1)
        draft = self.draft
        if token.is_any("speaker", "you", "someone") and "loc" in following and not draft.headed:
            anchor = Reference(noun="robot" if "you" in token else "person", words=token.text)
            self.i += 1
            return self._anchor((anchor,))
        if lies(token) and not draft.headed and self._describes():
            return self._described_by_place()
        if "except" in token:
            return self._exclusion()
        if (
            "not_be" in token
            and token.text in ("不是", "非", "并不是", "不算", "不含")
            and not draft.headed
            and (following.is_any("attr") or ("noun" in following and "de" in self._at(2)))
        ):
            return self._excluded_attributes()
        lacking = "unknown" in following and "de" in self._at(2)
        if "without" in token and (lacking or "noun" in following) and not draft.headed:
            self.i += 2
            draft.excluded_attributes.append(following.get("noun") or following.text)
            return self._after_modifier()
        if token.is_any("have", "contain") and not draft.headed and self._feature():
            return True
        if "adjacent" in token and not draft.headed:
            return self._adjacent(token)
        if token.text == "靠" and not draft.headed and self._leans(following):
            self.draft.relations.append(
                Relation("near", (Reference(following.get("noun"), words=following.text),))
            )
            return self._take(3)  # 靠窗的台灯
        if "distance" in token and not draft.headed:
            return self._distance()
        if "count_from" in token and not draft.headed:
            draft.side = cast(OrdinalKey, token.get("count_from"))
            return self._take()
        if "pronoun" in token and not draft.headed:
            draft.determiner = token.get("pronoun")
            self._take()
            if draft.determiner in _SPOKEN_OF and "loc" in self._at():
                return self._anchor(self._finish())
            if draft.determiner in _SPOKEN_OF and not self._at().is_any("noun", "head", "attr", "both"):
                draft.headed = True
            return True
        if "just_gave" in token and not draft.headed:
            draft.determiner = token.get("just_gave")
            return self._take()
        if "loc" in token and self._is_anchor(token):
            return self._anchor(self._finish())
        tiered = following.get("noun") in TIERED and token.get("loc") in ("on", "under")  # 下边抽屉
        described = following.is_any("de", "det") or tiered
        if "loc" in token and not self.started and described and "middle" not in token:
            return self._place_of_nothing(token)
        if "nearest" in token and "de" in following and not self.started:
            draft.ordinal = Ordinal(1, cast(OrdinalKey, token.get("nearest")))  # 远的那个
            return self._take(2)
        if "side_only" in token and not draft.headed and not draft.attributes:
            draft.side = cast(OrdinalKey, token.get("side_only"))
            return self._take()
        if (
            "middle" in token
            and not draft.headed
            and following.is_any("de", "det", "noun", "attr", "num", "head")
        ):
            draft.attributes.append("middle")
            return self._take()
        if "except_end" in token and draft.headed and not self.excluding:
            self.draft = Draft()  # 苹果以外的东西: all but what was read
            self.draft.exclude(draft.finished(""))
            return self._after_exclusion()
        if (
            "everything" in token
            and not draft.headed
            and draft.determiner is None
            and draft.count is None
            and token.text != "什么"
        ):
            draft.count, draft.headed = "all", True
            return self._take()
        if token.text == "都要" and draft.count is not None and self.started:
            return self._take()  # 两个红的都要
        if token.is_any("all", "both") and not draft.headed:
            draft.count = "all" if "all" in token else 2
            return self._take()
        if "each" in token and self.started:
            draft.count = draft.count or "all"
            return self._take()
        if token.get("det") == "other" and self.started and self.excluding:
            return False  # 除了红的|其他方块
        if token.get("det") == "other" and token.text.endswith("的") and draft.attributes:
            return False  # 拿红色的|别的别动
        pointed = {draft.determiner, token.get("det")} == {"this", "that"}
        if pointed and token is not self._at(-1) and self._at(-1).get("det") == draft.determiner:
            return False  # 不是这个|那个蓝的
        if token.is_any("det", "det_all") and not draft.headed:
            if draft.determiner not in ("given", "it", "other"):  # 我刚递给你的那支笔
                draft.determiner = token.get("det") or token.get("det_all")
            draft.count = "all" if "det_all" in token else draft.count
            return self._take()
        one = "head" in token and bool(draft.attributes or draft.determiner)  # the blue one
        if "num" in token and len(token.text) > 1 and draft.count is not None and draft.attributes:
            return False  # 一个大的|两个小的
        if "num" in token and not draft.headed and not one and not (token.text == "个" and self.started):
            row = token.text in ("一层", "一格", "一排") and draft.ordinal is not None  # 最上面一层
            draft.count = draft.count if token.text == "个" or row else int(token.get("num"))
            return self._take()
        if token.is_any("ord", "ord_back") and not draft.headed:
            if token.text.endswith(("排", "列")) and following.is_any("ord", "sup", "de"):
                draft.unknown.append(token.text)  # 第二排第三个: rows cannot be told apart
                return self._take()
            draft.rank = int(token.get("ord") or token.get("ord_back"))
            if "ord_back" in token:
                draft.side, self.backward = draft.side or "right", draft.side is None
            self._take()
            if (
                token.text[-1] in "一二三四五六"
                and "compare_word" in self._at()
                and not self._at(1).is_any("noun")
            ):
                draft.ordinal = Ordinal(draft.rank, cast(OrdinalKey, self._at().get("compare_word")))
                self._take()
            return True
        if (
            token.text == "最靠近"
            and not draft.headed
            and following.is_any("you", "noun", "speaker", "det", "attr")
        ):
            return self._closest()
        if token.is_any("sup", "comp") and not draft.headed:
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("sup") or token.get("comp")))
            return self._take()
        measured = self.started or (
            at(self.tokens, self.i - 1).is_any("verb", "benefit", "wish", "come")
            and following.is_any("noun", "unknown")
            and following.get("noun") not in LIQUIDS
            and len(token.text) == 1
        )  # 拿块毛巾
        measured = measured and (
            token.text != "把" or draft.count is not None or draft.determiner is not None
        )
        if "classifier" in token and measured and not draft.headed and self._is_classifier(following):
            return self._take()
        if "attr" in token and not draft.headed and not ("noun" in token and self._names_thing(following)):
            draft.attributes.append(token.get("attr"))
            return self._take()
        if token.text == "目标" and "noun" in following:
            return self._take()  # 目标杯子
        if "head" in token and not draft.headed:
            draft.headed = True
            self._take()
            return self._after_noun()
        if "noun" in token and not draft.headed:
            return self._noun(token, following)
        if "de" in token and self.started:
            return self._de(following)
        if "unknown" in token and not draft.headed and token.text != "、":
            draft.unknown.append(token.text)
            self._take()
            if "loc" in self._at():
                return self._anchor(self._finish())
            return True
        if "det" in token and draft.headed and following.is_any("attr", "sup") and token.get("det") == "that":
            draft.headed = False  # "杯子那个红的"
            return self._take()
        return False
