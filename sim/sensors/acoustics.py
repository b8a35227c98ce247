# SPDX-License-Identifier: Apache-2.0
"""What a room and a robot do to sound: reverberation, background noise, motors, and levels in decibels.

All sound is (N,) float32 at 16 kHz within ±1; levels are dB relative to full scale (a square wave at ±1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import fftconvolve

from mm_robot.speech.mel import RATE_HZ

Sound = npt.NDArray[np.float32]

SPEECH_DBFS = -26.0  # active level that ITU-T P.56 based tests (P.800) set speech to
_FRAME = 320  # samples: 20 ms
_ACTIVE_DB = 25.0  # frames this far below the loudest are pauses
_LOOP_S = 8.0  # background noise repeats after this; nobody recognises noise after eight seconds


@dataclass(frozen=True)
class Acoustics:
    """A room with a robot in it, as its microphone hears it."""

    noise_dbfs: float = -68.0  # of the background: a quiet room through a headset
    noise_slope: float = 0.0  # power falls with frequency to this power: 0 white, 1 pink as rooms mostly are
    reverberation_s: float = 0.0  # until sound has decayed by 60 dB; furnished rooms 0.3 to 0.6 s
    direct_db: float = 6.0  # direct over reverberant sound at the speaker's distance; far away it is below 0
    motors_dbfs: float = -62.0  # when the joints' speeds add up to 1 rad/s; a cobot is about as loud as a fan


def noise_for(snr_db: float, slope: float = 1.0) -> Acoustics:
    """A room whose noise lies `snr_db` below speech of the usual level."""
    return Acoustics(noise_dbfs=SPEECH_DBFS - snr_db, noise_slope=slope)


def gain(level_db: float) -> float:
    """Factor on amplitudes."""
    return float(10.0 ** (level_db / 20.0))


def rms_db(sound: Sound) -> float:
    """Level over all samples; -inf for silence."""
    power = float(np.mean(np.square(sound, dtype=np.float64))) if len(sound) else 0.0
    return 10.0 * float(np.log10(power)) if power > 0.0 else float("-inf")


def active_db(speech: Sound) -> float:
    """Level while somebody speaks, pauses left out: a simple form of ITU-T P.56's active level."""
    count = max(1, len(speech) // _FRAME)
    frames = np.square(speech[: count * _FRAME].astype(np.float64)).reshape(count, -1).mean(axis=1)
    loudest = float(frames.max(initial=0.0))
    if loudest <= 0.0:
        return float("-inf")
    return 10.0 * float(np.log10(frames[frames > loudest * 10 ** (-_ACTIVE_DB / 10)].mean()))


def at_level(speech: Sound, level_dbfs: float) -> Sound:
    """The same speech at another active level; silence stays silence."""
    now = active_db(speech)
    return speech if now == float("-inf") else np.asarray(speech * np.float32(gain(level_dbfs - now)))


def coloured_noise(count: int, slope: float, rng: np.random.Generator) -> Sound:
    """(count,) noise of unit RMS whose power falls as 1/f^slope; it can be looped without a click."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
    spectrum *= np.maximum(frequency, 40.0) ** (-slope / 2)  # below 40 Hz microphones cut off
    spectrum[frequency < 40.0] = 0.0
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), dtype=np.float32)


def reverberated(speech: Sound, room: Acoustics, rng: np.random.Generator) -> Sound:
    """As it arrives through the room, longer by the tail.

    The tail is noise that decays exponentially (Polack 1988's statistical model of late reverberation), after
    20 ms in which only the direct sound arrives.
    """
    if room.reverberation_s <= 0.0:
        return speech
    count = round(room.reverberation_s * RATE_HZ)
    at_s = np.arange(count) / RATE_HZ
    tail = rng.standard_normal(count) * 10.0 ** (-3.0 * at_s / room.reverberation_s)
    tail[: round(0.02 * RATE_HZ)] = 0.0
    energy = float(np.sum(tail**2))
    response = tail * (gain(-room.direct_db) / np.sqrt(energy)) if energy > 0.0 else tail
    response[0] = 1.0
    return np.asarray(fftconvolve(speech, response), dtype=np.float32)


def mixed(speech: Sound, noise: Sound, snr_db: float) -> Sound:
    """Speech with noise (looped or cut to its length) `snr_db` below its active level."""
    looped = np.resize(noise, len(speech))
    scale = gain(active_db(speech) - snr_db - rms_db(looped))
    return np.asarray(speech + np.float32(scale) * looped, dtype=np.float32)


class Background:
    """The room's noise and the robot's motors, sample by sample. Deterministic from its seed."""

    def __init__(self, room: Acoustics, seed: tuple[int, ...]) -> None:
        rng = np.random.default_rng(seed)
        count = round(_LOOP_S * RATE_HZ)
        self._room = coloured_noise(count, room.noise_slope, rng) * np.float32(gain(room.noise_dbfs))
        # Gears and bearings: broad noise between some hundred Hz and a few kHz.
        spectrum = np.fft.rfft(coloured_noise(count, 1.0, rng))
        frequency = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
        spectrum[(frequency < 250.0) | (frequency > 4000.0)] = 0.0
        motors = np.fft.irfft(spectrum, count)
        self._motors = np.asarray(
            motors / np.sqrt(np.mean(motors**2)) * gain(room.motors_dbfs), dtype=np.float32
        )

    def samples(self, first: int, count: int, speed_rad_s: float) -> Sound:
        """(count,) from sample `first` on, while the joints' speeds add up to `speed_rad_s`."""
        at = np.arange(first, first + count) % len(self._room)
        return np.asarray(self._room[at] + np.float32(speed_rad_s) * self._motors[at])
