# SPDX-License-Identifier: Apache-2.0
import itertools
import json
import sys
from pathlib import Path

import pytest

from mm_robot.captions import caption_file, caption_live, decision_of
from mm_robot.cli import main
from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.sources import WavFile
from mm_robot.types import Utterance

CLIPS = Path(__file__).parent / "data" / "speech"


@pytest.fixture(scope="module")
def recogniser():
    try:
        return Recogniser(SpeechConfig())
    except MissingModelError as error:
        pytest.skip(str(error))


def test_a_recording_is_captioned_with_what_it_would_lead_to(recogniser):
    captions = list(caption_file(str(CLIPS / "en01a.wav"), SpeechConfig(), recogniser))
    heard = [c for c in captions if c.kind == "heard"]
    assert len(heard) == 1 and heard[0].language == "en" and 0.3 < heard[0].confidence <= 1.0
    assert heard[0].decision == "hand over the red cup on the table"
    assert not any(c.kind == "stop" for c in captions)


def test_a_stop_is_told_before_the_sentence_is_over(recogniser):
    kinds = [c.kind for c in caption_file(str(CLIPS / "zh19b.wav"), SpeechConfig(), recogniser)]
    assert kinds.index("stop") < kinds.index("heard")


def test_a_live_stream_is_captioned_while_it_runs(recogniser):
    stream = caption_live(WavFile(CLIPS / "zh01a.wav"), SpeechConfig(), recogniser)
    heard = next(c for c in stream if c.kind == "heard")
    assert heard.language == "zh" and "杯" in heard.decision
    stream.close()


@pytest.mark.parametrize(
    ("text", "language", "decision"),
    [("stop", "en", "stop"), ("停下", "zh", "stop"), ("hand me the red cup", "en", "hand over the red cup")],
)
def test_the_decision_is_the_command_said_back(text, language, decision):
    assert decision_of(Utterance(text, language, 1.0)) == decision


def test_what_is_no_command_gets_its_reason():
    assert decision_of(Utterance("colourless green ideas", "en", 1.0))


def test_listen_writes_one_json_line_per_caption(recogniser, capsys):
    assert main(["listen", "--json", str(CLIPS / "zh18a.wav")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"kind", "at_s", "text", "file"} <= set(rows[0])
    assert any(row["kind"] == "heard" and row["decision"] == "stop" for row in rows)


def test_without_a_microphone_listen_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert main(["listen"]) != 0
    assert "pip install" in "".join(itertools.chain(*capsys.readouterr()))
