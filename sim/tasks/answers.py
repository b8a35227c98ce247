# SPDX-License-Identifier: Apache-2.0
"""What an answer says, in either language: yes or no, numbers, things, colours, places.

A reader of sentences, not of one robot's wording: it looks for words anybody may use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mm_robot_sim.objects.catalogue import CATALOGUE, colour_words, words
from mm_robot_sim.objects.colours import COLOURS

_NUMBERS = (
    ("no", "zero", "none", "nothing", "没有", "零"), ("one", "一", "a single"), ("two", "两", "二", "俩"),
    ("three", "三", "仨"), ("four", "四"), ("five", "五"), ("six", "六"), ("seven", "七"),
    ("eight", "八"), ("nine", "九"), ("ten", "十"), ("eleven", "十一"), ("twelve", "十二"),
)  # fmt: skip
_YES = r"\byes\b|\byeah\b|\byep\b|there is\b|there are\b|^\s*有|是的|^对|有的|看到了"
_NO = r"\bno\b|\bnot\b|n't\b|\bnone\b|\bnothing\b|没有|没看|不|无"
SIDES = {
    "left": r"\bleft\b|左",
    "right": r"\bright\b|右",
    "middle": r"\bmiddle\b|\bcent(?:er|re)\b|中间|中央|正中",
}
RELATIONS = {
    "in": r"\bin(?:side)?\b|\binto\b|里",
    "on": r"\bon\b|\bupon\b|\bon top\b|上",
    "next_to": r"next to|beside|\bby\b|\bnear\b|close to|旁|附近|边上|挨着",
    "left_of": r"left of|左",
    "right_of": r"right of|右",
    "behind": r"behind|后",
    "in_front_of": r"in front of|前",
}


@dataclass(frozen=True)
class Mention:
    """A thing that is spoken of: its noun, and the colour named with it if any."""

    noun: str
    colour: str | None
    at: int  # position in the text


def says_yes(text: str) -> bool | None:
    """True for a yes, False for a no, None for neither."""
    if re.search(_NO, text.lower()):
        return False
    return True if re.search(_YES, text.lower()) else None


def says_smaller(text: str) -> bool:
    """Whether it compares by what is less."""
    return re.search(r"\b(?:smaller|less|littler)\b|小", text.lower()) is not None


def number(text: str) -> int | None:
    """The first number in it, digits or words; "a" and "an" count as one where there is no other."""
    lower = text.lower()
    found: list[tuple[int, int, int]] = [
        (match.start(), -len(match.group()), int(match.group())) for match in re.finditer(r"\d+", lower)
    ]
    for value, names in enumerate(_NUMBERS):
        for name in names:
            pattern = rf"\b{name}\b(?!,)" if name.isascii() else f"{name}(?![共起下样边点])"
            found += [(m.start(), -len(name), value) for m in re.finditer(pattern, lower)]
    if found:
        return min(found)[2]
    return 1 if re.search(r"\ban?\b", lower) else None


def mentions(text: str) -> tuple[Mention, ...]:
    """The things it names, in order. Longer names win: "orange" in "orange cup" is a colour."""
    lower = text.lower()
    taken = [False] * len(lower)
    found = []
    names = [(name, noun) for noun in CATALOGUE for lang in ("en", "zh") for name in words(noun, lang)]
    for name, noun in sorted(names, key=lambda pair: -len(pair[0])):
        for match in re.finditer(_noun_pattern(name), lower):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append((match.start(), noun))
    found.sort()
    result = []
    for i, (at, noun) in enumerate(found):
        if noun == "orange" and i + 1 < len(found) and _only_space(lower, at, found[i + 1][0]):
            continue  # "the orange cup"
        begin = found[i - 1][0] if i else 0
        result.append(Mention(noun, _colour(lower[begin:at]), at))
    return tuple(result)


def sides(text: str) -> tuple[str, ...]:
    """Which sides of the table it names: "left", "middle", "right"."""
    # "to the left of the bowl" is a relation to the bowl and says nothing about the table.
    plain = re.sub(r"(?:left|right) of", " ", text.lower())
    plain = re.sub(rf"(?:{_chinese_names()})(?:的)?[左右]", " ", plain)
    return tuple(side for side, pattern in SIDES.items() if re.search(pattern, plain))


def relates(text: str, relation: str) -> bool:
    """Whether words for the relation occur in it."""
    return bool(re.search(RELATIONS[relation], text.lower()))


@cache
def _chinese_names() -> str:
    return "|".join(re.escape(name) for noun in CATALOGUE for name in words(noun, "zh"))


def _noun_pattern(name: str) -> str:
    if not name.isascii():
        return re.escape(name)
    plural = {"knife": "kni(?:fe|ves)", "loaf": "loa(?:f|ves)"}.get(name, re.escape(name))
    return rf"\b{plural}(?:e?s)?\b"


def _only_space(text: str, start: int, end: int) -> bool:
    return re.fullmatch(r"oranges?\s+", text[start:end]) is not None


def _colour(before: str) -> str | None:
    """The colour word nearest to the end of what stands before a noun, within the same phrase."""
    phrase = re.split(r"[,;.，。；、]|\band\b|\bthe\b|\ban?\b|和", before)[-1]
    best: tuple[int, str] | None = None
    for colour in COLOURS:
        for language in ("en", "zh"):
            for word in colour_words(colour, language):
                pattern = rf"\b{word}\b" if word.isascii() else word
                for match in re.finditer(pattern, phrase):
                    if best is None or match.end() > best[0]:
                        best = (match.end(), colour)
    return best[1] if best else None
