# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.objects.recipes import design
from mm_robot_sim.scenes.look import plain_look
from mm_robot_sim.scenes.places import upright
from mm_robot_sim.scenes.settling import settle
from mm_robot_sim.scenes.spec import Standing

LOOK = plain_look(np.random.default_rng(0))


def _standing(name, noun, colour, x, y, bottom, support=None):
    made = design(noun, colour, np.random.default_rng(3))
    return Standing(name, made, (x, y, bottom + made.extent_m[2] / 2), upright(0.0), support)


def test_a_tower_of_blocks_stays():
    lower = _standing("red_block", "block", "red", 0.5, 0.0, 0.001)
    upper = _standing("blue_block", "block", "blue", 0.5, 0.0, lower.design.extent_m[2] + 0.002, "red_block")
    settled = settle([lower, upper], (), LOOK)
    assert settled.unruly == ()
    assert abs(settled.things[1].at_m[2] - upper.at_m[2]) < 0.003


def test_what_hangs_over_the_edge_is_unruly():
    table_edge = LOOK.table_max_m[0]
    falling = _standing("red_can", "can", "red", table_edge + 0.01, 0.0, 0.001)
    steady = _standing("blue_can", "can", "blue", 0.5, 0.2, 0.001)
    assert settle([falling, steady], (), LOOK).unruly == ("red_can",)


def test_what_stands_in_another_thing_is_unruly():
    first = _standing("red_box", "box", "red", 0.5, 0.0, 0.001)
    second = _standing("blue_can", "can", "blue", 0.505, 0.0, 0.001)
    assert settle([first, second], (), LOOK).unruly


def test_what_topples_is_unruly():
    block = _standing("red_block", "block", "red", 0.5, 0.0, 0.001)
    overhanging = _standing("blue_bottle", "bottle", "blue", 0.522, 0.0, block.design.extent_m[2] + 0.002)
    assert "blue_bottle" in settle([block, overhanging], (), LOOK).unruly
