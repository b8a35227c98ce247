# SPDX-License-Identifier: Apache-2.0
"""Recordings and one loaded recogniser for all tests of the ear."""

import json
from pathlib import Path

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
