# SPDX-License-Identifier: Apache-2.0
"""Live captions: what is being said, what was heard, and what the robot would make of it. `mm_robot listen`.

Needs no running system and no robot: the decision is the parsed command said back, a refusal, or a stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.hearing import complete, interpret
from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe
from mm_robot.language.stop_words import is_stop
from mm_robot.speech.evaluate import StreamClock
from mm_robot.speech.listener import Event, Heard, Ignored, Listener, Partial, Recognises
from mm_robot.speech.mel import Samples
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.sources import Source, WavFile
from mm_robot.speech.stop_listener import StopHeard, StopListener
from mm_robot.types import Utterance

_COLLECT_S = 0.05  # how often finished recognitions are asked for when no sound comes
_NO_SOUND = np.zeros(0, np.float32)


@dataclass(frozen=True)
class Caption:
    """One line. `kind`: partial, heard, stop (while still being spoken) or ignored."""

    kind: str
    at_s: float  # of the sound heard last
    text: str = ""
    language: str = ""
    confidence: float = 0.0
    decision: str = ""  # the commands said back, "stop", or why there is none
    alternatives: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Only what the kind has."""
        line: dict[str, Any] = {"kind": self.kind, "at_s": round(self.at_s, 2), "text": self.text}
        if self.kind in ("heard", "stop"):
            line.update(language=self.language, confidence=round(self.confidence, 3), decision=self.decision)
        if self.kind == "heard":
            line["alternatives"] = list(self.alternatives)
        return line

    def __str__(self) -> str:
        if self.kind == "partial":
            return f"{self.at_s:7.2f} s  … {self.text}"
        if self.kind == "ignored":
            return f"{self.at_s:7.2f} s  ({self.text})"
        if self.kind == "stop":
            return f"{self.at_s:7.2f} s  !! {self.text} ({self.language}, {self.confidence:.2f})"
        words = f"{self.at_s:7.2f} s  {self.text} ({self.language}, {self.confidence:.2f})"
        return f"{words}\n           → {self.decision}"


class Captioner:
    """Hears one stream and writes captions."""

    def __init__(
        self, config: SpeechConfig, recogniser: Recognises | None = None, worker: Executor | None = None
    ) -> None:
        """Load the models, or take `recogniser`; `worker`: where it works, default a thread.

        Raises:
            MissingModelError: there are no weights.
        """
        ear = recogniser or Recogniser(config)
        self._listener = Listener(config, ear, worker=worker, complete=complete, partials=True)
        self._stop = StopListener(config, second=SecondLook(config))

    def feed(self, samples: Samples, stamp_s: float) -> list[Caption]:
        """What has become known with the next (N,) float32 samples at 16 kHz, or with none."""
        captions = []
        found = self._stop.feed(samples, stamp_s) if len(samples) else None
        if found is not None:
            captions.append(_stopped(found))
        return captions + _captions(self._listener.feed(samples, stamp_s))

    def flush(self) -> list[Caption]:
        """The stream ended: what was still open."""
        return _captions(self._listener.flush())


def caption_file(path: str, config: SpeechConfig, recogniser: Recognises | None = None) -> Iterator[Caption]:
    """The captions of a wav file, as they would have appeared while it was played.

    Raises:
        InputError: no such file, or no sound in it.
        MissingModelError: there are no weights.
    """
    clock = StreamClock()
    captioner = Captioner(config, recogniser, clock)
    for samples, stamp_s in _chunks(WavFile(path)):
        clock.now_s = stamp_s
        yield from captioner.feed(samples, stamp_s)
    yield from captioner.flush()


def caption_live(
    source: Source, config: SpeechConfig, recogniser: Recognises | None = None
) -> Iterator[Caption]:
    """The captions of a stream that does not end; stop asking and it is closed.

    Raises:
        MissingModelError: there are no weights.
    """
    captioner = Captioner(config, recogniser)
    queue: Queue[tuple[Samples, float]] = Queue()
    source.open(lambda samples, stamp_s: queue.put((samples, stamp_s)))
    began_s: float | None = None
    at_s = 0.0
    try:
        while True:
            try:
                samples, stamp_s = queue.get(timeout=_COLLECT_S)
                began_s = stamp_s if began_s is None else began_s
                at_s = stamp_s - began_s
            except Empty:
                samples = _NO_SOUND
            yield from captioner.feed(samples, at_s)
    finally:
        source.close()


def decision_of(utterance: Utterance) -> str:
    """What the robot would do, in the speaker's language: its commands said back, or why there are none."""
    if is_stop(utterance.text):
        return "stop"
    parsed = parse(utterance.text, utterance.language)
    return "; ".join(describe(command, utterance.language) for command in parsed.commands) or parsed.reason


def _chunks(source: WavFile) -> Iterator[tuple[Samples, float]]:
    taken: list[tuple[Samples, float]] = []
    source.open(lambda samples, stamp_s: taken.append((samples, stamp_s)))
    source.wait()
    return iter(taken)


def _captions(events: Sequence[Event]) -> list[Caption]:
    captions = []
    for event in events:
        if isinstance(event, Partial):
            captions.append(Caption("partial", event.stamp_s, event.text))
        elif isinstance(event, Heard):
            said = interpret(event.utterance, None)
            captions.append(
                Caption(
                    "heard", event.decided_s, said.text, said.language, said.confidence,
                    decision_of(said), said.alternatives,
                )
            )  # fmt: skip
        elif isinstance(event, Ignored):
            captions.append(Caption("ignored", event.end_s, event.reason))
    return captions


def _stopped(found: StopHeard) -> Caption:
    return Caption("stop", found.stamp_s, found.text, found.language, found.score, "stop")
