# SPDX-License-Identifier: Apache-2.0
"""What somebody says, each at its time on the world's clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mm_robot.types import Language


@dataclass(frozen=True)
class Speech:
    """Something said: words, and the recording of them where there is one."""

    text: str
    language: Language
    at_s: float  # on the world's clock
    recording: str | Path | None = None


class Voice:
    """Keeps what is to be said until its time has come, then tells everybody in `on_speech`."""

    def __init__(self) -> None:
        self.said: list[Speech] = []  # so far, in order
        self.on_speech: list[Callable[[Speech], None]] = []  # a microphone, a test, an episode
        self._to_say: list[Speech] = []

    def say(self, speech: Speech) -> None:
        """Say it when its time has come; at once if that is past."""
        self._to_say.append(speech)
        self._to_say.sort(key=lambda later: later.at_s)

    def advance(self, now_s: float) -> None:
        """Say what is due."""
        while self._to_say and self._to_say[0].at_s <= now_s:
            speech = self._to_say.pop(0)
            self.said.append(speech)
            for hears in self.on_speech:
                hears(speech)
