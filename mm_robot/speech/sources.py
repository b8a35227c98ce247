# SPDX-License-Identifier: Apache-2.0
"""Where sound comes from, behind one interface: a wav file, a local microphone; nodes/ adds the ROS topic."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from mm_robot.errors import ConfigError
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.player import device_named, sound_library
from mm_robot.speech.sound import read_wav

_CHUNK_S = 0.02  # as microphones' drivers hand it over

Take = Callable[[Samples, float], None]
"""Called with (N,) float32 at 16 kHz and the stamp of the first sample, from the source's thread."""


class Source(Protocol):
    """A stream of sound."""

    def open(self, take: Take) -> None:
        """Begin: every chunk goes to `take`."""
        ...

    def close(self) -> None:
        """End; `take` is not called any more."""
        ...


class WavFile:
    """A recording as a stream, as fast as it is taken or in its own time."""

    def __init__(self, path: str | Path, *, real_time: bool = False, silence_s: float = 1.2) -> None:
        """`silence_s`: of silence after it, in which the last sentence ends.

        Raises:
            InputError: there is no such file, or it is no wav.
        """
        silence = np.zeros(round(silence_s * RATE_HZ), np.float32)
        self._samples = np.concatenate((read_wav(path), silence))
        self._real_time = real_time
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def duration_s(self) -> float:
        """With the silence after it."""
        return len(self._samples) / RATE_HZ

    def open(self, take: Take) -> None:
        """Play it into `take`, with stamps from 0 on."""
        self._thread = threading.Thread(target=self._run, args=(take,), name="wav file", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is over."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Break off."""
        self._closed.set()
        self.wait()

    def _run(self, take: Take) -> None:
        count = round(_CHUNK_S * RATE_HZ)
        began_s = time.monotonic()
        for begin in range(0, len(self._samples), count):
            if self._closed.is_set():
                return
            if self._real_time:
                time.sleep(max(0.0, began_s + begin / RATE_HZ - time.monotonic()))
            take(self._samples[begin : begin + count], begin / RATE_HZ)


class Microphone:
    """A microphone of this machine."""

    def __init__(self, device: str = "default", clock: Callable[[], float] = time.monotonic) -> None:
        """`device`: part of its name; `clock`: of the stamps, in seconds.

        Raises:
            MissingModelError: there is no sound library; the message says how to install it.
            ConfigError: there is no such device.
        """
        self._name = device
        self._device = device_named(device, "input")
        self._clock = clock
        self._stream: Any = None

    def open(self, take: Take) -> None:
        """Begin.

        Raises:
            ConfigError: the device cannot record 16 kHz mono.
        """
        library = sound_library()

        def taken(data: Any, frames: int, times: Any, status: Any) -> None:
            take(np.array(data[:, 0], np.float32), self._clock() - frames / RATE_HZ)

        try:
            self._stream = library.InputStream(
                samplerate=RATE_HZ, channels=1, dtype="float32", device=self._device,
                blocksize=round(_CHUNK_S * RATE_HZ), callback=taken,
            )  # fmt: skip
            self._stream.start()
        except library.PortAudioError as error:
            raise ConfigError(f"sound input '{self._name}' cannot record 16 kHz mono: {error}") from error

    def close(self) -> None:
        """Give the device back."""
        if self._stream is not None:
            self._stream.stop()
            self._stream.close()
