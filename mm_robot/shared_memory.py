# SPDX-License-Identifier: Apache-2.0
"""Removes the shared memory that a killed process left behind: 32 MB a piece fill /dev/shm quickly."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from pathlib import Path

FOLDER = Path("/dev/shm")
_PREFIX = "fastrtps_"
_LOCK_SUFFIX = "_el"  # Fast DDS holds this file locked while a process uses the segment of the same name
_SETTLED_S = 1.0  # a younger file may be between its creation and its lock


def remove_stale(folder: Path = FOLDER, *, ports: bool = True) -> tuple[str, ...]:
    """Remove the Fast DDS segments that no living process uses; returns their names.

    The test is the one of Fast DDS itself: whoever uses a segment holds a lock on its `_el` file, and the
    kernel gives the lock back however the process ended. A segment whose lock file is gone already is stale
    when no process maps it. Only files of the present user are touched.

    `ports` includes the small mailboxes. Leave those to Fast DDS while other nodes run: a restarted node
    takes its mailbox over, and its partners would go on writing into a removed one.
    """
    removed = []
    mapped = _mapped() if ports else set()
    for segment in sorted(folder.glob(f"{_PREFIX}*")):
        if segment.name.endswith(_LOCK_SUFFIX) or (segment.name.startswith(f"{_PREFIX}port") and not ports):
            continue
        lock = segment.with_name(segment.name + _LOCK_SUFFIX)
        if not _is_ours(segment):
            continue
        if _is_locked(lock) if lock.exists() else not ports or str(segment) in mapped:
            continue
        for path in (segment, folder / f"sem.{segment.name}_mutex", lock):
            with contextlib.suppress(FileNotFoundError, PermissionError):
                path.unlink()
        removed.append(segment.name)
    return tuple(removed)


def _is_ours(path: Path) -> bool:
    try:
        status = path.stat()
    except FileNotFoundError:
        return False
    return status.st_uid == os.getuid() and time.time() - status.st_ctime > _SETTLED_S


def _is_locked(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return True  # gone, or not ours to judge
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _mapped() -> set[str]:
    """The segments that some process of this user has in its memory."""
    found: set[str] = set()
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):  # ended meanwhile, or another user's
            found |= {line.split()[-1] for line in maps.read_text().splitlines() if _PREFIX in line}
    return found
