# SPDX-License-Identifier: Apache-2.0
"""What the ear makes of a folder of recordings, and how long it takes, as a stream.

The folder holds transcripts.json, a list of {"file", "language", "text", "speech_end_s"}, and the wav files.
Time is the stream's own: a recognition that takes 0.1 s is ready when 0.1 s more sound has been heard. So
delays do not depend on how fast the recordings are fed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.error_rates import distance, sounds, units
from mm_robot.speech.listener import Heard, Listener, Recognises
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.noise import Noise, mixed
from mm_robot.speech.sound import read_wav
from mm_robot.speech.vad import CHUNK, VoiceActivity
from mm_robot.speech.writing import negations
from mm_robot.types import Language, Utterance

_AFTER_S = 1.5  # of silence after a recording: longer than any endpoint waits
_T = TypeVar("_T")


@dataclass(frozen=True)
class Clip:
    """One recording and what is truly said in it."""

    path: Path
    text: str
    language: Language
    speech_end_s: float


@dataclass(frozen=True)
class Result:
    """What was heard in a clip. `heard` is None where nothing was."""

    clip: Clip
    noise: Noise
    heard: Utterance | None
    decided_after_s: float  # from the true end of speech until the sentence was taken to be over; NaN: never
    heard_after_s: float  # until its text was there as well
    compute_s: float  # of the processor, for the recognition that was used

    @property
    def text(self) -> str:
        """What was heard, or nothing."""
        return self.heard.text if self.heard is not None else ""

    @property
    def language_right(self) -> bool:
        """Whether it was not taken for the other language."""
        return self.heard is None or self.heard.language == self.clip.language


class StreamClock(Executor):
    """Works at once, but is done only when as much more of the stream has come as the work took."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.ready_s = 0.0  # of the work that was done last
        self.spent_s = 0.0  # by it

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Do it now."""
        began_s = time.process_time()
        value = fn(*args, **kwargs)
        self.spent_s = time.process_time() - began_s
        self.ready_s = max(self.ready_s, self.now_s) + self.spent_s  # one after the other
        return _Due(self, self.ready_s, value)


class _Due(Future[_T]):
    """A future whose value is known, and whose time comes with the stream."""

    def __init__(self, clock: StreamClock, ready_s: float, value: _T) -> None:
        super().__init__()
        self._clock = clock
        self._ready_s = ready_s
        self.set_result(value)

    def done(self) -> bool:
        return self._clock.now_s >= self._ready_s


def read_clips(folder: Path) -> list[Clip]:
    """The clips of a folder.

    Raises:
        InputError: transcripts.json is missing or no list of clips.
    """
    path = folder / "transcripts.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            Clip(folder / row["file"], row["text"], _language(row["language"]), float(row["speech_end_s"]))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: not a list of clips with file, language (en or zh), text, speech_end_s ({error!r})"
        ) from error


def evaluate(
    clips: Sequence[Clip],
    config: SpeechConfig,
    recogniser: Recognises,
    noise: Noise,
    *,
    complete: Callable[[str, Language], bool] | None = None,
    seed: int = 0,
) -> Iterator[Result]:
    """Hear every clip as a stream of its own. The same seed mixes in the same noise."""
    sounds_of = {clip.path: read_wav(clip.path) for clip in clips}
    activity = VoiceActivity()
    for index, clip in enumerate(clips):
        rng = np.random.default_rng((seed, index))
        others = [s for path, s in sounds_of.items() if path != clip.path]
        samples = mixed(sounds_of[clip.path], noise, rng, others)
        sound = np.concatenate((samples, np.zeros(round(_AFTER_S * RATE_HZ), np.float32)))
        yield _heard(clip, noise, sound, config, recogniser, activity, complete)


def _heard(
    clip: Clip,
    noise: Noise,
    sound: Samples,
    config: SpeechConfig,
    recogniser: Recognises,
    activity: VoiceActivity,
    complete: Callable[[str, Language], bool] | None,
) -> Result:
    clock = StreamClock()
    activity.reset()
    listener = Listener(config, recogniser, activity, worker=clock, complete=complete)
    events: list[tuple[Heard, float, float]] = []
    for begin in range(0, len(sound), CHUNK):
        clock.now_s = begin / RATE_HZ
        for event in listener.feed(sound[begin : begin + CHUNK], clock.now_s):
            if isinstance(event, Heard):
                events.append((event, max(event.decided_s, clock.ready_s), clock.spent_s))
    for event in listener.flush():
        if isinstance(event, Heard):
            events.append((event, max(event.decided_s, clock.ready_s), clock.spent_s))
    if not events:
        return Result(clip, noise, None, float("nan"), float("nan"), clock.spent_s)
    last, ready_s, spent_s = events[-1]
    first = events[0][0].utterance
    heard = first
    if len(events) > 1:  # a pause was taken for the end: what was said is all of it
        separator = "，" if clip.language == "zh" else ", "
        text = separator.join(event.utterance.text for event, _, _ in events)
        heard = Utterance(text, first.language, first.confidence, (), first.start_s, last.utterance.end_s)
    end_s = clip.speech_end_s
    return Result(clip, noise, heard, last.decided_s - end_s, ready_s - end_s, spent_s)


def text_figures(results: Sequence[Result], language: Language) -> dict[str, Any]:
    """Figures of the text of one language, JSON-able; empty without clips in it."""
    mine = [r for r in results if r.clip.language == language]
    if not mine:
        return {}
    errors = [distance(units(r.clip.text, language), units(r.text, language)) for r in mine]
    length = sum(len(units(r.clip.text, language)) for r in mine)
    forbidding = [r for r in mine if negations(r.clip.text, language)]
    lost = [r for r in forbidding if r.heard is not None and not negations(r.text, language)]
    figures: dict[str, Any] = {
        "clips": len(mine),
        "wer" if language == "en" else "cer": round(sum(errors) / length, 4),
        "sentences_right": round(sum(e == 0 for e in errors) / len(mine), 3),
        "nothing_heard": sum(r.heard is None for r in mine),
        "language_right": round(
            sum(r.heard is None or r.heard.language == language for r in mine) / len(mine), 3
        ),
        "negated": len(forbidding),
        "negation_lost_in_text": len(lost),
        "compute_s_p50_p95": percentiles([r.compute_s for r in mine]),
        "decided_after_s_p50_p95": percentiles([r.decided_after_s for r in mine]),
        "heard_after_s_p50_p95": percentiles([r.heard_after_s for r in mine]),
        "heard_after_decision_s_p50_p95": percentiles([r.heard_after_s - r.decided_after_s for r in mine]),
    }
    if language == "zh":
        wrong = sum(distance(sounds(r.clip.text), sounds(r.text)) for r in mine)
        figures["syllable_error"] = round(wrong / length, 4)
    return figures


def percentiles(values: Sequence[float]) -> list[float]:
    """The 50th and 95th, to the millisecond; empty without finite values."""
    finite = [v for v in values if np.isfinite(v)]
    return [round(float(v), 3) for v in np.percentile(finite, [50, 95])] if finite else []


def _language(code: str) -> Language:
    if code not in ("en", "zh"):
        raise ValueError(f"language '{code}'")
    return "en" if code == "en" else "zh"
