# SPDX-License-Identifier: Apache-2.0
"""Outlives the supervisor by two seconds, to end what a killed supervisor left running.

`python -m mm_robot.keeper` reads "+GROUP" and "-GROUP" (process groups) line by line. When its input ends,
however the writer died, it ends the groups that are left: SIGTERM, and after the grace SIGKILL.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable

_GRACE_S = 2.0  # for a node to bring the arm to rest
_POLL_S = 0.05


class Keeper:
    """The supervisor's end: tells the keeper's process which groups there are."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mm_robot.keeper"], stdin=subprocess.PIPE, start_new_session=True
        )

    def add(self, group: int) -> None:
        """This process group runs now."""
        self._tell(f"+{group}")

    def remove(self, group: int) -> None:
        """It has ended; its number may be used by others from now on."""
        self._tell(f"-{group}")

    def close(self) -> None:
        """Nothing is left to be ended."""
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # somebody killed it: the kernel's tether is still there
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()


def keep(lines: Iterable[str]) -> None:
    """Follow the lines to their end, then end the groups that are left."""
    groups: set[int] = set()
    for line in lines:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    for number, wait_s in ((signal.SIGTERM, _GRACE_S), (signal.SIGKILL, 0.0)):
        end_s = time.monotonic() + wait_s
        groups = {group for group in groups if _signalled(group, number)}
        while groups and time.monotonic() < end_s:
            time.sleep(_POLL_S)
            groups = {group for group in groups if _signalled(group, 0)}


def _signalled(group: int, number: int) -> bool:
    """Send the signal (0: only look); whether anybody is there."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep(sys.stdin)
