# SPDX-License-Identifier: Apache-2.0
"""The streaming ear: chunks of sound in, utterances out.

Recognition begins on trial after `early_s` of silence and is thrown away if the voice goes on. So the text is
usually there when silence ends the sentence, and it decides how much silence that takes: little after a
complete command, more in doubt, most after "put the cup…".
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, Union

import numpy as np
import numpy.typing as npt

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.endpoint import unfinished
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.recogniser import NoWords
from mm_robot.speech.segmenter import CHUNK_S, Piece, Segmenter
from mm_robot.speech.sound import samples_of
from mm_robot.speech.vad import CHUNK, VoiceActivity
from mm_robot.types import Language, Utterance

_MAX_GAP_S = 0.25  # a longer hole in the stream ends what was said before it: half a syllable is a wrong word
_TRAIL_S = 0.25  # of silence that goes to the recogniser; more only invites invention
_OTHER_READINGS = 3  # hypotheses beside the first that may tell a whole command: later ones are guesses
_FLUENT_S = 0.1  # of voice just before a partial text: in a pause the recogniser is kept free for the whole


class Recognises(Protocol):
    """Whoever writes down speech: a `Recogniser`, or another backend."""

    def recognise(self, samples: Samples, start_s: float, end_s: float) -> Utterance | NoWords:
        """What is said in (N,) samples at 16 kHz, or why it is nothing."""
        ...

    def guess(self, samples: Samples) -> str:
        """What is being said so far, quickly and unchecked; may be empty."""
        ...


@dataclass(frozen=True)
class SpeechStarted:
    """Somebody began to speak."""

    stamp_s: float


@dataclass(frozen=True)
class Partial:
    """What is being said so far: for people to read, never to act upon."""

    text: str
    stamp_s: float  # up to which it was heard


@dataclass(frozen=True)
class Heard:
    """A sentence ended and was written down."""

    utterance: Utterance
    decided_s: float  # stamp of the sound at which it was taken to be over


@dataclass(frozen=True)
class Ignored:
    """Sound that began like speech and was none, or could not be understood."""

    reason: str
    start_s: float
    end_s: float


Event = Union[SpeechStarted, Partial, Heard, Ignored]


class Listener:
    """One microphone's stream. `feed` and `flush` belong to one thread; `mute` may come from any."""

    def __init__(
        self,
        config: SpeechConfig,
        recogniser: Recognises,
        activity: VoiceActivity | None = None,
        *,
        background: bool = True,
        worker: Executor | None = None,
        complete: Callable[[str, Language], bool] | None = None,
        partials: bool = False,
    ) -> None:
        """Begin to listen.

        Args:
            config: thresholds and times.
            recogniser: writes down what is said.
            activity: of this stream alone; default: the packaged network.
            background: recognise in a thread, so `feed` never waits; otherwise `feed` does it itself.
            worker: where to recognise instead; `close` does not shut it down.
            complete: whether a text is a whole command, after which a short silence is enough.
            partials: also report what is being said while it is being said.

        Raises:
            MissingModelError: the voice activity network is not installed.
        """
        self._config = config
        self._recogniser = recogniser
        self._segmenter = Segmenter(config, activity or VoiceActivity())
        self._own = ThreadPoolExecutor(1, "recogniser") if background and worker is None else None
        self._worker = worker or self._own
        self._complete = complete or (lambda text, language: False)
        self._partials = partials
        self._partial: tuple[float, Future[str]] | None = None
        self._voiced_since_s = self._partial_s = float("-inf")
        self._rest: Samples = np.zeros(0, np.float32)
        self._next_s: float | None = None  # stamp of the first sample of the rest
        self._trial: tuple[Piece, Future[Utterance | NoWords]] | None = None
        self._wait_s: float | None = None  # of silence, once the trial has said what it heard
        self._ended: deque[tuple[Piece, Future[Utterance | NoWords], float]] = deque()
        self._mutes: list[tuple[float, float]] = []
        self._lock = threading.Lock()

    def feed(self, chunk: npt.ArrayLike, stamp_s: float, rate_hz: int = RATE_HZ) -> list[Event]:
        """Hear (N,) int16 or float samples of which the first was taken at `stamp_s`.

        Returns what has happened, in order. An empty chunk only collects what the recogniser has finished.

        Raises:
            InputError: no sound (wrong shape, NaN) or another rate than `RATE_HZ`; the stream goes on.
        """
        if rate_hz != RATE_HZ:
            raise InputError(
                f"the listener hears {RATE_HZ} Hz, got {rate_hz} Hz; set the microphone to it, or convert "
                "whole recordings with mm_robot.speech.sound.samples_of"
            )
        if not np.isfinite(stamp_s):
            raise InputError(f"audio stamp {stamp_s} is no time; pass seconds of the robot's clock")
        samples = samples_of(chunk)
        events: list[Event] = []
        if len(samples):
            if (
                self._next_s is not None
                and abs(stamp_s - self._next_s - len(self._rest) / RATE_HZ) > _MAX_GAP_S
            ):
                self._cut(events)
            if self._next_s is None or not len(self._rest):
                self._next_s = stamp_s
            self._rest = np.concatenate((self._rest, samples))
            while len(self._rest) >= CHUNK:
                piece, self._rest = self._rest[:CHUNK], self._rest[CHUNK:]
                self._step(piece, self._next_s, events)
                self._next_s += CHUNK_S
        self._collect(events, wait=False)
        return events

    def flush(self) -> list[Event]:
        """The stream is over: end what is being said, and wait for all of it."""
        events: list[Event] = []
        self._cut(events)
        self._collect(events, wait=True)
        return events

    def mute(self, start_s: float, end_s: float) -> None:
        """The robot itself speaks between these stamps: what is heard then is its echo, not a person.

        The stop word has an ear of its own, see `stop_listener`.
        """
        with self._lock:
            self._mutes.append((start_s, end_s + self._config.echo_tail_s))

    def unmute(self, stamp_s: float) -> None:
        """The robot fell silent at this stamp, sooner than announced."""
        with self._lock:
            self._mutes = [(a, min(b, stamp_s + self._config.echo_tail_s)) for a, b in self._mutes]

    @property
    def floor_db(self) -> float:
        """The room's noise, decibels of full scale."""
        return self._segmenter.floor_db

    def close(self) -> None:
        """Give the recogniser's thread back. The listener hears nothing afterwards."""
        if self._own is not None:
            self._own.shutdown(wait=True, cancel_futures=True)

    # ------------------------------------------------------------------------------------------ one chunk

    def _step(self, chunk: Samples, stamp_s: float, events: list[Event]) -> None:
        segmenter, config = self._segmenter, self._config
        began = not segmenter.speaking
        voice = segmenter.feed(chunk, stamp_s, self._muted(stamp_s))
        if not segmenter.speaking:
            return
        if voice:
            self._trial = None
            if began:
                events.append(SpeechStarted(stamp_s))
                self._voiced_since_s = self._partial_s = stamp_s
            self._guess(stamp_s)
        else:
            self._voiced_since_s = stamp_s + CHUNK_S
        if segmenter.length_s >= config.max_utterance_s:
            self._end(events)
        elif segmenter.silence_s >= config.early_s and self._trial is None:
            piece = segmenter.piece()
            if piece.voiced_s >= config.min_speech_s:
                self._trial, self._wait_s = (piece, self._recognise(piece)), None
        if segmenter.speaking and segmenter.silence_s >= self._hangover_s():
            self._end(events)

    def _hangover_s(self) -> float:
        """How much silence ends this sentence: known once the trial is done, the longest one until then."""
        if self._trial is None:
            return self._config.hangover_s
        result = self._trial[1]
        if not result.done():
            return self._config.unfinished_hangover_s
        said = result.result()
        if not isinstance(said, Utterance):
            return self._config.hangover_s
        if self._wait_s is None:  # once per trial: the grammar is asked for every chunk otherwise
            self._wait_s = self._wait_after(said)
        return self._wait_s

    def _wait_after(self, said: Utterance) -> float:
        """How much silence ends this text: little if it, or another reading of it, is a whole command."""
        if self._complete(said.text, said.language):
            return self._config.complete_hangover_s
        if unfinished(said.text, said.language):
            return self._config.unfinished_hangover_s
        if any(self._complete(other, said.language) for other in said.alternatives[:_OTHER_READINGS]):
            return self._config.complete_hangover_s
        return self._config.hangover_s

    def _guess(self, stamp_s: float) -> None:
        """Now and then, while the voice flows and nothing else is being recognised: what is said so far."""
        if not self._partials or self._worker is None or self._partial is not None or self._ended:
            return
        fluent = stamp_s - self._voiced_since_s >= _FLUENT_S
        if fluent and stamp_s - self._partial_s >= self._config.partial_period_s:
            sound = self._segmenter.piece().samples
            self._partial = (stamp_s, self._worker.submit(self._recogniser.guess, sound))
            self._partial_s = stamp_s

    def _end(self, events: list[Event]) -> None:
        """Whatever is being said ends here."""
        decided_s = self._segmenter.piece().end_s + self._segmenter.silence_s
        trial, self._trial = self._trial, None
        piece = self._segmenter.take()
        if piece.voiced_s < self._config.min_speech_s:
            events.append(Ignored(f"only {piece.voiced_s:.2f} s of voice", piece.start_s, piece.end_s))
            return
        result = trial[1] if trial is not None else self._recognise(piece)
        self._ended.append((piece, result, decided_s))

    def _cut(self, events: list[Event]) -> None:
        if self._segmenter.speaking:
            self._end(events)
        self._rest = np.zeros(0, np.float32)
        self._next_s = None

    def _collect(self, events: list[Event], wait: bool) -> None:
        if self._partial is not None and self._partial[1].done():
            stamp_s, guessed = self._partial
            self._partial = None
            if self._segmenter.speaking and guessed.result():
                events.append(Partial(guessed.result(), stamp_s))
        while self._ended and (wait or self._ended[0][1].done()):
            piece, result, decided_s = self._ended.popleft()
            said = result.result()
            if isinstance(said, Utterance):
                events.append(Heard(said, decided_s))
            else:
                events.append(Ignored(said.reason, piece.start_s, piece.end_s))

    def _recognise(self, piece: Piece) -> Future[Utterance | NoWords]:
        surplus = int(max(0.0, piece.silence_s - _TRAIL_S) * RATE_HZ)
        sound = piece.samples[: len(piece.samples) - surplus]
        if self._worker is not None:
            return self._worker.submit(self._recogniser.recognise, sound, piece.start_s, piece.end_s)
        done: Future[Utterance | NoWords] = Future()
        done.set_result(self._recogniser.recognise(sound, piece.start_s, piece.end_s))
        return done

    def _muted(self, stamp_s: float) -> bool:
        with self._lock:
            self._mutes = [(a, b) for a, b in self._mutes if b > stamp_s]
            return any(a <= stamp_s for a, _ in self._mutes)


def hear_all(
    listener: Listener, samples: Samples, start_s: float = 0.0, silence_s: float = 0.5
) -> Iterable[Event]:
    """Everything in a recording: (N,) samples at 16 kHz, fed as a stream with silence after it."""
    rest = np.zeros(round(silence_s * RATE_HZ), np.float32)  # lets the voice activity network see the end
    sound = np.concatenate((samples, rest))
    for begin in range(0, len(sound), CHUNK):
        yield from listener.feed(sound[begin : begin + CHUNK], start_s + begin / RATE_HZ)
    yield from listener.flush()
