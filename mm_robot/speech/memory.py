# SPDX-License-Identifier: Apache-2.0
"""Memory that a model took only while it was being loaded goes back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> bool:
    """Hand back what the C library keeps of freed memory, 10 to 40 MB after whisper was loaded.

    False where there is no such call (another C library than glibc): then nothing happens.
    """
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (OSError, AttributeError):
        return False
