# SPDX-License-Identifier: Apache-2.0
import shutil

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import ConfigError, MissingModelError
from mm_robot.phrases import fixed_phrases
from mm_robot.speech.engines import pinyin_of
from mm_robot.speech.voice import Voice, load_voice

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


class Counting:
    name = "counting"

    def __init__(self):
        self.said = []

    def speak(self, text, language):
        self.said.append((text, language))
        return np.zeros(10, np.float32)


def test_without_an_engine_there_is_text_only(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    voice = load_voice(SpeechConfig())
    assert voice.engine == "text"
    assert voice.say("Done.", "en") is None


def test_an_engine_asked_for_by_name_must_be_there(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingModelError, match="apt-get install espeak-ng"):
        load_voice(SpeechConfig(voice_engine="espeak-ng"))
    with pytest.raises(MissingModelError, match="piper_model"):
        load_voice(SpeechConfig(voice_engine="piper"))
    with pytest.raises(ConfigError, match="available: auto"):
        load_voice(SpeechConfig(voice_engine="parrot"))


def test_fixed_phrases_are_made_once():
    engine = Counting()
    voice = Voice(engine)
    voice.prepare()
    made = len(engine.said)
    assert made == len(set(engine.said)) >= len(fixed_phrases("en"))
    voice.say(fixed_phrases("zh")[0], "zh")
    assert len(engine.said) == made


def test_nothing_to_say_is_no_sound():
    assert Voice(Counting()).say(" … ", "en") is None


@needs_espeak
@pytest.mark.parametrize(
    ("text", "language"), [("Here you are.", "en"), ("给你，请拿好。", "zh"), ("我拿 red cup（3 个）", "zh")]
)
def test_espeak_speaks_both_languages(text, language):
    sound = load_voice(SpeechConfig(voice_engine="espeak-ng")).say(text, language)
    assert sound is not None and sound.dtype == np.float32
    assert 0.5 < len(sound) / 16_000 < 5.0
    assert 0.05 < np.abs(sound).max() <= 1.0


def test_pinyin_has_tones_and_keeps_latin_words():
    assert pinyin_of("给你 cup") == "gei3 ni3 cup"
