# SPDX-License-Identifier: Apache-2.0
import json
from pathlib import Path

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.speech.sound import write_wav
from mm_robot.speech.transcribe import transcribe_files

CLIPS = Path(__file__).parents[1] / "data" / "speech"


def test_one_line_per_file_and_a_bad_one_stops_nothing(tmp_path, recogniser):
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    write_wav(tmp_path / "silence.wav", np.zeros(16_000, np.float32))
    files = [
        CLIPS / "en01a.wav",
        tmp_path / "bad.wav",
        tmp_path / "none.wav",
        tmp_path / "silence.wav",
        CLIPS / "zh01a.wav",
    ]
    lines = list(transcribe_files(files, SpeechConfig(), recogniser))
    assert [line["file"] for line in json.loads(json.dumps(lines))] == [str(f) for f in files]
    english, bad, missing, silence, chinese = lines
    assert (english["text"].lower(), english["language"]) == ("hand me the red cup on the table", "en")
    assert (chinese["text"], chinese["language"]) == ("把红色的杯子给我", "zh")
    assert 0.5 < chinese["confidence"] <= 1.0
    assert "wav" in bad["error"] and "no such file" in missing["error"]
    assert silence["text"] == "" and silence["language"] is None and silence["reason"]
