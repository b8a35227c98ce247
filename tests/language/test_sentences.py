# SPDX-License-Identifier: Apache-2.0
"""Natural sentences, written by hand, and what each means."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mm_robot.language.parser import Parsed, parse
from mm_robot.types import Language

Write = Callable[[Parsed], str]
DATA = Path(__file__).parents[1] / "data" / "language"


def sentences(language: str) -> list[tuple[str, str]]:
    lines = (DATA / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(entry["text"], entry["parse"]) for entry in map(json.loads, lines)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_are_understood(language: Language, written: Write) -> None:
    cases = sentences(language)
    assert len(cases) >= 500
    wrong = [(text, meant, got) for text, meant in cases if (got := written(parse(text))) != meant]
    report = "\n".join(f"{text}\n  meant {meant}\n  got   {got}" for text, meant, got in wrong)
    assert len(wrong) <= 0.02 * len(cases), f"{len(wrong)} of {len(cases)} wrong\n{report}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_prohibition_is_read_as_a_wish(language: Language) -> None:
    for text, meant in sentences(language):
        commands = parse(text).commands
        negations = [part.startswith("NOT") for part in meant.split(" ; ")]
        assert [command.negated for command in commands] == (negations if meant != "EMPTY" else []), text


def without_punctuation(text: str) -> str:
    return text.replace(",", "").rstrip(".?!")


@pytest.mark.parametrize("change", [str.upper, str.title, without_punctuation])
def test_case_and_missing_punctuation_do_not_matter(change: Callable[[str], str], written: Write) -> None:
    cases = sentences("en")
    wrong = [text for text, meant in cases if written(parse(change(text))) != meant]
    assert len(wrong) <= 0.02 * len(cases), wrong


def test_traditional_characters_read_like_simplified_ones(written: Write) -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("s2t").convert
    wrong = [text for text, meant in sentences("zh") if written(parse(convert(text))) != meant]
    assert len(wrong) <= 0.02 * len(sentences("zh")), wrong
