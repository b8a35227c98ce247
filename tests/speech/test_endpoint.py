# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.speech.endpoint import unfinished


@pytest.mark.parametrize(
    "text",
    [
        "put the cup in the",
        "hand me",
        "Give me the red",
        "put it next to",
        "do not",
        "把杯子放到",
        "把",
        "请把红色的杯子",
        "不要碰那个盒子和",
    ],
)
def test_waits_for_the_rest(text):
    assert unfinished(text, "zh" if text[0] > "~" else "en")


@pytest.mark.parametrize(
    "text",
    ["stop", "no", "Hand me the red cup", "give it to me", "pick that", "the left one", "to the left", "red",
     "yes please", "put it down",
     "停下", "别", "把红色的杯子给我", "红色的", "好的", "把杯子放到盘子左边", "拿起来", ""],
)  # fmt: skip
def test_does_not_wait_after_a_whole_sentence(text):
    assert not unfinished(text, "zh" if text > "~" else "en")
