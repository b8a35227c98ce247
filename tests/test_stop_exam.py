# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.engines import Silent
from mm_robot.speech.evaluate import read_clips
from mm_robot.speech.voice import Voice
from mm_robot.stop_exam import Passage, false_figures, false_stops, figures, passages, try_stops

CLIPS = read_clips(Path(__file__).parent / "data" / "speech")


@pytest.mark.parametrize("condition", ["clean", "10", "robot"])
def test_calls_are_tried_and_counted(condition):
    try:
        trials = list(try_stops(CLIPS, SpeechConfig(), condition, Voice(Silent())))
    except MissingModelError as error:
        pytest.skip(str(error))
    assert {t.clip.path.stem for t in trials} == {"en20a", "zh18a", "zh19b"}
    row = figures(trials, "zh")
    assert row["calls"] == 2 and row["missed"] == 0.0 and row["late_s_p99"] < 1.5, "seconds on a busy machine"


def test_a_deaf_ear_misses_all_and_invents_nothing():
    deaf = SpeechConfig(stop_threshold=0.99)
    row = false_figures(list(false_stops(CLIPS, deaf, hours=0.02)))
    assert row["false_stops"] == 0 and row["hours"] == pytest.approx(0.02, abs=0.01)


def test_passages_follow_from_the_seed_and_are_sound():
    one, other = (list(passages(CLIPS, 0.06, seed=4)) for _ in range(2))
    assert len(one) == 11 and len({kind for kind, _ in one}) == 9
    for (kind, sound), (same, again) in zip(one, other, strict=True):
        assert kind == same and np.array_equal(sound, again) and np.abs(sound).max() <= 1.0
        assert len(sound) == 320_000


def test_false_stops_are_counted_per_hour():
    row = false_figures([Passage("quiet", "stop", 0.9)] + [Passage("music", "", 0.0)] * 179)
    assert row["per_hour"] == 1.0 and row["by_kind"] == {"music": 0, "quiet": 1}
