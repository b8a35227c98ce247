# SPDX-License-Identifier: Apache-2.0
import io
import threading
import time

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.language.urgent import is_urgent_stop
from mm_robot.speech.stop_listener import StopListener
from mm_robot.speech.stop_process import StopProcess, read_answer, serve


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
    assert process.event.wait(60.0)
    assert is_urgent_stop(process.found[0].text) and process.found[0].language == "en"
    assert 5.0 < process.found[0].stamp_s < 5.0 + clips["en20a"]["speech_end_s"] + 0.5
    assert 0.0 < process.found[0].score <= 1.0 and process.alive


def test_its_end_shows_and_stops_nobody_else(process):
    process._process.kill()
    end_s = time.monotonic() + 20.0
    while process.alive and time.monotonic() < end_s:
        time.sleep(0.01)
    assert not process.alive
    process.feed(np.zeros(320, np.float32), 0.0)


def test_whoever_feeds_it_never_waits_for_it(process):
    begin_s = time.monotonic()
    for i in range(1500):  # half a minute of sound, before the process can have read any
        process.feed(np.zeros(320, np.float32), 0.02 * i)
    assert time.monotonic() - begin_s < 2.0


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
    assert sink.getvalue() == b"" and read_answer(io.BytesIO(sink.getvalue())) is None
