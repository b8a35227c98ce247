# SPDX-License-Identifier: Apache-2.0
"""Memory that a model took only for a while, to be loaded or to work, goes back to the system."""

from __future__ import annotations

import contextlib
import ctypes

TIDY_S = 20.0  # between two times that a process which listens all day does so; each takes some milliseconds


def give_back() -> None:
    """Hand back what the C library keeps of freed memory, 10 to 40 MB after whisper was loaded or used.

    Where there is no such call (another C library than glibc) nothing happens.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
