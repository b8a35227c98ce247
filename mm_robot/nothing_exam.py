# SPDX-License-Identifier: Apache-2.0
"""How many words the ear makes of silence, noise, motors and music. `mm_robot eval nothing`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.hearing import complete
from mm_robot.speech.backdrop import WORDLESS
from mm_robot.speech.listener import Heard, Ignored, Listener, Recognises, hear_all
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.vad import VoiceActivity

KINDS = ("silence", *WORDLESS)
_PASSAGE_S = 10.0  # of one kind at one level
_LEVELS_DB = (-45.0, -12.0)  # RMS below full scale: a quiet room to a loud loudspeaker
_HISS_DB = -80.0  # of a microphone in a silent room
_CLIPS_AT = 1.0


@dataclass(frozen=True)
class Passage:
    """Some seconds without a voice, and what was heard in them all the same."""

    kind: str
    length_s: float
    texts: tuple[str, ...]  # taken for words
    ignored: tuple[str, ...]  # begun like speech; the reasons why it was taken for none


def hear_nothing(
    config: SpeechConfig, recogniser: Recognises, minutes: float, seed: int = 0
) -> Iterator[Passage]:
    """Hear that many minutes, every kind in turn. The same seed gives the same sound."""
    activity = VoiceActivity()
    for index in range(max(1, round(minutes * 60.0 / _PASSAGE_S))):
        kind = KINDS[index % len(KINDS)]
        sound = wordless(kind, np.random.default_rng((seed, index)))
        activity.reset()
        listener = Listener(config, recogniser, activity, background=False, complete=complete)
        events = list(hear_all(listener, sound))
        yield Passage(
            kind,
            len(sound) / RATE_HZ,
            tuple(e.utterance.text for e in events if isinstance(e, Heard)),
            tuple(e.reason for e in events if isinstance(e, Ignored)),
        )


def wordless(kind: str, rng: np.random.Generator) -> Samples:
    """(N,) samples at 16 kHz of one of `KINDS` at a random level, swelling from nothing."""
    count = round(_PASSAGE_S * RATE_HZ)
    hiss = 10.0 ** (_HISS_DB / 20.0) * rng.standard_normal(count)
    if kind == "silence":
        return np.asarray(hiss, dtype=np.float32)
    gain = 10.0 ** (rng.uniform(*_LEVELS_DB) / 20.0)
    swell = np.minimum(1.0, np.arange(count) / (rng.uniform(0.005, 2.0) * RATE_HZ))  # sudden or slow
    sound = hiss + gain * swell * WORDLESS[kind](count, rng)
    return np.asarray(np.clip(sound, -_CLIPS_AT, _CLIPS_AT), dtype=np.float32)


def figures(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """One row per kind, JSON-able: minutes, what began like speech, what became words."""
    rows = []
    for kind in KINDS:
        mine = [p for p in passages if p.kind == kind]
        if mine:
            rows.append(
                {
                    "kind": kind,
                    "minutes": round(sum(p.length_s for p in mine) / 60.0, 2),
                    "begun_like_speech": sum(len(p.texts) + len(p.ignored) for p in mine),
                    "became_words": sum(len(p.texts) for p in mine),
                }
            )
    return rows
