# SPDX-License-Identifier: Apache-2.0
"""The sound of a film: the microphone and the robot's voice, each piece at the time on its stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import fftconvolve

from mm_robot.speech.mel import RATE_HZ, Samples

_ALIKE = 0.5  # correlation from which a recording is found again; its own room reverberates little
_FADE_S = 0.01  # of a voice that is cut off: a step would click


@dataclass(frozen=True, eq=False)
class Sound:
    """Something that sounded."""

    start_s: float
    samples: Samples  # (N,) float32 within ±1 at RATE_HZ
    cut: bool = False  # whether it was to be longer

    @property
    def end_s(self) -> float:
        """When it fell silent."""
        return self.start_s + len(self.samples) / RATE_HZ


def spoken(pieces: Iterable[Sound]) -> list[Sound]:
    """What was really said of the sentences in `pieces`, in their order.

    There is one voice: an empty piece silences it from that moment on, and so does a sentence that begins
    before the one before has ended.
    """
    said: list[Sound] = []
    for piece in pieces:
        said = [_until(earlier, piece.start_s) for earlier in said]
        if len(piece.samples):
            said.append(piece)
    return [sound for sound in said if len(sound.samples)]


def _until(sound: Sound, stamp_s: float) -> Sound:
    if sound.end_s <= stamp_s + 0.5 / RATE_HZ:
        return sound
    kept = sound.samples[: max(0, round((stamp_s - sound.start_s) * RATE_HZ))].copy()
    fade = min(len(kept), round(_FADE_S * RATE_HZ))
    if fade:
        kept[-fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return Sound(sound.start_s, kept, cut=True)


def mixed(sounds: Iterable[Sound], begin_s: float, end_s: float) -> Samples:
    """(N,) float32 of everything that sounds between two moments, within ±1."""
    track = np.zeros(max(0, round((end_s - begin_s) * RATE_HZ)), np.float64)
    for sound in sounds:
        first = round((sound.start_s - begin_s) * RATE_HZ)
        low, high = max(0, first), min(len(track), first + len(sound.samples))
        if low < high:
            track[low:high] += sound.samples[low - first : high - first]
    loudest = float(np.abs(track).max()) if len(track) else 0.0
    return np.asarray(track / max(1.0, loudest), np.float32)


def found_at(
    recording: Samples, microphone: Sequence[Sound], after_s: float, within_s: float
) -> float | None:
    """When `recording` began to sound; None when the microphone did not hear it from `after_s` on.

    Args:
        recording: (N,) as it was played.
        microphone: pieces in order.
        after_s: the earliest moment.
        within_s: how much later it may have begun.
    """
    end_s = after_s + within_s + len(recording) / RATE_HZ
    heard = mixed((s for s in microphone if s.end_s > after_s and s.start_s < end_s), after_s, end_s).astype(
        np.float64
    )
    if not len(recording) or len(heard) < len(recording):
        return None
    wanted = recording.astype(np.float64)
    match: npt.NDArray[np.float64] = fftconvolve(heard, wanted[::-1], mode="valid")
    sums = np.concatenate(([0.0], np.cumsum(heard**2)))
    power = sums[len(wanted) :] - sums[: -len(wanted)]
    likeness = match / np.sqrt(np.maximum(power, 1e-9) * max(float(np.sum(wanted**2)), 1e-9))
    best = int(np.argmax(likeness))
    return after_s + best / RATE_HZ if likeness[best] >= _ALIKE else None
