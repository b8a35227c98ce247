# SPDX-License-Identifier: Apache-2.0
"""What reaches the ears when the robot speaks: people, not its own voice; and whether one of them breaks in.

While the robot speaks, the sentence recogniser hears silence until a person speaks as well. From then on it
hears that person, from a moment before it was noticed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.echo import Cleaned, EchoCanceller
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.vad import CHUNK, VoiceActivity

_VOICE = 0.8  # of the voice activity network; a remnant of the robot's own voice reaches less
_CHUNKS = 3  # of 32 ms in a row: a person, not a click
_SHARE = 0.15  # of the power that must remain without the robot's voice: its remnants are below 0.05
_LEARNT_DB = 8.0  # before the echo is known this well, remnants are as loud as people
_KEPT_S = 0.5  # heard before the person was noticed


@dataclass(frozen=True)
class Piece:
    """Sound for the sentence recogniser."""

    samples: Samples  # (N,) float32 at 16 kHz
    start_s: float


@dataclass(frozen=True)
class Hearing:
    """What one chunk of the microphone comes to."""

    cleaned: Cleaned
    for_stop: Samples  # (N,) for the stop word, always; from the same moment on as `cleaned`
    pieces: tuple[Piece, ...]  # for the sentence recogniser, in order; the first may go back in time
    interrupted: bool  # whether somebody has just begun to speak while the robot does


class Ears:
    """One microphone beside one loudspeaker. `play` and `hush` may come from any thread."""

    def __init__(self, config: SpeechConfig, activity: VoiceActivity | None = None) -> None:
        """`activity`: for this stream alone; default: the packaged network.

        Raises:
            MissingModelError: that network is not installed.
        """
        self._tail_s = config.echo_tail_s
        self._activity = activity or VoiceActivity()
        self._echo = EchoCanceller()
        self._kept: deque[Piece] = deque()
        self._heard: Samples = np.zeros(0, np.float32)
        self._raw: Samples = np.zeros(0, np.float32)
        self._voiced = 0
        self._own_until_s = float("-inf")
        self._person = False  # one is speaking over the robot
        self._learnt = False  # the echo, once: who speaks over it later makes it look unlearnt

    @property
    def reduction_db(self) -> float:
        """By how much the robot's voice is quieter than the microphone hears it."""
        return self._echo.reduction_db

    def play(self, samples: Samples, start_s: float) -> None:
        """The robot plays (N,) float32 at 16 kHz from `start_s` on, on the microphone's clock."""
        self._own_until_s = max(self._own_until_s, start_s + len(samples) / RATE_HZ + self._tail_s)
        self._echo.play(samples, start_s)

    def hush(self, stamp_s: float) -> None:
        """The robot breaks off at `stamp_s`."""
        self._own_until_s = min(self._own_until_s, stamp_s + self._tail_s)
        self._echo.hush(stamp_s)

    def hear(self, samples: Samples, stamp_s: float) -> Hearing:
        """The next (N,) float32 samples at 16 kHz, of which the first was heard at `stamp_s`."""
        cleaned = self._echo.clean(samples, stamp_s)
        # While the echo is being learnt, what is left of it is distorted as no voice is, and has been taken
        # for "freeze": the robot's plain voice is less like a stop word.
        for_stop = cleaned.samples if self._learnt else cleaned.heard
        if not cleaned.speaking or stamp_s >= self._own_until_s:
            self._person, self._voiced = False, 0
            self._kept.clear()
            return Hearing(cleaned, for_stop, (Piece(cleaned.samples, cleaned.start_s),), False)
        piece = Piece(cleaned.samples, cleaned.start_s)
        if self._person:
            return Hearing(cleaned, for_stop, (piece,), False)
        self._keep(piece)
        if self._speaks(cleaned):
            self._person = True
            pieces = tuple(self._kept)
            self._kept.clear()
            return Hearing(cleaned, for_stop, pieces, True)
        silence = Piece(np.zeros(len(cleaned.samples), np.float32), cleaned.start_s)
        return Hearing(cleaned, for_stop, (silence,), False)

    def _keep(self, piece: Piece) -> None:
        self._kept.append(piece)
        while self._kept and self._kept[0].start_s < piece.start_s - _KEPT_S:
            self._kept.popleft()

    def _speaks(self, cleaned: Cleaned) -> bool:
        """Whether a person has been speaking over the robot for a moment."""
        self._heard = np.concatenate((self._heard, cleaned.samples))
        self._raw = np.concatenate((self._raw, cleaned.heard))
        while len(self._heard) >= CHUNK:
            mine, self._heard = self._heard[:CHUNK], self._heard[CHUNK:]
            raw, self._raw = self._raw[:CHUNK], self._raw[CHUNK:]
            remains = float(np.mean(mine**2)) > _SHARE * float(np.mean(raw**2))
            voice = self._activity.probability(mine) >= _VOICE
            self._learnt = self._learnt or self._echo.reduction_db >= _LEARNT_DB
            self._voiced = self._voiced + 1 if voice and remains and self._learnt else 0
        return self._voiced >= _CHUNKS
