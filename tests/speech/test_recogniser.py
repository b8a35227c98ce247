# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.speech.recogniser import NoWords
from mm_robot.speech.writing import bare, negations
from mm_robot.types import Utterance


@pytest.mark.parametrize("name", ["en01a", "en18b", "zh01a", "zh15a"])
def test_writes_down_commands_in_their_language(clips, recogniser, name):
    clip = clips[name]
    said = recogniser.recognise(clip["samples"], 3.0, 5.0)
    assert isinstance(said, Utterance)
    assert bare(said.text) == clip["text"]
    assert said.language == clip["language"]
    assert 0.5 < said.confidence <= 1.0
    assert (said.start_s, said.end_s) == (3.0, 5.0)
    assert said.text not in said.alternatives
    assert len(set(map(bare, said.alternatives))) == len(said.alternatives)


def test_a_stop_is_among_the_hypotheses(clips, recogniser):
    """Written as "start" by a hair: `hearing.interpret` takes the stop, the stop listener needs no text."""
    said = recogniser.recognise(clips["en20a"]["samples"])
    assert "stop right now" in map(bare, (said.text, *said.alternatives))


@pytest.mark.parametrize("name", ["en16a", "en18b", "zh15a"])
def test_a_prohibition_stays_one_in_noise(clips, recogniser, name):
    clip = clips[name]
    rng = np.random.default_rng(1)
    noise = rng.normal(size=len(clip["samples"])) * np.sqrt(np.mean(clip["samples"] ** 2) / 10)
    said = recogniser.recognise((clip["samples"] + noise).astype(np.float32))
    assert isinstance(said, Utterance)
    assert negations(said.text, clip["language"]) == 1


@pytest.mark.parametrize("kind", ["silence", "hiss", "hum", "rumble"])
def test_no_words_come_out_of_noise(recogniser, kind):
    rng = np.random.default_rng(2)
    time_s = np.arange(32_000) / 16_000
    sound = {
        "silence": np.zeros(32_000),
        "hiss": 0.05 * rng.normal(size=32_000),
        "hum": 0.2 * np.sin(2 * np.pi * 120 * time_s),
        "rumble": 0.02 * np.cumsum(rng.normal(size=32_000)) / 50,
    }[kind]
    said = recogniser.recognise(np.clip(sound, -1, 1).astype(np.float32))
    assert isinstance(said, NoWords) and said.reason


def test_a_click_is_too_short(recogniser):
    assert isinstance(recogniser.recognise(np.ones(200, np.float32)), NoWords)
    assert isinstance(recogniser.recognise(np.zeros(0, np.float32)), NoWords)


def test_broken_samples_are_refused(recogniser):
    with pytest.raises(InputError, match="NaN"):
        recogniser.recognise(np.full(16_000, np.nan, np.float32))
