# SPDX-License-Identifier: Apache-2.0
"""Log-mel spectrograms as whisper expects them, in numpy, of any length.

The filters follow Slaney's mel scale: linear below 1 kHz, logarithmic above, each filter of equal area.
That is what whisper was trained on (Radford et al. 2022, section 2.2).
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

RATE_HZ = 16_000
HOP = 160  # samples between frames: 10 ms
_WINDOW = 400  # samples: 25 ms
_LOW_SLOPE_HZ = 200.0 / 3.0  # hertz per mel in the linear part
_BREAK_HZ = 1000.0  # where the scale turns logarithmic
_LOG_STEP = np.log(6.4) / 27.0  # in the logarithmic part 27 mels are a factor of 6.4
_DYNAMIC_RANGE = 8.0  # decades of ten below the loudest value that are kept
Samples = npt.NDArray[np.float32]


def log_mel(samples: Samples, frames: int, bands: int = 80) -> npt.NDArray[np.float32]:
    """(bands, frames) float32 of (N,) samples at 16 kHz, cut or padded with silence to `frames` of 10 ms."""
    length = frames * HOP
    padded = np.zeros(length + _WINDOW, np.float32)
    kept = samples[:length]
    padded[_WINDOW // 2 : _WINDOW // 2 + len(kept)] = kept
    if len(kept) > _WINDOW:  # mirror the beginning, as a centred transform does
        padded[: _WINDOW // 2] = kept[_WINDOW // 2 : 0 : -1]
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[:length:HOP]
    spectrum = np.fft.rfft(windows * _hann(), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    mel = mel_filters(bands) @ power.T
    logarithm = np.log10(np.maximum(mel, 1e-10))
    logarithm = np.maximum(logarithm, logarithm.max() - _DYNAMIC_RANGE)
    return np.ascontiguousarray((logarithm + 4.0) / 4.0, dtype=np.float32)


@functools.cache
def _hann() -> npt.NDArray[np.float32]:
    return (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)


@functools.cache
def mel_filters(bands: int) -> npt.NDArray[np.float32]:
    """(bands, 201) triangular filters."""
    top_mel = _BREAK_HZ / _LOW_SLOPE_HZ + np.log(RATE_HZ / 2.0 / _BREAK_HZ) / _LOG_STEP
    mels = np.linspace(0.0, top_mel, bands + 2)
    break_mel = _BREAK_HZ / _LOW_SLOPE_HZ
    logarithmic = _BREAK_HZ * np.exp(_LOG_STEP * (mels - break_mel))
    edges_hz = np.where(mels < break_mel, mels * _LOW_SLOPE_HZ, logarithmic)
    bins_hz = np.arange(_WINDOW // 2 + 1) * RATE_HZ / _WINDOW
    low, centre, high = edges_hz[:-2, None], edges_hz[1:-1, None], edges_hz[2:, None]
    rising, falling = (bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(triangles * (2.0 / (high - low)), dtype=np.float32)
