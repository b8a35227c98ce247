# SPDX-License-Identifier: Apache-2.0
"""How heard text is written: simplified characters, no stray marks, and which words forbid."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

from mm_robot.types import Language

_NOISE_MARKS = re.compile(r"\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】|[♪♫*]+")  # [Music], (applause), ♪
_ZH_GAP = re.compile(r"(?<=[\u3400-\u9fff，。？！、])\s+|\s+(?=[\u3400-\u9fff，。？！、])")
# Whisper without time stamps ends Chinese with a stray digit or mark, and at times begins with one.
_STRAY_ZH = re.compile(
    r"^[\d：，、\s]+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?<!第)[，、：；\s]*\d?[，、：；\s]*$"
)
_TO_FULL_WIDTH = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；", ":": "："})
_NEGATION_EN = re.compile(
    r"\b(?:not|never|no|without|except|cannot|nothing|none|neither|nor|don'?t|won'?t|can'?t|mustn'?t|shouldn'?t|"
    r"doesn'?t|didn'?t|isn'?t|aren'?t|stop|avoid|but)\b"
)
NEGATION_ZH = frozenset("不别勿没莫甭未非无除禁")
_NOT_NEGATED_ZH = re.compile(
    r"有没有|是不是|能不能|可不可以|要不要|好不好|对不对|别的|特别|分别|区别|不错|要不然"
)


def tidy(text: str, language: Language) -> str:
    """Text as a person would type it: simplified Chinese, no sound descriptions, single spaces."""
    text = unicodedata.normalize("NFKC", _NOISE_MARKS.sub(" ", text))
    text = " ".join(text.replace("\ufffd", "").split()).strip(" -.…·")
    if language == "zh":
        text = _ZH_GAP.sub("", str(_converter().convert(text)).translate(_TO_FULL_WIDTH)).strip("。.")
        text = _STRAY_ZH.sub("", text)
    return text


def bare(text: str) -> str:
    """Only lower-case letters, digits, apostrophes and single spaces: for comparing."""
    kept = "".join(c if c.isalnum() or c in "' " else " " for c in text.lower().replace("’", "'"))
    return " ".join(kept.split())


def language_of(text: str) -> Language:
    """Chinese if most of its words are written in Chinese characters, otherwise English."""
    chinese = sum("\u3400" <= c <= "\u9fff" for c in text)
    english = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if chinese > english else "en"


def negations(text: str, language: Language) -> int:
    """How many words forbid or exclude something; questions such as 有没有 do not."""
    if language == "en":
        return len(_NEGATION_EN.findall(bare(text)))
    return sum(character in NEGATION_ZH for character in _NOT_NEGATED_ZH.sub("", text))


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
