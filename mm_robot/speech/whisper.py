# SPDX-License-Identifier: Apache-2.0
"""Whisper by CTranslate2 with a window as short as the speech allows, instead of always 30 s.

The window is called directly: spectrum, encoder, decoder without timestamps. A 10 s window costs a third of
the 30 s one. Below 6 s whisper repeats itself, which is bearable only where a word or two are expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.errors import MissingModelError
from mm_robot.speech.backend import Hypothesis
from mm_robot.speech.mel import RATE_HZ, Samples, log_mel
from mm_robot.types import Language

_FRAMES_PER_S = 100
_NO_REPEAT = 4  # tokens: no phrase of four is said twice in a command; stops the decoder's loops
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True)
class Decoded:
    """What the decoder made of one window, best first."""

    hypotheses: tuple[Hypothesis, ...]
    no_speech: float  # probability that nobody speaks, 0..1


class Whisper:
    """A loaded model. May be used from several threads; calls then wait for one another."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Load the CTranslate2 model in `folder` with 8-bit weights.

        Raises:
            MissingModelError: the files are there but cannot be loaded.
        """
        import ctranslate2
        import tokenizers

        self._storage = ctranslate2.StorageView
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
            )
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise plain RuntimeError and Exception
            raise MissingModelError(
                f"the whisper model in {folder} cannot be loaded ({error}); remove that folder and run: "
                "python -m mm_robot.speech.weights"
            ) from error
        if not self._model.is_multilingual:
            raise MissingModelError(
                f"the whisper model in {folder} knows English only; a multilingual one is needed"
            )
        self._start = self._id("<|startoftranscript|>")
        self._previous = self._id("<|startofprev|>")
        self._task = self._id("<|transcribe|>")
        self._plain = self._id("<|notimestamps|>")
        self._languages = {language: self._id(f"<|{language}|>") for language in LANGUAGES}

    def encode(self, samples: Samples, window_s: float) -> Any:
        """The encoder's view of (N,) samples at 16 kHz, cut or padded with silence to `window_s`."""
        spectrum = log_mel(
            samples[: int(window_s * RATE_HZ)], round(window_s * _FRAMES_PER_S), self._model.n_mels
        )
        return self._model.encode(self._storage.from_array(np.ascontiguousarray(spectrum[None])))

    def english_share(self, encoded: Any) -> float:
        """Probability that it is English, given that it is English or Chinese."""
        found = dict(self._model.detect_language(encoded)[0])
        english, chinese = found["<|en|>"], found["<|zh|>"]
        return float(english / max(english + chinese, 1e-12))

    def decode(
        self, encoded: Any, language: Language, *, prompt: str = "", beams: int = 1, max_tokens: int = 64
    ) -> Decoded:
        """Up to `beams` hypotheses. `prompt` could have been said before: it biases the vocabulary."""
        before = (
            [self._previous, *self._tokenizer.encode(prompt, add_special_tokens=False).ids] if prompt else []
        )
        tokens = [*before, self._start, self._languages[language], self._task, self._plain]
        result = self._model.generate(
            encoded,
            [tokens],
            beam_size=beams,
            num_hypotheses=beams,
            no_repeat_ngram_size=_NO_REPEAT,
            max_length=min(len(tokens) + max_tokens, 448),  # whisper's text context
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        hypotheses = tuple(
            Hypothesis(self._tokenizer.decode(ids).strip(), float(score), len(ids))
            for ids, score in zip(result.sequences_ids, result.scores, strict=True)
        )
        return Decoded(hypotheses, float(result.no_speech_prob))

    def likelihoods(self, encoded: Any, language: Language, texts: Sequence[str]) -> tuple[float, ...]:
        """Natural log-probability of each whole text, had it been the one to write down. 10 ms each.

        This asks the model about a text that its own search may never have looked at.
        """
        start = [self._start, self._languages[language], self._task, self._plain]
        frames = int(encoded.shape[1]) * 2
        found = []
        for text in texts:
            written = text if language == "zh" else f" {text}"  # English words begin with their space
            tokens = self._tokenizer.encode(written, add_special_tokens=False).ids
            if not tokens:
                found.append(float("-inf"))
                continue
            aligned = self._model.align(encoded, start, [tokens], frames)[0]
            found.append(float(np.log(np.maximum(aligned.text_token_probs, 1e-12)).sum()))
        return tuple(found)

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise MissingModelError(
                f"the whisper model's tokenizer.json has no {token}; it is no whisper model"
            )
        return int(found)
