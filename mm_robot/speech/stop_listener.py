# SPDX-License-Identifier: Apache-2.0
"""The ear for "stop" and "停下" alone: it need not wait for the end of the sentence.

While there is voice, the last second of sound is written down every 0.2 s by a whisper model of its own, in
whichever languages it may be. Whatever else runs, or whoever speaks, the robot included, this goes on.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import numpy as np
import numpy.typing as npt

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.homophones import Homophones
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import samples_of
from mm_robot.speech.vad import CHUNK, VoiceActivity
from mm_robot.speech.vocabulary import default_vocabulary
from mm_robot.speech.weights import whisper_folder
from mm_robot.speech.whisper import LANGUAGES, Whisper
from mm_robot.speech.writing import bare, tidy
from mm_robot.types import Language

_WINDOW_S = 6.0  # whisper's; the shortest in which a word or two come out well
_MAX_TOKENS = 8
# What a drawled "stop" comes out as. A prompt with stop words finds more, and false ones in 14 of 22 others.
_DRAWLED = re.compile(r"(?:(?:a|the|this) )?stop(?:per|pers|ped|s)")
_VOICE_MEMORY_S = 0.5  # the network lets go of a plosive's end early: "stop" ends in one
_MIN_VOICED_S = 0.12  # before the first search
_GUESS = -1.2  # mean log-probability per token below which a text is guessed
_SHARE = (
    0.15  # of the language: a window whose sound is plainly the other language is not searched in this one
)
_MAX_NO_SPEECH = 0.6  # whisper's own limit
_CHUNK_S = CHUNK / RATE_HZ


@dataclass(frozen=True)
class StopHeard:
    """Somebody said to stop."""

    text: str
    language: Language
    stamp_s: float  # of the sound heard last


class StopListener:
    """Searches one stream. `feed` may take 0.1 s; `StopThread` keeps that off the audio callback."""

    def __init__(
        self,
        config: SpeechConfig,
        is_stop: Callable[[str], bool],
        whisper: Whisper | None = None,
        activity: VoiceActivity | None = None,
    ) -> None:
        """`is_stop(text)` knows the words. `whisper`: default a model of its own; nobody is waited for.

        Raises:
            MissingModelError: weights or voice activity network are not here; the message says what to run.
        """
        self._config = config
        self._is_stop = is_stop
        self._whisper = whisper or Whisper(whisper_folder(config), config.stop_threads)
        self._activity = activity or VoiceActivity()
        self._homophones = Homophones(default_vocabulary().chinese)
        self._window: Samples = np.zeros(round(config.stop_window_s * RATE_HZ), np.float32)
        self._rest: Samples = np.zeros(0, np.float32)
        self._voiced_s = 0.0
        self._since_voice_s = self._since_search_s = np.inf
        self._own: list[tuple[str, float, float]] = []
        self._lock = threading.Lock()

    def feed(self, chunk: npt.ArrayLike, stamp_s: float, rate_hz: int = RATE_HZ) -> StopHeard | None:
        """Hear (N,) int16 or float samples taken from `stamp_s` on; what was found in them, if anything.

        Raises:
            InputError: no sound (wrong shape, NaN) or another rate than 16 kHz.
        """
        if rate_hz != RATE_HZ:
            raise InputError(
                f"the stop listener hears {RATE_HZ} Hz, got {rate_hz} Hz; set the microphone to it"
            )
        samples = samples_of(chunk)
        end_s = stamp_s + len(samples) / RATE_HZ
        self._rest = np.concatenate((self._rest, samples))
        while len(self._rest) >= CHUNK:
            piece, self._rest = self._rest[:CHUNK], self._rest[CHUNK:]
            last = len(self._rest) < CHUNK
            # Sound that comes late is searched in fewer windows, which still overlap: no word falls between.
            if self._note(piece) and (last or self._since_search_s >= self._config.stop_window_s / 2):
                self._since_search_s = 0.0
                found = self._search(end_s - len(self._rest) / RATE_HZ)
                if found is not None:
                    return found
        return None

    def own_voice(self, text: str, start_s: float, end_s: float) -> None:
        """The robot itself says `text` between these stamps: its own "stopped" is not to stop it."""
        with self._lock:
            self._own.append((bare(text).replace(" ", ""), start_s, end_s + self._config.echo_tail_s))

    def _note(self, chunk: Samples) -> bool:
        """Take 32 ms in; True if it is time to search."""
        self._window = np.concatenate((self._window[len(chunk) :], chunk))
        self._since_search_s += _CHUNK_S
        self._since_voice_s += _CHUNK_S
        if self._activity.probability(chunk) >= self._config.voice_threshold:
            self._since_voice_s = 0.0
            self._voiced_s += _CHUNK_S
        elif self._since_voice_s > _VOICE_MEMORY_S:
            self._voiced_s = 0.0
        return self._voiced_s >= _MIN_VOICED_S and self._since_search_s >= self._config.stop_period_s

    def _search(self, stamp_s: float) -> StopHeard | None:
        encoded = self._whisper.encode(self._window, _WINDOW_S)
        english = self._whisper.english_share(encoded)
        for language in LANGUAGES:
            if (english if language == "en" else 1.0 - english) < _SHARE:
                continue
            decoded = self._whisper.decode(encoded, language, max_tokens=_MAX_TOKENS)
            best = decoded.hypotheses[0]
            text = tidy(best.text, language)
            if language == "en" and _DRAWLED.fullmatch(bare(text)):
                text = "stop"
            if language == "zh":  # 听下 and 庭下 are 停下
                text = self._homophones.corrected(text)
            if best.log_probability < _GUESS or decoded.no_speech > _MAX_NO_SPEECH or not self._is_stop(text):
                continue
            if not self._own_words(text, stamp_s):
                self._voiced_s = 0.0
                return StopHeard(text, language, stamp_s)
        return None

    def _own_words(self, text: str, stamp_s: float) -> bool:
        plain = bare(text).replace(" ", "")
        with self._lock:
            self._own = [(said, a, b) for said, a, b in self._own if b > stamp_s - self._config.stop_window_s]
            return any(plain in said and a <= stamp_s for said, a, b in self._own)


class StopThread:
    """A `StopListener` in a thread: `feed` returns at once, `on_stop` is called from the thread."""

    def __init__(self, listener: StopListener, on_stop: Callable[[StopHeard], None]) -> None:
        """Begin to listen."""
        self.listener = listener
        self._on_stop = on_stop
        self._queue: SimpleQueue[tuple[Samples, float] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="stop word", daemon=True)
        self._thread.start()

    def feed(self, chunk: npt.ArrayLike, stamp_s: float, rate_hz: int = RATE_HZ) -> None:
        """Hand over (N,) samples.

        Raises:
            InputError: no sound (wrong shape, NaN) or another rate than 16 kHz.
        """
        if rate_hz != RATE_HZ:
            raise InputError(
                f"the stop listener hears {RATE_HZ} Hz, got {rate_hz} Hz; set the microphone to it"
            )
        self._queue.put((samples_of(chunk), stamp_s))

    def close(self) -> None:
        """End the thread."""
        self._queue.put(None)
        self._thread.join(timeout=5.0)

    def _run(self) -> None:
        while (entry := self._queue.get()) is not None:
            chunks, stamp_s = [entry[0]], entry[1]
            ended = False
            try:  # all that came meanwhile, in one go: a search that was late must not make the next one late
                while (more := self._queue.get_nowait()) is not None:
                    chunks.append(more[0])
                ended = True
            except Empty:
                pass
            found = self.listener.feed(np.concatenate(chunks), stamp_s)
            if found is not None:
                self._on_stop(found)
            if ended:
                return
