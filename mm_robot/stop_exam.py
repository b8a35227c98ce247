# SPDX-License-Identifier: Apache-2.0
"""How well the stop word is heard: missed, late, invented, on a folder of recordings. `mm_robot eval stop`.

Recordings whose text is a call to stop are played in quiet, in noise, and while the robot moves and speaks.
All others are strung together, for hours, in changing noise, and nothing may be found in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from mm_robot.config import SpeechConfig
from mm_robot.language.stop_words import is_stop
from mm_robot.speech.backdrop import WORDLESS, babble, coloured, motors
from mm_robot.speech.ears import Ears
from mm_robot.speech.evaluate import Clip, percentiles
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.noise import active_power
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.sound import read_wav
from mm_robot.speech.stop_listener import StopListener
from mm_robot.speech.voice import Voice
from mm_robot.types import Language

CONDITIONS = ("clean", "20", "10", "5", "babble", "robot", "robot:5")
_CHUNK = 320  # samples: 20 ms, as microphones' drivers hand it over
_BEFORE_S = 0.6
_AFTER_S = 1.0
_VOICE_DB = 6.0  # the robot's voice over the person's at the microphone: the loudspeaker is nearer
_LEARNT_S = 6.0  # of its own voice the robot has heard before: it says that much with its first commands
_PASSAGE_S = 20.0  # of the audio in which nothing may be found, in one kind of noise
_PAUSES_S = (0.1, 1.2)
# What is to be heard while people talk, or alone.
_SCENES = (
    "quiet", "quiet", "noise", "motors", "music", "babble",
    "alone:noise", "alone:motors", "alone:music", "alone:babble",
)  # fmt: skip
_ROBOT_SAYS: dict[Language, str] = {
    "en": "I am taking the red cup from the table, and then I will bring it to you. One moment please.",
    "zh": "我正在从桌子上拿红色的杯子，然后把它拿给你，请稍等一下。",
}


@dataclass(frozen=True)
class Trial:
    """One call to stop in one condition."""

    clip: Clip
    condition: str
    word: str  # what was found; empty: nothing
    late_s: float  # after the end of the speech, computing included; NaN: never


@dataclass(frozen=True)
class Passage:
    """20 s without a call to stop, and what was found in them all the same."""

    kind: str
    word: str  # empty: nothing
    score: float


def try_stops(
    clips: Sequence[Clip], config: SpeechConfig, condition: str, voice: Voice, seed: int = 0
) -> Iterator[Trial]:
    """Play every call to stop among the clips in a condition: see `CONDITIONS`, numbers are decibels."""
    second = SecondLook(config)
    for clip, heard, ears, before_s in scenes_of(clips, config, condition, voice, seed):
        yield _tried(clip, condition, heard, ears, before_s, StopListener(config, second=second))


def scenes_of(
    clips: Sequence[Clip], config: SpeechConfig, condition: str, voice: Voice, seed: int = 0
) -> Iterator[tuple[Clip, Samples, Ears, float]]:
    """Each call to stop: clip, what the microphone hears, the ears that hear it, seconds before the clip."""
    others = [read_wav(c.path) for c in clips if not is_stop(c.text)][:60]
    for index, clip in enumerate(c for c in clips if is_stop(c.text)):
        rng = np.random.default_rng((seed, index))
        yield _scene(clip, config, condition, voice, others, rng)


def _scene(
    clip: Clip, config: SpeechConfig, condition: str, voice: Voice, others: list[Samples],
    rng: np.random.Generator,
) -> tuple[Clip, Samples, Ears, float]:  # fmt: skip
    speech = read_wav(clip.path)
    robot = condition.startswith("robot")
    before_s = _LEARNT_S if robot else _BEFORE_S
    line = np.concatenate(
        (np.zeros(round(before_s * RATE_HZ)), speech, np.zeros(round(_AFTER_S * RATE_HZ)))
    ).astype(np.float32)
    power = active_power(speech)
    ears = Ears(config)
    if robot:
        _, _, level = condition.partition(":")
        own = voice.say(_ROBOT_SAYS[clip.language], clip.language)
        if own is not None:
            own = np.resize(own, len(line)).astype(np.float32)
            ears.play(own, 0.0)
            line = line + _echo(own, power, rng)
        line = line + motors(len(line), rng) * np.sqrt(power / 10 ** (float(level or 15.0) / 10.0))
    elif condition == "babble":
        line = line + babble(len(line), rng, others) * np.sqrt(power / 10.0)
    elif condition != "clean":
        line = line + coloured(len(line), rng, 1.0) * np.sqrt(power / 10 ** (float(condition) / 10.0))
    return clip, np.asarray(line / max(1.0, float(np.abs(line).max())), np.float32), ears, before_s


def _tried(
    clip: Clip, condition: str, heard: Samples, ears: Ears, before_s: float, listener: StopListener
) -> Trial:
    end_s = before_s + clip.speech_end_s
    for begin in range(0, len(heard), _CHUNK):
        began_s = time.perf_counter()
        hearing = ears.hear(heard[begin : begin + _CHUNK], begin / RATE_HZ)
        cleaned = hearing.cleaned
        found = listener.feed(
            hearing.for_stop, cleaned.start_s, played=cleaned.played if cleaned.speaking else None
        )
        if found is not None and begin / RATE_HZ > before_s:
            spent_s = time.perf_counter() - began_s
            late_s = min(begin + _CHUNK, len(heard)) / RATE_HZ + spent_s - end_s
            return Trial(clip, condition, found.text, late_s)
    return Trial(clip, condition, "", float("nan"))


def _echo(own: Samples, power: float, rng: np.random.Generator) -> Samples:
    """The robot's voice as its microphone hears it: 60 ms late, with a room's answer."""
    length = round(0.25 * RATE_HZ)
    way = np.zeros(round(0.06 * RATE_HZ) + length)
    tail = rng.standard_normal(length) * 10.0 ** (-3.0 * np.arange(length) / length) * 0.05
    way[-length:] = tail
    way[-length] = 1.0
    heard = fftconvolve(own, way)[: len(own)]
    return np.asarray(heard * np.sqrt(power * 10 ** (_VOICE_DB / 10.0) / active_power(own)), np.float32)


def passages(clips: Sequence[Clip], hours: float, seed: int = 0) -> Iterator[tuple[str, Samples]]:
    """Audio without a call to stop: (kind, 20 s at 16 kHz), `hours` in all. Talk varies in pitch."""
    talk = [read_wav(c.path) for c in clips if not is_stop(c.text)]
    count = round(_PASSAGE_S * RATE_HZ)
    for index in range(round(hours * 3600.0 / _PASSAGE_S)):
        rng = np.random.default_rng((seed, 7, index))
        kind = _SCENES[index % len(_SCENES)]
        alone, _, noise = kind.rpartition(":")
        line = np.zeros(count, np.float32) if alone else _talk(count, rng, talk)
        power = active_power(line) if not alone else 10.0 ** (rng.uniform(-45.0, -20.0) / 10.0)
        if noise != "quiet":
            sound = babble(count, rng, talk) if noise == "babble" else WORDLESS[noise](count, rng)
            under_db = 0.0 if alone else float(rng.uniform(0.0, 20.0))
            line = line + sound * np.sqrt(power / 10 ** (under_db / 10.0))
        yield kind, np.asarray(line / max(1.0, float(np.abs(line).max())), np.float32)


def _talk(count: int, rng: np.random.Generator, talk: Sequence[Samples]) -> Samples:
    line: list[Samples] = []
    while sum(map(len, line)) < count:
        speech = resample_poly(talk[int(rng.integers(len(talk)))], int(rng.integers(85, 120)), 100)
        gain = 10 ** (rng.uniform(-15.0, 3.0) / 20.0)
        pause = np.zeros(round(rng.uniform(*_PAUSES_S) * RATE_HZ))
        line += [np.asarray(speech * gain, np.float32), pause.astype(np.float32)]
    return np.concatenate(line)[:count]


def false_stops(
    clips: Sequence[Clip], config: SpeechConfig, hours: float, seed: int = 0
) -> Iterator[Passage]:
    """What is found in each 20 s of `passages`."""
    listener = StopListener(config, second=SecondLook(config))
    at_s = 0.0
    for kind, sound in passages(clips, hours, seed):
        word, score = "", 0.0
        for begin in range(0, len(sound), _CHUNK * 10):
            found = listener.feed(sound[begin : begin + _CHUNK * 10], at_s + begin / RATE_HZ)
            if found is not None and not word:
                word, score = found.text, found.score
        at_s += len(sound) / RATE_HZ
        yield Passage(kind, word, score)


def false_figures(found: Sequence[Passage]) -> dict[str, Any]:
    """False stops per hour, JSON-able, in all and for each kind of audio."""
    kinds = sorted({p.kind for p in found})
    return {
        "false_stops": sum(bool(p.word) for p in found),
        "hours": round(len(found) * _PASSAGE_S / 3600.0, 3),
        "per_hour": round(sum(bool(p.word) for p in found) / (len(found) * _PASSAGE_S / 3600.0), 3),
        "by_kind": {kind: sum(bool(p.word) for p in found if p.kind == kind) for kind in kinds},
    }


def figures(trials: Sequence[Trial], language: Language) -> dict[str, Any]:
    """Of one language and condition, JSON-able; empty without trials."""
    mine = [t for t in trials if t.clip.language == language]
    if not mine:
        return {}
    late = [t.late_s for t in mine if t.word]
    return {
        "stop": language,
        "condition": mine[0].condition,
        "calls": len(mine),
        "missed": round(sum(not t.word for t in mine) / len(mine), 4),
        "late_s_p50_p95": percentiles(late),
        "late_s_p99": round(float(np.percentile(late, 99)), 3) if late else None,
    }
