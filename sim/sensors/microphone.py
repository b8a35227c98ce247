# SPDX-License-Identifier: Apache-2.0
"""The room's sound: recordings played at their time on the world's clock, soft noise otherwise."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.sound import read_wav

CHUNK = 320  # samples: 20 ms
NOISE_RMS = 12.0  # of 32767, about -69 dBFS: a quiet room through a headset
Chunk = npt.NDArray[np.int16]


class AudioPlayer:
    """A microphone that hears queued recordings.

    Call `read` as often as you like: it returns what has become due. Recordings queued for one time follow
    one another, 0.3 s apart.
    """

    def __init__(self, clock: Callable[[], float], seed: int = 0) -> None:
        """`clock` gives the present time in seconds, e.g. `lambda: world.now_s`."""
        self._clock = clock
        self._rng = np.random.default_rng((seed, 11))
        self._start_s = clock()
        self._sent = 0  # chunks
        self._queue: list[tuple[int, npt.NDArray[np.float32]]] = []  # first sample, samples

    def play(
        self, recording: str | Path | npt.NDArray[np.float32], at_s: float | None = None
    ) -> tuple[float, float]:
        """Queue a wav file, or (N,) float32 samples at 16 kHz within ±1, to sound at `at_s` or now.

        Returns:
            When it begins and ends, seconds on the clock.

        Raises:
            InputError: the file is no readable PCM wav, or holds no sound.
        """
        samples = (
            read_wav(recording) if isinstance(recording, str | Path) else np.asarray(recording, np.float32)
        )
        if samples.ndim != 1 or len(samples) == 0 or not np.isfinite(samples).all():
            raise InputError(
                f"{recording if isinstance(recording, str | Path) else 'recording'}: no sound in it"
            )
        wanted = self._clock() if at_s is None else at_s
        first = max(round((wanted - self._start_s) * RATE_HZ), self._sent * CHUNK)
        for begin, earlier in sorted(self._queue, key=lambda entry: entry[0]):
            if begin < first + len(samples) and first < begin + len(earlier) + round(0.3 * RATE_HZ):
                first = begin + len(earlier) + round(0.3 * RATE_HZ)
        self._queue.append((first, samples))
        begin_s = self._start_s + first / RATE_HZ
        return begin_s, begin_s + len(samples) / RATE_HZ

    @property
    def playing(self) -> bool:
        """Whether a recording is still to sound, in part or whole."""
        return bool(self._queue)

    def read(self) -> list[tuple[Chunk, float]]:
        """All chunks (320,) int16 that are due, each with the time of its first sample."""
        due = math.floor((self._clock() - self._start_s) * RATE_HZ / CHUNK + 1e-6)
        chunks = []
        while self._sent < due:
            chunks.append((self._mix(self._sent * CHUNK), self._start_s + self._sent * CHUNK / RATE_HZ))
            self._sent += 1
        self._queue = [(first, s) for first, s in self._queue if first + len(s) > self._sent * CHUNK]
        return chunks

    def _mix(self, begin: int) -> Chunk:
        sound = self._rng.normal(0.0, NOISE_RMS, CHUNK)
        for first, samples in self._queue:
            low, high = max(begin, first), min(begin + CHUNK, first + len(samples))
            if low < high:
                sound[low - begin : high - begin] += 32767.0 * samples[low - first : high - first]
        return np.asarray(np.clip(np.round(sound), -32768, 32767).astype(np.int16))
