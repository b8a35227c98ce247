# SPDX-License-Identifier: Apache-2.0
import dataclasses

import mujoco
import numpy as np
import pytest

from mm_robot.errors import InputError, RobotError
from mm_robot.geometry import rotation_from_axes
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.robots.script import Script
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.furniture import HANDLE_GAP_M
from mm_robot_sim.world import World


def _world(seed, kind):
    return World(seed, scene=draw(seed, kind, person=False))


def _pull(world, name, force_n, seconds=3.0):
    """Pull the handle straight out of the front with a constant force, until it is open or time is over."""
    part = world.fixture(name)
    model, data = world.model, world.data
    for _ in range(round(seconds / model.opt.timestep)):
        out = -data.xmat[part.body].reshape(3, 3)[:, 0] * force_n
        data.qfrc_applied[:] = 0
        mujoco.mj_applyFT(model, data, out, np.zeros(3), part.handle_m(data), part.body, data.qfrc_applied)
        mujoco.mj_step(model, data)
        if world.opening(name) > 0.97:
            break
    data.qfrc_applied[:] = 0


@pytest.mark.parametrize("kind", ["drawers", "cupboard"])
def test_every_drawer_and_door_opens_when_its_handle_is_pulled(kind):
    for seed in (1002, 1008):
        world = _world(seed, kind)
        for part in world.fixtures:
            inside = [t.name for t in world.objects if world.inside(part.name, t.name)]
            _pull(world, part.name, 6.0)
            assert world.opening(part.name) > 0.8, (seed, part.name)
            assert all(world.inside(part.name, name) for name in inside), "what lies inside comes along"


@pytest.mark.parametrize("kind", ["drawers", "cupboard"])
def test_friction_holds_what_is_barely_touched(kind):
    world = _world(1008, kind)
    for part in world.fixtures:
        before = world.opening(part.name)
        _pull(world, part.name, 0.3, seconds=0.5)
        assert abs(world.opening(part.name) - before) < 0.03, part.name


def test_a_finger_fits_behind_a_handle():
    world = _world(1002, "drawers")
    for part in world.fixtures:
        local = world.data.xmat[part.body].reshape(3, 3).T @ (
            part.handle_m(world.data) - world.data.xpos[part.body]
        )
        assert -local[0] > HANDLE_GAP_M > 0.03


def test_the_arm_itself_opens_a_drawer():
    world = _world(1000, "drawers")
    name = next(part.name for part in world.fixtures if world.opening(part.name) < 0.1)
    part = world.fixture(name)
    script = Script(SimRobot(world))
    inwards = world.data.xmat[part.body].reshape(3, 3)[:, 0].copy()
    at = part.handle_m(world.data)
    for slope in (0.0, 0.5):  # level, or from above
        along = np.cos(slope) * inwards - np.sin(slope) * np.array([0, 0, 1.0])
        for up in (1.0, -1.0):
            rotation = rotation_from_axes(np.cross([0, 0, up], along), along)
            try:
                script.gripper(0.08)
                script.move(at - 0.1 * along, rotation)
                script.move(at, rotation)
                script.gripper(0.0, 40.0)
                for way in np.linspace(0.02, 0.95 * part.travel, 6):
                    script.move(at - inwards * way, rotation)
            except RobotError:
                continue
            if world.opening(name) > 0.8:
                return
    pytest.fail(f"{name} is open by {world.opening(name):.2f} only")


def test_parts_are_counted_and_placed_from_the_top():
    world = _world(1010, "shelf")
    heights = [part.low_m[2] for part in world.fixtures]
    assert heights == sorted(heights, reverse=True)
    assert [part.name for part in world.fixtures] == [f"shelf_{i + 1}" for i in range(len(heights))]
    assert world.fixtures[0].place == "top"
    assert world.fixtures[-1].place == "bottom"


@pytest.mark.parametrize("kind", ["shelf", "drawers", "cupboard", "bin"])
def test_things_said_to_be_in_furniture_are_inside_it_and_in_nothing_else(kind):
    placed = 0
    for seed in range(1000, 1006):
        spec = draw(seed, kind, person=False)
        world = World(seed, scene=spec)
        for standing in spec.things:
            inside = [part.name for part in world.fixtures if world.inside(part.name, standing.name)]
            carried = {s.name for s in spec.things}
            if standing.support in carried:
                continue
            assert inside == ([] if standing.support is None else [standing.support]), (seed, standing.name)
            placed += len(inside)
    assert placed >= 4


def test_drawers_begin_as_far_open_as_the_scene_says():
    spec = draw(1002, "drawers", person=False)
    piece = spec.furniture[0]
    shares = tuple(np.linspace(0.9, 0.3, piece.parts).tolist())
    moved = dataclasses.replace(spec, things=(), furniture=(dataclasses.replace(piece, opened=shares),))
    world = World(1002, scene=moved)
    world.step(2.0)
    for part, share in zip(world.fixtures, shares, strict=True):
        assert world.opening(part.name) == pytest.approx(share, abs=0.02)


def test_an_unknown_fixture_is_refused_with_what_there_is():
    with pytest.raises(InputError, match="available: drawer_1"):
        _world(1002, "drawers").opening("drawer_9")
    with pytest.raises(InputError, match="none in this scene"):
        _world(1002, "table").opening("bin")
    with pytest.raises(InputError, match="no handle"):
        world = _world(1010, "shelf")
        world.fixtures[0].handle_m(world.data)
