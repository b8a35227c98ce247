# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.language.urgent import is_urgent_stop


@pytest.mark.parametrize(
    "text", ["Stop.", "stop right now", "Stop! Stop!", "please stop", "stop it", "停下", "马上停下"]
)
def test_a_call_to_stop_is_urgent(text):
    assert is_urgent_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stop on the table",
        "stop on the",
        "stop on",
        "the red stop",
        "don't stop",
        "put the stop sign",
        "cup",
        "不要停",
        "",
    ],
)
def test_what_a_piece_of_another_sentence_sounds_like_is_none(text):
    assert not is_urgent_stop(text)
