# SPDX-License-Identifier: Apache-2.0
import threading

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.stop_listener import StopListener, StopThread
from mm_robot.speech.whisper import Decoded, Hypothesis

RATE_HZ = 16_000


def is_stop(text):
    return any(word in text.lower() for word in ("stop", "停下", "don't move"))


class Writes:
    """A whisper that always writes the same."""

    def __init__(self, text):
        self.text = text

    def encode(self, samples, window_s):
        return None

    def english_share(self, encoded):
        return 1.0

    def decode(self, encoded, language, **_):
        return Decoded((Hypothesis(self.text, -0.5, 3),), 0.01)


@pytest.fixture
def ear(whisper):
    return StopListener(SpeechConfig(), is_stop, whisper)


def found_in(ear, samples, start_s=0.0):
    sound = np.concatenate((samples, np.zeros(8000, np.float32)))
    chunks = range(0, len(sound), 320)
    found = (ear.feed(sound[i : i + 320], start_s + i / RATE_HZ) for i in chunks)
    return [f for f in found if f is not None]


@pytest.mark.parametrize("name", ["en20a", "zh18a", "zh19b"])
def test_stop_is_found_soon_after_the_word(ear, clips, name):
    found = found_in(ear, clips[name]["samples"], start_s=50.0)
    assert found and is_stop(found[0].text)
    assert found[0].language == clips[name]["language"]
    assert 50.0 < found[0].stamp_s < 50.0 + clips[name]["speech_end_s"] + 0.35


@pytest.mark.parametrize("name", ["en01a", "zh01a", "en16a"])
def test_other_commands_are_none(ear, clips, name):
    assert found_in(ear, clips[name]["samples"]) == []


def test_the_robots_own_words_do_not_stop_it(ear, clips):
    ear.own_voice("已停下。马上停下！", 0.0, 3.0)
    assert found_in(ear, clips["zh18a"]["samples"]) == []
    assert found_in(ear, clips["zh18a"]["samples"], start_s=10.0)


def test_the_thread_reports_by_itself(ear, clips):
    found, event = [], threading.Event()
    thread = StopThread(ear, lambda stop: (found.append(stop), event.set()))
    sound = np.concatenate((clips["en20a"]["samples"], np.zeros(8000, np.float32)))
    for i in range(0, len(sound), 3200):
        thread.feed(sound[i : i + 3200], i / RATE_HZ)
    assert event.wait(20.0)
    thread.close()
    assert is_stop(found[0].text)


def test_bad_sound_is_refused(ear):
    with pytest.raises(InputError, match="16000 Hz"):
        ear.feed(np.zeros(10), 0.0, 8000)
    with pytest.raises(InputError, match="NaN"):
        ear.feed(np.array([np.nan]), 0.0)


@pytest.mark.parametrize(
    ("heard", "stops"), [("A stopper.", True), ("The stopper", True), ("the doorstop", False)]
)
def test_a_drawled_stop_counts(clips, heard, stops):
    ear = StopListener(SpeechConfig(), lambda text: text == "stop", Writes(heard))
    assert bool(found_in(ear, clips["en20a"]["samples"])) is stops
