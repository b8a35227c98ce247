# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.tasks import habits_en, habits_zh


def _many(habits, text, count=600, **more):
    rng = np.random.default_rng(3)
    return [habits.spoken(text, rng, **more) for _ in range(count)]


def test_english_habits_vary_the_sentence_and_name_what_they_did():
    said = _many(habits_en, "put the two red blocks to the right of the bowl")
    assert len({text for text, _ in said}) > 150
    marks = {mark for _, names in said for mark in names}
    assert marks == {"opening", "ending", "hesitant", "slip", "misheard", "digits", "unpunctuated"}
    assert all(("unpunctuated" in names) == (text[-1] not in ".?") for text, names in said), (
        "punctuated or not, as the mark says"
    )
    plain = [text for text, names in said if not names]
    assert set(plain) == {"Put the two red blocks to the right of the bowl."}
    assert not any("please please" in text.lower() for text, names in said if "hesitant" not in names)


def test_chinese_habits_vary_the_sentence_and_name_what_they_did():
    said = _many(habits_zh, "把两个红色的杯子放在盘子右边")
    assert len({text for text, _ in said}) > 150
    marks = {mark for _, names in said for mark in names}
    assert marks == {"opening", "ending", "hesitant", "slip", "misheard", "digits", "unpunctuated"}
    assert {text for text, names in said if not names} == {"把两个红色的杯子放在盘子右边。"}
    assert all("，" not in text for text, names in said if "unpunctuated" in names)


def test_questions_keep_their_mark():
    assert {text for text, names in _many(habits_en, "where is the cup") if not names} == {
        "Where is the cup?"
    }
    assert {text for text, names in _many(habits_zh, "杯子在哪里") if not names} == {"杯子在哪里？"}


def test_short_answers_stay_short():
    assert max(len(text.split()) for text, _ in _many(habits_en, "the red one", brief=True)) <= 6
    assert max(len(text) for text, _ in _many(habits_zh, "红色的", brief=True)) <= 7
