# SPDX-License-Identifier: Apache-2.0
"""Names of things and references in both languages, for questions, reasons and answers."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.types import Language, Reference, RelationKind, SceneObject

NOUNS_ZH = {
    "cup": "杯子", "mug": "马克杯", "bottle": "瓶子", "can": "罐子", "bowl": "碗", "plate": "盘子",
    "box": "盒子",
    "block": "积木", "ball": "球", "apple": "苹果", "banana": "香蕉", "lemon": "柠檬", "orange": "橙子",
    "basket": "篮子",
    "tray": "托盘", "thing": "东西", "object": "东西", "fruit": "水果", "food": "食物", "toy": "玩具",
    "drink": "饮料",
    "container": "容器", "tableware": "餐具", "dishes": "餐具", "dish": "碟子", "glass": "玻璃杯",
    "cube": "方块",
    "table": "桌子", "person": "人", "robot": "机器人", "handle": "把手", "tin": "罐头", "carton": "纸盒",
    "elephant": "大象", "book": "书", "spoon": "勺子", "fork": "叉子", "knife": "刀", "phone": "手机",
    "pen": "笔",
    "key": "钥匙", "scissors": "剪刀", "towel": "毛巾", "remote": "遥控器", "chair": "椅子", "pot": "锅",
    "jar": "罐子",
    "sponge": "海绵", "screwdriver": "螺丝刀", "marker": "记号笔", "snack": "零食", "pear": "梨",
    "hat": "帽子",
}  # fmt: skip
ATTRIBUTES_ZH = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "blue": "蓝色", "purple": "紫色",
    "pink": "粉色",
    "brown": "棕色", "black": "黑色", "white": "白色", "grey": "灰色", "gray": "灰色", "big": "大",
    "large": "大",
    "small": "小", "tiny": "小", "tall": "高", "high": "高", "short": "矮", "low": "矮", "long": "长",
    "wide": "宽",
    "narrow": "窄", "thick": "粗", "thin": "细", "flat": "扁", "round": "圆", "square": "方",
    "rectangular": "方",
    "empty": "空", "full": "满", "left": "左边", "right": "右边", "middle": "中间", "front": "前面",
    "back": "后面",
    "wooden": "木头", "metal": "金属", "plastic": "塑料", "heavy": "重", "light": "轻", "silver": "银色",
    "cyan": "青色",
    "gold": "金色", "new": "新", "old": "旧", "clean": "干净", "dirty": "脏", "soft": "软", "hard": "硬",
}  # fmt: skip
RELATIONS = {
    "on": ("on", "{}上面"), "in": ("in", "{}里面"), "under": ("under", "{}下面"),
    "left_of": ("to the left of", "{}左边"), "right_of": ("to the right of", "{}右边"),
    "in_front_of": ("in front of", "{}前面"), "behind": ("behind", "{}后面"),
    "next_to": ("next to", "{}旁边"),
    "near": ("near", "{}附近"), "above": ("above", "{}上方"), "between": ("between", "{}中间"),
    "with": ("with", "带{}"),
}  # fmt: skip
SUPERLATIVES = {
    "left": ("leftmost", "最左边"), "right": ("rightmost", "最右边"), "front": ("front", "最前面"),
    "back": ("rear", "最后面"),
    "biggest": ("biggest", "最大"), "smallest": ("smallest", "最小"), "tallest": ("tallest", "最高"),
    "shortest": ("shortest", "最矮"), "longest": ("longest", "最长"), "nearest": ("nearest", "最近"),
    "farthest": ("farthest", "最远"),
}  # fmt: skip
_PLURALS = {
    "box": "boxes", "knife": "knives", "dish": "dishes", "dishes": "dishes",
    "tableware": "pieces of tableware",
    "fruit": "fruits", "food": "pieces of food", "glass": "glasses", "scissors": "scissors", "toy": "toys",
}  # fmt: skip
_NUMBERS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def noun_word(noun: str | None, language: Language, count: int = 1) -> str:
    """The noun as it is said; a wide word ("thing") for None. A noun without a translation stays as it is."""
    if language == "zh":
        return NOUNS_ZH.get(noun or "thing", noun or "东西")
    word = noun or "thing"
    if count == 1:
        return word
    if word in _PLURALS:
        return _PLURALS[word]
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def adjective(attribute: str, language: Language) -> str:
    """The adjective as it stands before a noun: "red" / "红色的"."""
    return attribute if language == "en" else ATTRIBUTES_ZH.get(attribute, attribute) + "的"


def named(noun: str | None, attributes: Sequence[str], language: Language, count: int = 1) -> str:
    """As in "red cup" / "红色的杯子", without article or number."""
    words = [adjective(attribute, language) for attribute in attributes]
    return (" " if language == "en" else "").join([*words, noun_word(noun, language, count)])


def reference_words(reference: Reference, language: Language, count: int = 1) -> str:
    """What a reference asks for, its unknown words included; relations and order left out."""
    if reference.unknown_words:
        unknown = (" " if language == "en" else "").join(reference.unknown_words)
        adjectives = [adjective(a, language) for a in reference.attributes]
        known = [] if reference.noun is None else [noun_word(reference.noun, language, count)]
        parts = [*adjectives, unknown, *known]
        return (" " if language == "en" else "").join(parts)
    return named(reference.noun, reference.attributes, language, count)


def thing_words(thing: SceneObject, language: Language, colour: bool = True) -> str:
    """As in "red cup" / "红色的杯子" for something that was seen."""
    return named(thing.label, [thing.colour] if colour and thing.colour else [], language)


def with_article(words: str) -> str:
    """English only: "a cup", "an apple"."""
    return f"{'an' if words[:1].lower() in 'aeiou' and words else 'a'} {words}"


def number_word(count: int, language: Language) -> str:
    """Small numbers as words, before a noun: "two" / "两"."""
    words = _NUMBERS_EN if language == "en" else _NUMBERS_ZH
    return words[count] if 0 <= count < len(words) else str(count)


def counted(noun: str | None, attributes: Sequence[str], count: int, language: Language) -> str:
    """As in "two red cups" / "两个红色的杯子"."""
    if language == "zh":
        return f"{number_word(count, 'zh')}个{named(noun, attributes, 'zh')}"
    if count == 1:
        return with_article(named(noun, attributes, "en"))
    return f"{number_word(count, 'en')} {named(noun, attributes, 'en', count)}"


def place_words(kind: RelationKind, anchors: Sequence[str], language: Language) -> str:
    """As in "to the left of the bowl" / "碗左边", from the anchors' names without article."""
    pattern = RELATIONS[kind][0 if language == "en" else 1]
    if language == "zh":
        return pattern.format("和".join(anchors))
    articles = ["the " + name for name in anchors] if kind != "with" else [with_article(n) for n in anchors]
    return f"{pattern} {' and '.join(articles)}"


def listed(words: Sequence[str], language: Language, last: str | None = None) -> str:
    """A list in words: "a, b and c" / "a、b和c"; `last` replaces the "and" ("or")."""
    if len(words) <= 1:
        return "".join(words)
    if language == "zh":
        return "、".join(words[:-1]) + (last or "和") + words[-1]
    return ", ".join(words[:-1]) + f" {last or 'and'} " + words[-1]
