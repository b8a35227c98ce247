# SPDX-License-Identifier: Apache-2.0
"""The stop word's ear in a process of its own, before anything else that listens or thinks.

`python -m mm_robot.speech.stop_process` reads sound from its standard input and writes what it found to its
standard output; `StopProcess` is the other end. No interpreter lock, model or garbage collector of the speech
node can delay it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import IO

import numpy as np
import numpy.typing as npt

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.sound import samples_of
from mm_robot.speech.stop_listener import StopHeard, StopListener

_NICE = -10  # below zero only root and processes with CAP_SYS_NICE may go; others keep what they have
_HEAD = struct.Struct("<dII")  # stamp in seconds, samples heard, samples played (0 while the robot is silent)
_ANSWER = struct.Struct("<dfI")  # stamp, score, bytes of text that follow
_MOST_SAMPLES = 1 << 22  # of one message: four minutes; more is a broken pipe
_CLOSE_S = 3.0
_WAITING = (
    500  # pieces of sound kept while the process starts or is held up: 10 s; then the oldest are dropped
)
# One thread each; and without pypinyin's phrases, which take 50 MB and tell apart what no stop word holds.
_LEAN = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYPINYIN_NO_PHRASES": "true",
}


class StopProcess:
    """Starts the process and speaks with it. `feed` returns at once; `on_stop` is called from a thread."""

    def __init__(self, config: SpeechConfig, on_stop: Callable[[StopHeard], None]) -> None:
        """Begin to listen; raise nothing: whether it runs is `alive`."""
        self._on_stop = on_stop
        # A pipe takes one second of sound: whoever wrote to it would wait for a process that is not ready.
        self._waiting: deque[bytes] = deque(maxlen=_WAITING)
        self._news = threading.Condition()
        self._closing = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mm_robot.speech.stop_process", json.dumps(dataclasses.asdict(config))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_LEAN},
        )
        self._reader = threading.Thread(target=self._read, name="stop word", daemon=True)
        self._reader.start()
        self._writer = threading.Thread(target=self._write, name="stop word's sound", daemon=True)
        self._writer.start()

    @property
    def alive(self) -> bool:
        """Whether anybody listens."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def feed(
        self, chunk: npt.ArrayLike, stamp_s: float, rate_hz: int = RATE_HZ, played: Samples | None = None
    ) -> None:
        """Hand over (N,) samples; see `StopListener.feed`.

        Raises:
            InputError: no sound (wrong shape, NaN) or another rate than 16 kHz.
        """
        if rate_hz != RATE_HZ:
            raise InputError(
                f"the stop listener hears {RATE_HZ} Hz, got {rate_hz} Hz; set the microphone to it"
            )
        samples = samples_of(chunk)
        own = np.zeros(0, np.float32) if played is None else np.asarray(played, np.float32)
        message = _HEAD.pack(stamp_s, len(samples), len(own)) + samples.tobytes() + own.tobytes()
        with self._news:
            self._waiting.append(message)
            self._news.notify()

    def close(self) -> None:
        """End the process."""
        with self._news:
            self._closing = True
            self._news.notify()
        self._writer.join(_CLOSE_S)
        try:
            self._process.wait(_CLOSE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_CLOSE_S)

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError), pipe:  # gone: `alive` tells
            while True:
                with self._news:
                    self._news.wait_for(lambda: self._waiting or self._closing)
                    if self._closing:
                        return
                    message = self._waiting.popleft()
                pipe.write(message)
                pipe.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while (found := read_answer(self._process.stdout)) is not None:
            self._on_stop(found)


def serve(listener: StopListener, source: IO[bytes], sink: IO[bytes]) -> None:
    """Search all that comes from `source`, until it ends."""
    while head := source.read(_HEAD.size):
        if len(head) < _HEAD.size:
            return
        stamp_s, heard, own = _HEAD.unpack(head)
        if max(heard, own) > _MOST_SAMPLES:
            return
        data = source.read(4 * (heard + own))
        if len(data) < 4 * (heard + own):
            return
        samples = np.frombuffer(data, np.float32)
        found = listener.feed(samples[:heard], stamp_s, played=samples[heard:] if own else None)
        if found is not None:
            text = json.dumps([found.text, found.language]).encode()
            sink.write(_ANSWER.pack(found.stamp_s, found.score, len(text)) + text)
            sink.flush()


def read_answer(source: IO[bytes]) -> StopHeard | None:
    """The next thing found, or None at the end."""
    head = source.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        return None
    stamp_s, score, length = _ANSWER.unpack(head)
    text, language = json.loads(source.read(length))
    return StopHeard(text, language, stamp_s, score)


def main(arguments: list[str]) -> int:
    """Be the process."""
    config = SpeechConfig(**json.loads(arguments[0])) if arguments else SpeechConfig()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the node, and the node ends this
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICE)
    # The words belong to the language room; only this program, which no other module imports, joins the two.
    from mm_robot.language.urgent import is_urgent_stop

    second = SecondLook(config, is_urgent_stop)
    serve(StopListener(config, second=second), sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
