# SPDX-License-Identifier: Apache-2.0
"""A lock that whoever waits for it gets next."""

from __future__ import annotations

import threading


class FairLock:
    """Reentrant; use with `with`.

    The world's stepping thread releases and takes its lock thousands of times per second. With an ordinary
    lock it wins every time, and a stop from another thread would wait until the stepping ends.
    """

    def __init__(self) -> None:
        self._turnstile = threading.Lock()  # held while waiting: the next to come cannot overtake
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        if self._owner != me:
            with self._turnstile:
                self._lock.acquire()
            self._owner = me
        self._depth += 1

    def __exit__(self, *error: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._owner = None
            self._lock.release()
