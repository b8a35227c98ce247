# SPDX-License-Identifier: Apache-2.0
"""Whether the robot stops itself: everything it says, played to its own ears. `mm_robot eval own`.

"Stopped.", "I will not move it" and 停了 sound like stop words, and are none when the robot says them. Each
sentence comes out of a loudspeaker in a room of its own, is heard by the microphone beside it, and goes the
way that all sound goes: echo canceller, ears, stop word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe
from mm_robot.phrases import fixed_phrases, known_reasons, phrase, translate, under_way
from mm_robot.speech.ears import Ears
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.noise import active_power
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.stop_listener import StopListener
from mm_robot.speech.voice import Voice
from mm_robot.speech.whisper import LANGUAGES
from mm_robot.types import Language

LEVELS_DB = (-6.0, 0.0, 6.0)  # of the robot's voice at its microphone, against that of a person
_PERSON_DBFS = -26.0  # of a person who talks: the usual level of speech recordings (ITU-T P.56)
_ROOM_DB = -60.0  # noise of a quiet room, of full scale
_CHUNK = 320  # samples: 20 ms
_AFTER_S = 1.2  # listened to behind the sentence
_ECHO_S, _DELAY_S = (0.15, 0.35), (0.03, 0.15)  # rooms: how long they answer; loudspeakers: how late they are
_TAIL = 0.05  # of the room's answer, against the direct sound
_FIELD = re.compile(r"\{\w+\}")
# What the robot is told in the sentences that repeat something: stop words among them.
_TOLD: dict[Language, tuple[str, ...]] = {
    "en": (
        "hand me the red cup", "stop", "don't move", "do not pick up the scissors", "put the cup on the tray",
        "don't touch the knife", "push the box to the left", "freeze", "open the drawer", "wait",
    ),
    "zh": (
        "把红色的杯子递给我", "停下", "别动", "不要拿剪刀", "把瓶子放到托盘上", "别碰刀子", "把盒子往左推",
        "住手", "打开抽屉", "等一下",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Saying:
    """One sentence at one level, and the stop word that was found in it all the same."""

    text: str
    language: Language
    level_db: float
    learnt: bool  # whether the ears knew the way from loudspeaker to microphone before
    word: str  # empty: none, as it should be
    score: float


def sentences(language: Language) -> tuple[str, ...]:
    """Everything the robot says by itself in a language; of what repeats a command, some of each kind."""
    said = list(fixed_phrases(language))
    reasons = [translate(_FIELD.sub("the arm", reason), language) for reason in known_reasons()]
    said += [phrase("failed", language, why=why) for why in reasons]
    for told in _TOLD[language]:
        said.append(phrase("latched", language, why=told))
        for command in parse(told, language).commands:
            what = describe(command, language)
            said.append(under_way(command, language))
            said += [
                phrase(key, language, what=what) for key in ("obeyed", "forbidden", "unsure", "doubtful")
            ]
    return tuple(dict.fromkeys(said))


def say_everything(
    config: SpeechConfig,
    voice: Voice,
    levels_db: Sequence[float] = LEVELS_DB,
    texts: Sequence[tuple[str, Language]] | None = None,
    seed: int = 0,
) -> Iterator[Saying]:
    """Let the robot say `texts` (default: `sentences` of both languages) twice each at every level.

    The first time its ears have never heard it. What the voice cannot say is left out.

    Raises:
        MissingModelError: stop word, voice activity or whisper are not installed.
    """
    second = SecondLook(config)
    if texts is None:
        texts = [(text, language) for language in LANGUAGES for text in sentences(language)]
    for index, (text, language) in enumerate(texts):
        sound = voice.say(text, language)
        if sound is None:
            continue
        for level_db in levels_db:
            rng = np.random.default_rng((seed, index, round(10 * level_db) + 1000))
            room = _room(rng)
            ears, listener = Ears(config), StopListener(config, second=second)
            at_s = 0.0
            for learnt in (False, True):
                heard = _heard(sound, room, level_db, rng)
                ears.play(sound, at_s)
                word, score = _found(ears, listener, heard, at_s)
                at_s += len(heard) / RATE_HZ
                yield Saying(text, language, level_db, learnt, word, score)


def _room(rng: np.random.Generator) -> Samples:
    """(N,) impulse response from loudspeaker to microphone."""
    delay = round(rng.uniform(*_DELAY_S) * RATE_HZ)
    length = round(rng.uniform(*_ECHO_S) * RATE_HZ)
    way = np.zeros(delay + length)
    way[delay:] = rng.standard_normal(length) * 10.0 ** (-3.0 * np.arange(length) / length) * _TAIL
    way[delay] = 1.0
    return np.asarray(way, np.float32)


def _heard(sound: Samples, room: Samples, level_db: float, rng: np.random.Generator) -> Samples:
    """What the microphone hears of `sound`, and `_AFTER_S` more."""
    count = len(sound) + round(_AFTER_S * RATE_HZ)
    size = 1 << (count + len(room)).bit_length()
    echo = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[:count]
    gain = 10 ** ((_PERSON_DBFS + level_db) / 20.0) / np.sqrt(active_power(sound))
    noise = rng.standard_normal(count) * 10 ** (_ROOM_DB / 20.0)
    return np.asarray(np.clip(echo * gain + noise, -1.0, 1.0), np.float32)


def _found(ears: Ears, listener: StopListener, heard: Samples, at_s: float) -> tuple[str, float]:
    word, score = "", 0.0
    for begin in range(0, len(heard), _CHUNK):
        hearing = ears.hear(heard[begin : begin + _CHUNK], at_s + begin / RATE_HZ)
        cleaned = hearing.cleaned
        played = cleaned.played if cleaned.speaking else None
        found = listener.feed(hearing.for_stop, cleaned.start_s, played=played)
        if found is not None and not word:
            word, score = found.text, found.score
    return word, score


def figures(sayings: Sequence[Saying], language: Language) -> dict[str, Any]:
    """Of one language, JSON-able; empty without sayings."""
    mine = [s for s in sayings if s.language == language]
    if not mine:
        return {}
    return {
        "own": language,
        "sentences": len({s.text for s in mine}),
        "said": len(mine),
        "false_stops": sum(bool(s.word) for s in mine),
        "at_first_hearing": sum(bool(s.word) and not s.learnt for s in mine),
        "by_level_db": {
            f"{level:+.0f}": sum(bool(s.word) for s in mine if s.level_db == level)
            for level in sorted({s.level_db for s in mine})
        },
    }
