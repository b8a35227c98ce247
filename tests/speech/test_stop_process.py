# SPDX-License-Identifier: Apache-2.0
import io
import os
import signal
import threading
import time

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.language.stop_words import is_stop
from mm_robot.speech import stop_process
from mm_robot.speech.stop_listener import StopListener
from mm_robot.speech.stop_process import StopProcess, read_answer, serve

PATIENCE_S = 60.0  # a busy machine


@pytest.fixture
def process():
    found, event = [], threading.Event()
    ear = StopProcess(SpeechConfig(), lambda stop: (found.append(stop), event.set()))
    ear.found, ear.event = found, event
    yield ear
    ear.close()


def test_it_reports_by_itself_with_the_time_of_the_sound(process, clips):
    sound = np.concatenate((clips["en20a"]["samples"], np.zeros(8000, np.float32)))
    for i in range(0, len(sound), 320):
        process.feed(sound[i : i + 320], 5.0 + i / 16_000)
    assert process.event.wait(PATIENCE_S)
    assert is_stop(process.found[0].text) and process.found[0].language == "en"
    assert 5.0 < process.found[0].stamp_s < 5.0 + clips["en20a"]["speech_end_s"] + 0.5
    assert 0.0 < process.found[0].score <= 1.0 and process.state.listening


def revived(process, deaths):
    """Wait until it listens again."""
    end_s = time.monotonic() + PATIENCE_S
    while process.state.deaths < deaths or not process.state.listening:
        assert time.monotonic() < end_s, process.state
        process.feed(np.zeros(320, np.float32), 1.0)
        time.sleep(0.02)


def test_killed_it_comes_back_and_hears_what_was_said_meanwhile(process, clips):
    assert process.wait(PATIENCE_S) and process.state.deaths == 0
    os.kill(process.pid, signal.SIGKILL)
    end_s = time.monotonic() + PATIENCE_S
    while not process.state.deaths and time.monotonic() < end_s:
        time.sleep(0.001)
    assert process.state.reason == "killed by SIGKILL" and not process.state.listening
    sound = np.concatenate((clips["en20a"]["samples"], np.zeros(8000, np.float32)))
    for i in range(0, len(sound), 320):
        process.feed(sound[i : i + 320], 5.0 + i / 16_000)
    assert process.event.wait(PATIENCE_S) and is_stop(process.found[0].text)
    assert process.state.listening and process.state.deaths == 1


def test_one_that_hangs_is_ended_and_started_again(process, monkeypatch):
    monkeypatch.setattr(stop_process, "_HUNG_S", 1.5)
    assert process.wait(PATIENCE_S)
    os.kill(process.pid, signal.SIGSTOP)
    revived(process, deaths=1)
    assert "no sign of life" in process.state.reason


def test_one_that_cannot_start_is_tried_ever_more_seldom(monkeypatch):
    config = SpeechConfig(whisper_path="/nowhere")
    ear = StopProcess(config, lambda stop: None)
    try:
        begin_s = time.monotonic()
        while ear.state.deaths < 2 and time.monotonic() - begin_s < PATIENCE_S:
            assert not ear.wait(0.1)
        assert ear.state.deaths >= 2 and ear.state.reason == "ended with status 1"
        died = ear.state.deaths
        assert not ear.wait(1.0) and ear.state.deaths <= died + 1
    finally:
        ear.close()


def test_whoever_feeds_it_never_waits_for_it(process):
    begin_s = time.monotonic()
    for i in range(1500):  # half a minute of sound, before the process can have read any
        process.feed(np.zeros(320, np.float32), 0.02 * i)
    assert time.monotonic() - begin_s < 5.0


def test_bad_sound_is_refused_before_it_gets_there(process):
    with pytest.raises(InputError, match="16000 Hz"):
        process.feed(np.zeros(10), 0.0, 8000)
    with pytest.raises(InputError, match="NaN"):
        process.feed(np.array([np.nan]), 0.0)


@pytest.mark.parametrize(
    "garbage", [b"", b"\x00" * 7, b"\xff" * 64, b"\x00" * 8 + b"\x10\x00\x00\x00\x00\x00\x00\x00abc"]
)
def test_a_broken_pipe_ends_it(garbage):
    sink = io.BytesIO()
    serve(StopListener(SpeechConfig()), io.BytesIO(garbage), sink)
    sink.seek(0)
    sign = read_answer(sink)
    assert sign is not None and not sign.text, "it only says that it is there"
    assert read_answer(sink) is None
