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
from mm_robot.language.modifiers_zh import ModifierReading, Phrase, lies, starts
from mm_robot.language.tokens import Token, text_of
from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation, RelationKind
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.nouns import CONTAINERS, FEATURES, SURFACES, TIERED

_LIQUIDS = frozenset({"water", "tea", "coffee", "drink", "wine", "juice", "soup"})
_VESSELS = {"瓶": "bottle", "杯": "cup", "罐": "can", "壶": "jug", "碗": "bowl", "桶": "bucket"}
_SPOKEN_OF = ("it", "given")
_DEEPEST = 6
_PURPOSES = frozenset(
    {"tea", "coffee", "water", "fruit", "milk", "toy", "trash", "drink", "food", "juice", "paper"}
)


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
    listed = joined and reading.listed(end)
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


def short_place(tokens: Sequence[Token], i: int) -> Phrase:
    """The first place at `i`, though what follows might be in it: 碗里 of "放碗里香蕉放盘子上"."""
    for end in range(i + 2, min(i + 8, len(tokens)) + 1):
        if "loc" in tokens[end - 1]:
            read = phrase(tokens[:end], i)
            if read.place is not None:
                return read
    return Phrase((), None, i)


class _Reading(ModifierReading):
    """Reads one thing or place."""

    backward = False  # 倒数
    joined = True  # whether more things may follow

    def listed(self, end: int) -> bool:
        """Whether another thing follows with no 和 before it: 勺子|叉子."""
        before, token = at(self.tokens, end - 1), at(self.tokens, end)
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
        if "without" in token and following.is_any("noun") and not draft.headed:
            self.i += 2
            draft.excluded_attributes.append(following.get("noun"))
            return self._after_modifier()
        if token.is_any("have", "contain") and not draft.headed and self._feature():
            return True
        if "adjacent" in token and not draft.headed:
            return self._adjacent(token)
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
            if draft.determiner in _SPOKEN_OF and not self._at().is_any("noun", "head"):
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
        if "num" in token and not draft.headed and not one and not (token.text == "个" and self.started):
            draft.count = int(token.get("num")) if token.text != "个" else draft.count
            return self._take()
        if token.is_any("ord", "ord_back") and not draft.headed:
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
        if token.text == "最靠近" and not draft.headed and following.is_any("you", "noun", "speaker", "det", "attr"):
            return self._closest()
        if token.is_any("sup", "comp") and not draft.headed:
            draft.ordinal = Ordinal(draft.rank or 1, cast(OrdinalKey, token.get("sup") or token.get("comp")))
            return self._take()
        measured = self.started or (
            at(self.tokens, self.i - 1).is_any("verb", "benefit", "wish", "come")
            and "noun" in following
            and following.get("noun") not in _LIQUIDS
            and len(token.text) == 1
        )  # 拿块毛巾
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

    # ------------------------------------------------------------------------------------------ heads

    def _noun(self, token: Token, following: Token) -> bool:
        draft = self.draft
        if token.text in _VESSELS and following.get("noun") in _LIQUIDS:
            draft.noun, draft.headed = _VESSELS[token.text], True  # 端杯茶
            self._take(2)
            return self._after_noun()
        if "noun" in following and following.text not in ("中", "上") and not following.is_any("loc", "verb"):
            if self._lists(following):
                draft.noun, draft.headed = token.get("noun"), True
                return self._take()
            held = following.get("noun") in CONTAINERS and following.get("noun") not in ("cup", "glass")
            if token.get("noun") not in _PURPOSES and not held:  # 药瓶子, 糖盒
                draft.unknown.append(token.text)
            return self._take()
        vessel = self._vessel()
        if vessel:
            draft.noun, draft.headed = vessel, True  # 一瓶水
            self._take()
            return self._after_noun()
        split = at(self.tokens, self.i + 2)
        if "unknown" in following and following.han and "noun" in split and not split.is_any("verb", "loc"):
            draft.unknown.append(token.text + following.text)
            return self._take(2)  # 水晶|杯
        if "unknown" in following and following.han and len(following.readings) == 1 and not draft.unknown:
            draft.unknown.append(token.text + following.text)  # 香蕉皮 is no banana
            draft.headed = True
            return self._take(2)
        draft.noun, draft.headed = token.get("noun"), True
        self._take()
        return self._after_noun()

    def _lists(self, following: Token) -> bool:
        """Two things with no 和 between them, not one with a name of two parts: 胡萝卜|土豆都, 勺子|叉子."""
        token = self._at()
        last = at(self.tokens, self.i + 2)
        short = len(following.text) < 2 and ("each" not in last or "classifier" in following)
        if len(token.text) < 2 or short or not self.joined or not token.han:
            return False
        if token.get("noun") == following.get("noun") or following.get("noun") in SURFACES:
            return False
        if token.text.endswith("子") and following.text.endswith("子"):
            return True
        return last.is_any("each", "both") or ("and" in last and starts(self.tokens, self.i + 3))

    def _vessel(self) -> str:
        """What holds the drink that is named here with its measure word: the bottle of 一瓶水."""
        if self._at().get("noun") not in _LIQUIDS or self.i == 0:
            return ""
        measure = self.tokens[self.i - 1]
        return _VESSELS.get(measure.text[-1:], "") if measure.is_any("num", "det", "classifier") else ""

    def _after_noun(self) -> bool:
        token = self._at()
        if self.draft.noun in TIERED and token.is_any("sup", "ord") and self.draft.ordinal is None:
            by = token.get("sup") or "top"  # 架子最上层, 架子第二层
            if by in ("top", "bottom"):
                rank = int(token.get("ord")) if "ord" in token else 1
                self.draft.ordinal = Ordinal(rank, cast(OrdinalKey, by))
                self._take()
                token = self._at()
        if "head" in token and "noun" not in token and self.draft.noun in SURFACES:
            relation = Relation("on", self._finish())  # 桌面物体
            self.draft = Draft()
            self.draft.relations.append(relation)
            return True
        if "sup" in token and "nearest" not in token and not self.draft.ordinal and self._at(1).is_any("det", "de"):
            self.draft.ordinal = Ordinal(1, cast(OrdinalKey, token.get("sup")))  # 书最上面那本
            self._take(2)
            if self._at().is_any("det", "head"):
                self._take()
            token = self._at()
        if "loc" in token and not self._is_verb_particle(token):
            return self._anchor(self._finish())
        if "and" in token:
            second = self._phrase(self.i + 1)
            between = at(self.tokens, second.end)
            among = at(self.tokens, second.end - 1).text in ("当中", "之中", "中间")
            if second.place is not None and (second.place.kind == "between" or among):
                anchors = (*self._finish(), *second.place.anchors)
                return self._related(Relation("between", anchors), second.end)
            if second.references and (between.get("loc") == "between" or between.text in ("当中", "之中")):
                self.i = second.end
                return self._anchor((*self._finish(), *second.references))
            if len(second.references) == 1 and second.references[0].relations:
                inner = second.references[0].relations[0]
                if inner.kind == "between" and len(inner.anchors) == 1:  # 杯子和盘子中间的柠檬
                    return self._between_described(second)
        return True

    def _between_described(self, second: Phrase) -> bool:
        reference = second.references[0]
        anchors = (*self._finish(), *reference.relations[0].anchors)
        return self._adopt(replace(reference, relations=(Relation("between", anchors),)), second.end)

    def _is_verb_particle(self, token: Token) -> bool:
        """The 上 of "杯子上来" and the 下 of "杯子下来" say nothing about a place."""
        if token.text == "后" and self._at(1).is_any("verb", "ba") and not self._at(1).is_any("noun", "attr"):
            return True  # 先拿碗后拿盘子
        return token.text in ("上", "下") and "come" in self._at(1)

    def _names_thing(self, following: Token) -> bool:
        return not following.is_any("noun", "head", "de", "attr")

    def _is_classifier(self, following: Token) -> bool:
        return "noun" not in self._at() or following.is_any("noun", "attr", "sup", "head")

    def _de(self, following: Token) -> bool:
        draft = self.draft
        if draft.headed and "loc" in following and "noun" not in following:
            self.i += 1  # 方块的左边
            return True
        if draft.headed and draft.noun is not None:
            if draft.noun in TIERED and draft.ordinal is not None and starts(self.tokens, self.i + 1):
                place = Relation("on" if draft.noun in SURFACES else "in", self._finish())
                return self._related(place, self.i)  # 书架第三层的书
            if draft.noun in TIERED and following.is_any("ord", "sup"):
                self.i += 1  # 架子的第二层
                return self._after_noun()
            if draft.noun == "cupboard" and following.get("noun") == "door":
                self.draft = Draft()  # 柜子的门 is what 柜门 is
                return self._take()
            if "noun" in following and following.get("noun") in FEATURES:  # 瓶子的盖子
                owner = self._finish()
                self.draft = Draft()
                self.draft.relations.append(Relation("on", owner))
                return self._take()
            return False
        self.i += 1
        if draft.headed and not starts(self.tokens, self.i):
            return False
        return not (
            not draft.headed
            and not starts(self.tokens, self.i)
            and not self._at().is_any("each", "loc", "classifier")
        )

    # ------------------------------------------------------------------------------------------ places

    def _is_anchor(self, token: Token) -> bool:
        """Whether a place word says where something is relative to what was just read."""
        draft = self.draft
        if draft.headed:
            return not self._is_verb_particle(token)
        return (
            self.started
            and bool(draft.attributes or draft.determiner in ("this", "it"))
            and draft.noun is None
            and token.text not in ("上", "下", "里", "前", "后", "左", "右", "中")
        )

    def _finish(self) -> tuple[Reference, ...]:
        return (self.draft.finished(text_of(self.tokens[self.begin : self.i])),)

    def _anchor(self, anchors: tuple[Reference, ...]) -> bool:
        kind = cast(RelationKind, self._at().get("loc"))
        if len(anchors) > 1:
            kind = "between"  # 碗和盘子当中
        if kind == "between" and len(anchors) == 1 and anchors[0].noun in SURFACES:
            kind = "on"
        if kind == "on" and "above" in self._at():
            kind = "above"
        return self._related(Relation(kind, anchors), self.i + 1)

    def _related(self, relation: Relation, end: int) -> bool:
        self.i = end
        self.draft = Draft()
        self.begin = end
        if "spot" in self._at():  # 碗旁边的位置
            self.i, self.place = end + 1, relation
            return False
        if "de" in self._at():
            self.i += 1
            self.draft.relations.append(relation)
            self.started = True
            return True
        token = self._at()
        if (
            starts(self.tokens, self.i)
            and not token.is_any("verb", "have", "without", "except", "is_it")
            or token.is_any("det", "ord", "sup", "attr", "noun")
        ):
            self.draft.relations.append(relation)
            self.started = True
            return True
        self.place = relation
        return False

    # ------------------------------------------------------------------------------------------ modifiers
