# SPDX-License-Identifier: Apache-2.0
"""Names of things and references in both languages, for questions, reasons and answers."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.types import Language, Reference, RelationKind, SceneObject
from mm_robot.vocabulary import attributes, nouns

_NOUNS_ZH = {
    "thing": "东西",
    "object": "东西",
    "dish": "碟子",
    "cube": "方块",
    "tin": "罐头",
}  # beside the vocabulary
_ADJECTIVES_ZH = {
    "left": "左边", "right": "右边", "middle": "中间", "front": "前面", "back": "后面", "large": "大",
    "tiny": "小", "gray": "灰色", "silver": "银色", "gold": "金色", "cyan": "青色", "high": "高", "low": "矮",
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
    "farthest": ("farthest", "最远"), "top": ("top", "最上面"), "bottom": ("bottom", "最下面"),
}  # fmt: skip
_MASS = {
    "fruit": "fruits",
    "food": "pieces of food",
    "tableware": "pieces of tableware",
    "trash": "pieces of trash",
}
_NUMBERS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def noun_word(noun: str | None, language: Language, count: int = 1) -> str:
    """The noun as it is said; a wide word ("thing") for None. A noun without a translation stays as it is."""
    word = noun or "thing"
    if language == "zh":
        names = nouns.names_zh().get(word)
        return _NOUNS_ZH.get(word) or (names[0] if names else word)
    return word if count == 1 else _MASS.get(word) or nouns.plural(word)


def measure_word(noun: str | None) -> str:
    """Chinese only: what stands between a number and the noun."""
    return nouns.measures_zh().get(noun or "", "个")


def adjective(attribute: str, language: Language) -> str:
    """The adjective as it stands before a noun: "red" / "红色的"."""
    if language == "en":
        return attribute
    words = attributes.names_zh().get(attribute)
    return (_ADJECTIVES_ZH.get(attribute) or (words[0] if words else attribute)) + "的"


def named(noun: str | None, adjectives: Sequence[str], language: Language, count: int = 1) -> str:
    """As in "red cup" / "红色的杯子", without article or number."""
    words = [adjective(attribute, language) for attribute in adjectives]
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


def counted(noun: str | None, adjectives: Sequence[str], count: int, language: Language) -> str:
    """As in "two red cups" / "两个红色的杯子"."""
    if language == "zh":
        return f"{number_word(count, 'zh')}{measure_word(noun)}{named(noun, adjectives, 'zh')}"
    if count == 1:
        return with_article(named(noun, adjectives, "en"))
    return f"{number_word(count, 'en')} {named(noun, adjectives, 'en', count)}"


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
