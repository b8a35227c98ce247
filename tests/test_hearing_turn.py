# SPDX-License-Identifier: Apache-2.0
"""A stop in sound, from the microphone to what the robot does, whatever the recogniser writes."""

from pathlib import Path

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.hearing import complete, interpret
from mm_robot.hearing_turn import call_to_go_on, call_to_stop
from mm_robot.language.stop_words import is_stop
from mm_robot.speech.listener import Heard, Listener, hear_all
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.sound import read_wav
from mm_robot.speech.stop_listener import StopListener
from mm_robot.types import Dialogue, Utterance

CLIPS = Path(__file__).parent / "data" / "speech"
CHUNK = 320


@pytest.fixture(scope="module")
def recogniser():
    try:
        return Recogniser(SpeechConfig())
    except MissingModelError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("name", ["en20a", "zh18a", "zh19b"])
def test_both_ways_a_spoken_stop_arrives(name, recogniser):
    """The stop listener finds the word; and the sentence, which may read "start right now", is a stop."""
    sound = read_wav(CLIPS / f"{name}.wav")
    config = SpeechConfig()
    ear = StopListener(config, second=SecondLook(config))
    padded = np.concatenate((sound, np.zeros(8000, np.float32)))
    found = [ear.feed(padded[i : i + CHUNK], i / 16_000) for i in range(0, len(padded), CHUNK)]
    assert any(found), "at once, without a sentence"

    listener = Listener(SpeechConfig(), recogniser, background=False, complete=complete)
    (heard,) = [e.utterance for e in hear_all(listener, sound) if isinstance(e, Heard)]
    assert call_to_stop(heard) is not None, "before anything else is understood"
    assert is_stop(interpret(heard, None, Dialogue()).text)


@pytest.mark.parametrize(
    ("text", "alternatives", "stops"),
    [
        ("Stop", (), True),
        ("Start right now", ("Stop right now",), True),
        ("The starboard", ("The stop",), True),
        ("Hand me the red cup", ("Stop",), False),
        ("The red cup", ("Stop",), False),
        ("Yes", ("Stop",), False),
        ("Start right now", ("Star right now",), False),
        ("Don't stop", ("Do stop",), False),
    ],
)
def test_a_stop_counts_where_the_first_reading_makes_no_sense(text, alternatives, stops):
    assert (call_to_stop(Utterance(text, "en", 0.6, alternatives)) is not None) == stops


@pytest.mark.parametrize(
    ("text", "language", "alternatives", "goes_on"),
    [
        ("Continue", "en", ("Continue.", "Continuing"), True),
        ("Please go on", "en", (), True),
        ("继续", "zh", (), True),
        ("可以继续了", "zh", (), True),
        ("Don't continue", "en", ("Continue",), False),
        ("Continue", "en", ("Don't continue",), False),
        ("不要继续", "zh", ("继续",), False),
        ("继续", "zh", ("别继续",), False),
        ("等一下再继续", "zh", (), False),
        ("Stop and then continue", "en", (), False),
        ("Hand me the red cup", "en", ("Continue",), False),
        ("Yes", "en", (), False),
        ("好的", "zh", (), False),
        ("Go home", "en", (), False),
        ("What happens when you continue", "en", (), False),
        ("", "en", (), False),
    ],
)
def test_only_a_plain_continue_takes_a_stop_back(text, language, alternatives, goes_on):
    assert call_to_go_on(Utterance(text, language, 0.8, alternatives)) == goes_on


def test_a_drawled_stop_is_one_whatever_it_was_written_as():
    assert call_to_stop(Utterance("The stopper", "en", 0.6, ("The starter",), 0.0, 1.0)) == "stop"
    assert call_to_stop(Utterance("Give me the stopper", "en", 0.6, (), 0.0, 1.0)) is None
