# SPDX-License-Identifier: Apache-2.0
"""A plain text cut into tokens, each with everything it may mean.

English and Chinese share kinds and values, so a Chinese sentence may hold an English noun and the other way
round; what differs is the order, which the grammars know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from mm_robot.language.en import lexicon as lexicon_en
from mm_robot.language.zh import lexicon as lexicon_zh
from mm_robot.language.zh import verb_forms as verb_forms_zh
from mm_robot.language.zh import word_forms as word_forms_zh
from mm_robot.vocabulary import attributes, nouns

Readings = Mapping[str, str]  # kind -> value


@dataclass(frozen=True)
class Token:
    """A word or fixed phrase. `readings`: each kind it may be (noun, attr, verb, …) -> its value."""

    text: str
    readings: Readings
    han: bool = False

    def __contains__(self, kind: str) -> bool:
        return kind in self.readings

    def get(self, kind: str) -> str:
        """The value of this token as `kind`, or "" when it cannot be one."""
        return self.readings.get(kind, "")

    def is_any(self, *kinds: str) -> bool:
        """Whether it may be one of these kinds."""
        return any(kind in self.readings for kind in kinds)


END = Token("", {"end": "end"})  # what stands behind the last token

_PIECE = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W\d_\u3400-\u4dbf\u4e00-\u9fff][^\W_\u3400-\u4dbf\u4e00-\u9fff']*|\d+(?:st|nd|rd|th)?\b|\d+|[,.!?;]"
)


def tokenise(plain: str) -> tuple[Token, ...]:
    """Tokens of a text that went through `text.plain`. Unknown words get the kind "unknown"."""
    tokens: list[Token] = []
    words: list[str] = []
    pieces = _PIECE.findall(plain)
    for piece, following in zip(pieces, [*pieces[1:], "."], strict=False):
        if "\u3400" <= piece[0] <= "\u9fff":
            tokens += _english(words)
            words = []
            tokens += _chinese(piece, following in ",.!?;")
        elif piece in ",.!?;":
            tokens += _english(words)
            words = []
            tokens.append(Token(piece, {"punct": piece}))
        else:
            words.append(piece)
    return tuple(tokens + _english(words))


def text_of(tokens: Iterable[Token]) -> str:
    """The words of tokens: spaces between English ones, none between Chinese ones."""
    out = ""
    previous_han = True
    for token in tokens:
        if "punct" in token:
            out += token.text
        else:
            out += ("" if not out or (token.han and previous_han) else " ") + token.text
        previous_han = token.han
    return out.strip(" ,.!?;")


# ------------------------------------------------------------------------------------------ English


@cache
def english_lexicon() -> dict[str, dict[str, str]]:
    """Phrase -> its readings. Words are single-spaced and lower case."""
    lexicon: dict[str, dict[str, str]] = {}

    def add(words: str, kind: str, value: str) -> None:
        lexicon.setdefault(words.replace("-", " "), {})[kind] = value

    for noun, names in nouns.names_en().items():
        for name in names:
            add(name, "noun", noun)
            add(nouns.plural(name), "noun", noun)
            if nouns.plural(name) != name and (not names[0].endswith("s") or names[0].endswith("ss")):
                add(nouns.plural(name), "plural", noun)
        add(noun, "noun", noun)
        if nouns.plural(noun) not in lexicon:
            add(nouns.plural(noun), "noun", noun)
            add(nouns.plural(noun), "plural", noun)
    for attribute, names in attributes.names_en().items():
        for name in names:
            add(name, "attr", attribute)
            if attribute in attributes.COLOURS:
                for shade in attributes.SHADES_EN:
                    add(f"{shade} {name}", "attr", attribute)
    for word, key in attributes.superlatives_en().items():
        add(word, "sup", key)
    for word, key in attributes.comparatives_en().items():
        add(word, "comp", key)
    for word in nouns.PURPOSES_EN:
        add(word, "purpose", word)
    for (kind, value), phrases in lexicon_en.entries():
        for phrase in phrases:
            add(phrase, kind, value)
            if kind == "direction":
                add(f"a little {phrase}", kind, value)  # not "a little" one
            if kind == "rel" and not phrase.startswith("down"):
                add(f"down {phrase}", kind, value)
    return lexicon


@cache
def _longest_phrase() -> int:
    return max(phrase.count(" ") + 1 for phrase in english_lexicon())


def _english(words: list[str]) -> list[Token]:
    lexicon, longest = english_lexicon(), _longest_phrase()
    tokens: list[Token] = []
    i = 0
    while i < len(words):
        for length in range(min(longest, len(words) - i), 0, -1):
            phrase = " ".join(words[i : i + length])
            readings = lexicon.get(phrase, {})
            if readings.get("from_side") in ("top", "bottom") and _noun_follows(words, i + length):
                continue  # "from the top drawer"
            if "remark" in readings and length > 1 and not _stands_alone(tokens, words, i + length):
                readings = {kind: value for kind, value in readings.items() if kind != "remark"}
            elif "remark" in readings and len(readings) == 1 and not _stands_alone(tokens, words, i + length):
                readings = {**readings, "unknown": phrase}  # "the stop sign"
            if readings:
                tokens.append(Token(phrase, readings))
                i += length
                break
        else:
            tokens.append(_number_or_unknown(words[i]))
            i += 1
    return tokens


def _noun_follows(words: list[str], i: int) -> bool:
    return i < len(words) and bool({"noun", "attr", "head"} & english_lexicon().get(words[i], {}).keys())


_AFTER_REMARK = frozenset(
    (
        "actually", "though", "anyway", "robot",
        "please", "now", "and", "then", "robot", "thanks", "thank", "but", "immediately", "right",
        "yes", "no",
        "i", "you", "ok", "okay", "there", "yet", "already", "let",
    )
)  # fmt: skip


_OPEN_ENDS = ("not", "never", "no", "nothing")


def _stands_alone(before: list[Token], words: list[str], end: int) -> bool:
    """Whether a fixed remark is not just a part of something longer ("leave it on the table")."""
    if before and not before[-1].is_any(
        "punct",
        "filler",
        "remark",
        "confirm_word",
        "deny_word",
        "then",
        "and",
        "but",
        "correct",
        "i",
        "ask",
        "neg",
    ):
        return False
    if end >= len(words):
        return True
    if words[end - 1] in _OPEN_ENDS:
        return words[end] in (
            "please",
            "thanks",
            "thank",
        )  # the "not" of "no, do not let go" is of what follows
    if words[end] in _AFTER_REMARK:
        return True
    lexicon = english_lexicon()
    return any(
        "remark" in lexicon.get(" ".join(words[end : end + n]), {}) and end + n >= len(words)
        for n in (1, 2, 3, 4)
    )


_NO_ADVERBS = (
    "early", "jelly", "family", "lily", "dolly", "lolly", "supply", "ugly", "curly", "likely", "unlikely",
)  # fmt: skip


def _number_or_unknown(word: str) -> Token:
    digits = re.match(r"\d+", word)
    if digits is None and re.fullmatch(r"[a-z]{3,}ly", word) and word not in _NO_ADVERBS:
        return Token(word, {"filler": ""})  # an adverb of manner: "delicately"
    if digits is None:
        return Token(word, {"unknown": word})
    value = digits.group()[:6]
    return Token(word, {"num": value} if digits.group() == word else {"ord": value})


# ------------------------------------------------------------------------------------------ Chinese


@cache
def chinese_lexicon() -> dict[str, dict[str, str]]:
    """Chinese word -> its readings, in simplified characters."""
    lexicon: dict[str, dict[str, str]] = {}

    def add(word: str, kind: str, value: str) -> None:
        lexicon.setdefault(word, {})[kind] = value

    for noun, names in nouns.names_zh().items():
        for name in names:
            add(name, "noun", noun)
    for attribute, names in attributes.names_zh().items():
        for name in names:
            add(name, "attr", attribute)
            if attribute in attributes.COLOURS:
                for shade in attributes.SHADES_ZH:
                    add(shade + name, "attr", attribute)
    for word, key in attributes.degrees_zh().items():
        add("最" + word, "sup", key)
        if key not in ("left", "right", "front", "back"):
            for form in (
                "更" + word,
                "比较" + word,
                "较" + word,
                word + "一点",
                word + "一些",
                word + "点儿",
                word + "一点儿",
                word + "点",
            ):
                add(form, "comp", key)
    for word, kind, value in word_forms_zh.words():
        add(word, kind, value)
    for (kind, value), words in lexicon_zh.entries():
        for word in words:
            for form in word_forms_zh.forms(word) if kind == "verb" else (word,):
                if kind == "unknown" and "noun" in lexicon.get(word, {}):
                    continue
                if form == word or form not in lexicon:
                    add(form, kind, value)
    for word, value in verb_forms_zh.words():
        if word not in lexicon:
            add(word, "verb", value)
    return lexicon


@cache
def _longest_word() -> int:
    return max(map(len, chinese_lexicon()))


def _chinese(run: str, closed: bool) -> list[Token]:
    """The cut with the fewest unknown characters, then the fewest words, then the longest word first.

    `closed`: no English word follows at once.
    """
    lexicon, longest = chinese_lexicon(), _longest_word()
    n = len(run)
    best: list[tuple[int, int]] = [(0, 0)] * (n + 1)  # cost of run[i:]: unknown characters, words
    step = [1] * (n + 1)
    openings, closings = _remark_bounds(run, closed)

    def alone(i: int, end: int) -> bool:
        """Whether run[i:end] may be a fixed remark; the 别 of 先别松手 is a negation of what follows."""
        return i in openings and end in closings and (end == n or run[end - 1] not in "别要不")

    for i in range(n - 1, -1, -1):
        best[i] = (best[i + 1][0] + 1, best[i + 1][1] + 1)
        step[i] = 1
        for length in range(1, min(longest, n - i) + 1):
            readings = lexicon.get(run[i : i + length])
            if readings is None:
                continue
            if "remark" not in readings or len(readings) > 1 or alone(i, i + length):
                word = run[i : i + length]
                words = 2 if set(readings) == {"classifier"} or word in _TORN else 1
                cost = (best[i + length][0], best[i + length][1] + words)
                if cost < best[i] or (cost == best[i] and length > step[i]):
                    best[i], step[i] = cost, length
    tokens: list[Token] = []
    i = 0
    while i < n:
        word = run[i : i + step[i]]
        readings = lexicon.get(word)
        if readings is not None and "remark" in readings and not alone(i, i + step[i]):
            readings = {kind: value for kind, value in readings.items() if kind != "remark"} or None
        if readings is not None:
            tokens.append(Token(word, readings, han=True))
        elif tokens and "unknown" in tokens[-1] and tokens[-1].han:
            joined = tokens[-1].text + word
            tokens[-1] = Token(joined, {"unknown": joined}, han=True)
        else:
            tokens.append(Token(word, {"unknown": word}, han=True))
        i += step[i]
    return tokens


_TORN = ("把手", "我的手")  # 把|手套, not 把手|套; 我的|手表, not 我的手|表
_OPENERS = ("filler", "remark", "confirm_word", "deny_word", "then", "correct")
_CLOSERS = ("filler", "remark", "question_end", "then", "ba", "correct", "but")


def _remark_bounds(run: str, closed: bool) -> tuple[frozenset[int], frozenset[int]]:
    """Where a fixed remark may begin, and where it may end: not in the middle of a longer sentence."""
    lexicon, longest = chinese_lexicon(), _longest_word()
    n = len(run)
    openings, closings = {0}, ({n} if closed else set())
    called = re.search(r"停+(?=[你我他它这那有])|(?:你?先?别动|停下?|住手)(?=让我|等我|我看|我来)", run)
    if called is not None:
        closings.add(called.end())  # 停停停|你碰到杯子了
    if closed and re.search("[好了点啊哎吧行对]停$", run):
        openings.add(n - 1)  # 再往左一点好|停
    for i in range(n):
        for length in range(1, min(longest, n - i) + 1):
            readings = lexicon.get(run[i : i + length], {})
            if (i in openings and any(kind in readings for kind in _OPENERS)) or (
                i > 1 and ("then" in readings or run[i : i + length] == "别")
            ):
                openings.add(i + length)
    if closed:
        openings |= {
            i
            for i in range(n - 1)
            if run[i] in "停住刹快" and lexicon.get(run[i:], {}).get("remark") == "stop"  # …哦停一下
        }
    for i in range(n - 1, -1, -1):
        known = [k for k in range(1, min(longest, n - i) + 1) if run[i : i + k] in lexicon]
        for length in known:
            readings = lexicon[run[i : i + length]]
            if length < known[-1] and "then" in readings and "sup" in lexicon[run[i : i + known[-1]]]:
                continue  # the 最后 of 最后面的帽子
            if i > 0 and "neg" in readings and run[i] in "别不":
                closings.add(i)  # 停停停，别放
            if (i + length in closings and any(kind in readings for kind in _CLOSERS)) or (
                i > 0
                and (
                    "then" in readings
                    or run[i : i + length] in ("我要", "我想要", "我就要")
                    or ("ba" in readings and len(run) - i > 3)
                )
            ):
                closings.add(i)
    return frozenset(openings), frozenset(closings)
