# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.speech.error_rates import distance, sounds, units
from mm_robot.speech.evaluate import Clip, Result, evaluate, read_clips, summary, with_noise

CLIPS = Path(__file__).parents[1] / "data" / "speech"


def test_a_folder_is_heard_and_summed_up(recogniser):
    clips = [c for c in read_clips(CLIPS) if c.path.stem in ("en01a", "zh15a")]
    results = evaluate(clips, recogniser, None)
    english, chinese = summary(results, "en"), summary(results, "zh")
    assert english["wer"] == 0.0 and english["sentences_right"] == 1.0
    assert chinese["cer"] == chinese["syllable_error"] == 0.0
    assert (chinese["negated"], chinese["negation_lost"]) == (1, 0)


def test_a_lost_negation_is_counted():
    clip = Clip(Path("a.wav"), "别拿杯子", "zh", 1.0)
    figures = summary([Result(clip, "拿杯子", "zh", ("别拿杯子",), 0.4, 0.2)], "zh")
    assert (figures["negation_lost"], figures["negation_lost_unseen"]) == (1, 0)
    assert figures["cer"] == 0.25


def test_noise_has_the_level_asked_for():
    tone = np.sin(np.arange(16_000) * 0.3).astype(np.float32)
    noise = with_noise(tone, 5.0, np.random.default_rng(0)) - tone
    assert 10 * np.log10(np.mean(tone**2) / np.mean(noise**2)) == pytest.approx(5.0, abs=0.05)


def test_a_folder_without_transcripts_is_told(tmp_path):
    with pytest.raises(InputError, match="transcripts.json"):
        read_clips(tmp_path)


def test_distances_and_units():
    assert distance("kitten", "sitting") == 3
    assert units("Hand me the cup.", "en") == ["hand", "me", "the", "cup"]
    assert units("把紅色的，给我。", "zh") == list("把红色的给我")
    assert sounds("背子") == sounds("杯子")
