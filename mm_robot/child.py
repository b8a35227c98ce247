# SPDX-License-Identifier: Apache-2.0
"""One node's process as its supervisor sees it: started, read, restarted later and later, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from mm_robot.system import NodeSpec

_LONGEST_LINE_BYTES = 65_536  # a node that never ends its line is forwarded in pieces
_KEPT_LINES = 20  # shown when a node is given up


class Child:
    """The process of one node. Not thread-safe: only the supervisor's watching thread touches it.

    Every start must come from that same thread, which lives as long as the supervisor: the kernel ends the
    process with the *thread* that made it.
    """

    def __init__(self, node: NodeSpec, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """`arguments` follow the module on the command line."""
        self.node = node
        self.quick_crashes = 0  # in a row
        self.restart_at_s: float | None = None  # monotonic
        self.given_up = False
        self.last_lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self.started_s = 0.0
        self._arguments = list(arguments)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._partial = b""

    @property
    def pid(self) -> int | None:
        """Of the running process, which also leads the process group of that number."""
        return self._process.pid if self._process is not None else None

    @property
    def pipe(self) -> int | None:
        """The file descriptor its output is read from."""
        stream = self._process.stdout if self._process is not None else None
        return stream.fileno() if stream is not None and not stream.closed else None

    def start(self) -> None:
        """Start it, in a session of its own: a Ctrl-C in the terminal reaches only the supervisor."""
        command = [sys.executable, "-m", "mm_robot.tether", str(os.getpid()), str(self.node.niceness)]
        self._process = subprocess.Popen(
            [*command, self.node.module, *self._arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)
        self.started_s = time.monotonic()
        self.restart_at_s = None

    def lines(self) -> Iterator[str]:
        """What it has printed since the last call, in whole lines."""
        pipe = self.pipe
        if pipe is None:
            return
        with contextlib.suppress(BlockingIOError):
            while data := os.read(pipe, _LONGEST_LINE_BYTES):
                *whole, self._partial = (self._partial + data).split(b"\n")
                for line in whole:
                    yield self._text(line)
                if len(self._partial) >= _LONGEST_LINE_BYTES:
                    yield self._text(self._partial)
                    self._partial = b""
        if self._process is not None and self._process.poll() is not None and self._partial:
            yield self._text(self._partial)
            self._partial = b""

    def _text(self, line: bytes) -> str:
        text = line.decode("utf-8", "replace").rstrip("\r")
        self.last_lines.append(text)
        return text

    def ended(self) -> int | None:
        """Its exit status once it has ended, as subprocess gives it; None if it runs or never ran."""
        return self._process.poll() if self._process is not None else None

    def bury(self) -> None:
        """After it ended: end what it left behind in its process group, and close the pipe."""
        if self._process is not None:
            self.signal(signal.SIGKILL)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process.wait()
        self._process = None
        self._partial = b""

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and everything it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def describe_end(status: int) -> str:
    """An exit status in words."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"was killed by signal {-status}"
