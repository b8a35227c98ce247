# SPDX-License-Identifier: Apache-2.0
"""One stream of sound cut into the pieces in which somebody speaks."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import level_db
from mm_robot.speech.vad import CHUNK, VoiceActivity

CHUNK_S = CHUNK / RATE_HZ
_KEEP_FRACTION = 0.7  # once speaking, weaker voice still counts: silero's own hysteresis of 0.15 below 0.5
_FLOOR_RISE_DB = 0.03  # per chunk, 1 dB/s: the floor follows a louder room slowly and a quieter one at once
_MIN_OVER_FLOOR_DB = 3.0  # voice nearer to the room's noise than this is no voice to be understood
_QUIETEST_DB = -75.0  # a headset in a silent room; the floor is never taken for lower


@dataclass(frozen=True, eq=False)
class Piece:
    """Speech so far, with what came just before it."""

    samples: Samples  # (N,) at 16 kHz, pre-roll included
    start_s: float  # stamp at which the voice began
    end_s: float  # stamp at which it was last heard
    silence_s: float  # since then
    voiced_s: float  # how much of it is voice


class Segmenter:
    """Feed it 32 ms chunks; `piece` is what is being said."""

    def __init__(self, config: SpeechConfig, activity: VoiceActivity) -> None:
        """`activity` belongs to this stream alone."""
        self._config = config
        self._activity = activity
        self._before: deque[Samples] = deque(maxlen=max(1, round(config.pre_roll_s / CHUNK_S)))
        self.floor_db = _QUIETEST_DB  # the room's noise, dB of full scale
        self._clear()

    def _clear(self) -> None:
        self._chunks: list[Samples] = []
        self._start_s = self._end_s = self._now_s = 0.0
        self._voiced = 0

    @property
    def speaking(self) -> bool:
        """Whether a piece has begun and has not been taken away."""
        return bool(self._chunks)

    def feed(self, chunk: Samples, stamp_s: float, deaf: bool = False) -> bool:
        """Add (512,) samples from `stamp_s` on; True if they are voice. `deaf`: take them for silence."""
        probability = self._activity.probability(chunk)
        level = level_db(chunk)
        threshold = self._config.voice_threshold * (_KEEP_FRACTION if self.speaking else 1.0)
        voice = not deaf and probability >= threshold and level > self.floor_db + _MIN_OVER_FLOOR_DB
        if probability < 0.2:
            self.floor_db = max(_QUIETEST_DB, min(level, self.floor_db + _FLOOR_RISE_DB))
        self._now_s = stamp_s + CHUNK_S
        if voice:
            if not self.speaking:
                self._chunks = list(self._before)
                self._start_s = stamp_s
            self._end_s = self._now_s
            self._voiced += 1
        if self.speaking:
            self._chunks.append(chunk)
        self._before.append(np.zeros_like(chunk) if deaf else chunk)
        return voice

    def piece(self) -> Piece:
        """What has been said since the voice began."""
        samples = np.concatenate(self._chunks) if self._chunks else np.zeros(0, np.float32)
        return Piece(samples, self._start_s, self._end_s, self._now_s - self._end_s, self._voiced * CHUNK_S)

    def take(self) -> Piece:
        """The piece, and begin anew."""
        piece = self.piece()
        self._clear()
        return piece

    @property
    def silence_s(self) -> float:
        """Since voice was last heard in this piece; 0 without one."""
        return self._now_s - self._end_s if self.speaking else 0.0

    @property
    def length_s(self) -> float:
        """From the beginning of the voice until now; 0 without one."""
        return self._now_s - self._start_s if self.speaking else 0.0

    @property
    def voiced_s(self) -> float:
        """How much voice is in the piece."""
        return self._voiced * CHUNK_S
