# SPDX-License-Identifier: Apache-2.0
"""One supervised system per ROS domain: two would both answer, and both move, one arm."""

from __future__ import annotations

import fcntl
import os
import tempfile
from pathlib import Path

from mm_robot.errors import RobotError


def claim_domain(profile: str) -> int:
    """Lock this ROS domain for one supervisor; returns the open file that holds the lock.

    Raises:
        RobotError: another one has it.
    """
    domain = os.environ.get("ROS_DOMAIN_ID") or "0"
    path = Path(tempfile.gettempdir()) / f"mm_robot_{os.getuid()}_domain_{domain}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        owner = os.read(descriptor, 100).decode("utf-8", "replace").strip()
        os.close(descriptor)
        raise RobotError(
            f"another system ({owner}) runs on ROS_DOMAIN_ID={domain}: end that one first, "
            "or give this one a domain of its own: ROS_DOMAIN_ID=7 mm_robot up …"
        ) from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"'{profile}', process {os.getpid()}".encode())
    return descriptor
