# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.speech.endpoint import may_go_on, unfinished


@pytest.mark.parametrize(
    "text",
    [
        "put the cup in the",
        "hand me",
        "Give me the red",
        "put it next to",
        "do not",
        "could you hand me",
        "don't give me",
        "please pick up",
        "take the block on my",
        "put the cup to the right of",
        "hand me the big red",
        "please hand",
        "pass me the left",
        "the red, no",
        "把杯子放到红色的",
        "给我一个",
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
     "yes please", "put it down", "go on", "carry on", "hold on", "wait a second", "don't move", "no, don't",
     "no no no", "bring me the second block from the right", "that's right", "turn left", "open your hand",
     "same place", "which one is red", "what are you looking at", "it is too big", "hand me the orange",
     "put the cup on your left", "I want that",
     "停下", "别", "把红色的杯子给我", "红色的", "好的", "把杯子放到盘子左边", "拿起来", "", "另一个",
     "第一个", "都不要", "给我黑色的", "右边的", "把手张开", "把抽屉拉开一点",
     "我要黑色的，不要白色的", "碰到红色的", "是的"],
)  # fmt: skip
def test_does_not_wait_after_a_whole_sentence(text):
    assert not unfinished(text, "zh" if text > "~" else "en")


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("hand me the orange", True), ("hand me the yellow orange", False), ("hand me the cup", False),
     ("给我黑色的", True), ("黑色的", False), ("是的", False),
     ("不是红色的，是蓝色的", False), ("给我杯子", False)],
)  # fmt: skip
def test_a_thing_may_follow_a_word_for_a_colour(text, goes_on):
    assert may_go_on(text, "zh" if text > "~" else "en") == goes_on
