# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.geometry import look_at
from mm_robot.grounding import overlay
from mm_robot.types import Absent, Ambiguous, CameraModel, Found, RgbdFrame

GREEN, AMBER = (60, 220, 90), (255, 190, 40)


@pytest.fixture
def frame():
    camera = CameraModel(320, 240, 230.0, 230.0, 159.5, 119.5)
    T = look_at([0.4, -0.9, 0.9], [0.5, 0.1, 0.05])
    return RgbdFrame(np.full((240, 320, 3), 40, np.uint8), np.ones((240, 320), np.float32), camera, T, 0.0)


def has(picture, colour):
    return bool((picture[:240] == np.array(colour, np.uint8)).all(axis=2).any())


def test_what_is_meant_is_green_and_what_is_asked_about_amber(frame, make_thing, make_scene):
    cup, bowl = make_thing("cup"), make_thing("bowl", "green", y=0.25)
    scene = make_scene(cup, bowl)
    found = overlay.draw(frame, scene, Found((cup,), 0.9), "the cup")
    assert found.shape == (300, 320, 3) and found.dtype == np.uint8
    assert has(found, GREEN) and not has(found, AMBER)
    asked = overlay.draw(frame, scene, Ambiguous((cup, bowl), "哪一个？"), "杯子")
    assert has(asked, AMBER) and not has(asked, GREEN)
    absent = overlay.draw(frame, scene, Absent("I see no spoon."), "the spoon")
    assert not has(absent, AMBER) and not has(absent, GREEN)
    assert absent[240:].any()  # the words


def test_things_out_of_view_are_left_out(frame, make_thing, make_scene):
    behind = make_thing("cup", x=0.4, y=-2.0)
    far_left = make_thing("cup", x=-3.0, y=0.0)
    picture = overlay.draw(frame, make_scene(behind, far_left), Found((behind,), 0.9), "x" * 400)
    assert not has(picture, GREEN)


def test_without_a_chinese_font_it_is_spelled(frame, make_thing, make_scene, monkeypatch):
    monkeypatch.setattr(overlay, "chinese_font", lambda: None)
    cup = make_thing("cup")
    picture = overlay.draw(frame, make_scene(cup), Found((cup,), 0.9), "红色的杯子 🙂")
    assert picture[240:].any()
    assert overlay.spelled("红色的杯子？") == "hong se de bei zi ?"
    assert overlay.spelled("cup 🙂") == "cup ?"
