# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.objects.gallery import portrait, sheet, variants


def test_a_portrait_shows_things_in_their_colours():
    cups = variants("cup", 2)
    picture = portrait(cups, (160, 90)).astype(float)
    ground = np.median(picture[:8].reshape(-1, 3), axis=0)
    assert (np.linalg.norm(picture - ground, axis=-1) > 40).mean() > 0.08
    assert len({cup.colour for cup in cups}) == 2


def test_a_sheet_has_a_cell_for_each_noun():
    one, three = sheet(["cup"], columns=2), sheet(["cup", "fork", "pear"], columns=2)
    assert three.width == one.width and three.height == 2 * one.height
