# SPDX-License-Identifier: Apache-2.0
"""Sounds a robot hears that say nothing: coloured noise, its own motors, music, many voices at once.

All are (N,) float32 at 16 kHz of unit RMS, and the same for the same state of `rng`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.types import FloatArray

_TALKERS = 6
_SEMITONE = 2.0 ** (1.0 / 12.0)
_CHORDS = ((0, 4, 7), (0, 3, 7), (0, 5, 9), (2, 5, 9), (0, 4, 9))  # semitones above a root


def coloured(count: int, rng: np.random.Generator, slope: float | None = None) -> Samples:
    """Noise whose power falls as 1/f^slope; by default between white (0) and brown (2)."""
    if slope is None:
        slope = float(rng.uniform(0.0, 2.0))
    spectrum = np.fft.rfft(rng.standard_normal(count))
    spectrum *= np.maximum(np.fft.rfftfreq(count, 1.0 / RATE_HZ), 40.0) ** (-slope / 2.0)
    return _unit(np.fft.irfft(spectrum, count))


def motors(count: int, rng: np.random.Generator) -> Samples:
    """An arm's drives: a whine with harmonics that glides with speed, gear noise, the click of a brake."""
    at_s = np.arange(count) / RATE_HZ
    speed = np.abs(np.interp(at_s, *_path(count, rng, 0.4)))
    phase = 2.0 * np.pi * np.cumsum(speed * rng.uniform(150.0, 900.0)) / RATE_HZ
    whine = np.zeros(count)
    for harmonic in range(1, 6):
        whine += rng.uniform(0.1, 1.0) / harmonic * np.sin(harmonic * phase + rng.uniform(0.0, 6.3))
    total = speed * (whine + rng.uniform(0.3, 2.0) * coloured(count, rng, 1.0))
    for begin in rng.integers(0, max(1, count - 400), size=rng.poisson(count / RATE_HZ * 0.3)):
        length = min(400, count - int(begin))
        total[begin : begin + length] += 4.0 * rng.standard_normal(length) * np.exp(-np.arange(length) / 60.0)
    return _unit(total)


def music(count: int, rng: np.random.Generator) -> Samples:
    """Chords and a melody of plucked and held tones over drums, at a random tempo and key."""
    beat = round(60.0 / rng.uniform(70.0, 160.0) * RATE_HZ)
    root_hz = 110.0 * _SEMITONE ** rng.integers(0, 12)
    total = np.zeros(count + 4 * beat)
    chord = _CHORDS[0]
    for index, begin in enumerate(range(0, count, beat)):
        if index % 4 == 0:
            chord = _CHORDS[int(rng.integers(len(_CHORDS)))]
            for note in chord:
                total[begin : begin + 4 * beat] += 0.4 * _tone(4 * beat, root_hz * _SEMITONE**note, 0.5, rng)
        if rng.random() < 0.8:
            note = int(rng.choice(chord)) + 12 * int(rng.integers(1, 3))
            total[begin : begin + beat] += _tone(beat, root_hz * _SEMITONE**note, 3.0, rng)
        if rng.random() < 0.7:
            length = min(beat, 2400)
            drum = rng.standard_normal(length) * np.exp(-np.arange(length) / rng.uniform(100.0, 700.0))
            total[begin : begin + length] += rng.uniform(0.3, 1.2) * drum
    return _unit(total[:count])


def babble(count: int, rng: np.random.Generator, voices: Sequence[Samples]) -> Samples:
    """Several voices at once, each at a random place and loudness; without voices pink noise."""
    if not voices:
        return coloured(count, rng, 1.0)
    total = np.zeros(count)
    for _ in range(_TALKERS):
        line: list[Samples] = []
        while sum(map(len, line)) < count:
            line.append(_unit(voices[int(rng.integers(len(voices)))]))
        whole = np.concatenate(line)
        begin = int(rng.integers(len(whole) - count + 1))
        total += rng.uniform(0.4, 1.0) * whole[begin : begin + count]
    return _unit(total)


WORDLESS: Mapping[str, Callable[[int, np.random.Generator], Samples]] = {
    "noise": coloured,
    "motors": motors,
    "music": music,
}


def _tone(count: int, pitch_hz: float, decay: float, rng: np.random.Generator) -> FloatArray:
    at_s = np.arange(count) / RATE_HZ
    tone = np.zeros(count)
    for harmonic in range(1, int(rng.integers(3, 9))):
        if pitch_hz * harmonic < RATE_HZ / 2:
            wobble = 1.0 + 0.003 * np.sin(2.0 * np.pi * 5.5 * at_s)
            tone += (
                rng.uniform(0.2, 1.0) / harmonic * np.sin(2.0 * np.pi * pitch_hz * harmonic * at_s * wobble)
            )
    return np.asarray(tone * np.exp(-decay * at_s) * np.minimum(1.0, at_s / 0.01))


def _path(count: int, rng: np.random.Generator, knot_s: float) -> tuple[FloatArray, FloatArray]:
    knots = np.arange(0.0, count / RATE_HZ + knot_s, knot_s)
    return knots, rng.normal(0.6, 0.5, len(knots))


def _unit(samples: FloatArray | Samples) -> Samples:
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return np.asarray(samples / np.sqrt(max(power, 1e-12)), dtype=np.float32)
