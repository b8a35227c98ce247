# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.speech.writing import bare, negations, tidy


@pytest.mark.parametrize(
    ("raw", "language", "text"),
    [
        (" Hand me the red cup.", "en", "Hand me the red cup"),
        ("[Music] ♪", "en", ""),
        ("把紅色的杯子 給我。", "zh", "把红色的杯子给我"),
        ("把红色的杯子给我4", "zh", "把红色的杯子给我"),
        ("：把红色的杯子给我，", "zh", "把红色的杯子给我"),
        ("把那個 red cup 遞給我", "zh", "把那个red cup递给我"),
        ("蓝色的杯子在哪里?", "zh", "蓝色的杯子在哪里？"),
    ],
)
def test_text_is_written_as_a_person_would(raw, language, text):
    assert tidy(raw, language) == text


@pytest.mark.parametrize(
    ("text", "language", "forbids"),
    [
        ("do not pick up the cup", "en", True),
        ("Don’t move", "en", True),
        ("never touch it", "en", True),
        ("everything except the cup", "en", True),
        ("hand me the cup", "en", False),
        ("put the knot down", "en", False),
        ("别碰剪刀", "zh", True),
        ("不要拿", "zh", True),
        ("除了红色的", "zh", True),
        ("桌上有没有香蕉", "zh", False),
        ("把别的给我", "zh", False),
        ("把杯子给我", "zh", False),
    ],
)
def test_forbidding_words_are_seen(text, language, forbids):
    assert (negations(text, language) > 0) is forbids


@given(st.text(max_size=60), st.sampled_from(["en", "zh"]))
def test_tidying_again_changes_nothing_that_counts(text, language):
    once = tidy(text, language)
    assert bare(tidy(once, language)) == bare(once) or language == "zh"
    assert "\n" not in once and "  " not in once
