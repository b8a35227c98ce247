# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError, MissingModelError
from mm_robot.language.stop_words import is_stop
from mm_robot.speech.backdrop import coloured, motors, music
from mm_robot.speech.second_look import SecondLook
from mm_robot.speech.stop_listener import StopListener
from mm_robot.speech.stop_net import WORDS, StopNet

RATE_HZ = 16_000


@pytest.fixture
def ear(whisper):
    return StopListener(SpeechConfig(), second=SecondLook(SpeechConfig(), whisper))


def found_in(ear, samples, start_s=0.0, chunk=320, played=None):
    sound = np.concatenate((samples, np.zeros(8000, np.float32)))
    found = []
    for i in range(0, len(sound), chunk):
        own = None if played is None else np.resize(played, len(sound))[i : i + chunk]
        found.append(ear.feed(sound[i : i + chunk], start_s + i / RATE_HZ, played=own))
    return [f for f in found if f is not None]


@pytest.mark.parametrize("name", ["en20a", "zh18a", "zh19b"])
@pytest.mark.parametrize("chunk", [160, 320, 1111])
def test_stop_is_found_soon_after_the_word_however_sound_is_cut(ear, clips, name, chunk):
    found = found_in(ear, clips[name]["samples"], 50.0, chunk)
    assert found and is_stop(found[0].text)
    assert found[0].language == clips[name]["language"]
    assert 50.0 < found[0].stamp_s < 50.0 + clips[name]["speech_end_s"] + 0.5


@pytest.mark.parametrize("name", ["en01a", "zh01a", "en16a", "zh06a", "en18b", "zh15a"])
def test_other_commands_are_none(ear, clips, name):
    assert found_in(ear, clips[name]["samples"]) == []


@pytest.mark.parametrize("make", [coloured, motors, music])
def test_noise_is_none(ear, make):
    sound = make(20 * RATE_HZ, np.random.default_rng(5)) * np.float32(0.1)
    assert found_in(ear, sound) == []


@pytest.mark.parametrize("name", ["en20a", "zh19b"])
def test_it_is_heard_in_the_noise_of_motors(ear, clips, name):
    word = clips[name]["samples"]
    noise = motors(len(word), np.random.default_rng(1)) * np.sqrt(np.mean(word**2) / 10.0)
    assert found_in(ear, word + noise.astype(np.float32))


def test_a_word_is_reported_once(ear, clips):
    assert len(found_in(ear, clips["zh18a"]["samples"])) == 1


def test_the_robots_own_words_do_not_stop_it(ear, clips):
    own = clips["zh18a"]["samples"]
    assert found_in(ear, own, played=own) == []
    assert found_in(ear, own, played=np.zeros(320, np.float32))


class Never:
    def log_probability(self, samples, word):
        return -100.0


class Sure:
    """A network that is as sure of one word all the time."""

    def __init__(self, score):
        self.row = np.zeros((1, len(WORDS)), np.float32)
        self.row[0, 0] = score

    def feed(self, samples):
        return self.row

    def reset(self):
        pass


@pytest.mark.parametrize(("score", "stops"), [(0.9, 0), (0.99, 1)])
def test_only_what_the_network_is_certain_of_stops_without_asking_anybody(score, stops):
    ear = StopListener(SpeechConfig(), Sure(score), Sure(0.0), second=Never())
    found = [ear.feed(np.zeros(320, np.float32), i / 50) for i in range(1, 10)]
    assert sum(f is not None for f in found) == stops


def test_in_doubt_whisper_must_agree(clips):
    config = SpeechConfig(stop_certain=1.0)
    assert found_in(StopListener(config, second=Never()), clips["zh18a"]["samples"]) == []


def test_bad_sound_is_refused(ear):
    with pytest.raises(InputError, match="16000 Hz"):
        ear.feed(np.zeros(10), 0.0, 8000)
    with pytest.raises(InputError, match="NaN"):
        ear.feed(np.array([np.nan]), 0.0)


def test_a_stream_in_pieces_gives_what_it_gives_as_a_whole(clips):
    sound = clips["en20a"]["samples"]
    whole = StopNet().feed(sound)
    pieces = StopNet()
    parts = [pieces.feed(sound[i : i + 333]) for i in range(0, len(sound), 333)]
    assert whole.shape[1] == len(WORDS)
    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1e-4)


def test_a_file_that_is_no_network_says_what_to_do(tmp_path):
    (tmp_path / "net.npz").write_bytes(b"nothing")
    with pytest.raises(MissingModelError, match="train_stop"):
        StopNet(tmp_path / "net.npz")


def shouted(level, seconds=0.5):
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    voice = sum(np.sin(2 * np.pi * 320 * k * at_s) / k for k in range(1, 9))
    return (level * voice / np.abs(voice).max()).astype(np.float32)


@pytest.mark.parametrize(
    ("on", "level", "stops"), [(True, 0.8, True), (True, 0.02, False), (False, 0.8, False)]
)
def test_a_shout_stops_it_where_that_is_wanted(on, level, stops):
    quiet = np.random.default_rng(0).normal(size=2 * RATE_HZ).astype(np.float32) * 1e-3
    found = found_in(StopListener(SpeechConfig(stop_on_shout=on)), np.concatenate((quiet, shouted(level))))
    assert ("a shout" in [f.text for f in found]) is stops


def test_a_bang_is_no_shout():
    rng = np.random.default_rng(0)
    quiet = rng.normal(size=2 * RATE_HZ) * 1e-3
    bang = rng.normal(size=8000) * np.exp(-np.arange(8000) / 1500.0) * 0.5
    sound = np.concatenate((quiet, bang)).astype(np.float32)
    assert found_in(StopListener(SpeechConfig(stop_on_shout=True)), sound) == []
