# SPDX-License-Identifier: Apache-2.0
"""The robot's voice: text to sound by whatever engine there is, or text only.

Sentences without fields (`phrases.fixed_phrases`) are made once and kept, on disk too: they begin to sound at
once, from the second start of the robot on also with an engine that needs seconds for a sentence.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.errors import ConfigError, MissingModelError
from mm_robot.phrases import fixed_phrases
from mm_robot.speech.engines import Espeak, Piper, Silent, Speaks
from mm_robot.speech.kokoro import Kokoro
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sayings import Sayings
from mm_robot.speech.weights import cache_folder
from mm_robot.types import Language

_KEPT = 128  # sentences; 2 s each are 16 MB
_LEAD_S, _TAIL_S = 0.01, 0.1  # of silence around a sentence; engines add up to 0.3 s, which people wait for
_SILENT = 0.02  # of the loudest sample
_MAX_CHARACTERS = 500  # half a minute of talk; more is a mistake, not a sentence


class Voice:
    """Says sentences. May be used from several threads."""

    rate_hz = RATE_HZ

    def __init__(self, engine: Speaks, sayings: Sayings | None = None) -> None:
        """`engine` makes the sound; `sayings` keeps that of the fixed sentences (default: nowhere)."""
        self._engine = engine
        self._sayings = sayings
        self._kept: OrderedDict[tuple[str, Language], Samples | None] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def engine(self) -> str:
        """Name of the engine: espeak-ng, piper, kokoro, or text if there is no sound."""
        return self._engine.name

    def say(self, text: str, language: Language) -> Samples | None:
        """(N,) float32 within ±1 at `rate_hz`, or None if this engine cannot say it: then show the text."""
        text = " ".join(text.split())[:_MAX_CHARACTERS]
        if not any(c.isalnum() for c in text):
            return None
        key = (text, language)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        fixed = self._sayings is not None and text in fixed_phrases(language)
        sound = self._sayings.get(text, language) if fixed and self._sayings is not None else None
        if sound is None:
            sound = self._engine.speak(text, language)
            if fixed and sound is not None and self._sayings is not None:
                self._sayings.keep(text, language, sound)
        if sound is not None:
            sound = _trimmed(sound)
        with self._lock:
            self._kept[key] = sound
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return sound

    def prepare(self, languages: tuple[Language, ...] = ("en", "zh")) -> None:
        """Make all fixed sentences beforehand; call it from a thread of its own at start-up."""
        for language in languages:
            for text in fixed_phrases(language):
                self.say(text, language)


def _trimmed(sound: Samples) -> Samples:
    """(N,) samples without the silence before and behind them."""
    loudness = np.abs(sound)
    loud = np.flatnonzero(loudness > _SILENT * loudness.max()) if len(sound) else loudness
    if not len(loud):
        return sound
    begin = max(0, int(loud[0]) - round(_LEAD_S * RATE_HZ))
    return sound[begin : int(loud[-1]) + round(_TAIL_S * RATE_HZ)]


def load_voice(config: SpeechConfig) -> Voice:
    """The voice of `config.voice_engine`; "auto" takes the best there is and never fails.

    Raises:
        ConfigError: there is no engine of that name.
        MissingModelError: the engine asked for by name is not installed; the message says how to.
    """
    makers: Mapping[str, Callable[[], Speaks]] = {
        "kokoro": lambda: Kokoro(config),
        "piper": lambda: Piper(config.piper_model, fallback=_espeak_or_silent(config)),
        "espeak-ng": lambda: Espeak(config.voice_rate_wpm),
        "text": Silent,
    }
    if config.voice_engine in makers:
        return _kept(makers[config.voice_engine](), config)
    if config.voice_engine != "auto":
        raise ConfigError(
            f"speech.voice_engine is '{config.voice_engine}'; available: auto, {', '.join(makers)}"
        )
    for name, wanted in (("kokoro", config.kokoro_voices), ("piper", config.piper_model)):
        if wanted:
            try:
                return _kept(makers[name](), config)
            except MissingModelError:
                pass
    return _kept(_espeak_or_silent(config), config)


def _kept(engine: Speaks, config: SpeechConfig) -> Voice:
    """A voice that keeps its fixed sentences in the cache folder, apart for each setting one can hear."""
    settings = (config.voice_rate_wpm, config.piper_model, config.kokoro_voice_en, config.kokoro_voice_zh)
    return Voice(engine, Sayings(cache_folder() / "voice", f"{engine.name} {settings}"))


def _espeak_or_silent(config: SpeechConfig) -> Speaks:
    try:
        return Espeak(config.voice_rate_wpm)
    except MissingModelError:
        return Silent()
