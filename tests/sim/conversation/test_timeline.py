# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.speech.mel import RATE_HZ
from mm_robot_sim.conversation.timeline import sentences
from mm_robot_sim.view.soundtrack import Sound

SILENCE = np.zeros(0, np.float32)


def sound(start_s, seconds):
    return Sound(start_s, np.full(round(seconds * RATE_HZ), 0.1, np.float32))


def test_each_sentence_sounds_from_its_first_to_its_last_sample():
    told = [(1.0, "All right."), (1.1, "I am handing over the blue cup.")]
    first, second = sentences(told, [sound(1.1, 0.5), sound(1.6, 2.0)])
    assert (first.text, first.language, first.start_s, first.end_s) == ("All right.", "en", 1.1, 1.6)
    assert (second.start_s, second.end_s, second.cut) == (1.6, 3.6, False)


def test_a_sentence_somebody_stopped_is_broken_off_and_its_caption_too():
    told = [(1.0, "I see a red cup and two bottles."), (2.2, "已停下。需要继续时请说继续。")]
    answer, stopped = sentences(told, [sound(1.0, 3.0), Sound(2.0, SILENCE), sound(2.3, 2.0)])
    assert answer.cut
    assert (answer.end_s, answer.whole_end_s) == (2.0, 4.0)
    assert answer.caption.text.endswith("—")
    assert answer.caption.text.startswith("I see a red")
    assert not stopped.cut
    assert stopped.language == "zh"


def test_a_sentence_that_never_sounded_does_not_take_the_next_ones_place():
    told = [(1.0, "One moment."), (9.0, "Done.")]
    (only,) = sentences(told, [sound(9.1, 0.5)])
    assert (only.text, only.start_s) == ("Done.", 9.1)


def test_without_a_voice_a_sentence_lasts_as_long_as_it_takes_to_read():
    told = [(1.0, "I see a red cup."), (5.0, "好的。")]
    english, chinese = sentences(told, [])
    assert english.end_s == pytest.approx(2.04)
    assert 5.5 < chinese.end_s < 6.0
    assert not english.cut
