# SPDX-License-Identifier: Apache-2.0
"""One line that tells how far a long job is and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_WIDTH = 24
_QUIET_S = 10.0  # between lines where nobody watches: a log file
_LIVELY_S = 0.2


class Progress:
    """Counts finished pieces of work on stderr: a bar where somebody watches, a few lines in a log."""

    def __init__(
        self,
        total: int,
        *,
        done: int = 0,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`done`: pieces that an earlier run had finished; they do not count for the time left."""
        self._total, self._before, self._done = total, done, done
        self._stream = stream if stream is not None else sys.stderr
        self._clock = clock
        self._begun_s = clock()
        self._shown_s = float("-inf")
        self._lively = self._stream.isatty()

    def step(self, text: str = "", pieces: int = 1) -> None:
        """`pieces` more are done; `text` is shown behind the bar."""
        self._done += pieces
        now = self._clock()
        due = now - self._shown_s >= (_LIVELY_S if self._lively else _QUIET_S)
        if due or self._done >= self._total:
            self._shown_s = now
            line = self.line(text)
            self._stream.write(f"\r\x1b[2K{line}" if self._lively else f"{line}\n")
            if self._lively and self._done >= self._total:
                self._stream.write("\n")
            self._stream.flush()

    def line(self, text: str = "") -> str:
        """What is shown."""
        share = self._done / max(self._total, 1)
        bar = "#" * round(share * _WIDTH)
        left = f"{_clock_face(self._left_s())} left" if self._done < self._total else "done"
        return f"[{bar:<{_WIDTH}}] {self._done}/{self._total} {left} {text}".rstrip()

    def _left_s(self) -> float:
        fresh = self._done - self._before
        if fresh <= 0:
            return float("nan")
        return (self._clock() - self._begun_s) / fresh * (self._total - self._done)


def _clock_face(seconds: float) -> str:
    if seconds != seconds:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
