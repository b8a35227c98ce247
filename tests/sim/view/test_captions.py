# SPDX-License-Identifier: Apache-2.0
import dataclasses

import numpy as np
import pytest

from mm_robot_sim.view import lettering
from mm_robot_sim.view.captions import Caption, Writer, broken_off, shown

ASKED = Caption("person", "What do you see?", "en", 1.0, 2.0)
ANSWER = Caption("robot", "I see a red cup and two bottles.", "en", 2.5, 5.0)


def test_the_newest_line_of_each_speaker_is_up_for_a_little_longer_than_it_sounds():
    later = Caption("robot", "Done.", "en", 4.0, 4.5)
    assert shown([ASKED, ANSWER], 0.9) == []
    assert shown([ASKED, ANSWER], 3.0) == [ASKED, ANSWER]
    assert shown([ASKED, ANSWER, later], 4.1) == [later]
    assert shown([ASKED, ANSWER], 30.0) == []


def test_a_sentence_broken_off_shows_as_much_as_was_said():
    cut = broken_off(ANSWER, 3.75)
    assert cut.text == "I see a red cup —"
    assert cut.end_s == 3.75
    assert broken_off(ANSWER, 5.0) == ANSWER


def test_a_word_that_was_begun_is_written_out_and_the_english_below_breaks_off_too():
    assert broken_off(ANSWER, 3.55).text == "I see a red cup —"
    chinese = Caption("robot", "正在把绿色的杯子递给你。", "zh", 0.0, 2.0, "I am handing over the green cup.")
    assert broken_off(chinese, 1.0).text == "正在把绿色的 —"
    assert broken_off(chinese, 1.0).gloss == "I am handing over —"


@pytest.mark.parametrize("font", [True, False])
def test_lines_are_written_in_both_languages_with_or_without_a_chinese_font(font, monkeypatch):
    if not font:
        monkeypatch.setattr(lettering, "chinese_font", lambda: None)
    size = (640, 360)
    picture = np.full((360, 640, 3), 200, np.uint8)
    writer = Writer(size)
    chinese = Caption("person", "把红色的杯子递给我。", "zh", 0.0, 1.0)
    below = writer.write(picture, [chinese])
    explained = writer.write(picture, [dataclasses.replace(chinese, gloss="Hand me the red cup.")])
    both = writer.write(picture, [chinese, ANSWER])
    assert np.array_equal(writer.write(picture, []), picture)
    assert np.array_equal(below[:180], picture[:180]), "captions stand below"
    assert below[-30:].mean() < 170
    covered = [int((p.mean(axis=(1, 2)) < 170).sum()) for p in (below, explained, both)]
    assert covered[0] < covered[1] < covered[2], "a smaller row for the English, a whole one per speaker"


def test_a_long_answer_is_broken_into_rows_that_fit():
    writer = Writer((640, 360))
    picture = np.full((360, 640, 3), 200, np.uint8)
    short = writer.write(picture, [ANSWER])
    long = writer.write(picture, [Caption("robot", "I see " + "a red cup, " * 12, "en", 0, 1)])
    chinese = writer.write(picture, [Caption("robot", "我看到" + "一个红色的杯子、" * 9, "zh", 0, 1)])
    dark = lambda p: int((p.mean(axis=(1, 2)) < 170).sum())  # noqa: E731
    row = dark(writer.write(picture, [Caption("robot", "Done.", "en", 0, 1)]))
    assert dark(short) == pytest.approx(row, abs=2)
    assert dark(long) >= 1.5 * row
    assert dark(chinese) >= 1.5 * row
