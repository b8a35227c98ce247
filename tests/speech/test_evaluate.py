# SPDX-License-Identifier: Apache-2.0
import json
from pathlib import Path

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.error_rates import distance, sounds, units
from mm_robot.speech.evaluate import Clip, Result, StreamClock, evaluate, read_clips, text_figures
from mm_robot.speech.noise import Noise
from mm_robot.types import Utterance

CLIPS = Path(__file__).parents[1] / "data" / "speech"
CLEAN = Noise("clean")


class Says:
    """A recogniser that always hears the same."""

    def __init__(self, text, language):
        self.text, self.language, self.sounds = text, language, []

    def recognise(self, samples, start_s, end_s):
        self.sounds.append(samples)
        return Utterance(self.text, self.language, 0.9, (), start_s, end_s)

    def guess(self, samples):
        return self.text


def test_a_folder_is_heard_and_summed_up(recogniser):
    clips = [c for c in read_clips(CLIPS) if c.path.stem in ("en01a", "zh15a")]
    results = list(evaluate(clips, SpeechConfig(), recogniser, CLEAN))
    english, chinese = text_figures(results, "en"), text_figures(results, "zh")
    assert english["wer"] == 0.0 and english["sentences_right"] == 1.0
    assert chinese["cer"] == chinese["syllable_error"] == 0.0
    assert (chinese["negated"], chinese["negation_lost_in_text"]) == (1, 0)
    assert 0.2 < english["decided_after_s_p50_p95"][0] < 0.8
    assert english["heard_after_s_p50_p95"][0] >= english["decided_after_s_p50_p95"][0]


def test_a_lost_negation_is_counted():
    clip = Clip(Path("a.wav"), "别拿杯子", "zh", 1.0)
    heard = Utterance("拿杯子", "zh", 0.9, ("别拿杯子",))
    figures = text_figures([Result(clip, CLEAN, heard, 0.4, 0.5, 0.2)], "zh")
    assert figures["negation_lost_in_text"] == 1
    assert figures["cer"] == 0.25
    assert figures["heard_after_decision_s_p50_p95"] == [0.1, 0.1]


def test_nothing_heard_is_counted_and_breaks_no_figure():
    clip = Clip(Path("a.wav"), "stop", "en", 1.0)
    figures = text_figures([Result(clip, CLEAN, None, float("nan"), float("nan"), 0.0)], "en")
    assert figures["nothing_heard"] == 1 and figures["wer"] == 1.0
    assert figures["decided_after_s_p50_p95"] == []


def test_the_same_seed_mixes_the_same_noise():
    clips = [c for c in read_clips(CLIPS) if c.path.stem in ("en01a", "zh01a")]
    given = []
    for seed in (0, 0, 1):
        ear = Says("stop", "en")
        list(evaluate(clips, SpeechConfig(), ear, Noise("babble", 5.0), seed=seed))
        given.append(ear.sounds)
    assert all(np.array_equal(a, b) for a, b in zip(given[0], given[1], strict=True))
    assert not np.array_equal(given[0][0], given[2][0])


def test_work_is_done_only_when_the_stream_has_gone_on_that_long():
    clock = StreamClock()
    clock.now_s = 1.0
    future = clock.submit(lambda: sum(range(2_000_000)))
    assert not future.done() and future.result() == 1_999_999_000_000
    clock.now_s = clock.ready_s
    assert future.done() and clock.ready_s == pytest.approx(1.0 + clock.spent_s)


@pytest.mark.parametrize("content", [None, "[", '[{"file": 1}]', '[{"file": "a", "language": "de"}]'])
def test_a_folder_without_transcripts_is_told(tmp_path, content):
    if content is not None:
        (tmp_path / "transcripts.json").write_text(content)
    with pytest.raises(InputError, match="transcripts.json"):
        read_clips(tmp_path)


def test_clips_are_read_with_their_folder(tmp_path):
    row = {"file": "wav/a.wav", "language": "en", "text": "stop", "speech_end_s": 1}
    (tmp_path / "transcripts.json").write_text(json.dumps([row]))
    assert read_clips(tmp_path) == [Clip(tmp_path / "wav" / "a.wav", "stop", "en", 1.0)]


def test_distances_and_units():
    assert distance("kitten", "sitting") == 3
    assert units("Hand me the cup.", "en") == ["hand", "me", "the", "cup"]
    assert units("把紅色的，给我。", "zh") == list("把红色的给我")
    assert sounds("背子") == sounds("杯子")
