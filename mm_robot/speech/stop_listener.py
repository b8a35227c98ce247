# SPDX-License-Identifier: Apache-2.0
"""The ear for "stop" and "停下" alone: it need not wait for the end of the sentence, nor for anybody else.

A network of its own (`stop_net`) says each 20 ms whether a stop word has just been heard. Where it is
certain, that is a stop; where it is not, whisper must agree (`second_look`). Whatever else runs, or whoever
speaks, the robot included, this goes on; `stop_process` gives it a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.shout import Shout
from mm_robot.speech.sound import samples_of
from mm_robot.speech.stop_net import STEP_S, WORDS, StopNet
from mm_robot.types import Language

_AVERAGED = 2  # outputs; one alone is a click
_QUIET_S = 0.8  # one word is reported once
_LOOKED_S = 1.0  # of sound that whisper sees
_LOOKS_S = (0.0, 0.2, 0.4)  # after the network's doubt: the word may not have been over
# Natural logarithms: of the network's odds and of whisper's probability together. Set with the network on 1 h
# of talk and noise (1 false) and 234 calls (`mm_robot eval stop`, development voices); asking whether whisper
# writes the word down missed twice as many at the same number of false ones.
_ENOUGH = -3.5
_SUREST = 0.999
_OWN_LIKELY = -4.0  # whisper's for the same word in what the robot plays
_OWN_THRESHOLD = 0.2  # in the sound the robot itself plays: its own "stopped" is none, even half like it
_OWN_MEMORY_S = 0.7  # the room and the player delay what the robot says


@dataclass(frozen=True)
class StopHeard:
    """Somebody said to stop."""

    text: str  # the word, or "a shout"
    language: Language
    stamp_s: float  # of the sound heard last
    score: float = 1.0  # 0..1


class StopListener:
    """Searches one stream. `feed` takes less than a millisecond, or 0.1 s where whisper is asked."""

    def __init__(
        self,
        config: SpeechConfig,
        net: StopNet | None = None,
        own: StopNet | None = None,
        second: SecondLook | None = None,
    ) -> None:
        """`net` hears people, `own` the robot; default: the packaged network.

        Without `second` only what the network is certain of is a stop.

        Raises:
            MissingModelError: the network's weights are not here.
        """
        self._threshold = config.stop_threshold
        self._certain = config.stop_certain
        self._second = second
        self._looked: Samples = np.zeros(round(_LOOKED_S * RATE_HZ), np.float32)
        self._played: Samples = np.zeros(round((_LOOKED_S + _OWN_MEMORY_S) * RATE_HZ), np.float32)
        self._due: list[float] = []  # seconds until whisper is asked, soonest first
        self._doubted = np.zeros(len(WORDS))  # the network's best for each word since it doubted
        self._net = net or StopNet()
        self._own = own or StopNet()
        self._shout = Shout() if config.stop_on_shout else None
        self._recent = np.zeros((_AVERAGED, len(WORDS)), np.float32)
        self._quiet_s = self._own_s = 0.0
        self._pause_s = float("inf")  # since the robot played anything

    def feed(
        self,
        chunk: npt.ArrayLike,
        stamp_s: float,
        rate_hz: int = RATE_HZ,
        played: Samples | None = None,
    ) -> StopHeard | None:
        """Hear (N,) int16 or float samples taken from `stamp_s` on; what was found in them, if anything.

        Args:
            chunk: the sound, best without the robot's voice (see `echo`).
            stamp_s: of its first sample.
            rate_hz: only 16 kHz.
            played: (N,) what the robot played meanwhile, if it did: words in that are its own.

        Raises:
            InputError: no sound (wrong shape, NaN) or another rate than 16 kHz.
        """
        if rate_hz != RATE_HZ:
            raise InputError(
                f"the stop listener hears {RATE_HZ} Hz, got {rate_hz} Hz; set the microphone to it"
            )
        samples = samples_of(chunk)
        end_s = stamp_s + len(samples) / RATE_HZ
        self._note_own(played, len(samples) / RATE_HZ)
        if self._shout is not None and self._shout.feed(samples) and self._own_s <= 0.0:
            return StopHeard("a shout", "en", end_s)
        self._looked = np.concatenate((self._looked, samples))[-len(self._looked) :]
        own = np.zeros(len(samples), np.float32) if played is None else played
        self._played = np.concatenate((self._played, own))[-len(self._played) :]
        found: StopHeard | None = None
        for row in self._net.feed(samples):
            self._recent = np.concatenate((self._recent[1:], row[None]))
            self._quiet_s -= STEP_S
            self._due = [due - STEP_S for due in self._due]
            mean = self._recent.mean(axis=0)
            best = int(np.argmax(mean))
            if self._quiet_s > 0.0:
                continue
            if mean[best] >= self._certain and self._own_s <= 0.0:
                found = self._report(WORDS[best].text, WORDS[best].language, end_s, float(mean[best]))
            elif self._due:
                self._doubted = np.maximum(self._doubted, mean)
            elif mean[best] >= self._threshold:
                self._due, self._doubted = list(_LOOKS_S), mean.astype(float)
        if found is None and self._due and self._due[0] <= 0.0:
            found = self._ask(end_s)
        return found

    def _ask(self, end_s: float) -> StopHeard | None:
        """What whisper makes of the network's doubt. What it finds in the robot's own words is none."""
        self._due = [due for due in self._due if due > 0.0]
        if self._second is None or self._own_s > 0.0:  # the robot says something like it itself
            return None
        word, score = WORDS[int(np.argmax(self._doubted))], min(float(self._doubted.max()), _SUREST)
        evidence = float(np.log(score / (1.0 - score)))
        if self._second.log_probability(self._looked, word) + evidence < _ENOUGH:
            return None
        if self._played.any() and self._second.log_probability(self._played, word) >= _OWN_LIKELY:
            return None
        return self._report(word.text, word.language, end_s, score)

    def _report(self, text: str, language: Language, end_s: float, score: float) -> StopHeard:
        self._quiet_s, self._due = _QUIET_S, []
        return StopHeard(text, language, end_s, score)

    def _note_own(self, played: Samples | None, duration_s: float) -> None:
        """Whether the robot says something like a stop word itself, or has just done so."""
        self._own_s -= duration_s
        if played is not None and np.any(played):
            if self._pause_s > _OWN_MEMORY_S:
                self._own.reset()
            self._pause_s = 0.0
        else:  # between two words there may be silence: that is no new beginning
            self._pause_s += duration_s
        if played is None or self._pause_s > _OWN_MEMORY_S:
            return
        rows = self._own.feed(played)
        if len(rows) and float(rows.max()) >= _OWN_THRESHOLD:
            self._own_s = _OWN_MEMORY_S
