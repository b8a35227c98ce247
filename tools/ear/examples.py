# SPDX-License-Identifier: Apache-2.0
"""Recordings as a robot hears them: each time another voice, room, microphone, level and noise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, resample_poly

from mm_robot.speech.backdrop import coloured, motors, music
from mm_robot.speech.evaluate import read_clips
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.noise import Noise, active_power, mixed
from mm_robot.speech.sound import read_wav
from mm_robot.types import Language

_EMPTY = 0.04  # share of recordings in which nobody speaks to the robot: noise, or others talking
_SHORT_SHARE = 0.2  # drawn from the short ones alone: "停" and "yes" have least sound to go by
_SHORT: dict[Language, int] = {"en": 14, "zh": 5}  # characters
_PITCHES = tuple(Fraction(n, 40) for n in (35, 36, 37, 38, 42, 43, 44, 45))  # played so much slower
_ROOM_S = (0.05, 0.45)  # until its echo has fallen by 60 dB
_LEVEL_DB = (-24.0, -1.0)  # of the peak, below full scale
# Share, then the decibels of speech over it. 5 dB is what judges; below it the model learns to hold on.
_PINK, _BABBLE, _COLOURED, _MOTORS, _MUSIC = 0.42, 0.16, 0.1, 0.1, 0.04
_PINK_DB, _BABBLE_DB, _OTHER_DB = (-3.0, 14.0), (1.0, 15.0), (-2.0, 15.0)


@dataclass(frozen=True)
class Example:
    """What a model is shown."""

    samples: Samples  # (N,) at 16 kHz
    text: str  # empty: no words
    language: Language


class Examples:
    """Draws from folders as `mm_robot eval speech` reads them."""

    def __init__(self, folders: Sequence[Path], seed: int) -> None:
        """Read all of them."""
        clips = [clip for folder in folders for clip in read_clips(folder)]
        self._clips = [Example(read_wav(c.path), c.text, c.language) for c in clips]
        self._short = [e for e in self._clips if len(e.text) <= _SHORT[e.language]]
        self._voices = [e.samples for e in self._clips]
        self._rng, self._random = np.random.default_rng(seed), random.Random(seed)

    def __len__(self) -> int:
        return len(self._clips)

    def draw(self) -> Example:
        """The next one."""
        rng, rand = self._rng, self._random
        pool = self._short if self._short and rand.random() < _SHORT_SHARE else self._clips
        drawn = rand.choice(pool)
        samples, text = drawn.samples, drawn.text
        if rand.random() < _EMPTY:
            text, samples = "", self._nobody(int(rng.uniform(0.5, 3.5) * RATE_HZ))
        else:
            samples = self._said(samples)
        samples = self._in_noise(samples)
        loudest = max(float(np.abs(samples).max()), 1e-6)
        lead = np.zeros(int(rng.uniform(0.2, 0.3) * RATE_HZ), np.float32)
        level = 10 ** (rng.uniform(*_LEVEL_DB) / 20)
        return Example(np.concatenate((lead, samples * np.float32(level / loudest))), text, drawn.language)

    def _said(self, samples: Samples) -> Samples:
        """By a larger or smaller speaker, in a room, through a microphone, cut as the ear cuts."""
        rng, rand = self._rng, self._random
        before, after = int(rng.uniform(0.0, 0.25) * RATE_HZ), int(rng.uniform(0.0, 0.4) * RATE_HZ)
        samples = samples[before : len(samples) - after]
        if rand.random() < 0.4:
            pitch = rand.choice(_PITCHES)
            samples = np.asarray(resample_poly(samples, pitch.numerator, pitch.denominator), np.float32)
        if rand.random() < 0.3:
            samples = self._in_a_room(samples)
        if rand.random() < 0.2:
            low, high = rng.uniform(60, 300), rng.uniform(3000, 7500)  # a cheap microphone
            b, a = butter(2, [2 * low / RATE_HZ, 2 * high / RATE_HZ], "band")
            samples = np.asarray(lfilter(b, a, samples), np.float32)
        return samples

    def _in_noise(self, samples: Samples) -> Samples:
        rng, kind = self._rng, self._random.random()
        if kind < _PINK:
            return mixed(samples, Noise("pink", rng.uniform(*_PINK_DB)), rng)
        kind -= _PINK
        if kind < _BABBLE:
            return mixed(samples, Noise("babble", rng.uniform(*_BABBLE_DB)), rng, self._voices)
        kind -= _BABBLE
        for share, make in ((_COLOURED, coloured), (_MOTORS, motors), (_MUSIC, music)):
            if kind < share:
                power = active_power(samples) / 10 ** (rng.uniform(*_OTHER_DB) / 10)
                return np.asarray(samples + make(len(samples), rng) * np.sqrt(power), np.float32)
            kind -= share
        return samples

    def _nobody(self, count: int) -> Samples:
        if self._random.random() < 0.5:
            hush = np.full(count, 1e-3, np.float32)
            return mixed(hush, Noise("babble", -30.0), self._rng, self._voices)
        return np.asarray(self._rng.normal(size=count) * 0.05, np.float32)

    def _in_a_room(self, samples: Samples) -> Samples:
        count = int(self._rng.uniform(*_ROOM_S) * RATE_HZ)
        echo = self._rng.normal(size=count) * np.exp(-6.9 * np.arange(count) / count)  # 60 dB over its length
        echo[0] = self._rng.uniform(3, 8)
        wet = fftconvolve(samples, echo / np.sqrt(np.sum(echo**2)))[: len(samples) + count // 2]
        return np.asarray(wet, np.float32)
