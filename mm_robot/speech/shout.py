# SPDX-License-Identifier: Apache-2.0
"""A shout: sound that is suddenly loud, goes on for a moment, and comes from a throat.

Off by default (`speech.stop_on_shout`): in a kitchen or a workshop people call to each other as well.
"""

from __future__ import annotations

import numpy as np

from mm_robot.speech.mel import RATE_HZ, Samples

_FRAME = 320  # samples: 20 ms
_RISE_DB = 20.0  # over the usual level; raised voices are 10 dB, shouts 20 to 25 dB over talk (ISO 9921)
_LOUDEST_DBFS = -20.0  # quieter is no shout at any distance a robot cares for, at usual microphone gains
_LAST_FRAMES = 12  # loud frames in a row: 240 ms
_VOICED_SHARE = 0.6  # of these
_PERIODIC = 0.5  # autocorrelation at the pitch over that at zero
_LOW_HZ, _HIGH_HZ = 100.0, 700.0  # pitch of a shout; speech reaches 400 Hz
_FLOOR_FALL, _FLOOR_RISE = 0.2, 0.004  # of the usual level per frame: slow to forget, so a shout stands out
_UNKNOWN_DBFS = -45.0  # usual level before anything was heard


class Shout:
    """Listens to one stream of sound."""

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.float32)
        self._before: Samples = np.zeros(2 * _FRAME, np.float32)
        self._usual_db = _UNKNOWN_DBFS
        self._voiced: list[bool] = []

    def feed(self, samples: Samples) -> bool:
        """Whether somebody has just shouted, having heard the next (N,) float32 at 16 kHz as well."""
        self._rest = np.concatenate((self._rest, samples))
        shouted = False
        while len(self._rest) >= _FRAME:
            frame, self._rest = self._rest[:_FRAME], self._rest[_FRAME:]
            shouted = self._step(frame) or shouted
        return shouted

    def _step(self, frame: Samples) -> bool:
        self._before = np.concatenate((self._before[_FRAME:], frame))
        level_db = 10.0 * float(np.log10(max(float(np.mean(np.square(frame, dtype=np.float64))), 1e-12)))
        loud = level_db > max(self._usual_db + _RISE_DB, _LOUDEST_DBFS)
        rate = _FLOOR_FALL if level_db < self._usual_db else _FLOOR_RISE
        self._usual_db += rate * (level_db - self._usual_db)
        self._voiced = [*self._voiced, _periodic(self._before)] if loud else []
        if len(self._voiced) < _LAST_FRAMES:
            return False
        voiced = sum(self._voiced[:_LAST_FRAMES]) >= _VOICED_SHARE * _LAST_FRAMES
        first = len(self._voiced) == _LAST_FRAMES  # reported once
        return voiced and first


def _periodic(samples: Samples) -> bool:
    """Whether (N,) samples repeat at the pitch of a voice."""
    centred = samples - samples.mean()
    spectrum = np.fft.rfft(centred, 2 * len(centred))
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: len(centred)]
    low, high = int(RATE_HZ / _HIGH_HZ), int(RATE_HZ / _LOW_HZ)
    best = low + int(np.argmax(correlation[low:high]))
    overlap = 1.0 - best / len(centred)
    return bool(correlation[best] > _PERIODIC * overlap * correlation[0] > 0.0)
