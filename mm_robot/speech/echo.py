# SPDX-License-Identifier: Apache-2.0
"""Takes the robot's own voice out of what its microphone hears, given the sound it plays.

A partitioned-block frequency-domain Kalman filter learns the way from loudspeaker to microphone (Enzner and
Vary 2006; in partitions, Kuech, Mabande and Enzner 2014). It weighs each step by how uncertain it is against
how much else is to be heard, so a person who speaks at the same time does not unsettle it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mm_robot.speech.mel import RATE_HZ, Samples

BLOCK = 256  # samples: 16 ms
_PARTITIONS = 24  # blocks of echo path: 0.38 s, the player's delay and the room's answer together
_STAY = 0.9995  # how little the echo path changes from block to block
_NEAR = 0.7  # smoothing of the near sound's spectrum, per block
_AFTER_S = 0.4  # the filter goes on for so long after the last sound played
_MAX_AHEAD_S = 60.0  # of sound to be played; more is a broken clock
_FORGET = 0.97  # smoothing of the levels behind `reduction_db`, per block: half a second


@dataclass(frozen=True)
class Cleaned:
    """A piece of the microphone's sound without the robot's voice."""

    samples: Samples  # (N,) float32
    start_s: float  # stamp of the first
    heard: Samples  # (N,) as it was, with the robot's voice
    played: Samples  # (N,) what the robot played meanwhile; zeros while it is silent
    speaking: bool  # whether the robot's voice can be in it at all


class EchoCanceller:
    """One microphone, one loudspeaker. `play` may be called from any thread, `clean` from one."""

    def __init__(self) -> None:
        bins = BLOCK + 1
        self._x: npt.NDArray[np.complex128] = np.zeros((_PARTITIONS, bins), complex)
        self._w: npt.NDArray[np.complex128] = np.zeros((_PARTITIONS, bins), complex)
        self._doubt = np.ones((_PARTITIONS, bins))  # variance of w
        self._near = np.full(bins, 1e-4)
        self._before = np.zeros(BLOCK)
        self._queue: list[tuple[float, Samples]] = []
        self._lock = threading.Lock()
        self._rest: Samples = np.zeros(0, np.float32)
        self._until_s = float("-inf")
        self._level_in = self._level_out = 1e-9

    @property
    def reduction_db(self) -> float:
        """By how much the sound has become quieter while the robot spoke last; 0 before it spoke."""
        return max(0.0, 10.0 * float(np.log10(self._level_in / self._level_out)))

    def play(self, samples: Samples, start_s: float) -> None:
        """The robot plays (N,) float32 at 16 kHz from `start_s` on, on the microphone's clock."""
        with self._lock:
            self._queue.append((start_s, np.asarray(samples, np.float32)))

    def hush(self, stamp_s: float) -> None:
        """Playing ends at `stamp_s`: what was still to come is not played."""
        with self._lock:
            self._queue = [
                (start_s, sound[: max(0, round((stamp_s - start_s) * RATE_HZ))])
                for start_s, sound in self._queue
                if start_s < stamp_s
            ]

    def clean(self, samples: Samples, stamp_s: float) -> Cleaned:
        """(N,) float32 heard from `stamp_s` on, without the echo.

        Whole blocks are worked on; the rest of a block is returned with the next call, so that while the
        robot speaks up to 16 ms are held back. `Cleaned.samples` then begins that much before `stamp_s`.
        """
        played = self._played(stamp_s, len(samples))
        if played.any():
            self._until_s = stamp_s + len(samples) / RATE_HZ + _AFTER_S
        if stamp_s >= self._until_s and not len(self._rest):
            return Cleaned(samples, stamp_s, samples, played, False)
        held = len(self._rest)
        if held:
            played = self._played(stamp_s - held / RATE_HZ, held + len(samples))
        heard = np.concatenate((self._rest, samples))
        whole = len(heard) // BLOCK * BLOCK
        out = [self._block(heard[i : i + BLOCK], played[i : i + BLOCK]) for i in range(0, whole, BLOCK)]
        self._rest = heard[whole:]
        if stamp_s >= self._until_s:  # the robot fell silent: let go of what was held back
            out.append(self._rest)
            self._rest = np.zeros(0, np.float32)
            whole = len(heard)
        cleaned = np.concatenate(out) if out else np.zeros(0, np.float32)
        start_s = stamp_s - held / RATE_HZ
        return Cleaned(np.asarray(cleaned, np.float32), start_s, heard[:whole], played[:whole], True)

    def _block(self, heard: Samples, played: Samples) -> Samples:
        spectrum = np.fft.rfft(np.concatenate((self._before, played)))
        self._before = played.astype(float)
        self._x = np.concatenate((spectrum[None], self._x[:-1]))
        echo = np.fft.irfft((self._x * self._w).sum(0))[BLOCK:]
        error = heard - echo
        far = np.abs(self._x) ** 2
        if far.sum() > 1e-6:
            self._learn(error, far)
            self._level_in = _FORGET * self._level_in + (1.0 - _FORGET) * float(np.mean(heard**2))
            self._level_out = _FORGET * self._level_out + (1.0 - _FORGET) * float(np.mean(error**2))
        return np.asarray(error, np.float32)

    def _learn(self, error: npt.NDArray[np.float64], far: npt.NDArray[np.float64]) -> None:
        spectrum = np.fft.rfft(np.concatenate((np.zeros(BLOCK), error)))
        self._near = _NEAR * self._near + (1.0 - _NEAR) * np.abs(spectrum) ** 2
        gain = self._doubt / (0.5 * (self._doubt * far).sum(0) + self._near + 1e-8)
        step = np.fft.irfft(gain * np.conj(self._x) * spectrum, axis=1)
        step[:, BLOCK:] = 0.0  # a response of one block per partition
        self._w = _STAY * (self._w + np.fft.rfft(step, axis=1))
        self._doubt = (
            _STAY**2 * np.maximum(1.0 - 0.5 * gain * far, 0.0) * self._doubt
            + (1.0 - _STAY**2) * np.abs(self._w) ** 2
        )

    def _played(self, stamp_s: float, count: int) -> Samples:
        """What is played from `stamp_s` on."""
        total = np.zeros(count, np.float32)
        with self._lock:
            self._queue = [
                (start_s, sound)
                for start_s, sound in self._queue
                if stamp_s - 1.0 < start_s + len(sound) / RATE_HZ and start_s < stamp_s + _MAX_AHEAD_S
            ]
            for start_s, sound in self._queue:
                first = round((start_s - stamp_s) * RATE_HZ)
                low, high = max(0, first), min(count, first + len(sound))
                if low < high:
                    total[low:high] += sound[low - first : high - first]
        return total
