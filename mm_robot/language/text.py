# SPDX-License-Identifier: Apache-2.0
"""Raw text made plain: one alphabet, one case, no contractions; and whose language it is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from mm_robot.types import Language

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")

# Spelled-out forms, so that a negation is always a word of its own. Speech recognisers drop the apostrophe.
_CONTRACTIONS = (
    (r"\b(ca|wo|sha)n['’]?t\b", {"ca": "can not", "wo": "will not", "sha": "shall not"}),
    (r"\b(do|does|did|is|are|was|were|could|would|should|must|need|have|has|had)n['’]?t\b", "\\1 not"),
    (r"\b(do|does|did|is|are|was|were|could|would|should|must|have|has)\s+n['’]?t\b", "\\1 not"),
    (r"\bnon (?=\w)", "not "),
    (r"\bain['’]?t\b", "is not"),
    (r"\b(\w+)n['’]t\b", "\\1 not"),
    (r"\bcannot\b", "can not"),
    (r"\bdun+o\b", "do not know"),
    (r"\b(whatever|whoever|what|where|who|which|how|that|there|it|he|she|here)['’]s\b", "\\1 is"),
    (r"\b(wheres|whats|thats|theres)\b", {"wheres": "where is", "whats": "what is", "thats": "that is",
                                          "theres": "there is"}),
    (r"\b(where|what|who|how|why)['’]d\b", "\\1 did"),
    (r"\bya\b", "you"),
    (r"\blet['’]?s\b", "let us"),
    (r"\bi['’]m\b", "i am"),
    (r"\bi['’]d\b", "i would"),
    (r"\bi['’]ll\b", "i will"),
    (r"\b(you|we|he|she|they)['’]d\b", "\\1 would"),
    (r"\bi['’]ve\b", "i have"),
    (r"\b(you|we|they)['’]re\b", "\\1 are"),
    (r"\b(you|we|they)['’]ve\b", "\\1 have"),
    (r"\b(you|we|they|it)['’]ll\b", "\\1 will"),
    (r"\bgimme\b", "give me"),
    (r"\blemme\b", "let me"),
    (r"\bwanna\b", "want to"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "have to"),
    (r"\bplz\b|\bpls\b", "please"),
    (r"\bonto\b|\bon to\b", "onto"),
    (r"\bin to\b", "into"),
    (r"\bin[- ]?between\b", "between"),
    (r"\b(\w+)['’]s\b", "\\1"),  # the robot's left
)  # fmt: skip


_NUMERAL = re.compile(r"(第?)(?<!\d)(20|1\d|[1-9])(?=[\u4e00-\u9fff])")  # 第2个, 3个方块: read like 第二个


def _spelled(found: re.Match[str]) -> str:
    number = int(found.group(2))
    if number > 10:
        return found.group(1) + ("二十" if number == 20 else "十" + "零一二三四五六七八九"[number - 10])
    return found.group(1) + ("两" if number == 2 and not found.group(1) else "零一二三四五六七八九十"[number])


_MUST_NOT = re.compile(r"([碰动摸拿扔开关丢推挪移吃])不得")  # 碰不得: 不得碰

_HESITATION = re.compile(r"\b(um+|uh+|uhm|erm?|hmm+)\b,?")
_STAMMER = re.compile(r"\b(?!stop|wait|yes|yeah|orange|no\b)([a-z]{2,})(?: \1\b)+")  # "the red red cup"


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def plain(text: str) -> str:
    """`text` in NFKC, simplified characters, lower case, without symbols and contractions.

    Sentence punctuation stays (as ASCII , . ! ? ;): it separates what belongs together.
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(_kept(character) for character in text)
    if _HAN.search(text):
        text = _MUST_NOT.sub(r"不得\1", _NUMERAL.sub(_spelled, _simplifier().convert(text)))
    text = text.lower()
    for pattern, replacement in _CONTRACTIONS:
        if isinstance(replacement, dict):
            table: dict[str, str] = replacement
            text = re.sub(pattern, lambda found, table=table: table[found.group(1)], text)  # type: ignore[misc]
        else:
            text = re.sub(pattern, replacement, text)
    text = _HESITATION.sub(" ", text)
    text = _STAMMER.sub(r"\1", re.sub(r"\s+", " ", text))
    return text.strip()


def _kept(character: str) -> str:
    if character in "。．…｡":
        return "."
    if character in "、，､":
        return ","
    if character in "；":
        return ";"
    if character in ",.!?;'’" or character == "-":
        return " " if character == "-" else character
    category = unicodedata.category(character)
    if category[0] == "L" or category in ("Nd", "Mn", "Mc"):
        return character
    return "," if category in ("Pd", "Po") and character in ":—–" else " "


# Words that carry the grammar of a sentence; nouns and colours do not tell ("把那个 red cup 递给我").
_ENGLISH_GRAMMAR = frozenset(
    [
        "the",
        "a",
        "an",
        "me",
        "it",
        "to",
        "in",
        "on",
        "of",
        "at",
        "is",
        "are",
        "do",
        "not",
        "and",
        "then",
        "put",
        "give",
        "hand",
        "pick",
        "take",
        "bring",
        "pass",
        "place",
        "please",
        "next",
        "left",
        "right",
        "behind",
        "between",
        "where",
        "what",
        "which",
        "how",
        "you",
        "your",
        "my",
        "i",
        "that",
        "this",
        "one",
        "from",
        "with",
        "can",
        "could",
        "would",
    ]
)
_CHINESE_GRAMMAR = frozenset(
    "把给我拿放请的不别要吗在到里上哪几有你它那这个和了吧呢是下去来递取抓推就帮将找再还"
)


def detect_language(text: str) -> Language:
    """The language whose grammar holds the sentence together; "en" when there are no letters at all."""
    han = _HAN.findall(text)
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    if not han or not words:
        return "zh" if han else "en"
    chinese = sum(character in _CHINESE_GRAMMAR for character in han)
    english = sum(word in _ENGLISH_GRAMMAR for word in words)
    if chinese != english:
        return "zh" if chinese > english else "en"
    return "zh" if len(han) >= len(words) else "en"


def has_words(text: str) -> bool:
    """Whether anything in the text can be read at all."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)
