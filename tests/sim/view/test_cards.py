# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.view.cards import Entry, card, faded

SIZE = (640, 360)


def test_marks_tell_right_from_wrong():
    entries = [Entry("A bottle", "1.2 s", "right"), Entry("The other one", "it slipped", "wrong")]
    page = card(SIZE, "1 of 2 steps went right", entries, "Judged by the referee.").astype(int)
    assert page.shape == (360, 640, 3)
    tick = np.argwhere(page[..., 1] > page[..., 0] + 60)
    cross = np.argwhere(page[..., 0] > page[..., 1] + 60)
    assert len(tick)
    assert len(cross)
    assert tick[:, 0].max() < cross[:, 0].min()


def test_what_has_no_mark_is_neither():
    page = card(SIZE, "What you will see", [Entry("A bottle")]).astype(int)
    assert np.ptp(page, axis=2).max() < 60


def test_a_fade_goes_from_one_picture_to_the_other():
    dark, bright = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 200, np.uint8)
    assert [int(faded(dark, bright, share).mean()) for share in (0.0, 0.5, 1.0)] == [0, 100, 200]
