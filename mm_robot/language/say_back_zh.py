# SPDX-License-Identifier: Apache-2.0
"""Commands and references in Chinese words."""

from __future__ import annotations

from mm_robot.types import Command, Ordinal, Reference, Relation
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
_SIDES = {"left": "左边", "right": "右边", "front": "前面", "back": "后面"}
_SUPERLATIVES = {
    "biggest": "最大的", "smallest": "最小的", "tallest": "最高的", "shortest": "最矮的", "longest": "最长的",
    "nearest": "最近的", "farthest": "最远的",
}  # fmt: skip
_COMPARED = {
    "biggest": "大",
    "smallest": "小",
    "tallest": "高",
    "shortest": "矮",
    "longest": "长",
    "nearest": "近",
    "farthest": "远",
}
_SIMPLE = {
    "go_home": "回到原位", "stop": "停下", "wait": "等一下", "resume": "继续", "cancel": "取消",
    "confirm": "是的",
    "deny": "不是",
}  # fmt: skip


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


def command_zh(command: Command) -> str:
    """The command as an imperative; 不要… for a prohibition."""
    text = _positive(command)
    return f"不要{text}" if command.negated else text


def _positive(command: Command) -> str:
    verb, target = command.verb, command.target
    thing = reference_zh(target) if target is not None else "它"
    if verb in ("confirm", "deny") and target is not None:
        if verb == "deny" and (target.excluded_attributes or target.excluded_nouns):
            rest = "".join(attribute_zh(a) for a in target.excluded_attributes)
            return "不是" + rest + ("和".join(noun_zh(n) for n in target.excluded_nouns) or "那个")
        return f"{_SIMPLE[verb]}，{thing}"
    if verb in _SIMPLE:
        return _SIMPLE[verb]
    if verb == "answer":
        return _question(command)
    if verb == "pick":
        return f"拿{thing}"
    if verb == "hand_over":
        return f"把{thing}递给{'那个人' if command.recipient == 'person' else '你'}"
    if verb == "place":
        return f"把{thing}放到{relation_zh(command.destination)}" if command.destination else f"把{thing}放下"
    if verb == "push":
        way = {"left": "往左", "right": "往右", "forward": "往前", "back": "往后"}.get(
            command.direction or "", ""
        )
        goal = f"到{relation_zh(command.destination)}" if command.destination and not way else ""
        return f"把{thing}{way}推{goal}"
    if verb in ("open", "close"):
        if target is None:
            return "张开手" if verb == "open" else "合上手"
        return ("打开" if verb == "open" else "关上") + thing
    if verb == "release":
        return f"松开{thing}"
    if verb == "put_back":
        return f"把{thing}放回去"
    return f"找{thing}"


def _question(command: Command) -> str:
    thing = reference_zh(command.target) if command.target is not None else ""
    if command.question == "where":
        return f"{thing}在哪里"
    if command.question == "count":
        return f"数一数{thing}"
    if command.question == "exists":
        return f"有没有{thing}"
    if command.question == "which":
        return f"哪个是{thing}"
    if command.question == "compare" and command.target is not None and command.target.ordinal is not None:
        ordinal = command.target.ordinal
        if ordinal.anchor is not None:
            first = reference_zh(Reference(**{**command.target.__dict__, "ordinal": None}))
            return f"{first}比{reference_zh(ordinal.anchor)}{_COMPARED.get(ordinal.by, '大')}吗"
    if command.question == "status":
        return "你在做什么"
    return f"{thing}是什么" if thing else "你看到了什么"


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
    return _SUPERLATIVES[ordinal.by] if ordinal.rank == 1 else f"第{rank}{_COMPARED[ordinal.by]}的"


def _quantity(reference: Reference) -> str:
    if reference.count == "all":
        return "所有"
    if isinstance(reference.count, int):
        count = _NUMBERS.get(reference.count, f"{reference.count}个")
        return {"other": "另外", "this": "这", "that": "那"}.get(reference.determiner or "", "") + count
    if reference.determiner == "other":
        return "另一个"
    return {"this": "这个", "that": "那个", "same": "同一个", "it": "刚才的"}.get(
        reference.determiner or "", ""
    )


def _exclusion(reference: Reference) -> str:
    if not (reference.excluded_attributes or reference.excluded_nouns):
        return ""
    described = "".join(attribute_zh(a) for a in reference.excluded_attributes)
    return f"除了{described}{'和'.join(noun_zh(n) for n in reference.excluded_nouns)}以外"
