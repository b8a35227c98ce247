# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.geometry import rotation_z
from mm_robot.planning.place import around, where
from mm_robot.planning.shapes import complete
from mm_robot.planning.tasks import Skill
from mm_robot.types import ExpectGrasp, Failed, MoveArm

from .conftest import block, thing

UNIT = thing(30, "thing", (0.75, 0.0), (0.30, 0.28, 0.35))


def handle(label="drawer", at=(0.558, 0.0, 0.25)):
    """A bar before the unit's front, which looks towards the robot (-x)."""
    size = (0.11, 0.012, 0.012) if label == "drawer" else (0.012, 0.012, 0.11)
    bar = thing(31, label, (at[0], at[1], at[2] - size[2] / 2), size)
    T = bar.T_base_object.copy()
    T[:3, :3] = rotation_z(np.pi / 2)  # its y axis points out of the front
    return replace(bar, T_base_object=T)


def moves(plan, label):
    return next(s for s in plan.steps if isinstance(s, MoveArm) and s.label == label)


def way_of(plan, label, arm):
    q = moves(plan, label).trajectory.q_rad
    return arm.forward(q[-1])[:3, 3] - arm.forward(q[0])[:3, 3]


def test_a_drawer_is_taken_by_its_handle_and_pulled_straight_out(planner, make_scene, arm, pass_gate):
    bar = handle()
    plan = planner.plan(Skill("pull", 31), make_scene(UNIT, bar))
    pass_gate(plan, arm.home)
    start = arm.forward(moves(plan, "open").trajectory.q_rad[0])[:3, 3]
    assert np.linalg.norm(start - bar.position_m) < 0.005
    way = way_of(plan, "open", arm)
    assert way[0] < -0.09 and np.abs(way[1:]).max() < 0.005
    assert moves(plan, "open").until_contact  # the end of its rails is no failure
    assert sum(isinstance(step, ExpectGrasp) for step in plan.steps) == 2  # taken, and brought along


def test_it_is_pushed_home_by_its_handle(planner, make_scene, arm, pass_gate):
    plan = planner.plan(Skill("shut", 31), make_scene(UNIT, handle(at=(0.45, 0.0, 0.25))))
    pass_gate(plan, arm.home)
    assert way_of(plan, "close", arm)[0] > 0.08


def test_a_door_swings_round_its_hinge_on_the_far_side(planner, make_scene, arm, pass_gate):
    unit, bar = thing(30, "thing", (0.72, 0.1), (0.28, 0.24, 0.36)), handle("door", (0.538, 0.01, 0.19))
    plan = planner.plan(Skill("pull", 31), make_scene(unit, bar))
    pass_gate(plan, arm.home)
    q = moves(plan, "open").trajectory.q_rad
    hinge = np.array([0.583, 0.22])
    away = [np.linalg.norm(arm.forward(x)[:2, 3] - hinge) for x in q[:: len(q) // 10]]
    assert np.ptp(away) < 0.02 and way_of(plan, "open", arm)[0] < -0.05


def test_what_stands_before_a_drawer_is_not_swept_away(planner, make_scene):
    tall = thing(5, "bottle", (0.47, 0.03), (0.06, 0.06, 0.22))
    plan = planner.plan(Skill("pull", 31), make_scene(UNIT, handle(), tall))
    assert isinstance(plan, Failed) and "in its way" in plan.reason


def test_low_things_before_a_high_drawer_do_not_matter(planner, make_scene):
    plan = planner.plan(Skill("pull", 31), make_scene(UNIT, handle(), block(5, (0.45, 0.1))))
    assert not isinstance(plan, Failed), plan


@pytest.mark.parametrize("skill", ["pull", "shut"])
def test_a_handle_out_of_reach_is_said(skill, planner, make_scene):
    far = handle(at=(1.3, 0.0, 0.25))
    plan = planner.plan(Skill(skill, 31), make_scene(replace(UNIT), far))
    assert isinstance(plan, Failed) and "handle" in plan.reason


def test_into_a_drawer_means_open_it_first_and_lower_between_the_fronts(planner, make_scene, arm):
    bar = handle(at=(0.40, 0.0, 0.20))  # open by 16 cm
    rng = np.random.default_rng(3)
    top = np.column_stack((rng.uniform(0.60, 0.90, 400), rng.uniform(-0.14, 0.14, 400), np.full(400, 0.349)))
    unit = thing(30, "thing", (0.665, 0.0), (0.47, 0.28, 0.35))  # one block with its open drawer
    unit = replace(unit, points_m=np.vstack((unit.points_m[unit.points_m[:, 2] < 0.25], top)))
    scene = make_scene(unit, bar)
    spot = where(scene, complete(block(1), ()), 1, Skill("place", 1, "in", (31,)))[0]
    assert 0.47 < spot.at_m[0] < 0.57 and abs(spot.at_m[1]) < 0.01
    apart = around(scene, Skill("place", 1, "in", (31,)))
    block_of = next(t for t in apart.objects if t.id == 30)
    assert block_of.position_m[0] - block_of.extent_m[0] / 2 > 0.57  # the carcass alone
    assert len(apart.obstacles) == len(scene.obstacles) + 3  # front and sides


def test_what_does_not_fit_into_a_drawer_is_said(make_scene):
    unit, bar = thing(30, "thing", (0.75, 0.0), (0.30, 0.28, 0.35)), handle()
    found = where(make_scene(unit, bar), complete(block(1), ()), 1, Skill("place", 1, "in", (31,)))
    assert isinstance(found, Failed) and "fit" in found.reason
