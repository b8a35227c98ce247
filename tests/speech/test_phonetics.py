# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.speech.phonetics import distance_en, distance_zh

WORDS = st.text("abcdefghijklmnopqrstuvwxyz ", max_size=12)


@pytest.mark.parametrize(
    ("said", "near", "far"),
    [
        ("cup", "cap", "can"),
        ("mouse", "mouth", "mug"),
        ("phone", "foam", "fork"),
        ("plate", "play", "apple"),
        ("ball", "bowl", "bottle"),
    ],
)
def test_words_that_are_confused_sound_near(said, near, far):
    assert distance_en(said, near) < distance_en(said, far)
    assert distance_en(said, near) <= 0.5 < distance_en(said, far)


@pytest.mark.parametrize(
    ("said", "near", "far"), [("杯子", "背子", "盘子"), ("罐子", "棍子", "杯子"), ("盒子", "货子", "椅子")]
)
def test_syllables_that_are_confused_sound_near(said, near, far):
    assert distance_zh(said, near) <= 0.3 < distance_zh(said, far)


def test_texts_of_other_lengths_are_not_compared():
    assert distance_zh("杯子", "杯") == float("inf")


@settings(deadline=None)
@given(WORDS, WORDS)
def test_distance_is_symmetric_and_zero_for_the_same(one, other):
    assert distance_en(one, one) == 0.0
    assert distance_en(one, other) == pytest.approx(distance_en(other, one))
