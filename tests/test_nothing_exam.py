# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.cli import main
from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.nothing_exam import KINDS, figures, hear_nothing, wordless
from mm_robot.speech.recogniser import Recogniser
from mm_robot.types import Utterance


class Inventive:
    """A recogniser that makes words of everything it is given."""

    def recognise(self, samples, start_s, end_s):
        return Utterance("thank you", "en", 0.9, (), start_s, end_s)

    def guess(self, samples):
        return ""


def test_no_words_come_out_of_silence_noise_motors_and_music():
    try:
        recogniser = Recogniser(SpeechConfig())
    except MissingModelError as error:
        pytest.skip(str(error))
    rows = figures(list(hear_nothing(SpeechConfig(), recogniser, 10.0 * len(KINDS) / 60.0, seed=5)))
    assert [row["kind"] for row in rows] == list(KINDS)
    assert [row["became_words"] for row in rows] == [0] * len(KINDS)


def test_what_an_inventive_recogniser_writes_is_counted():
    passages = list(hear_nothing(SpeechConfig(voice_threshold=0.05), Inventive(), 1.0, seed=1))
    total = sum(row["became_words"] for row in figures(passages))
    assert total == sum(len(p.texts) for p in passages)
    assert total > 0, "with an ear that takes everything for a voice something begins like speech"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_sound(kind):
    first, again = (wordless(kind, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert np.isfinite(first).all() and np.abs(first).max() <= 1.0


def test_recordings_are_asked_for_where_they_are_needed(capsys):
    assert main(["eval", "speech"]) == 1
    assert "transcripts.json" in capsys.readouterr().err
