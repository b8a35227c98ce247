# SPDX-License-Identifier: Apache-2.0
"""Noise to mix into clean recordings: pink noise and the babble of other voices, at a given level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mm_robot.errors import InputError
from mm_robot.speech.mel import Samples
from mm_robot.types import FloatArray

_FRAME = 320  # samples: 20 ms
_ACTIVE_DB = 25.0  # frames this far below the loudest are pauses (ITU-T P.56 in its simplest form)
_TALKERS = 5
_BABBLE_DB = 10.0


@dataclass(frozen=True)
class Noise:
    """What is mixed in. `snr_db` is the speech's level over the noise's, pauses of the speech left out."""

    kind: str  # "clean", "pink" or "babble"
    snr_db: float = float("inf")

    @property
    def name(self) -> str:
        """As it is asked for and reported: clean, 5, babble, babble:5."""
        if self.kind == "pink":
            return f"{self.snr_db:g}"
        return self.kind if self.snr_db in (_BABBLE_DB, float("inf")) else f"{self.kind}:{self.snr_db:g}"


def parse_noises(text: str) -> tuple[Noise, ...]:
    """Comma-separated levels, e.g. "20,10,5,babble": numbers are decibels, babble is at 10 dB or "babble:5".

    Raises:
        InputError: a part is neither.
    """
    noises = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        kind, _, level = part.partition(":")
        try:
            if kind in ("babble", "clean"):
                default = _BABBLE_DB if kind == "babble" else float("inf")
                noises.append(Noise(kind, float(level) if level else default))
            else:
                noises.append(Noise("pink", float(part)))
        except ValueError as error:
            raise InputError(
                f"noise '{part}'; expected clean, babble, babble:5, or decibels such as 5"
            ) from error
    return tuple(noises)


def mixed(
    samples: Samples, noise: Noise, rng: np.random.Generator, others: Sequence[Samples] = ()
) -> Samples:
    """(N,) speech with noise over all of it, both scaled down where their sum would be over full scale.

    Args:
        samples: the speech, (N,) float32.
        noise: kind and level.
        rng: the same state gives the same noise.
        others: recordings of speech that babble is made of; without any it is pink noise.
    """
    if noise.kind == "clean" or not len(samples):
        return samples
    sound = (
        _babble(len(samples), rng, others) if noise.kind == "babble" and others else _pink(len(samples), rng)
    )
    power = max(float(np.mean(sound**2)), 1e-20)
    scaled = sound * np.sqrt(active_power(samples) / 10 ** (noise.snr_db / 10) / power)
    total = samples + scaled
    return np.asarray(total / max(1.0, float(np.abs(total).max())), dtype=np.float32)


def active_power(samples: Samples) -> float:
    """Mean square of the frames in which there is speech."""
    whole = samples[: len(samples) // _FRAME * _FRAME]
    if not len(whole):
        return float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    frames = np.mean(np.square(whole.reshape(-1, _FRAME), dtype=np.float64), axis=1)
    return float(frames[frames >= frames.max() / 10 ** (_ACTIVE_DB / 10)].mean())


def _pink(count: int, rng: np.random.Generator) -> FloatArray:
    spectrum = np.fft.rfft(rng.normal(size=count))
    return np.asarray(np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), count))


def _babble(count: int, rng: np.random.Generator, others: Sequence[Samples]) -> FloatArray:
    """Several voices at once, each at a random place and loudness."""
    total = np.zeros(count)
    for index in rng.choice(len(others), size=_TALKERS, replace=len(others) < _TALKERS):
        voice = others[int(index)].astype(np.float64)
        voice = voice / max(float(np.sqrt(active_power(others[int(index)]))), 1e-9)
        looped = np.tile(voice, count // max(len(voice), 1) + 2)
        begin = int(rng.integers(len(voice)))
        total += rng.uniform(0.5, 1.0) * looped[begin : begin + count]
    return total
