# SPDX-License-Identifier: Apache-2.0
"""A second opinion on a stop word that may be none: whisper writes down the last second of sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from mm_robot.config import SpeechConfig
from mm_robot.speech.homophones import Homophones
from mm_robot.speech.mel import Samples
from mm_robot.speech.memory import give_back
from mm_robot.speech.vocabulary import default_vocabulary
from mm_robot.speech.weights import whisper_folder
from mm_robot.speech.whisper import LANGUAGES, Whisper
from mm_robot.speech.writing import bare, tidy
from mm_robot.types import Language

_WINDOW_S = 6.0  # whisper's; the shortest in which a word or two come out well
_MAX_TOKENS = 8
# What a drawled "stop" comes out as. A prompt with stop words finds more, and false ones in 14 of 22 others.
_DRAWLED = re.compile(r"(?:(?:a|the|this) )?stop(?:per|pers|ped|s)")
_GUESS = -1.2  # mean log-probability per token below which a text is guessed
_SHARE = 0.15  # of the language: sound that is plainly the other language is not searched in this one
_MAX_NO_SPEECH = 0.6  # whisper's own limit


class SecondLook:
    """A whisper model of its own: nobody is waited for. 0.1 s of one core for each look."""

    def __init__(
        self, config: SpeechConfig, is_stop: Callable[[str], bool], whisper: Whisper | None = None
    ) -> None:
        """`is_stop(text)` knows the words. Without `whisper` one is loaded meanwhile, in a thread.

        Raises:
            MissingModelError: weights are not here; the message says what to run.
        """
        self._is_stop = is_stop
        self._loaded: Future[Whisper] = Future()
        if whisper is not None:
            self._loaded.set_result(whisper)
        else:  # takes two thirds of the time that an ear needs to start; most stops need no second look
            loader = ThreadPoolExecutor(1, thread_name_prefix="second look")
            self._loaded = loader.submit(Whisper, whisper_folder(config), 1)
            self._loaded.add_done_callback(lambda _: give_back())
            loader.shutdown(wait=False)
        self._homophones = Homophones(default_vocabulary().chinese)

    def stop_in(self, samples: Samples) -> tuple[str, Language] | None:
        """The call to stop in (N,) samples at 16 kHz and its language, or None.

        Raises:
            MissingModelError: the weights could not be loaded.
        """
        whisper = self._loaded.result()
        encoded = whisper.encode(samples, _WINDOW_S)
        english = whisper.english_share(encoded)
        for language in LANGUAGES:
            if (english if language == "en" else 1.0 - english) < _SHARE:
                continue
            decoded = whisper.decode(encoded, language, max_tokens=_MAX_TOKENS)
            best = decoded.hypotheses[0]
            text = tidy(best.text, language)
            if language == "en" and _DRAWLED.fullmatch(bare(text)):
                text = "stop"
            if language == "zh":  # 听下 and 庭下 are 停下
                text = self._homophones.corrected(text)
            guessed = best.log_probability < _GUESS or decoded.no_speech > _MAX_NO_SPEECH
            if not guessed and self._is_stop(text):
                return text, language
        return None
