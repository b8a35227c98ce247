# SPDX-License-Identifier: Apache-2.0
"""Things and places in Chinese words."""

from __future__ import annotations

from mm_robot.types import Ordinal, Reference, Relation
from mm_robot.vocabulary import attributes, nouns

_PLACES = {
    "on": "上", "in": "里", "under": "下面", "left_of": "左边", "right_of": "右边", "in_front_of": "前面",
    "behind": "后面", "between": "中间", "next_to": "旁边", "near": "附近", "above": "上方",
}  # fmt: skip
_NUMBERS = {
    1: "一个",
    2: "两个",
    3: "三个",
    4: "四个",
    5: "五个",
    6: "六个",
    7: "七个",
    8: "八个",
    9: "九个",
    10: "十个",
}
_DIGITS = "零一二三四五六七八九"
_SIDES = {
    "left": "左边", "right": "右边", "front": "前面", "back": "后面", "top": "上面", "bottom": "下面",
}  # fmt: skip
_SUPERLATIVES = {
    "biggest": "最大的", "smallest": "最小的", "tallest": "最高的", "shortest": "最矮的", "longest": "最长的",
    "nearest": "最近的", "farthest": "最远的",
}  # fmt: skip
COMPARATIVES_ZH = {
    "biggest": "大",
    "smallest": "小",
    "tallest": "高",
    "shortest": "矮",
    "longest": "长",
    "nearest": "近",
    "farthest": "远",
}


def noun_zh(noun: str) -> str:
    """The Chinese name of a canonical noun; the noun itself where there is none."""
    names = nouns.names_zh().get(noun)
    return names[0] if names else noun


def attribute_zh(attribute: str) -> str:
    """The Chinese word of a canonical attribute, with 的."""
    if attribute == "middle":
        return "中间的"
    if attribute in _SIDES:
        return _SIDES[attribute] + "的"
    words = attributes.names_zh().get(attribute)
    return (words[0] if words else attribute) + "的"


def reference_zh(reference: Reference) -> str:
    """The noun phrase: places first, then order, attributes, noun."""
    if reference.determiner == "it" and reference == Reference(determiner="it", words=reference.words):
        return "它"
    out = _exclusion(reference)
    out += "".join(_relation_before(relation) for relation in reference.relations)
    out += _ordinal(reference.ordinal)
    head = noun_zh(reference.noun) if reference.noun is not None else ""
    quantity = _quantity(reference)
    described = "".join(attribute_zh(a) for a in reference.attributes) + "".join(reference.unknown_words)
    if head or reference.unknown_words:
        return out + quantity + described + head
    if reference.count == "all":
        return out + quantity + described + "东西"
    if not described and not out:
        return quantity or "东西"
    return out + described + (quantity or "那个")


def relation_zh(relation: Relation) -> str:
    """Anchors and place word: 碗和盘子中间."""
    anchors = "和".join(reference_zh(anchor) for anchor in relation.anchors)
    return f"有{anchors}" if relation.kind == "with" else anchors + _PLACES[relation.kind]


def ruled_out_zh(reference: Reference) -> str:
    """The 不是红色的那个 of an answer that rules things out."""
    rest = "".join(attribute_zh(a) for a in reference.excluded_attributes)
    return "不是" + rest + ("和".join(noun_zh(n) for n in reference.excluded_nouns) or "那个")


def _relation_before(relation: Relation) -> str:
    return relation_zh(relation) + "的"


def _ordinal(ordinal: Ordinal | None) -> str:
    if ordinal is None:
        return ""
    rank = _DIGITS[ordinal.rank] if ordinal.rank < 10 else str(ordinal.rank)
    if ordinal.by in _SIDES:
        side = _SIDES[ordinal.by]
        return f"最{side}的" if ordinal.rank == 1 else f"从{side}数第{rank}个"
    if ordinal.anchor is not None or ordinal.by in ("nearest", "farthest"):
        anchor = (
            "你"
            if ordinal.anchor is None
            else "我"
            if ordinal.anchor.noun == "person"
            else reference_zh(ordinal.anchor)
        )
        return f"离{anchor}{_SUPERLATIVES[ordinal.by]}"
    return _SUPERLATIVES[ordinal.by] if ordinal.rank == 1 else f"第{rank}{COMPARATIVES_ZH[ordinal.by]}的"


def _quantity(reference: Reference) -> str:
    if reference.count == "all":
        return "所有"
    if isinstance(reference.count, int):
        count = _NUMBERS.get(reference.count, f"{reference.count}个")
        return {"other": "另外", "this": "这", "that": "那"}.get(reference.determiner or "", "") + count
    if reference.determiner == "other":
        return "另一个"
    return {"this": "这个", "that": "那个", "same": "同一个", "it": "刚才的", "given": "我刚给你的"}.get(
        reference.determiner or "", ""
    )


def _exclusion(reference: Reference) -> str:
    if not (reference.excluded_attributes or reference.excluded_nouns):
        return ""
    described = "".join(attribute_zh(a) for a in reference.excluded_attributes)
    return f"除了{described}{'和'.join(noun_zh(n) for n in reference.excluded_nouns)}以外"
