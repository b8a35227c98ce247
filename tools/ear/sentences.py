# SPDX-License-Identifier: Apache-2.0
"""What is spoken for the ear to learn from: sentences people wrote down, and sentences a grammar draws."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mm_robot.speech.writing import bare
from mm_robot.types import Language
from mm_robot.vocabulary.nouns import FEATURES, SURFACES, names_en, names_zh

_COMMON_SHARE = 0.5  # of the nouns: those that tables hold; the others are any of the vocabulary
_FIRST_NAME, _OTHER_NAMES = 3, 2  # weight of a noun's first name, how many of the others are used
_MOST_TIMES, _LONGEST = 4, 70  # how often a sentence may come, and its characters
_SYMBOL = re.compile(r"\{(\w+)\}")
_FOREIGN = re.compile(r"[\u3400-\u9fff]")  # in an English sentence

Rules = Mapping[str, Sequence[Any]]  # symbol -> texts, or [weight, text]; {symbol} in a text is replaced


class Sentences:
    """Draws from the grammar in sentences.json; {noun} is any of our vocabulary."""

    def __init__(
        self,
        language: Language,
        without: frozenset[str],
        rng: random.Random,
        written: Sequence[str] = (),
        share: float = 0.5,
    ) -> None:
        """Prepare.

        Args:
            language: of the sentences.
            without: bare texts that are never drawn.
            rng: draws.
            written: sentences beside those of the grammar; each comes once.
            share: of the written ones, as long as there are any.
        """
        grammar = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
        rules = grammar[language]
        self._rules: Rules = {**rules, "noun": _nouns(language, rules["common"])}
        self._language, self._without, self._rng = language, without, rng
        self._written = [text for text in written if language == "zh" or not _FOREIGN.search(text)]
        self._share = share
        rng.shuffle(self._written)
        self._drawn: dict[str, int] = {}

    def __iter__(self) -> Iterator[str]:
        while True:
            if self._written and self._rng.random() < self._share:
                text = self._written.pop()
            else:
                text = self._expanded("{sentence}").strip()
            if self._language == "en":
                text = re.sub(r"\bi\b", "I", text[0].upper() + text[1:])
            times = self._drawn.get(text, 0)
            if bare(text) not in self._without and times < _MOST_TIMES and len(text) <= _LONGEST:
                self._drawn[text] = times + 1
                yield text

    def _expanded(self, text: str) -> str:
        return _SYMBOL.sub(lambda match: self._expanded(self._one(match[1])), text)

    def _one(self, symbol: str) -> str:
        weighted = [item if isinstance(item, list) else [1, item] for item in self._rules[symbol]]
        return str(self._rng.choices([text for _, text in weighted], [weight for weight, _ in weighted])[0])


def texts_of(path: Path) -> list[str]:
    """The "text" of each row of a JSON list."""
    return [row["text"] for row in json.loads(path.read_text(encoding="utf-8"))]


def _nouns(language: Language, common: Sequence[str]) -> list[list[Any]]:
    names = names_zh() if language == "zh" else names_en()
    found: list[list[Any]] = []
    for noun, words in names.items():
        if noun not in SURFACES | FEATURES:
            weights = [_FIRST_NAME, *[1] * _OTHER_NAMES]
            found += [[w, name] for w, name in zip(weights, words, strict=False)]
    total = sum(weight for weight, _ in found)
    share = total * _COMMON_SHARE / (1.0 - _COMMON_SHARE) / len(common)
    return [*found, *([share, name] for name in common)]
