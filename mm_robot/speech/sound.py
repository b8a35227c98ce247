# SPDX-License-Identifier: Apache-2.0
"""Sound as numbers: mono float32 samples within ±1 at 16 kHz, from any wav file or microphone chunk."""

from __future__ import annotations

import math
import struct
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.resample import resampled

_MAX_RATE_HZ = 768_000  # the fastest converters on sale; more is a broken header


def samples_of(chunk: npt.ArrayLike, rate_hz: int = RATE_HZ) -> Samples:
    """(N,) float32 at 16 kHz from (N,) or (N, channels) integers or floats at `rate_hz`.

    Integers are scaled by their full range, channels are averaged, floats are limited to ±1.

    Raises:
        InputError: the shape, type or rate is no sound, or a sample is NaN or infinite.
    """
    array = np.asarray(chunk)
    if array.ndim not in (1, 2) or array.dtype.kind not in "iuf":
        raise InputError(
            f"audio must be (N,) or (N, channels) numbers, got shape {array.shape} of {array.dtype}; "
            "pass e.g. an int16 array"
        )
    if not 1000 <= rate_hz <= _MAX_RATE_HZ:
        raise InputError(f"audio rate {rate_hz} Hz; expected 1000 to {_MAX_RATE_HZ} Hz, best {RATE_HZ}")
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            raise InputError("audio holds NaN or infinite samples; check the microphone's driver")
        scaled = np.clip(array, -1.0, 1.0).astype(np.float32)
    else:
        full = 2.0 ** (8 * array.dtype.itemsize - 1)
        middle = full if array.dtype.kind == "u" else 0.0
        scaled = ((array.astype(np.float64) - middle) / full).astype(np.float32)
    if scaled.ndim == 2:
        scaled = scaled.mean(axis=1, dtype=np.float32) if scaled.shape[1] else scaled.reshape(-1)
    if rate_hz != RATE_HZ and len(scaled):
        scaled = resampled(scaled, rate_hz, RATE_HZ)
    return np.ascontiguousarray(scaled, dtype=np.float32)


def read_wav(path: str | Path) -> Samples:
    """(N,) float32 at 16 kHz from a wav file: any rate, channels, 8 to 32-bit integers or floats.

    Raises:
        InputError: there is no such file, it is no uncompressed wav, or it holds no sound.
    """
    from scipy.io import wavfile  # 20 MB that a node, which reads no files, does without

    try:
        with warnings.catch_warnings():  # unknown chunks and a cut end are no reason not to listen
            warnings.simplefilter("ignore", wavfile.WavFileWarning)
            rate_hz, data = wavfile.read(str(path))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except (OSError, ValueError, EOFError, struct.error, ArithmeticError, MemoryError, LookupError) as error:
        raise InputError(
            f"{path}: not an uncompressed wav file ({error}); convert it with: ffmpeg -i {path} out.wav"
        ) from error
    except (UnboundLocalError, TypeError) as error:  # scipy's reader on a file without format or data chunk
        raise InputError(f"{path}: a wav file without sound in it") from error
    if data.size == 0:
        raise InputError(f"{path}: a wav file without sound in it")
    try:
        return samples_of(data, int(rate_hz))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def write_wav(path: str | Path, samples: Samples, rate_hz: int = RATE_HZ) -> None:
    """Write (N,) float32 within ±1 as 16-bit mono."""
    from scipy.io import wavfile

    wavfile.write(str(path), rate_hz, np.round(np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16))


def level_db(samples: Samples) -> float:
    """Root mean square in decibels of full scale; -120 for digital silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return 10.0 * math.log10(max(power, 1e-12))
