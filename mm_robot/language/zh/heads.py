# SPDX-License-Identifier: Apache-2.0
"""The noun of a Chinese noun phrase and what may stand behind it: 书最上面那本, 架子第二层."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mm_robot.language.draft import Draft, at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.modifiers import ModifierReading, Phrase, starts
from mm_robot.types import Ordinal, OrdinalKey, Reference, Relation, RelationKind
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.nouns import CONTAINERS, FEATURES, OPENABLE, SURFACES, TIERED

LIQUIDS = frozenset({"water", "tea", "coffee", "drink", "wine", "juice", "soup"})
FURNITURE = (
    OPENABLE | SURFACES | {"sink", "stove", "bin"} - {"box", "suitcase"}
)  # what things are put in or on
_VESSELS = {"瓶": "bottle", "杯": "cup", "罐": "can", "壶": "jug", "碗": "bowl", "桶": "bucket"}
_PURPOSES = frozenset(
    {"tea", "coffee", "water", "fruit", "milk", "toy", "trash", "drink", "food", "juice", "paper"}
)


def _plain_name(token: Token) -> bool:
    return token.han and "noun" in token and len(token.text) > 1 and not token.is_any("loc", "verb", "attr")


class HeadReading(ModifierReading):
    """Reads nouns, with the places they are anchors of."""

    joined = True  # whether more things may follow

    # ------------------------------------------------------------------------------------------ heads

    def _noun(self, token: Token, following: Token) -> bool:
        draft = self.draft
        if token.text in _VESSELS and following.get("noun") in LIQUIDS:
            draft.noun, draft.headed = _VESSELS[token.text], True  # 端杯茶
            self._take(2)
            return self._after_noun()
        if "noun" in following and following.text not in ("中", "上") and not following.is_any("loc", "verb"):
            into = token.get("noun") in FURNITURE and not following.is_any("loc")
            apart = (
                at(self.tokens, self.i + 2).is_any("neg", "verb") and following.get("noun") not in FURNITURE
            )
            if self._lists(following) or (into and apart and self.i and "verb" in self.tokens[self.i - 1]):
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

    def _leans(self, following: Token) -> bool:
        """靠窗的 before a thing."""
        return "noun" in following and "de" in self._at(2) and starts(self.tokens, self.i + 3)

    def _lists(self, following: Token) -> bool:
        """Two things with no 和 between them, not one with a name of two parts: 胡萝卜|土豆都, 勺子|叉子."""
        token = self._at()
        last = at(self.tokens, self.i + 2)
        if self.joined and all(_plain_name(self._at(ahead)) for ahead in range(3)):
            return True  # 苹果香蕉橙子
        short = len(following.text) < 2 and ("each" not in last or "classifier" in following)
        if len(token.text) < 2 or short or not self.joined or not token.han:
            return False
        if token.get("noun") == following.get("noun") or following.get("noun") in SURFACES:
            return False
        if token.text.endswith("子") and following.text.endswith("子"):
            return not (self.draft.determiner or self.draft.attributes)  # 那个鸭子杯子 is one cup
        return last.is_any("each", "both") or ("and" in last and starts(self.tokens, self.i + 3))

    def _vessel(self) -> str:
        """What holds the drink that is named here with its measure word: the bottle of 一瓶水."""
        if self._at().get("noun") not in LIQUIDS or self.i == 0:
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
        late = token.get("attr") in COLOURS and not set(self.draft.attributes) & set(COLOURS)
        if late and self._at(1 + int("de" in self._at(1))).is_any("end", "punct") and self.draft.determiner:
            self.draft.attributes.append(token.get("attr"))  # 给我那个杯子蓝色的
            return self._take(1 + int("de" in self._at(1)))
        counted = "num" in token and len(token.text) > 1 and self.draft.count is None
        if counted and self._at(1).is_any("end", "punct", "benefit", "then"):
            self.draft.count = int(token.get("num"))  # 橙子两个
            return self._take()
        if "head" in token and "noun" not in token and self.draft.noun in SURFACES:
            relation = Relation("on", self._finish())  # 桌面物体
            self.draft = Draft()
            self.draft.relations.append(relation)
            return True
        if (
            "sup" in token
            and "nearest" not in token
            and not self.draft.ordinal
            and self._at(1).is_any("det", "de")
        ):
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
        things = ("noun", "attr", "sup", "head", "unknown")
        return "noun" not in self._at() or following.is_any(*things)

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
            if draft.noun in OPENABLE and following.get("noun") == "door":
                self.draft = Draft()  # 柜子的门 is what 柜门 is
                return self._take()
            if "noun" in following and following.get("noun") in FEATURES:  # 瓶子的盖子
                owner = self._finish()
                self.draft = Draft()
                self.draft.relations.append(Relation("on", owner))
                return self._take()
            return False
        self.i += 1
        if draft.headed and draft.unknown and starts(self.tokens, self.i):
            draft.headed = False  # 门口的快递
            return True
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
        (first, *_) = relation.anchors
        if (
            relation.kind == "in"
            and first.count not in (None, 1)
            and self._at().is_any("attr", "sup", "comp")
        ):
            self.draft.noun, self.draft.relations = first.noun, list(first.relations)
            self.started = True
            return True  # 这两个杯子里|小的: one of them
        if "spot" in self._at():  # 碗旁边的位置
            self.i, self.place = end + 1, relation
            return False
        lying = self._at().text.endswith("着") and not self._at().is_any("noun", "attr")
        if lying and "de" in self._at(1):
            self.i += 1  # 书底下压着的纸
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
