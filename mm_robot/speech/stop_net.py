# SPDX-License-Identifier: Apache-2.0
"""A small network that knows the stop words of both languages, and nothing else.

A causal convolutional network over 40-band log-mel frames, run in numpy as a stream: each layer keeps the
frames it still needs, so a chunk of sound costs a fraction of a millisecond and nothing is computed twice.
Trained by `tools/train_stop.py` on synthesised voices; its weights lie beside this file.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mm_robot.errors import MissingModelError
from mm_robot.speech.mel import HOP, RATE_HZ, Samples, mel_filters
from mm_robot.types import Language

BANDS = 40
WINDOW = 400  # samples of a frame: 25 ms
STRIDE = 2  # frames per output: one each 20 ms
STEP_S = STRIDE * HOP / RATE_HZ
FIRST_KERNEL, KERNEL = 5, 3
DILATIONS = (1, 2, 4, 8, 1, 2, 4, 8)  # 1.3 s of sound are seen
_FLOOR = 1e-7  # mel power; quieter than any microphone
_PACKAGED = Path(__file__).with_name("stop_net.npz")

Frames = npt.NDArray[np.float32]


@dataclass(frozen=True)
class StopWord:
    """One output of the network: a word and what sounds of it alone."""

    text: str
    language: Language


WORDS = (
    StopWord("stop", "en"),
    StopWord("freeze", "en"),
    StopWord("halt", "en"),
    StopWord("don't move", "en"),
    StopWord("停", "zh"),  # also 停下, 停止
    StopWord("别动", "zh"),  # also 不要动
    StopWord("住手", "zh"),
)


def frames_of(samples: Samples) -> Frames:
    """(T, 40) float32 log-mel frames, one each 10 ms, of (N,) samples: as many as fit wholly."""
    count = max(0, (len(samples) - WINDOW) // HOP + 1)
    if not count:
        return np.zeros((0, BANDS), np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP][:count]
    spectrum = np.fft.rfft(windows * _hann(), axis=1)
    power = (spectrum.real**2 + spectrum.imag**2) @ mel_filters(BANDS).T
    return np.asarray(np.log10(np.maximum(power, _FLOOR)) / 2.0 + 1.5, dtype=np.float32)


class StopNet:
    """One stream through the network. `feed` returns what has become known."""

    def __init__(self, weights: Path | None = None) -> None:
        """`weights`: an .npz written by `tools/train_stop.py`; default: the packaged one.

        Raises:
            MissingModelError: the file is not there or is none of these.
        """
        path = weights or _PACKAGED
        try:
            with np.load(path) as stored:
                self._w = {name: stored[name].astype(np.float32) for name in stored.files}
            if self._w["out_w"].shape[1] != len(WORDS) or self._w["w0"].shape[1] != BANDS:
                raise ValueError("made for other words or bands")
        except (OSError, KeyError, ValueError) as error:
            raise MissingModelError(
                f"{path}: not the stop word network ({error}); reinstall mm_robot, or train it with: "
                "python tools/train_stop.py"
            ) from error
        self.reset()

    def reset(self) -> None:
        """Forget the stream."""
        width = self._w["w0"].shape[2]
        self._sound: Samples = np.zeros(0, np.float32)
        self._first: Frames = np.zeros((0, BANDS), np.float32)
        self._kept = [np.zeros(((KERNEL - 1) * d, width), np.float32) for d in DILATIONS]

    def feed(self, samples: Samples) -> npt.NDArray[np.float32]:
        """(K, len(WORDS)) probabilities that the word has just been said, one row per 20 ms of sound.

        K is 0 while less than the next 20 ms are there. `samples`: the next (N,) at 16 kHz.
        """
        sound = np.concatenate((self._sound, samples))
        frames = frames_of(sound)
        self._sound = sound[len(frames) * HOP :]
        x = np.concatenate((self._first, frames))
        count = max(0, (len(x) - FIRST_KERNEL) // STRIDE + 1)
        self._first = x[count * STRIDE :]
        if not count:
            return np.zeros((0, len(WORDS)), np.float32)
        x = _convolved(x, self._w["w0"], self._w["b0"], 1, STRIDE, count)
        for index, dilation in enumerate(DILATIONS):
            seen = np.concatenate((self._kept[index], x))
            self._kept[index] = seen[count:]
            x = x + _convolved(seen, self._w[f"w{index + 1}"], self._w[f"b{index + 1}"], dilation, 1, count)
        logits = x @ self._w["out_w"] + self._w["out_b"]
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), dtype=np.float32)


def _convolved(x: Frames, w: Frames, b: Frames, dilation: int, stride: int, count: int) -> Frames:
    """Relu of a convolution over time: x (T, C), w (kernel, C, D), b (D,) to (count, D)."""
    total = np.tile(b, (count, 1))
    for tap in range(len(w)):
        begin = tap * dilation
        total += x[begin : begin + (count - 1) * stride + 1 : stride] @ w[tap]
    return np.asarray(np.maximum(total, 0.0), dtype=np.float32)


@functools.cache
def _hann() -> Frames:
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(WINDOW) / WINDOW), dtype=np.float32)
