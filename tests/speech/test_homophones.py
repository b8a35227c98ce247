# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.speech.homophones import Homophones, syllables
from mm_robot.speech.vocabulary import default_vocabulary
from mm_robot.speech.writing import NEGATION_ZH, negations

WORDS = default_vocabulary().chinese
HOMOPHONES = Homophones(WORDS)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("红色的背子", "红色的杯子"),
        ("请把绿色的品质地给我", "请把绿色的瓶子递给我"),
        ("去笑人物", "取消任务"),
        ("把香蕉放到盘子坐边", "把香蕉放到盘子左边"),
        ("拿起篮树的风块", "拿起蓝色的方块"),
        ("打罐子放到盘子上", "把罐子放到盘子上"),
        ("不要拿红色的背子", "不要拿红色的杯子"),
    ],
)
def test_homophones_become_words_of_the_vocabulary(heard, meant):
    assert HOMOPHONES.corrected(heard) == meant


@pytest.mark.parametrize(
    "text", ["打开盒子", "手机给我", "今天天气很好", "技术", "大苹果放进碗里", "hello 杯子 3"]
)
def test_what_is_written_well_or_unknown_stays(text):
    assert HOMOPHONES.corrected(text) == text


@given(st.lists(st.sampled_from([*WORDS, "步", "憋", "别", "不", "勿", "天", "a", " ", "，"]), max_size=12))
def test_no_negation_comes_or_goes(pieces):
    text = "".join(pieces)
    corrected = HOMOPHONES.corrected(text)
    assert [c for c in corrected if c in NEGATION_ZH] == [c for c in text if c in NEGATION_ZH]
    assert negations(corrected, "zh") == negations(text, "zh")
    assert len(corrected) == len(text)


@given(st.text(max_size=40))
def test_any_text_is_taken(text):
    assert len(HOMOPHONES.corrected(text)) == len(text)
    assert 0.0 <= HOMOPHONES.coverage(text) <= 1.0


def test_coverage_tells_commands_from_other_talk():
    assert HOMOPHONES.coverage("把红色的杯子递给我") > 0.8
    assert HOMOPHONES.coverage("今天天气很好") < 0.4


def test_syllables_are_one_per_character():
    assert syllables("红 cup") == ("hong", " ", "c", "u", "p")
