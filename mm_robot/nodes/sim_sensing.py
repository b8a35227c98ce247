# SPDX-License-Identifier: Apache-2.0
"""Looks through the simulated sensors and hands on what is new, in a thread beside the physics."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_LOOK_S = 0.002  # how long the thread rests when nothing is due
_LOOKS = 2  # per period of a sensor: readings come late by different times, and none may be missed

T = TypeVar("T")


@dataclass(frozen=True)
class Stream(Generic[T]):
    """One sensor: its newest reading, and who takes each new one."""

    rate_hz: float
    newest: Callable[[], T | None]  # the same object until there is another
    send: Callable[[T], None]


class Sensing:
    """Every reading of every stream goes out once, on the world's clock."""

    def __init__(self, clock: Callable[[], float], streams: Sequence[Stream[object]]) -> None:
        """`clock`: the world's time in seconds."""
        self._clock, self._streams = clock, tuple(streams)
        self._running = threading.Event()
        self._thread: threading.Thread | None = None
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Begin to look."""
        self._running.set()
        self._thread = threading.Thread(target=self._run, name="sensors", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._running.clear()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop()
        except BaseException as error:
            self.failure = error
            raise

    def _loop(self) -> None:
        next_s = [self._clock()] * len(self._streams)
        last: list[object | None] = [None] * len(self._streams)
        while self._running.is_set():
            now_s = self._clock()
            which = min(range(len(next_s)), key=next_s.__getitem__)  # a busy machine starves none of them
            if now_s < next_s[which]:
                time.sleep(_LOOK_S)
                continue
            stream = self._streams[which]
            reading = stream.newest()
            if reading is not None and reading is not last[which]:
                last[which] = reading
                stream.send(reading)
            next_s[which] = max(next_s[which] + 1.0 / (_LOOKS * stream.rate_hz), now_s)
