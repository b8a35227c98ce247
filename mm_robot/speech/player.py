# SPDX-License-Identifier: Apache-2.0
"""The loudspeaker: sentences one after the other, silent within one buffer when told to be."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

import numpy as np

from mm_robot.errors import ConfigError, MissingModelError
from mm_robot.speech.mel import RATE_HZ, Samples

_BUFFER_S = 0.02  # sound handed to the device at once; it holds two or three of these


def sound_library() -> Any:
    """The module sounddevice.

    Raises:
        MissingModelError: it or the PortAudio library is not installed; the message says how to.
    """
    try:
        import sounddevice
    except ImportError as error:
        raise MissingModelError(
            "the package sounddevice is not installed; run: pip install 'mm_robot[audio]'"
        ) from error
    except OSError as error:
        raise MissingModelError(
            "the PortAudio library is not installed; run: apt-get install libportaudio2"
        ) from error
    return sounddevice


def device_named(name: str, kind: str) -> int | None:
    """Number of the first sound device whose name holds `name`; None, the system's default, for "default".

    Args:
        name: part of a device's name, or "default".
        kind: "input" or "output".

    Raises:
        MissingModelError: there is no sound library.
        ConfigError: there is no such device; the message lists those that there are.
    """
    devices = list(sound_library().query_devices())
    usable = [(i, str(d["name"])) for i, d in enumerate(devices) if d[f"max_{kind}_channels"] > 0]
    if not usable:
        raise ConfigError(f"this machine has no sound {kind}; connect one, or use the ROS topic instead")
    if name == "default":
        return None
    for index, known in usable:
        if name.lower() in known.lower():
            return index
    raise ConfigError(f"no sound {kind} '{name}'; available: default, {', '.join(k for _, k in usable)}")


class Player:
    """Plays on a sound device. May be used from several threads."""

    def __init__(self, device: str = "default") -> None:
        """Open `device`.

        Raises:
            MissingModelError: there is no sound library.
            ConfigError: there is no such device, or it cannot play 16 kHz mono.
        """
        library = sound_library()
        self._queue: deque[Samples] = deque()
        self._lock = threading.Lock()
        try:
            self._stream = library.OutputStream(
                samplerate=RATE_HZ,
                channels=1,
                dtype="float32",
                device=device_named(device, "output"),
                blocksize=round(_BUFFER_S * RATE_HZ),
                latency="low",
                callback=self._fill,
            )
            self._stream.start()
        except library.PortAudioError as error:
            raise ConfigError(f"sound output '{device}' cannot play 16 kHz mono: {error}") from error

    @property
    def latency_s(self) -> float:
        """From a sample handed over until it sounds."""
        return float(self._stream.latency)

    @property
    def playing(self) -> bool:
        """Whether something is still to be played."""
        with self._lock:
            return bool(self._queue)

    def play(self, samples: Samples) -> None:
        """Play (N,) float32 at 16 kHz after what is playing already; returns at once."""
        with self._lock:
            self._queue.append(np.asarray(samples, np.float32))

    def hush(self) -> None:
        """Be silent from the next buffer on."""
        with self._lock:
            self._queue.clear()

    def close(self) -> None:
        """Give the device back."""
        self._stream.stop()
        self._stream.close()

    def _fill(self, out: Any, frames: int, times: Any, status: Any) -> None:
        """In the sound library's thread: the next `frames` samples into `out` (frames, 1)."""
        filled = 0
        with self._lock:
            while filled < frames and self._queue:
                sound = self._queue.popleft()
                taken = min(frames - filled, len(sound))
                out[filled : filled + taken, 0] = sound[:taken]
                filled += taken
                if taken < len(sound):
                    self._queue.appendleft(sound[taken:])
        out[filled:, 0] = 0.0
