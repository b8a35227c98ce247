# SPDX-License-Identifier: Apache-2.0
"""What is said comes in order, ends when somebody breaks in, and "Stopped." waits for nothing."""

import threading
import time

import numpy as np
import pytest

from mm_robot.speech.mouth import Mouth
from mm_robot.speech.voice import Voice

SECOND = 16_000


class Engine:
    """Says a sentence in as many tenths of a second as it has letters; may be made to take its time."""

    name = "slow"

    def __init__(self):
        self.go_on = threading.Event()
        self.go_on.set()
        self.asked = []

    def speak(self, text, language):
        self.asked.append(text)
        if text.startswith("Slow"):
            assert self.go_on.wait(10.0)
        return None if text == "mute" else np.full(len(text) * SECOND // 10, 0.5, np.float32)


class Stage:
    """A mouth, a clock that is set by hand, and what was to be heard."""

    def __init__(self):
        self.now_s = 100.0
        self.engine = Engine()
        self.voice = Voice(self.engine)
        self.played, self.hushed = [], []
        self.mouth = Mouth(
            self.voice,
            lambda: self.now_s,
            lambda sound, at_s: self.played.append((len(sound) / SECOND, at_s)),
            self.hushed.append,
        )

    def until(self, condition):
        end_s = time.monotonic() + 10.0
        while not condition():
            assert time.monotonic() < end_s
            time.sleep(0.001)


@pytest.fixture
def stage():
    made = Stage()
    yield made
    made.engine.go_on.set()
    made.mouth.close()


def test_one_sentence_after_the_other(stage):
    stage.mouth.say("ten letter", "en")
    stage.mouth.say("five5", "en")
    stage.until(lambda: len(stage.played) == 2)
    assert stage.played == [(1.0, 100.0), (0.5, 101.0)] and not stage.hushed


def test_who_interrupts_is_heard_at_once(stage):
    stage.mouth.say("ten letter", "en")
    stage.until(lambda: stage.played)
    stage.now_s = 100.3
    stage.mouth.say("five5", "en", interrupt=True)
    stage.until(lambda: len(stage.played) == 2)
    assert stage.hushed == [100.3] and stage.played[1] == (0.5, 100.3)


def test_broken_off_it_says_nothing_more(stage):
    stage.engine.go_on.clear()
    stage.mouth.say("ten letter", "en")
    stage.mouth.say("Slow one", "en")
    stage.mouth.say("after it", "en")
    stage.until(lambda: stage.played and "Slow one" in stage.engine.asked)
    stage.now_s = 100.4
    assert stage.mouth.break_off() and stage.hushed == [100.4]
    stage.engine.go_on.set()
    stage.mouth.say("and now", "en")
    stage.until(lambda: len(stage.played) == 2)
    assert stage.played[1] == (0.7, 100.4), "what was to be said before the break is never said"
    stage.now_s = 200.0
    assert not stage.mouth.break_off() and len(stage.hushed) == 1


def test_stopped_waits_for_no_sentence_that_is_being_made(stage):
    stage.voice.say("Stopped.", "en")  # kept ready
    stage.engine.go_on.clear()
    stage.mouth.say("Slow one", "en")
    stage.until(lambda: "Slow one" in stage.engine.asked)
    begin_s = time.monotonic()
    assert stage.mouth.say_now("Stopped.", "en")
    assert time.monotonic() - begin_s < 0.1
    assert stage.played == [(0.8, 100.0)]
    stage.engine.go_on.set()
    stage.mouth.say("next", "en")
    stage.until(lambda: len(stage.played) == 2)
    assert stage.played[1] == (0.4, 100.8)


def test_stopped_cuts_what_is_being_said(stage):
    stage.mouth.say("ten letter", "en")
    stage.until(lambda: stage.played)
    stage.now_s = 100.2
    assert stage.mouth.say_now("Stopped.", "en")
    assert stage.hushed == [100.2] and stage.played[-1] == (0.8, 100.2)


def test_a_voice_that_cannot_say_it_is_no_trouble(stage):
    assert not stage.mouth.say_now("mute", "en")
    stage.mouth.say("mute", "en")
    stage.mouth.say("four", "en")
    stage.until(lambda: stage.played)
    assert stage.played == [(0.4, 100.0)]
