# SPDX-License-Identifier: Apache-2.0
"""Runs a module as a process that the kernel ends with the one that started it.

`python -m mm_robot.tether PARENT_PID NICENESS MODULE ARGS…`. This is done inside the new process rather than
between fork and exec, where a program with threads must not run Python.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)


def main() -> None:
    """Tie this process to its parent, then become the module."""
    parent, niceness, module = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    # SIGTERM: a node without its supervisor still brings the arm to rest. Who does not end, the keeper ends.
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel knew
        sys.exit(1)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` makes its jobs ignore Ctrl-C
    with contextlib.suppress(OSError):  # a higher priority is a wish: only some users may
        os.setpriority(os.PRIO_PROCESS, 0, niceness)
    sys.argv = [module, *sys.argv[4:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
