# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot.phrases import fixed_phrases
from mm_robot.speech.sayings import Sayings
from mm_robot.speech.voice import Voice


class Counting:
    name = "counting"

    def __init__(self):
        self.said = []

    def speak(self, text, language):
        self.said.append((text, language))
        return np.linspace(-0.9, 0.9, 100, dtype=np.float32)


def test_fixed_sentences_are_there_at_the_next_start(tmp_path):
    first, second = Counting(), Counting()
    Voice(first, Sayings(tmp_path, "counting")).prepare()
    again = Voice(second, Sayings(tmp_path, "counting"))
    again.prepare()
    assert first.said and not second.said
    text = fixed_phrases("zh")[0]
    assert np.abs(again.say(text, "zh") - np.linspace(-0.9, 0.9, 100)).max() < 1e-4


def test_sentences_about_things_are_not_kept_on_disk(tmp_path):
    Voice(Counting(), Sayings(tmp_path, "counting")).say("I am taking the red cup.", "en")
    assert not list(tmp_path.rglob("*.i16"))


def test_another_engine_has_its_own(tmp_path):
    Sayings(tmp_path, "one").keep("Done.", "en", np.ones(4, np.float32))
    assert Sayings(tmp_path, "two").get("Done.", "en") is None
    assert Sayings(tmp_path, "one").get("Done.", "zh") is None
    assert Sayings(tmp_path, "one").get("Done.", "en") is not None


def test_what_cannot_be_written_or_read_is_made_again(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    Sayings(blocked, "one").keep("Done.", "en", np.ones(4, np.float32))
    assert Sayings(blocked, "one").get("Done.", "en") is None
    store = Sayings(tmp_path, "one")
    store.keep("Done.", "en", np.ones(4, np.float32))
    next(tmp_path.rglob("*.i16")).write_bytes(b"x")
    assert store.get("Done.", "en") is None
