# SPDX-License-Identifier: Apache-2.0
"""What was said and done in a conversation, on the robot's clock: for the checks and for the film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mm_robot.language.parser import detect_language
from mm_robot.types import Language
from mm_robot_sim.conversation.gloss import gloss
from mm_robot_sim.view.captions import Caption, broken_off
from mm_robot_sim.view.soundtrack import Sound, spoken

_SPOKEN_WITHIN_S = 4.0  # of being told to say it: a busy machine and a sentence before it
_PACE_S: dict[Language, float] = {"en": 0.065, "zh": 0.22}  # per character, of a voice that is text only


@dataclass(frozen=True, eq=False)
class Sentence:
    """Something the robot said."""

    text: str
    language: Language
    start_s: float
    end_s: float  # when it fell silent
    whole_end_s: float  # when it would have, had nobody interrupted it

    @property
    def cut(self) -> bool:
        """Whether it was broken off."""
        return self.end_s < self.whole_end_s - 0.05

    @property
    def caption(self) -> Caption:
        """Its subtitle."""
        said = (self.text, self.language, self.start_s, self.whole_end_s)
        caption = Caption("robot", *said, gloss(self.text, self.language))
        return broken_off(caption, self.end_s) if self.cut else caption


def sentences(said: Sequence[tuple[float, str]], voice: Sequence[Sound]) -> list[Sentence]:
    """What the robot said, as it sounded.

    Args:
        said: when it was told to say what, in order.
        voice: the pieces of its voice as they were published, empty ones included; nothing at all: it has
            no voice, and what it says is only shown.
    """
    wholes = [sound for sound in voice if len(sound.samples)]
    sounded = {sound.start_s: sound for sound in spoken(voice)}
    found: list[Sentence] = []
    for told_s, text in said:
        language = detect_language(text)
        if not wholes:
            if not voice:
                end_s = told_s + _PACE_S[language] * len(text)
                found.append(Sentence(text, language, told_s, end_s, end_s))
            continue
        if not told_s - 0.5 <= wholes[0].start_s <= told_s + _SPOKEN_WITHIN_S + _left(found, told_s):
            continue  # it was asked to, and something else was more urgent
        whole = wholes.pop(0)
        heard = sounded.get(whole.start_s)
        if heard is not None:
            found.append(Sentence(text, language, whole.start_s, heard.end_s, whole.end_s))
    return found


def _left(found: Sequence[Sentence], now_s: float) -> float:
    """How long the sentence before goes on."""
    return max(0.0, found[-1].whole_end_s - now_s) if found else 0.0
