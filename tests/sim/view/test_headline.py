# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.view.headline import Banner, Headline

PICTURE = np.full((360, 640, 3), 200, np.uint8)
BANNER = Banner((640, 360), ("hear", "plan", "act"))


def green(picture):
    red_, green_, blue_ = (picture[..., i].astype(int) for i in range(3))
    return np.argwhere((green_ > red_ + 60) & (green_ > blue_ + 60))


def test_the_band_stands_above_and_the_present_stage_is_lit():
    drawn = BANNER.draw(PICTURE, Headline("1 / 6   A title", "pick up: lifts it", "act"))
    assert drawn[:30].mean() < 170
    assert np.array_equal(drawn[100:], PICTURE[100:])
    earlier = BANNER.draw(PICTURE, Headline("1 / 6   A title", "hears a word", "hear"))
    assert green(earlier)[:, 1].max() < green(drawn)[:, 1].min(), "stages stand in their order"
    assert not len(green(BANNER.draw(PICTURE, Headline("1 / 6   A title"))))


def test_a_stopped_robot_is_framed_in_red():
    drawn = BANNER.draw(PICTURE, Headline("1 / 6   A title", stopped=True))
    for edge in (drawn[0], drawn[-1], drawn[:, 0], drawn[:, -1]):
        assert edge[:, 0].min() > 150
        assert edge[:, 1].max() < 90
