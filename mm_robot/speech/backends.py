# SPDX-License-Identifier: Apache-2.0
"""The recognisers there are, by the name they have in the configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mm_robot.config import SpeechConfig
from mm_robot.errors import ConfigError
from mm_robot.speech.backend import Backend
from mm_robot.speech.sense_voice import SenseVoice
from mm_robot.speech.transformers_asr import TransformersAsr
from mm_robot.speech.vocabulary import Vocabulary
from mm_robot.speech.whisper_backend import WhisperBackend


def load_backend(config: SpeechConfig, vocabulary: Vocabulary) -> Backend:
    """The backend that `config.recogniser` names.

    Raises:
        ConfigError: there is none of that name.
        MissingModelError: its package or its weights are not here; the message says what to do.
    """
    makers: Mapping[str, Callable[[], Backend]] = {
        "adapted": lambda: WhisperBackend(config, vocabulary, adapted=True),
        "whisper": lambda: WhisperBackend(config, vocabulary, adapted=False),
        "transformers": lambda: TransformersAsr(config),
        "sense-voice": lambda: SenseVoice(config),
    }
    if config.recogniser not in makers:
        raise ConfigError(f"speech.recogniser is '{config.recogniser}'; available: {', '.join(makers)}")
    return makers[config.recogniser]()
