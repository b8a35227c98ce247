# SPDX-License-Identifier: Apache-2.0
"""What the robot says, in order: one sentence after the other, broken off at once when somebody speaks.

An answer that must not wait ("Stopped.") goes before everything else; what was still to be said is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from mm_robot.speech.mel import Samples
from mm_robot.speech.voice import Voice
from mm_robot.types import Language


class Mouth:
    """Makes sentences in a thread of its own. May be used from several threads."""

    def __init__(
        self,
        voice: Voice,
        now: Callable[[], float],
        play: Callable[[Samples, float], None],
        hush: Callable[[float], None],
    ) -> None:
        """Begin to speak.

        Args:
            voice: makes the sound.
            now: the robot's clock, seconds.
            play: lets (N,) samples sound from a stamp on.
            hush: lets nothing sound from a stamp on. Neither may wait for anything.
        """
        self._voice = voice
        self._now = now
        self._play = play
        self._hush = hush
        self._silent_from_s = float("-inf")  # stamp at which what was said so far ends
        self._broken_off = 0  # how often; what was to be said before that is not said
        self._lock = threading.RLock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="voice")

    def prepare(self) -> None:
        """Make the fixed sentences beforehand."""
        self._worker.submit(self._voice.prepare)

    def say(self, text: str, language: Language, *, interrupt: bool = False) -> None:
        """Say a sentence after those before it, or with `interrupt` instead of them; returns at once."""
        with self._lock:
            if interrupt:
                self.break_off()
            self._worker.submit(self._say, text, language, self._broken_off)

    def say_now(self, text: str, language: Language) -> bool:
        """Break off, and say this before returning: without delay if it is a sentence that is kept ready.

        False where the voice cannot say it.
        """
        self.break_off()
        sound = self._voice.say(text, language)
        if sound is None:
            return False
        with self._lock:
            self._sound(sound)
        return True

    def break_off(self) -> bool:
        """Be silent, and forget what was still to be said. True if something was being said."""
        with self._lock:
            self._broken_off += 1
            now_s = self._now()
            if now_s >= self._silent_from_s:
                return False
            self._silent_from_s = now_s
            self._hush(now_s)
            return True

    def close(self) -> None:
        """Say nothing more."""
        with self._lock:
            self._broken_off += 1
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _say(self, text: str, language: Language, broken_off: int) -> None:
        """In the voice's thread."""
        sound = self._voice.say(text, language)
        with self._lock:
            if sound is not None and broken_off == self._broken_off:
                self._sound(sound)

    def _sound(self, sound: Samples) -> None:
        begin_s = max(self._now(), self._silent_from_s)
        self._silent_from_s = begin_s + len(sound) / self._voice.rate_hz
        self._play(sound, begin_s)
