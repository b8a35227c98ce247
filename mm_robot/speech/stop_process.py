# SPDX-License-Identifier: Apache-2.0
"""The stop word's ear in a process of its own, before anything else that listens or thinks.

`python -m mm_robot.speech.stop_process` reads sound from its standard input and writes what it found to its
standard output; `StopProcess` is the other end. No interpreter lock, model or garbage collector of the speech
node can delay it. Where it dies or hangs it is started again.
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
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

import numpy as np
import numpy.typing as npt

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.memory import TIDY_S, give_back
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.sound import samples_of
from mm_robot.speech.stop_listener import StopHeard, StopListener

_NICE = -10  # below zero only root and processes with CAP_SYS_NICE may go; others keep what they have
_HEAD = struct.Struct("<dII")  # stamp in seconds, samples heard, samples played (0 while the robot is silent)
_ANSWER = struct.Struct("<dfI")  # stamp, score, bytes of text that follow; none: a mere sign of life
_MOST_SAMPLES = 1 << 22  # of one message: four minutes; more is a broken pipe
_CLOSE_S = 3.0
_WAITING = (
    500  # pieces of sound kept while the process starts or is held up: 10 s; then the oldest are dropped
)
_SIGN_S = 0.5  # between signs of life, while there is sound
_HUNG_S = 5.0  # without one: it is ended and started again. A look of whisper's takes 0.1 s, ten times that
# on a machine that is busy with other things.
_START_S = 60.0  # likewise while it starts, which takes 1 s of one core
_AGAIN_S = (0.0, 0.5, 2.0, 10.0)  # before it is started again, the longer the more often it died of late
_OF_LATE_S = 60.0
# One thread each; and without pypinyin's phrases, which take 50 MB and tell apart what no stop word holds.
_LEAN = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "PYPINYIN_NO_PHRASES": "true",
}


@dataclass(frozen=True)
class EarState:
    """How the process is."""

    listening: bool
    deaths: int = 0  # since the beginning
    reason: str = ""  # of the last one: "killed by SIGKILL", "ended with status 1"
    since_s: float = 0.0  # how long it has been listening, or has not been


class StopProcess:
    """Starts the process and speaks with it. `feed` returns at once; `on_stop` is called from a thread."""

    def __init__(self, config: SpeechConfig, on_stop: Callable[[StopHeard], None]) -> None:
        """Begin to listen; raise nothing: `state` tells whether it does."""
        self._on_stop = on_stop
        self._command = [
            sys.executable,
            "-m",
            "mm_robot.speech.stop_process",
            json.dumps(dataclasses.asdict(config)),
        ]
        # A pipe takes one second of sound: whoever wrote to it would wait for a process that is not ready.
        self._waiting: deque[bytes] = deque(maxlen=_WAITING)
        self._news = threading.Condition()
        self._closing = self._listening = False
        self._deaths: list[float] = []  # when, on the monotonic clock
        self._reason = ""  # why this end of the pipe has ended the process
        self._died_of = ""
        self._since_s = time.monotonic()
        self._unanswered_s: float | None = None  # when the first sound was handed over after its last sign
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="stop word", daemon=True)
        self._keeper.start()

    @property
    def state(self) -> EarState:
        """How the process is."""
        with self._news:
            since_s = time.monotonic() - self._since_s
            return EarState(self._listening, len(self._deaths), self._died_of, since_s)

    @property
    def pid(self) -> int | None:
        """Of the process; None while there is none."""
        process = self._process
        return None if process is None else process.pid

    def wait(self, timeout_s: float) -> bool:
        """Wait until it listens; False when it does not within `timeout_s`."""
        with self._news:
            return self._news.wait_for(lambda: self._listening, timeout_s)

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
            self._news.notify_all()
            now_s = time.monotonic()
            if self._unanswered_s is None:
                self._unanswered_s = now_s
            limit_s = _HUNG_S if self._listening else _START_S
            if now_s - self._unanswered_s > limit_s and self._process is not None:
                self._reason, self._unanswered_s = f"no sign of life for {limit_s:.0f} s", None
                self._process.kill()  # `_keep` notices

    def close(self) -> None:
        """End the process."""
        with self._news:
            self._closing = True
            if self._process is not None:
                self._process.kill()  # it has nothing to lose, and may be busy starting
            self._news.notify_all()
        self._keeper.join(2.0 * _CLOSE_S)

    # ------------------------------------------------------------------------------------------ threads

    def _keep(self) -> None:
        """See to it that there is a process, and hear what it says."""
        while not self._closing:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_LEAN}
            )
            with self._news:
                self._process, self._reason, self._unanswered_s = process, "", None
                if self._closing:
                    process.kill()
            assert process.stdin is not None and process.stdout is not None
            with contextlib.suppress(OSError):  # at once: its imports wait for nobody either
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
            writer = threading.Thread(
                target=self._write, args=(process,), name="stop word's sound", daemon=True
            )
            writer.start()
            while (found := read_answer(process.stdout)) is not None:
                self._answered()
                if found.text:
                    self._on_stop(found)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_CLOSE_S)
            process.kill()
            status = process.wait()
            with self._news:
                self._process, was_listening, self._listening = None, self._listening, False
                self._news.notify_all()  # the writer ends as well
                if not self._closing:
                    self._bury(status, was_listening)
                    self._news.wait_for(lambda: self._closing, self._pause_s())
            writer.join(_CLOSE_S)
            process.stdout.close()

    def _bury(self, status: int, was_listening: bool) -> None:
        now_s = time.monotonic()
        killed = f"killed by {signal.Signals(-status).name}" if status < 0 else ""
        self._died_of = self._reason or killed or f"ended with status {status}"
        self._deaths.append(now_s)
        if was_listening:
            self._since_s = now_s

    def _pause_s(self) -> float:
        recent = sum(time.monotonic() - at_s < _OF_LATE_S for at_s in self._deaths)
        return _AGAIN_S[min(recent, len(_AGAIN_S)) - 1]

    def _answered(self) -> None:
        with self._news:
            self._unanswered_s = None
            if not self._listening:
                self._listening, self._since_s = True, time.monotonic()
                self._news.notify_all()

    def _write(self, process: subprocess.Popen[bytes]) -> None:
        pipe = process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError), pipe:  # gone: `_keep` notices
            while True:
                with self._news:
                    self._news.wait_for(lambda: self._waiting or self._process is not process)
                    if self._process is not process:
                        return
                    message = self._waiting.popleft()
                pipe.write(message)
                pipe.flush()


def serve(listener: StopListener, source: IO[bytes], sink: IO[bytes]) -> None:
    """Search all that comes from `source`, until it ends. `sink` gets what is found, and signs of life."""
    signed_s = tidied_s = _sign(sink)
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
        elif time.monotonic() - signed_s >= _SIGN_S:
            signed_s = _sign(sink)
            if signed_s - tidied_s >= TIDY_S:
                give_back()
                tidied_s = signed_s


def _sign(sink: IO[bytes]) -> float:
    """Give a sign of life; returns when, on the monotonic clock."""
    sink.write(_ANSWER.pack(0.0, 0.0, 0))
    sink.flush()
    return time.monotonic()


def read_answer(source: IO[bytes]) -> StopHeard | None:
    """The next thing found, one without text for a sign of life, or None at the end."""
    head = source.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        return None
    stamp_s, score, length = _ANSWER.unpack(head)
    if not length:
        return StopHeard("", "en", stamp_s, score)
    data = source.read(length)
    if len(data) < length:
        return None
    text, language = json.loads(data)
    return StopHeard(text, language, stamp_s, score)


def main(arguments: list[str]) -> int:
    """Be the process."""
    config = SpeechConfig(**json.loads(arguments[0])) if arguments else SpeechConfig()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the node, and the node ends this

    listener = StopListener(config, second=SecondLook(config))
    with contextlib.suppress(BrokenPipeError):  # the node ended first
        serve(listener, sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
