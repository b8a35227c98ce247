# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.phrases import fixed_phrases
from mm_robot_sim.conversation.gloss import gloss
from mm_robot_sim.conversation.wording import worded


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("绿色的、红色的还是蓝色的？", "The green, the red or the blue one?"),
        ("正在把绿色的杯子递给你。", "I am handing over the green cup."),
        ("好的，我不拿红色的杯子。", "All right, I will not pick up the red cup."),
        ("停了。", "Stopped."),
        ("我看到一个红色的杯子、两个白色的瓶子和一个碗。", "I see a red cup, two white bottles and a bowl."),
    ],
)
def test_what_the_robot_says_in_chinese_is_rendered_in_english(chinese, english):
    assert gloss(chinese, "zh") == english


def test_every_fixed_sentence_has_an_english_one():
    assert all(gloss(text, "zh").isascii() and gloss(text, "zh") for text in fixed_phrases("zh"))


@pytest.mark.parametrize("text", ["没有成功：手臂没有停稳。", "还是算了。", "我看到", "", "？", "还是？"])
def test_what_is_no_such_sentence_is_left_alone(text):
    assert gloss(text, "zh") == ""


def test_english_needs_none():
    assert gloss("Done.", "en") == ""


@pytest.mark.parametrize(
    ("stage", "text", "words"),
    [
        ("hear", "Hand me the cup", "hears “Hand me the cup”"),
        ("understand", "把杯子递给你", "understands: 把杯子递给你 (hand over the cup)"),
        ("see", "7 objects, 1 people", "sees 7 objects, 1 person"),
        ("plan", "hand_over: 5 steps", "plans to hand over: 5 steps"),
        ("act", "pick: MoveGripper", "pick up: moves the fingers"),
        ("act", "wipe: somehow", "wipe: somehow"),
        ("verify", "pick: gripper 63 mm", "pick up: checks the gripper, 63 mm"),
        ("tell", "Done.", ""),
    ],
)
def test_reports_are_put_into_words(stage, text, words):
    assert worded(stage, text) == words
