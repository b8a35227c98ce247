# SPDX-License-Identifier: Apache-2.0
"""A second opinion on a stop word that may be none: how likely whisper holds it to be."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.mel import Samples
from mm_robot.speech.memory import give_back
from mm_robot.speech.stop_net import StopWord
from mm_robot.speech.weights import whisper_folder
from mm_robot.speech.whisper import Whisper

_WINDOW_S = 6.0  # whisper's; the shortest in which a word or two come out well
# What one of the network's words may be written as.
_WRITTEN: dict[str, tuple[str, ...]] = {
    "stop": ("stop", "Stop"),
    "freeze": ("freeze", "Freeze"),
    "halt": ("halt", "Halt"),
    "don't move": ("don't move", "Don't move", "do not move"),
    "停": ("停", "停下", "停止"),
    "别动": ("别动", "不要动"),
    "住手": ("住手",),
}


class SecondLook:
    """A whisper model of its own: nobody is waited for. Less than 0.1 s of one core for each look."""

    def __init__(self, config: SpeechConfig, whisper: Whisper | None = None) -> None:
        """Without `whisper` one is loaded meanwhile, in a thread.

        Raises:
            MissingModelError: weights are not here; the message says what to run.
        """
        self._loaded: Future[Whisper] = Future()
        if whisper is not None:
            self._loaded.set_result(whisper)
        else:  # takes two thirds of the time that an ear needs to start; most stops need no second look
            loader = ThreadPoolExecutor(1, thread_name_prefix="second look")
            self._loaded = loader.submit(Whisper, whisper_folder(config), 1)
            self._loaded.add_done_callback(lambda _: give_back())
            loader.shutdown(wait=False)

    def log_probability(self, samples: Samples, word: StopWord) -> float:
        """Natural logarithm of the probability that (N,) samples at 16 kHz are this word and no other text.

        Raises:
            MissingModelError: the weights could not be loaded.
        """
        whisper = self._loaded.result()
        encoded = whisper.encode(samples, _WINDOW_S)
        return float(np.logaddexp.reduce(whisper.likelihoods(encoded, word.language, _WRITTEN[word.text])))
