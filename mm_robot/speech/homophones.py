# SPDX-License-Identifier: Apache-2.0
"""Chinese homophones set right: what sounds like a word of the vocabulary is written as that word.

Whisper-base hears Mandarin syllables twice as well as it chooses characters: 8.6 % wrong characters, 4.0
% wrong toneless syllables on 72 development recordings. So "红色的背子" becomes "红色的杯子". Dynamic
programming finds the best division of the text into vocabulary words and other characters. Characters
that negate are never replaced and never written.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable

from mm_robot.speech.pinyin import characters
from mm_robot.speech.writing import NEGATION_ZH

# Costs of one division, chosen on the development recordings. Unknown text is dearer than a homophone, a
# homophone dearer than the word as written, and long words are better than short ones.
_WORD = 0.3
_UNKNOWN = 1.0
_SAME_SOUND = 0.15
_CLOSE_SOUND = 0.5
_MAX_WORD = 6

# Pairs that southern speakers do not keep apart, and whisper neither: initials, then finals.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("h", "f"))
_FINALS = (("eng", "en"), ("ing", "in"), ("ang", "an"), ("uang", "uan"))
# Syllables whisper-base writes for another one in noise (seen on speech_dev), after the merging above.
_HEARD_AS = {"se": ("su", "sui", "suo"), "fan": ("fen",), "zuo": ("zu",)}
# At the beginning of "把…放到…" the particle is short and comes out as one of these.
_PARTICLE = re.compile(
    r"^(请?)[打爸八巴拔罢霸坝扒白](?![开断电扫包色的])(?=.{1,14}?(?:放|移|推|挪|递|叠|收拾|拿|交|给我))"
)
# Words that make the robot move on, take or let go: only ever accepted as heard, sound for sound.
_EXACT_ONLY = frozenset(("继续", "松开", "松手", "是的", "好的", "对的", "可以", "拿到了", "我拿到了"))

Syllables = tuple[str, ...]


class Homophones:
    """The words of a vocabulary by their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: simplified Chinese, the usual ones first: of two that sound alike the first one wins."""
        chinese = [w for w in dict.fromkeys(words) if w and all("\u3400" <= c <= "\u9fff" for c in w)]
        self._words = frozenset(chinese)
        self._exact: dict[Syllables, list[str]] = defaultdict(list)
        self._close: dict[Syllables, list[str]] = defaultdict(list)
        for word in chinese:
            if len(word) < 2 or NEGATION_ZH & set(word):
                continue
            sound = syllables(word)
            self._exact[sound].append(word)
            if word not in _EXACT_ONLY:
                choices = [(s, *_HEARD_AS.get(s, ())) for s in _merged(sound)]
                for heard in itertools.product(*choices):
                    self._close[heard].append(word)

    def corrected(self, text: str) -> str:
        """`text` with homophones of vocabulary words replaced; its length and negations stay."""
        return "".join(self._divide(_PARTICLE.sub(r"\1把", text))[1])

    def coverage(self, text: str) -> float:
        """Share of the Chinese characters that belong to vocabulary words, 0..1; 1 without any."""
        cost, pieces = self._divide(text)
        chinese = sum("\u3400" <= c <= "\u9fff" for c in text)
        known = sum(len(p) for p in pieces if p in self._words)
        return known / chinese if chinese else 1.0

    def _divide(self, text: str) -> tuple[float, list[str]]:
        sounds = syllables(text)
        best: list[tuple[float, int, str]] = [
            (0.0, 0, "")
        ]  # cost up to here, where the last piece began, the piece
        for end in range(1, len(text) + 1):
            options = [(best[end - 1][0] + _UNKNOWN, end - 1, text[end - 1])]
            for begin in range(max(0, end - _MAX_WORD), end):
                priced = self._price(text[begin:end], sounds[begin:end])
                if priced is not None:
                    options.append((best[begin][0] + priced[0], begin, priced[1]))
            best.append(min(options, key=lambda option: option[0]))
        pieces = []
        at = len(text)
        while at > 0:
            pieces.append(best[at][2])
            at = best[at][1]
        return best[-1][0], pieces[::-1]

    def _price(self, span: str, sound: Syllables) -> tuple[float, str] | None:
        """Cost and writing of a span taken as one word, or None if it sounds like none."""
        if span in self._words:
            return _WORD + (0.3 if len(span) == 1 else 0.0), span
        if len(span) < 2 or NEGATION_ZH & set(span):
            return None
        for words, per_character in (
            (self._exact.get(sound), _SAME_SOUND),
            (self._close.get(_merged(sound)), _CLOSE_SOUND),
        ):
            if words:
                word = min(words, key=lambda w: sum(a != b for a, b in zip(w, span, strict=True)))
                changed = sum(a != b for a, b in zip(word, span, strict=True))
                return _WORD + per_character * changed, word
        return None


def syllables(text: str) -> Syllables:
    """Toneless pinyin, one per character; what is no Chinese character stands for itself."""
    return tuple(_syllable(c) for c in text)


@functools.lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    pinyin = characters()
    return str(pinyin.lazy_pinyin(character, style=pinyin.Style.NORMAL, errors="default")[0])


def _merged(sound: Syllables) -> Syllables:
    return tuple(_merged_syllable(s) for s in sound)


@functools.lru_cache(maxsize=4096)
def _merged_syllable(syllable: str) -> str:
    for one, other in _INITIALS:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
            break
    for one, other in _FINALS:
        if syllable.endswith(one):
            return syllable[: -len(one)] + other
    return syllable
