# SPDX-License-Identifier: Apache-2.0
"""The room's sound: voices at their time on the world's clock, the room's noise, the robot's motors."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.sound import read_wav
from mm_robot.types import FloatArray, Language
from mm_robot_sim.sensors.acoustics import Acoustics, Background, Sound, at_level, reverberated

CHUNK = 320  # samples: 20 ms
Chunk = npt.NDArray[np.int16]


class AudioPlayer:
    """A microphone that hears queued recordings.

    Call `read` as often as you like: it returns what has become due. Recordings queued for one time follow
    one another, 0.3 s apart.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        seed: int = 0,
        room: Acoustics | None = None,
        joint_speeds: Callable[[], FloatArray] | None = None,
        synthesise: Callable[[str, Language], Sound] | None = None,
    ) -> None:
        """Listen from now on.

        Args:
            clock: the present time in seconds, e.g. `lambda: world.now_s`.
            seed: of noise and reverberation.
            room: how it sounds; default: a quiet one without reverberation.
            joint_speeds: (n,) rad/s, for the motors' noise; default: no motors.
            synthesise: a voice for `say`: text and language to (N,) float32 samples at 16 kHz.
        """
        self._clock = clock
        self._seed = seed
        self._room = room or Acoustics()
        self._background = Background(self._room, (seed, 11))
        self._joint_speeds = joint_speeds
        self._synthesise = synthesise
        self._start_s = clock()
        self._sent = 0  # chunks
        self._played = 0
        self._queue: list[tuple[int, Sound, bool]] = []  # first sample, samples, whether others wait for it

    def play(
        self,
        recording: str | Path | Sound,
        at_s: float | None = None,
        *,
        level_dbfs: float | None = None,
        over: bool = False,
    ) -> tuple[float, float]:
        """Queue a wav file, or (N,) float32 samples at 16 kHz within ±1, to sound at `at_s` or now.

        Args:
            recording: what to play.
            at_s: when, on the clock.
            level_dbfs: active speech level to play it at; default: as recorded.
            over: whether it sounds over others, as a second voice does, instead of waiting its turn.

        Returns:
            When it begins and ends, seconds on the clock, without the room's reverberation.

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
        if level_dbfs is not None:
            samples = at_level(samples, level_dbfs)
        wanted = self._clock() if at_s is None else at_s
        first = max(round((wanted - self._start_s) * RATE_HZ), self._sent * CHUNK)
        if not over:
            first = self._after_others(first, len(samples))
        self._played += 1
        heard = reverberated(samples, self._room, np.random.default_rng((self._seed, 12, self._played)))
        self._queue.append((first, heard, not over))
        begin_s = self._start_s + first / RATE_HZ
        return begin_s, begin_s + len(samples) / RATE_HZ

    def say(
        self, text: str, language: Language, at_s: float | None = None, *, level_dbfs: float | None = None,
        over: bool = False,
    ) -> tuple[float, float]:  # fmt: skip
        """Have the synthetic voice say it; otherwise as `play`.

        Raises:
            InputError: there is no voice, or it gave no sound.
        """
        if self._synthesise is None:
            raise InputError("this microphone hears no synthetic voice; give it synthesise=...")
        return self.play(self._synthesise(text, language), at_s, level_dbfs=level_dbfs, over=over)

    def cut(self, begin_s: float, at_s: float) -> None:
        """What `play` said would begin at `begin_s` ends at `at_s`, whatever is still to come of it."""
        first = round((begin_s - self._start_s) * RATE_HZ)
        kept = max(0, round((at_s - begin_s) * RATE_HZ))
        self._queue = [
            (begin, sound[:kept] if begin == first and not waits else sound, waits)
            for begin, sound, waits in self._queue
        ]

    def _after_others(self, first: int, count: int) -> int:
        gap = round(0.3 * RATE_HZ)
        for begin, earlier, waits in sorted(self._queue, key=lambda entry: entry[0]):
            if waits and begin < first + count and first < begin + len(earlier) + gap:
                first = begin + len(earlier) + gap
        return first

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
        self._queue = [entry for entry in self._queue if entry[0] + len(entry[1]) > self._sent * CHUNK]
        return chunks

    def _mix(self, begin: int) -> Chunk:
        speed = 0.0 if self._joint_speeds is None else float(np.abs(self._joint_speeds()).sum())
        sound = 32767.0 * self._background.samples(begin, CHUNK, speed).astype(np.float64)
        for first, samples, _ in self._queue:
            low, high = max(begin, first), min(begin + CHUNK, first + len(samples))
            if low < high:
                sound[low - begin : high - begin] += 32767.0 * samples[low - first : high - first]
        return np.asarray(np.clip(np.round(sound), -32768, 32767).astype(np.int16))
