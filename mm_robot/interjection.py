# SPDX-License-Identifier: Apache-2.0
"""What something said while the robot works means for the work: stop, taken, "no, the blue one"."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mm_robot.control.gate import Gate
from mm_robot.correcting import corrected, opposes
from mm_robot.language.parser import parse
from mm_robot.types import Command, Utterance


@dataclass(frozen=True)
class Interjection:
    """What to make of it.

    `stop`: come to rest, `by` says whose wish; `taken`: somebody has hold of what is offered; `mend`: do
    `commands` instead; `question`: the first of `commands` asks something; `busy`: it can wait.
    """

    kind: Literal["stop", "taken", "mend", "question", "busy"]
    by: str = "speech"
    commands: tuple[Command, ...] = ()


def interjection(utterance: Utterance, running: Command | None) -> Interjection:
    """What `utterance` means while `running` is carried out. What sounds like "don't" or "no" is a stop."""
    commands = parse(utterance.text, utterance.language).commands
    for command in commands:
        if command.verb in ("stop", "wait", "cancel"):
            return Interjection("stop", command.verb)
        if command.negated:  # whether this "don't" means the motion under way is nothing to guess about
            return Interjection("stop")
    opposed = opposes(utterance.text)
    mended = tuple(corrected(running, c, opposed) for c in commands) if running is not None else ()
    if mended and all(command is not None for command in mended):
        return Interjection("mend", commands=tuple(c for c in mended if c is not None))
    if any(command.verb == "deny" for command in commands):
        return Interjection("stop")
    if any(command.verb == "confirm" and command.target is None for command in commands):
        return Interjection("taken")
    if len(commands) == 1 and commands[0].verb == "answer":
        return Interjection("question", commands=commands)
    return Interjection("busy")


CORRECTION = "correction"  # who stopped the arm when somebody said "no, the blue one"
_RESTS, _REST_S = 40, 0.05  # longer than any ramp to rest takes


class Mending:
    """A correction in mid-motion: the arm comes to rest, and then does what was meant.

    A real stop that comes meanwhile is never lost: it gives the correction up, and the arm stays stopped.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._commands: tuple[Command, ...] = ()
        self._lock = threading.Lock()

    def begin(self, commands: tuple[Command, ...], why: str) -> None:
        """Stop the arm and keep `commands` for later; nothing when it is stopped already."""
        with self._lock:
            if self._gate.stopped is None:
                self._commands = commands
                self._gate.stop(CORRECTION, why)

    def give_up(self, by: str, reason: str) -> None:
        """A real stop: it stays, though the arm had come to rest for a correction."""
        with self._lock:
            self._commands = ()
            self._gate.stop(by, reason)

    def take(self, sleep: Callable[[float], None]) -> tuple[Command, ...]:
        """What is to be done instead, once the arm is at rest and may move; nothing when it may not."""
        for _ in range(_RESTS):
            with self._lock:
                commands, stopped = self._commands, self._gate.stopped
                if not commands or stopped is None or stopped.by != CORRECTION:
                    return ()
                if self._gate.reset() is None:
                    self._commands = ()
                    return commands
            sleep(_REST_S)
        return ()
