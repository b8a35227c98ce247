# SPDX-License-Identifier: Apache-2.0
"""Recordings and one loaded recogniser for all tests of the ear."""

import json
import types
from pathlib import Path

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.sound import read_wav
from mm_robot.speech.weights import whisper_folder
from mm_robot.speech.whisper import Whisper

CLIPS = Path(__file__).parents[1] / "data" / "speech"


@pytest.fixture(scope="session")
def clips():
    rows = json.loads((CLIPS / "transcripts.json").read_text(encoding="utf-8"))
    return {row["file"][:-4]: {**row, "samples": read_wav(CLIPS / row["file"])} for row in rows}


@pytest.fixture(scope="session")
def whisper():
    config = SpeechConfig()
    try:
        return Whisper(whisper_folder(config), config.threads)
    except MissingModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def recogniser():
    try:
        return Recogniser(SpeechConfig())
    except MissingModelError as error:
        pytest.skip(str(error))


class PortAudioError(Exception):
    """As sounddevice's."""


class SoundStream:
    """Calls back when the test says so."""

    latency = 0.04

    def __init__(self, callback, blocksize, **settings):
        self.callback, self.blocksize, self.settings = callback, blocksize, settings
        self.running = False

    def start(self):
        self.running = True

    def stop(self):
        self.running = False

    def close(self):
        self.running = False

    def pull(self, count=1):
        """What an output stream plays in its next blocks, (N,)."""
        out = np.full((count * self.blocksize, 1), np.nan, np.float32)
        for i in range(count):
            self.callback(out[i * self.blocksize : (i + 1) * self.blocksize], self.blocksize, None, None)
        return out[:, 0]


def library(inputs=("USB Mic",), outputs=("Speaker",), fails=False):
    """A module like sounddevice, with devices of its own."""
    made = []

    def stream(**settings):
        if fails:
            raise PortAudioError("Invalid sample rate")
        made.append(SoundStream(**settings))
        return made[-1]

    devices = [{"name": n, "max_input_channels": 1, "max_output_channels": 0} for n in inputs]
    devices += [{"name": n, "max_input_channels": 0, "max_output_channels": 2} for n in outputs]
    return types.SimpleNamespace(
        PortAudioError=PortAudioError, OutputStream=stream, InputStream=stream,
        query_devices=lambda: devices, made=made,
    )  # fmt: skip


@pytest.fixture
def sound_library():
    return library
