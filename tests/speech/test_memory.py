# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys

from mm_robot.speech import memory

# Blocks small enough to lie on the heap, with one kept at its end, so that freeing does not shrink it.
HOARD = """
import sys
from pathlib import Path
from mm_robot.speech.memory import give_back

def anonymous_kb():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))

blocks = [bytearray(b"x" * 50_000) for _ in range(1000)]
last = blocks.pop()
del blocks
before = anonymous_kb()
give_back()
print(before - anonymous_kb())
"""


def test_freed_memory_goes_back_to_the_system():
    done = subprocess.run([sys.executable, "-c", HOARD], capture_output=True, check=True, text=True)
    assert int(done.stdout) > 20_000, "kilobytes of the 50,000 that were freed"


def test_without_such_a_call_nothing_happens(monkeypatch):
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: object())
    memory.give_back()
