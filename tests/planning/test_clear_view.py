# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.geometry import pose
from mm_robot.planning.clear_view import ClearView
from mm_robot.types import Obstacle

from .conftest import block, cup, thing


@pytest.fixture
def view(arm, make_scene):
    kept = ClearView(arm)
    kept.merge(make_scene(cup(1), block(2, (0.55, 0.2))))
    return kept


def raised(arm):
    return arm.home + [0.5, 0.4, 0, 0, 0, 0, 0]


def test_the_hand_is_where_it_was_seen_past_the_arm(arm, view, make_scene, person):
    for wrong in (None, person.hand_m + [0.4, 0.1, -0.2], np.full(3, np.nan)):
        hidden = replace(person, hand_m=wrong)
        scene = view.merge(make_scene(cup(1), q=raised(arm), people=[hidden], stamp_s=5.0))
        assert np.array_equal(scene.people[0].hand_m, person.hand_m)


def test_a_thing_half_hidden_keeps_its_clear_shape_and_a_moved_one_does_not(arm, view, make_scene):
    sliver = thing(1, "box", (0.51, 0.01), (0.06, 0.01, 0.08))
    scene = view.merge(make_scene(sliver, block(2, (0.55, -0.3)), q=raised(arm), stamp_s=5.0))
    assert scene.objects[0].label == "cup"
    assert scene.objects[1].position_m[1] == pytest.approx(-0.3)


def test_bits_of_the_arm_and_its_load_are_no_things(arm, view, make_scene):
    q = raised(arm)
    tool = arm.forward(q)[:3, 3]
    load = thing(1, "cup", tool - [0, 0, 0.05], (0.07, 0.07, 0.1), held=True)
    ghost = thing(7, "thing", tool + [0.03, 0, -0.05], (0.03, 0.03, 0.06))
    new = block(8, (0.6, -0.3))
    lump = Obstacle(pose(tool), np.full(3, 0.05))
    scene = view.merge(make_scene(load, ghost, new, q=q, stamp_s=5.0, obstacles=(lump,)))
    assert [o.id for o in scene.objects] == [1, 8] and scene.obstacles == ()


def test_an_old_view_counts_no_more(arm, view, make_scene, person):
    late = make_scene(cup(1), q=raised(arm), people=[replace(person, hand_m=None)], stamp_s=500.0)
    assert view.merge(late).people[0].hand_m is None
