# SPDX-License-Identifier: Apache-2.0
"""Whisper as a recogniser of whole utterances: one encoding serves language, text and second look."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.backend import Reading
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.vocabulary import Vocabulary
from mm_robot.speech.weights import adapted_folder, whisper_folder
from mm_robot.speech.whisper import LANGUAGES, Decoded, Whisper
from mm_robot.types import Language

_LEAD_S = 0.2  # silence before the speech: without it whisper drops a leading 别
_SURE = 0.9  # of the language: below, both are tried
_STEP_S = 0.5  # windows come in these steps, so that few sizes are ever computed


class WhisperBackend:
    """CTranslate2's whisper, adapted to commands or as it was published. About 200 MB."""

    name = "whisper"

    def __init__(
        self, config: SpeechConfig, vocabulary: Vocabulary, whisper: Whisper | None = None, *, adapted: bool
    ) -> None:
        """`adapted`: the weights know commands: no prompt is needed, and short windows do not confuse them.

        Raises:
            MissingModelError: there are no weights; the message says what to run.
        """
        folder = adapted_folder if adapted else whisper_folder
        self._config = config
        self._adapted = adapted
        self._prompts: dict[Language, str] = {
            "en": "" if adapted else vocabulary.english_prompt,
            "zh": "" if adapted else vocabulary.chinese_prompt,
        }
        self._whisper = whisper or Whisper(folder(config), config.threads)

    def read(self, samples: Samples, beams: int, language: Language | None = None) -> Reading:
        """See Backend."""
        whisper = self._whisper
        length_s = len(samples) / RATE_HZ
        sound = np.concatenate((np.zeros(int(_LEAD_S * RATE_HZ), np.float32), samples))
        encoded = whisper.encode(sound, self._window_s(length_s))
        spoken, decoded = self._decoded(encoded, beams, language, length_s)
        return Reading(
            decoded.hypotheses,
            spoken,
            decoded.no_speech,
            lambda texts: whisper.likelihoods(encoded, spoken, texts),
        )

    def _decoded(
        self, encoded: Any, beams: int, language: Language | None, length_s: float
    ) -> tuple[Language, Decoded]:
        """In its language, or where the sound leaves that open in both: the likelier text decides."""

        def decode(spoken: Language) -> Decoded:
            return self._whisper.decode(
                encoded,
                spoken,
                prompt=self._prompts[spoken],
                beams=beams,
                max_tokens=8 + int(length_s * 12),  # Chinese takes up to two tokens per character
            )

        if language is not None:
            return language, decode(language)
        english = self._whisper.english_share(encoded)
        likely: Language = "en" if english >= 0.5 else "zh"
        if max(english, 1.0 - english) >= _SURE:
            return likely, decode(likely)
        both: dict[Language, Decoded] = {"en": decode("en"), "zh": decode("zh")}
        shares: dict[Language, float] = {"en": english, "zh": 1.0 - english}
        spoken = max(LANGUAGES, key=lambda one: _likelihood(both[one]) + math.log(max(shares[one], 1e-6)))
        return spoken, both[spoken]

    def _window_s(self, length_s: float) -> float:
        longest_s = self._config.max_recognised_s
        if not self._adapted:
            return longest_s
        wanted_s = math.ceil((length_s + _LEAD_S + self._config.window_margin_s) / _STEP_S) * _STEP_S
        return min(longest_s, max(self._config.min_window_s, wanted_s))


def _likelihood(decoded: Decoded) -> float:
    """Natural log-probability of the best text."""
    return decoded.hypotheses[0].total if decoded.hypotheses else float("-inf")
