# SPDX-License-Identifier: Apache-2.0
"""References as Chinese noun phrases, in the many ways people put them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mm_robot.types import Ordinal, Reference, Relation
from mm_robot_sim.objects.catalogue import colour_words, words
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.referring import group_size

NUMBERS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_CLIPPED = ("杯", "瓶", "盒", "盘", "叉", "勺", "桃")  # names of things only in compounds
_RANKS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五"}
# The measure word people use, where it is not 个.
_MEASURES = {
    "cup": "只个", "bowl": "只个", "plate": "只个", "book": "本", "scissors": "把",
    "knife": "把", "fork": "把", "spoon": "把", "hammer": "把", "screwdriver": "把",
    "wrench": "把", "pliers": "把", "brush": "把", "spatula": "把", "teapot": "把个",
    "pen": "支", "marker": "支", "toothbrush": "支把", "candle": "支根", "chopsticks": "双",
    "banana": "根", "carrot": "根", "cucumber": "根", "corn": "根", "eggplant": "个根",
    "block": "块", "sponge": "块", "soap": "块", "phone": "部个", "tape": "卷",
    "car": "辆", "strawberry": "颗", "carton": "盒", "pot": "口个", "bread": "个块",
    "flashlight": "支个", "glass": "只个",
}  # fmt: skip
_RELATIONS = {
    "in": ("{}里的", "{}里面的"),
    "on": ("{}上的", "{}上面的"),
    "next_to": ("{}旁边的", "{}边上的", "挨着{}的"),
    "left_of": ("{}左边的", "{}左面的"),
    "right_of": ("{}右边的", "{}右面的"),
    "behind": ("{}后面的", "{}后边的"),
    "in_front_of": ("{}前面的", "{}前边的"),
}
_TWO: dict[str, tuple[str, ...]] = {
    "left": ("左边的", "左边那{m}"),
    "right": ("右边的", "右边那{m}"),
    "nearest": ("离你近的", "离你近的那{m}"),
    "farthest": ("离你远的", "离你远的那{m}"),
    "biggest": ("大的那{m}", "大一点的", "比较大的"),
    "smallest": ("小的那{m}", "小一点的", "比较小的"),
    "tallest": ("高的那{m}", "高一点的", "比较高的"),
    "shortest": ("矮的那{m}", "矮一点的", "比较矮的"),
}
_MANY: dict[str, tuple[str, ...]] = {
    "left": ("最左边的", "最左边那{m}"),
    "right": ("最右边的", "最右边那{m}"),
    "nearest": ("离你最近的", "离你最近的那{m}"),
    "farthest": ("离你最远的", "离你最远的那{m}"),
    "biggest": ("最大的", "最大的那{m}"),
    "smallest": ("最小的", "最小的那{m}"),
    "tallest": ("最高的", "最高的那{m}"),
    "shortest": ("最矮的", "最矮的那{m}"),
}


def say_zh(reference: Reference, things: Sequence[Item], rng: np.random.Generator) -> str:
    """A noun phrase: 从左数第二个杯子, 两个苹果, 那只红色的杯子."""
    if reference.excluded_nouns:
        rest = "和".join(words(noun, "zh")[0] for noun in reference.excluded_nouns)
        return _one(("除了{}以外的所有东西", "除了{}之外的东西", "{}以外的所有东西"), rng).format(rest)
    head = _head(reference, rng)
    before = "".join(_related(relation, rng) for relation in reference.relations)
    if reference.ordinal is not None:
        before += _ordered(reference, reference.ordinal, things, rng)
    if reference.count == "all":
        return f"{_one(('所有的', '所有', '全部的'), rng)}{before}{head}"
    if isinstance(reference.count, int):
        return f"{before}{NUMBERS[reference.count]}{measure(reference.noun, rng)}{head}"
    if reference.determiner == "a":
        some = f"一{measure(reference.noun, rng)}" if rng.random() < 0.4 else ""
        return f"{some}{before}{head}"
    counted = reference.ordinal is not None and reference.ordinal.rank > 1  # 第二个, without another 那个
    pointed = reference.determiner is not None and "那" not in before and rng.random() < 0.25
    if not pointed or counted:
        return before + head
    that = f"那{measure(reference.noun, rng)}"
    return f"{before}{that}{head}" if before else f"{that}{head}"


def measure(noun: str | None, rng: np.random.Generator) -> str:
    """A measure word for it; 个 passes for most in speech."""
    options = _MEASURES.get(noun or "", "个")
    return options[int(rng.integers(len(options)))] if rng.random() < 0.8 else "个"


def _head(reference: Reference, rng: np.random.Generator) -> str:
    noun = "东西" if reference.noun is None else _name(reference.noun, rng)
    if not reference.attributes:
        return noun
    options = colour_words(reference.attributes[0], "zh")
    colour = _usual(options, rng, 0.3)
    if reference.noun is None:
        return f"{colour}的" if rng.random() < 0.6 else f"{colour}的东西"
    if len(colour) == 1:  # 红杯子, 红的杯子
        return f"{colour}{noun}" if rng.random() < 0.8 and len(noun) > 1 else f"{colour}的{noun}"
    return f"{colour}{'的' if rng.random() < 0.75 else ''}{noun}"


def _name(noun: str, rng: np.random.Generator) -> str:
    return _usual([word for word in words(noun, "zh") if word not in _CLIPPED], rng, 0.15)


def _ordered(reference: Reference, ordinal: Ordinal, things: Sequence[Item], rng: np.random.Generator) -> str:
    m = measure(reference.noun, rng)
    if ordinal.rank > 1:
        side = "左" if ordinal.by == "left" else "右"
        ways = ("从{s}数第{r}{m}", "{s}边第{r}{m}", "从{s}边数起第{r}{m}")
        return _one(ways, rng).format(s=side, r=_RANKS[ordinal.rank], m=m)
    options = _TWO if group_size(reference, things) == 2 else _MANY
    return _one(options[ordinal.by], rng).format(m=m)


def _related(relation: Relation, rng: np.random.Generator) -> str:
    return _one(_RELATIONS[relation.kind], rng).format(_head(relation.anchors[0], rng))


def _usual(options: Sequence[str], rng: np.random.Generator, other: float) -> str:
    """The first, or with probability `other` one of the rest."""
    if len(options) > 1 and rng.random() < other:
        return str(options[1 + int(rng.integers(len(options) - 1))])
    return options[0]


def _one(options: Sequence[str], rng: np.random.Generator) -> str:
    return str(options[int(rng.integers(len(options)))])
