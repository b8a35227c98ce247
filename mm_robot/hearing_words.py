# SPDX-License-Identifier: Apache-2.0
"""Texts with one word replaced by a word of the scene that sounds nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mm_robot.hearing_room import Room
from mm_robot.language.text import plain
from mm_robot.language.tokens import Token, tokenise
from mm_robot.speech.phonetics import distance_en, distance_zh
from mm_robot.speech.writing import NEGATION_ZH, negations
from mm_robot.types import Language
from mm_robot.vocabulary.attributes import COLOURS

# The farthest sound accepted. A word that the lexicon knows was more probably said than one it does not.
_NEAR_KNOWN, _NEAR_UNKNOWN = 0.45, 1.0
_PER_PHONE = 0.3  # of the replacing word: in short words one sound is much
_NEAR_KNOWN_ZH, _NEAR_ZH, _PER_SYLLABLE_ZH = 0.2, 0.75, 0.4
_WORD = re.compile(r"[A-Za-z']+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_KEPT_KINDS = ("neg", "except", "without", "not_be", "deny_word", "remark", "correct")


def repairs(text: str, language: Language, room: Room) -> Iterator[tuple[str, float]]:
    """Texts one word away from `text`, with the distance of sound. Words of the scene are never replaced."""
    yield from _chinese(text, room) if language == "zh" else _english(text, room)


def _english(text: str, room: Room) -> Iterator[tuple[str, float]]:
    known = {token.text: token for token in tokenise(plain(text))}
    words = list(_WORD.finditer(text))
    for first, last in [*zip(words, words, strict=True), *zip(words, words[1:], strict=False)]:
        span = text[first.start() : last.end()].lower()
        if not _replaceable(span, known, room):
            continue
        unknown = any("unknown" in known[w] for w in span.split() if w in known) or first is not last
        limit = _NEAR_UNKNOWN if unknown else _NEAR_KNOWN
        for word in room.words:
            if word == span or first is not last and " " in word:
                continue
            distance = distance_en(span, word)
            if distance <= min(limit, _PER_PHONE * max(len(word), 2)):
                yield text[: first.start()] + word + text[last.end() :], max(distance, 0.05)


def _replaceable(span: str, known: dict[str, Token], room: Room) -> bool:
    """Unknown words, and names of things and colours that are not in the scene."""
    if span in room.words or negations(span, "en"):
        return False
    tokens = [known[w] for w in (span, *span.split()) if w in known]
    if not tokens or any(token.is_any(*_KEPT_KINDS) for token in tokens):
        return False
    meanings = {m for token in tokens for m in (token.get("noun"), token.get("attr")) if m}
    if meanings & set(room.words.values()):
        return False
    return any(token.is_any("unknown", "noun", "attr") for token in tokens)


def _chinese(text: str, room: Room) -> Iterator[tuple[str, float]]:
    taken, unknown = _marks(text, room)
    for word, meaning in room.words.items():
        length = len(word)
        if not _CHINESE.match(word) or NEGATION_ZH & set(word):
            continue
        if meaning in COLOURS and not word.endswith("色"):
            continue  # 蓝 is within 篮子, 宝蓝 sounds like 把篮
        for begin in range(len(text) - length + 1):
            span = text[begin : begin + length]
            if span == word or any(taken[begin : begin + length]) or not _CHINESE.match(span):
                continue
            limit = _NEAR_ZH if any(unknown[begin : begin + length]) else _NEAR_KNOWN_ZH
            distance = distance_zh(span, word)
            if distance <= min(limit, _PER_SYLLABLE_ZH * length):
                yield text[:begin] + word + text[begin + length :], max(distance, 0.05)


def _marks(text: str, room: Room) -> tuple[list[bool], list[bool]]:
    """Per character: whether it stays as it is, and whether it belongs to a word that the lexicon lacks.

    Negations, marks, and words for things and colours of the scene stay.
    """
    taken = [c in NEGATION_ZH or not _CHINESE.match(c) for c in text]
    unknown = [True] * len(text)
    here = set(room.words.values())
    at = 0
    for token in tokenise(plain(text)):
        found = text.find(token.text, at)
        if found < 0:
            continue
        at = found + len(token.text)
        meant = {m for m in (token.get("noun"), token.get("attr")) if m}
        whole = len(token.text) > 1  # 杯 alone may be half of another word
        if token.is_any(*_KEPT_KINDS) or (whole and meant & here):
            taken[found:at] = [True] * (at - found)
        if "unknown" not in token and whole:
            unknown[found:at] = [False] * (at - found)
    return taken, unknown
