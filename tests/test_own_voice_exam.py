# SPDX-License-Identifier: Apache-2.0
"""The robot's own words never stop it."""

import numpy as np
import pytest

from mm_robot.config import Config
from mm_robot.own_voice_exam import Saying, figures, say_everything, sentences
from mm_robot.speech.voice import Voice, load_voice


@pytest.fixture(scope="module")
def voice():
    made = load_voice(Config().speech)
    if made.engine == "text":
        pytest.skip("this machine has no voice")
    return made


def test_it_may_say_what_sounds_like_a_stop_word(voice):
    texts = [
        ("Stopped.", "en"),
        ("All right, I will not move.", "en"),
        ("I am stopped (stop). Say continue when I may move again.", "en"),
        ("停了。", "zh"),
        ("我已停下（别动）。需要继续时请说继续。", "zh"),
    ]
    said = list(say_everything(Config().speech, voice, (0.0,), texts))
    assert len(said) == 10
    assert [s for s in said if s.word] == []


def test_what_a_person_says_meanwhile_is_still_found(voice):
    """The exam is able to fail: a robot that does not know what it plays stops itself."""

    class Deceived(Voice):
        def say(self, text, language):
            sound = voice.say(text, language)
            return np.concatenate((np.zeros(8000, np.float32), sound)) if sound is not None else None

    def forget(self, samples, start_s):
        """Nobody tells the ears what is played."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mm_robot.speech.ears.Ears.play", forget)
        said = list(
            say_everything(Config().speech, Deceived(None), (0.0,), [("别动", "zh"), ("Stop!", "en")])
        )
    assert any(s.word for s in said)


def test_everything_is_said_in_both_languages():
    for language, stopped in (("en", "Stopped."), ("zh", "停了。")):
        texts = sentences(language)
        assert stopped in texts and len(texts) == len(set(texts)) > 80
        assert not any("{" in text for text in texts)


def test_the_figures_count_what_was_found():
    said = [Saying("a", "en", 0.0, False, "stop", 0.9), Saying("a", "en", 0.0, True, "", 0.0)]
    row = figures(said, "en")
    assert row["false_stops"] == row["at_first_hearing"] == 1 and row["said"] == 2 and row["sentences"] == 1
    assert figures(said, "zh") == {}
