# SPDX-License-Identifier: Apache-2.0
"""Text to Commands, in English, Chinese, or both in one sentence.

A negation is never lost: when one cannot be placed, the whole utterance is refused with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mm_robot.config import LanguageConfig
from mm_robot.language.clause import Read, tidy_command, with_topics
from mm_robot.language.corrections import corrected
from mm_robot.language.en.reading import english_read
from mm_robot.language.en.rewrites import usual
from mm_robot.language.negation import denials, lost_negation
from mm_robot.language.text import detect_language, has_words, plain
from mm_robot.language.tokens import Token, tokenise
from mm_robot.language.zh.asides import without_asides
from mm_robot.language.zh.command import ChineseSentence
from mm_robot.types import Command, Language

__all__ = ["Parsed", "detect_language", "parse"]

# Shares of confidence left by a word nobody taught the robot, and by one that belongs to no command: three
# unknown words, or ten idle ones, bring a command down to asking (config: language.min_confidence).
_UNKNOWN, _PASSED_OVER = 0.7, 0.9
_MAX_TOKENS = 120  # words and fixed phrases: about a minute of speech
MAX_CHARACTERS = LanguageConfig().max_characters

_REASONS: dict[str, dict[Language, str]] = {
    "not_understood": {
        "en": "I did not understand that. Please say it again.",
        "zh": "我没听懂，请再说一遍。",
    },
    "too_long": {
        "en": "That was too much at once. Please say it in short sentences.",
        "zh": "一次说得太多了，请用简短的句子说。",
    },
    "unclear_negation": {
        "en": "I am not sure what I must not do. Please say it in other words.",
        "zh": "我不确定什么不能做，请换个说法。",
    },
    "condition": {
        "en": "I cannot follow conditions. Please tell me one step at a time.",
        "zh": "我不会按条件做事，请一步一步告诉我。",
    },
}


@dataclass(frozen=True)
class Parsed:
    """The steps of one utterance. `reason` says, in the speaker's language, why there are none."""

    commands: tuple[Command, ...]
    reason: str = ""


def parse(text: str, language: Language | None = None, max_characters: int = MAX_CHARACTERS) -> Parsed:
    """What a text asks for. Never raises, whatever the text is.

    Args:
        text: what was said or typed.
        language: of the speaker where it is known; used when the text itself does not tell.
        max_characters: longer texts are not read at all.
    """
    if not has_words(text[:max_characters]):
        return Parsed((), _REASONS["not_understood"][language or "en"])
    spoken = detect_language(text[:max_characters])
    if len(text) > max_characters:
        return Parsed((), _REASONS["too_long"][spoken])
    said = tokenise(plain(text) if spoken == "zh" else usual(plain(text)))
    if len(said) > _MAX_TOKENS:
        return Parsed((), _REASONS["too_long"][spoken])
    tokens = corrected(said)
    if denials(tokens) < denials(said):  # "don't take it, no sorry, take it": too risky to guess
        return Parsed((), _REASONS["unclear_negation"][spoken])
    read = _read(tokens, spoken)
    mixed = any(token.han for token in tokens) and not all(token.han for token in tokens)
    if mixed and read.trouble == "not_understood":  # 给我 the blue one: the order of the other language
        other = _read(tokens, "en" if spoken == "zh" else "zh")
        read = other if not other.trouble else read
    if read.trouble or not read.commands:
        return Parsed((), _REASONS[read.trouble or "not_understood"][spoken])
    commands = (tidy_command(command) for command in with_topics(read.commands))
    return Parsed(
        tuple(replace(c, language=spoken, confidence=_confidence(c, read.passed_over)) for c in commands)
    )


def _read(tokens: Sequence[Token], language: Language) -> Read:
    """What one grammar makes of it; a negation that left no trace is trouble."""
    if language == "en":
        return english_read(tokens)
    tokens = without_asides(tokens)
    read = ChineseSentence(tokens).read()
    if not read.trouble and lost_negation(tokens, read.commands):
        return Read(trouble="unclear_negation")
    return read


def _confidence(command: Command, passed_over: int) -> float:
    """1 when every word of the utterance has its place; each that has none takes its share."""
    references = [command.target, *(command.destination.anchors if command.destination else ())]
    unknown = sum(len(reference.unknown_words) for reference in references if reference is not None)
    return float(_UNKNOWN**unknown * _PASSED_OVER**passed_over)
