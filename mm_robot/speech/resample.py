# SPDX-License-Identifier: Apache-2.0
"""Sound at one rate to sound at another, in numpy: what stays loaded for it is this file.

`scipy.signal` does the same, and takes 75 MB of each process that imports it.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from mm_robot.speech.mel import Samples

_REACH = 10  # samples at the slower rate on either side that count: 60 dB of what would alias are gone
_KAISER_BETA = 5.0  # of the window that goes with that reach
_AT_ONCE = 1 << 14  # samples made in one step: recordings may be long, windows of them are 30 times as large


def resampled(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """(ceil(N * to_hz / from_hz),) float32 of (N,) samples: the same sound, without what cannot be kept.

    Polyphase: a windowed sinc at the common multiple of both rates, of which only the needed taps are used.
    Outside the samples is silence.
    """
    divisor = math.gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    if up == down or not len(samples):
        return np.asarray(samples, np.float32)
    phases = _phases(up, down)
    taps = phases.shape[1]
    half = _REACH * max(up, down)
    padded = np.concatenate((np.zeros(taps, np.float32), samples, np.zeros(taps, np.float32)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, taps)
    count = -(-len(samples) * up // down)
    made = []
    for begin in range(0, count, _AT_ONCE):
        at = np.arange(begin, min(count, begin + _AT_ONCE)) * down + half  # in steps of the common multiple
        newest = at // up  # sample that the filter meets first; a window ends with it
        made.append(np.einsum("nt,nt->n", windows[newest + 1], phases[at % up]))
    return np.concatenate(made).astype(np.float32)


@functools.lru_cache(maxsize=8)
def _phases(up: int, down: int) -> npt.NDArray[np.float32]:
    """(up, taps) the filter taken apart: for each phase the weights of the samples, oldest first."""
    half = _REACH * max(up, down)
    steps = np.arange(-half, half + 1)
    cutoff = 1.0 / max(up, down)
    sinc = cutoff * np.sinc(cutoff * steps) * np.kaiser(len(steps), _KAISER_BETA)
    sinc *= up / sinc.sum()
    taps = -(-len(sinc) // up)
    whole = np.zeros(taps * up)
    whole[: len(sinc)] = sinc
    return np.ascontiguousarray(whole.reshape(taps, up).T[:, ::-1], dtype=np.float32)
