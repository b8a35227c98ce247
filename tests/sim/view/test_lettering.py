# SPDX-License-Identifier: Apache-2.0
import pytest
from PIL import Image, ImageDraw

from mm_robot_sim.view import lettering
from mm_robot_sim.view.lettering import Lettering

LONG = "I see a white bowl, a red cup, a green bottle, a white bottle and a yellow block."
CHINESE = "我看到一个白色的碗、一个红色的杯子、一个绿色的瓶子、一个白色的瓶子和一块黄色的积木。"


def rows_of(text, language, room_px):
    letters, pen = Lettering(), ImageDraw.Draw(Image.new("RGB", (8, 8)))
    font = letters.font(20)
    rows = letters.rows(pen, text, language, font, room_px)
    return rows, [pen.textlength(row, font=font) for row in rows]


@pytest.mark.parametrize(("text", "language", "joint"), [(LONG, "en", " "), (CHINESE, "zh", "")])
def test_rows_fit_hold_everything_and_are_about_equally_long(text, language, joint):
    if language == "zh" and lettering.chinese_font() is None:
        pytest.skip("this machine has no font with Chinese")
    rows, widths_px = rows_of(text, language, 500)
    assert joint.join(rows) == text
    assert len(rows) > 1
    assert max(widths_px) <= 500
    assert min(widths_px) > 0.6 * max(widths_px)
    assert not any(row[0] in "，。、" for row in rows)


def test_a_short_line_stays_whole_and_a_word_wider_than_the_room_is_kept():
    assert rows_of("Done.", "en", 500)[0] == ["Done."]
    assert rows_of("extraordinarily so", "en", 40)[0] == ["extraordinarily", "so"]


def test_without_a_chinese_font_chinese_is_spelled(monkeypatch):
    monkeypatch.setattr(lettering, "chinese_font", lambda: None)
    assert rows_of("红色的杯子。", "zh", 500)[0] == ["hong se de bei zi ."]
