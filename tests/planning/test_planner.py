# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.geometry import pose, transform_points
from mm_robot.planning.place import where
from mm_robot.planning.shapes import complete
from mm_robot.planning.tasks import Skill
from mm_robot.types import AwaitTake, ExpectGrasp, Failed, MoveArm, MoveGripper, Plan

from .conftest import after, block, cup, thing

GIVE = Skill("hand_over", 1)


@pytest.fixture
def picked(planner, make_scene, arm):
    """Pick thing 1 of some things; gives the plan and the scene as it is afterwards."""

    def pick(*things, then=None):
        before = make_scene(*things)
        plan = planner.plan(Skill("pick", 1, then=then), before)
        assert isinstance(plan, Plan), plan
        q = after(plan)
        grasp = [s for s in plan.steps if isinstance(s, MoveArm)][1].trajectory.q_rad[-1]
        moved = arm.forward(q) @ np.linalg.inv(arm.forward(grasp))
        one = things[0]
        held = replace(
            one,
            T_base_object=moved @ one.T_base_object,
            points_m=transform_points(moved, one.points_m),
            held=True,
        )
        return plan, make_scene(held, *things[1:], q=q, width_m=0.06, stamp_s=8.0)

    return pick


@pytest.mark.parametrize("what", [
    cup(1), block(1, (0.6, 0.1)), thing(1, "bottle", (0.45, -0.3), (0.06, 0.06, 0.2)),
    thing(1, "ball", (0.65, 0.2), (0.06,) * 3), thing(1, "box", (0.5, -0.2), (0.11, 0.05, 0.07), yaw=0.7),
    thing(1, "banana", (0.4, 0.2), (0.16, 0.06, 0.036), yaw=-1.0),
])  # fmt: skip
def test_a_thing_is_picked_checked_and_handed_over_within_every_limit(
    what, planner, picked, pass_gate, arm, person
):
    pick, scene = picked(what, block(2, (0.35, 0.0)), then=GIVE)
    assert pass_gate(pick, arm.home) == ["reach", "approach", "lift"]
    kinds = [type(step) for step in pick.steps]
    assert kinds.index(MoveGripper) < kinds.index(ExpectGrasp)
    give = planner.plan(GIVE, scene)
    assert isinstance(give, Plan), give
    assert pass_gate(give, scene.robot.q_rad)[:3] == ["bring", "retreat", "home"]
    wait = next(i for i, s in enumerate(give.steps) if isinstance(s, AwaitTake))
    assert isinstance(give.steps[wait + 1], MoveGripper) and give.steps[wait + 1].width_m > 0.07
    offered = arm.forward(give.steps[wait - 1].trajectory.q_rad[-1])
    assert 0.05 < np.linalg.norm(offered[:3, 3] - person.hand_m) < 0.45


def test_near_a_person_the_tool_is_slow(planner, picked, arm, config):
    _, scene = picked(cup(1), then=GIVE)
    motion = planner.plan(GIVE, scene).steps[0].trajectory
    at = np.array([arm.forward(q)[:3, 3] for q in motion.q_rad])
    assert (
        np.linalg.norm(np.diff(at, axis=0), axis=1) / np.diff(motion.t_s)
    ).max() < config.planning.person_speed_m_s * 1.05


def test_nobody_there_is_known_before_anything_is_taken(planner, make_scene):
    failed = planner.plan(Skill("pick", 1, then=GIVE), make_scene(cup(1), people=()))
    assert failed == Failed("plan", "I see nobody to hand it to")


def test_without_a_hand_it_is_offered_in_front_of_the_person(planner, picked, arm, person):
    _, scene = picked(cup(1))
    handless = replace(scene, people=(replace(person, hand_m=None),))
    planner._view._view = None
    give = planner.plan(GIVE, handless)
    assert isinstance(give, Plan)
    at = arm.forward(give.steps[0].trajectory.q_rad[-1])[:3, 3]
    assert 0.3 < np.hypot(*(at - person.position_m)[:2]) < 0.8


@pytest.mark.parametrize(
    "relation, anchors",
    [("in", (3,)), ("left_of", (2,)), ("between", (2, 3)), ("on", ("table",)), ("on", ())],
)
def test_what_is_held_is_put_where_it_was_wanted(relation, anchors, planner, picked, pass_gate):
    place = Skill("place", 1, relation, anchors)
    _, scene = picked(
        block(1, (0.5, -0.3)),
        cup(2, (0.45, -0.1)),
        thing(3, "bowl", (0.5, 0.2), (0.15, 0.15, 0.055)),
        then=place,
    )
    plan = planner.plan(place, scene)
    assert isinstance(plan, Plan), plan
    assert pass_gate(plan, scene.robot.q_rad) == ["carry", "lower", "set down", "retreat", "home"]
    assert next(s for s in plan.steps if isinstance(s, MoveArm) and s.label == "set down").until_contact


def test_it_is_put_back_where_it_stood(planner, picked, arm):
    pick, scene = picked(cup(1, (0.55, -0.1)))
    back = planner.plan(Skill("put_back", 1), scene)
    stood = arm.forward([s for s in pick.steps if isinstance(s, MoveArm)][1].trajectory.q_rad[-1])
    down = arm.forward([s for s in back.steps if isinstance(s, MoveArm)][2].trajectory.q_rad[-1])
    assert np.linalg.norm((down - stood)[:2, 3]) < 0.01 and 0.0 < down[2, 3] - stood[2, 3] < 0.01


def test_a_second_try_takes_it_from_another_side(planner, make_scene, arm):
    scene = make_scene(cup(1))
    strokes = []
    for _ in range(2):
        plan = planner.plan(Skill("pick", 1), scene)
        strokes.append(
            arm.forward([s for s in plan.steps if isinstance(s, MoveArm)][1].trajectory.q_rad[-1])[:3, 1]
        )
    assert abs(strokes[0] @ strokes[1]) < 0.9


@pytest.mark.parametrize(
    "direction, axis, sign", [("left", 1, 1), ("right", 1, -1), ("forward", 0, 1), ("back", 0, -1)]
)
def test_pushing_moves_the_fingers_that_way(direction, axis, sign, planner, make_scene, pass_gate, arm):
    plan = planner.plan(Skill("push", 1, direction=direction), make_scene(block(1, (0.5, 0.0))))
    assert isinstance(plan, Plan), plan
    assert "push" in pass_gate(plan, arm.home)
    motion = next(s for s in plan.steps if isinstance(s, MoveArm) and s.label == "push").trajectory
    moved = arm.forward(motion.q_rad[-1])[:3, 3] - arm.forward(motion.q_rad[0])[:3, 3]
    assert sign * moved[axis] > 0.09 and abs(moved[1 - axis]) < 0.01


def test_nothing_is_pushed_into_something_or_off_the_table(planner, make_scene):
    assert (
        "way"
        in planner.plan(
            Skill("push", 1, direction="left"), make_scene(block(1, (0.5, 0)), cup(2, (0.5, 0.09)))
        ).reason
    )
    assert (
        "table"
        in planner.plan(Skill("push", 1, direction="right"), make_scene(block(1, (0.5, -0.43)))).reason
    )


def test_letting_go_puts_down_what_is_held_and_opens_an_empty_hand(planner, picked, make_scene):
    assert [type(s) for s in planner.plan(Skill("release"), make_scene(width_m=0.0)).steps] == [MoveGripper]
    _, scene = picked(cup(1))
    labels = [s.label for s in planner.plan(Skill("release", 1), scene).steps if isinstance(s, MoveArm)]
    assert labels[:3] == ["carry", "lower", "set down"]


def test_a_failed_attempt_is_left_upwards_and_homewards(planner, make_scene, arm, pass_gate):
    low = arm.inverse(pose([0.5, 0.0, 0.06], np.diag([1.0, -1.0, -1.0])), arm.home)
    plan = planner.plan(Skill("withdraw"), make_scene(cup(1), q=low))
    assert pass_gate(plan, low)[0] == "withdraw" and np.allclose(after(plan), arm.home, atol=1e-3)
    assert planner.plan(Skill("withdraw"), make_scene()).steps == ()


def test_what_is_not_there_or_not_held_is_said(planner, make_scene):
    assert planner.plan(Skill("pick", 5), make_scene(cup(1))).reason == "I no longer see it"
    assert planner.plan(GIVE, make_scene(cup(1))).reason == "I do not hold it"


def test_another_arm_is_a_broken_input(planner, make_scene):
    scene = make_scene(cup(1))
    with pytest.raises(InputError, match="6"):
        planner.plan(GIVE, replace(scene, robot=replace(scene.robot, q_rad=np.zeros(6))))


def test_pointing_rests_close_to_the_thing_touches_nothing_and_goes_home(planner, make_scene, arm, pass_gate):
    target = cup(1, (0.5, -0.1))
    plan = planner.plan(Skill("point", 1), make_scene(target, block(2, (0.5, 0.1))))
    pass_gate(plan, arm.home)
    rest = next(step for step in plan.steps if isinstance(step, MoveArm) and step.trajectory.duration_s > 1
                and np.ptp(step.trajectory.q_rad, axis=0).max() == 0)  # fmt: skip
    T = arm.forward(rest.trajectory.q_rad[0])
    way = target.position_m - T[:3, 3]
    assert 0.03 < np.linalg.norm(way) < 0.25
    assert T[:3, 2] @ way / np.linalg.norm(way) > 0.97


def test_what_cannot_be_pointed_at_is_left_to_words(planner, make_scene):
    assert planner.plan(Skill("point", 1), make_scene(cup(1, (0.98, 0.52)))).steps == ()


def test_another_heap_is_kept_away_from(make_scene, kit):
    own, other = block(2, (0.5, 0.0)), block(3, (0.5, 0.22), colour="blue")
    shape = complete(cup(1), ())
    scene = make_scene(own, other)
    spot = where(scene, shape, 1, Skill("place", 1, "next_to", (2,), apart=(3,)))[0]
    assert spot.at_m[1] < 0.0
