# SPDX-License-Identifier: Apache-2.0
"""From the samples of one utterance to its text, or to the reason why it is none.

Silence, noise and music must never become words: whisper's own doubt, a repeated phrase, more text than
anybody can say in that time, and a likelihood that is mere guessing each end in `NoWords`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.backend import Backend, Hypothesis, Reading
from mm_robot.speech.backends import load_backend
from mm_robot.speech.homophones import Homophones
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.negation import checked
from mm_robot.speech.sound import samples_of
from mm_robot.speech.stop_reading import with_stop
from mm_robot.speech.vocabulary import Vocabulary, default_vocabulary
from mm_robot.speech.writing import bare, negations, tidy
from mm_robot.types import Language, Utterance

_MAX_PER_S: dict[Language, float] = {"en": 26.0, "zh": 9.0}  # characters: twice the speed of fast speech
_ALLOWANCE: dict[Language, int] = {"en": 16, "zh": 6}  # characters on top, for short words in short clips
_KNOWN_BONUS = 0.5  # log-probability per token for text made of vocabulary words only, fitted on speech_dev
_GUESS_BONUS = 0.4  # how much less likely a text may be that consists of vocabulary words
# A tone of music that passes for a voice is this short, and what is made of it is a guess: "Me" at -1.04 in
# 10 minutes of `mm_robot eval nothing`. Words of people as short had -0.75 or more, in 5 dB of noise too.
_SHORT_S, _SHORT_FLOOR = 0.62, 0.75  # of sound with its silences; factor of `min_log_probability`
_REPEATED = re.compile(r"(.{2,}?)[\s，。,.!?！？]*(?:\1[\s，。,.!?！？]*){2,}")  # the same phrase three times
# What whisper writes on noise, from its training on subtitles; nobody says these to a robot.
_SUBTITLES = re.compile(
    r"thanks? (you )?for watching|subscribe|subtitles? by|amara\.org|"
    r"字幕|订阅|点赞|谢谢观看|谢谢大家|明镜|下期再见|优优独播",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NoWords:
    """Sound in which nobody said anything that can be written down."""

    reason: str


class Recogniser:
    """A backend, and the judgement of what it says. About 200 MB; 0.15 s of one core per utterance."""

    def __init__(
        self,
        config: SpeechConfig,
        vocabulary: Vocabulary | None = None,
        backend: Backend | None = None,
    ) -> None:
        """`vocabulary` biases what is heard; `backend`: default the one that `config.recogniser` names.

        Raises:
            MissingModelError: there are no weights; the message says what to run.
        """
        self._config = config
        self._vocabulary = vocabulary or default_vocabulary()
        self._homophones = Homophones(self._vocabulary.chinese)
        self._backend = backend or load_backend(config, self._vocabulary)

    def recognise(
        self, samples: Samples, start_s: float = 0.0, end_s: float | None = None
    ) -> Utterance | NoWords:
        """What is said in (N,) float32 samples at 16 kHz, at most `max_recognised_s` of them.

        The stamps of the Utterance are `start_s` and `end_s` (default: by the length of the samples).

        Raises:
            InputError: the samples are no sound (wrong shape, NaN).
        """
        sound = samples_of(samples)
        length_s = len(sound) / RATE_HZ
        if length_s < self._config.min_speech_s:
            return NoWords(f"only {length_s:.2f} s of sound")
        reading = self._backend.read(sound, self._config.beam_size)
        return self._judge(reading, length_s, start_s, start_s + length_s if end_s is None else end_s)

    def guess(self, samples: Samples) -> str:
        """What is being said, while it is being said: quick, unchecked, for people to read. May be empty.

        Raises:
            InputError: the samples are no sound (wrong shape, NaN).
        """
        reading = self._backend.read(samples_of(samples), 1)
        texts = [tidy(h.text, reading.language) for h in reading.hypotheses]
        if not texts:
            return ""
        return self._homophones.corrected(texts[0]) if reading.language == "zh" else texts[0]

    def warm_up(self) -> None:
        """Do once what the first utterance would otherwise wait for."""
        self.recognise(np.zeros(RATE_HZ, np.float32))

    def _judge(self, reading: Reading, length_s: float, start_s: float, end_s: float) -> Utterance | NoWords:
        language = reading.language
        written = [replace(h, text=tidy(h.text, language)) for h in reading.hypotheses]
        ranked = self._ranked([h for h in written if bare(h.text)], language)
        if not ranked:
            return NoWords("no words")
        best = ranked[0]
        known = self._homophones.coverage(best.text) if language == "zh" else 0.0
        strict = _SHORT_FLOOR if length_s < _SHORT_S else 1.0
        floor = strict * self._config.min_log_probability - _GUESS_BONUS * known
        if reading.no_speech > self._config.max_no_speech and best.log_probability < floor / 2:
            return NoWords(f"no speech (probability {reading.no_speech:.2f})")
        if best.log_probability < floor:
            return NoWords(f"unclear (log-probability {best.log_probability:.2f} per token): '{best.text}'")
        if len(bare(best.text)) > _ALLOWANCE[language] + _MAX_PER_S[language] * length_s:
            return NoWords(f"more text than {length_s:.1f} s can hold: '{best.text}'")
        if _REPEATED.search(bare(best.text)) or _SUBTITLES.search(best.text):
            return NoWords(f"a recogniser's own invention: '{best.text}'")
        confidence = math.exp(min(best.log_probability, 0.0)) * (1.0 - reading.no_speech)
        texts = checked([h.text for h in ranked], language, reading.compare)
        texts = with_stop(texts, language, length_s, reading.compare)
        return Utterance(texts[0], language, confidence, texts[1:], start_s, end_s)

    def _ranked(self, hypotheses: list[Hypothesis], language: Language) -> list[Hypothesis]:
        """Distinct texts, best first. Vocabulary decides between hypotheses, but never about a negation."""
        if language == "zh":
            hypotheses = [replace(h, text=self._homophones.corrected(h.text)) for h in hypotheses]
            first = hypotheses[0] if hypotheses else None
            hypotheses.sort(
                key=lambda h: (
                    first is not None and negations(h.text, "zh") != negations(first.text, "zh"),
                    -(h.log_probability + _KNOWN_BONUS * self._homophones.coverage(h.text)),
                )
            )
        distinct: dict[str, Hypothesis] = {}
        for hypothesis in hypotheses:
            distinct.setdefault(bare(hypothesis.text), hypothesis)
        return list(distinct.values())
