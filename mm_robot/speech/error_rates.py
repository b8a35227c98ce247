# SPDX-License-Identifier: Apache-2.0
"""How far a transcript is from the truth: words for English, characters and syllables for Chinese."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from mm_robot.speech.homophones import syllables
from mm_robot.speech.writing import bare, tidy
from mm_robot.types import Language


def distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Fewest insertions, deletions and substitutions between two sequences (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def units(text: str, language: Language) -> list[str]:
    """What errors are counted in: English words, Chinese characters."""
    plain = bare(tidy(text, language))
    return list(plain.replace(" ", "")) if language == "zh" else plain.split()


def sounds(text: str) -> list[str]:
    """Toneless syllables of Chinese text."""
    return list(syllables("".join(units(text, "zh"))))
