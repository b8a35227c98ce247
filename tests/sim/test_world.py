# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys
import time

import mujoco
import numpy as np
import pytest

from mm_robot.config import load
from mm_robot.errors import InputError
from mm_robot_sim.objects.recipes import NATURAL_COLOURS, NOUNS
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.spec import KINDS
from mm_robot_sim.sensors.camera import true_picture
from mm_robot_sim.world import World


def test_same_seed_gives_the_same_world_and_pictures():
    first, second = World(3), World(3)
    first.step(0.5)
    second.step(0.5)
    assert [t.name for t in first.objects] == [t.name for t in second.objects]
    np.testing.assert_array_equal(first.data.qpos, second.data.qpos)
    for a, b in zip(true_picture(first), true_picture(second), strict=True):
        np.testing.assert_array_equal(a, b)
    first.close()
    second.close()


def test_seeds_differ():
    inventories = {tuple(t.name for t in World(seed).objects) for seed in range(6)}
    assert len(inventories) == 6
    assert all(5 <= len(names) <= 8 for names in inventories)


@pytest.mark.parametrize("start", range(0, len(NOUNS), 4))
def test_every_kind_of_thing_rests_where_it_stands(start):
    nouns = NOUNS[start : start + 4]
    world = World(start, objects=[(noun, NATURAL_COLOURS.get(noun, ("blue",))[0]) for noun in nouns])
    deepest = min((contact.dist for contact in world.data.contact), default=0.0)
    before = {thing.name: world.pose(thing.name) for thing in world.objects}
    world.step(10.0)
    assert deepest > -0.002
    for name, pose in before.items():
        assert np.linalg.norm(world.pose(name)[:3, 3] - pose[:3, 3]) < 0.001, name
        lowest = world.pose(name)[2, 3] - world.thing(name).extent_m[2] / 2
        assert abs(lowest) < 0.006, f"{name} neither floats nor sinks"


def test_things_do_not_touch_one_another():
    for seed in range(8):
        world = World(seed)
        for thing in world.objects:
            others = np.any([o.geoms for o in world.objects if o is not thing], axis=0)
            assert not world.touching(thing.geoms, others), (seed, thing.name)


def test_inventory_and_places_on_request():
    wanted = [("cup", "red"), ("cup", "blue"), ("cup", "red"), ("basket", "brown")]
    world = World(5, objects=wanted, positions_m={0: (0.5, -0.2), 1: (0.6, 0.1)})
    assert [t.name for t in world.objects] == ["red_cup", "blue_cup", "red_cup_2", "brown_basket"]
    np.testing.assert_allclose(world.pose("red_cup")[:2, 3], (0.5, -0.2), atol=0.002)
    np.testing.assert_allclose(world.pose("blue_cup")[:2, 3], (0.6, 0.1), atol=0.002)


def test_another_inventory_leaves_the_person_as_they_were():
    first, second = World(8), World(8, objects=[("can", "grey")])
    np.testing.assert_array_equal(first.build.hand_m, second.build.hand_m)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"objects": [("elephant", "purple")]}, "available: cup"),
        ({"objects": [("cup", "mauve")]}, "available: red"),
        ({"objects": [("tray", "grey")] * 12}, "do not fit"),
        ({"seed": -1}, "non-negative"),
    ],
)
def test_impossible_worlds_are_refused_with_a_reason(arguments, words):
    with pytest.raises(InputError, match=words):
        World(**{"seed": 0, **arguments})


def test_short_steps_add_up():
    world = World(0, objects=[("cup", "red")])
    for _ in range(10):
        world.step(0.0011)
    assert world.now_s == pytest.approx(0.01)
    with pytest.raises(InputError):
        world.step(float("nan"))


def test_a_world_without_a_person():
    world = World(1, person=False)
    world.step(0.1)
    assert world.person is None
    assert not world.person_geoms.any()


_DIGEST = (
    "from mm_robot_sim.world import World\n"
    "world = World(1003, scene='drawers')\n"
    "world.step(0.3)\n"
    "print(world.digest())\n"
)


def test_the_same_seed_gives_the_same_bytes_in_another_process():
    there = subprocess.run([sys.executable, "-c", _DIGEST], capture_output=True, text=True, check=True)
    world, other = World(1003, scene="drawers"), World(1004, scene="drawers")
    world.step(0.3)
    assert there.stdout.strip() == world.digest()
    assert other.digest() != world.digest()
    world.close()
    other.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "simple"])
def test_everything_in_a_scene_rests_touches_cleanly_and_stays(kind):
    scene = draw(1016, kind, person=False)
    world = World(1016, scene=scene)
    assert [thing.name for thing in world.objects] == [standing.name for standing in scene.things]
    before = {thing.name: world.pose(thing.name)[:3, 3] for thing in world.objects}
    for standing in scene.things:
        assert np.linalg.norm(before[standing.name] - standing.at_m) < 0.002, standing.name
    awake = world.model.opt.enableflags & ~int(mujoco.mjtEnableBit.mjENBL_SLEEP)
    world.step(10.0)
    for name, place in before.items():
        assert np.linalg.norm(world.pose(name)[:3, 3] - place) < 0.001, name
    world.model.opt.enableflags = awake  # what sleeps has no contacts
    mujoco.mj_forward(world.model, world.data)
    assert min(world.data.contact.dist, default=0.0) > -0.002


def test_a_crowd_of_25_things_stays_too_and_is_made_within_two_seconds():
    began = time.process_time()
    world = World(1004, scene=draw(1004, "table", 25, person=False))
    assert time.process_time() - began < 2.0
    before = {thing.name: world.pose(thing.name)[:3, 3] for thing in world.objects}
    assert len(before) == 25
    world.step(10.0)
    assert all(np.linalg.norm(world.pose(name)[:3, 3] - at) < 0.001 for name, at in before.items())


def test_the_camera_is_where_the_scene_has_it_and_says_so():
    scene = draw(1005, "shelf")
    nominal = load().sim
    world = World(1005, scene=scene)
    config = world.config.sim
    np.testing.assert_allclose(
        config.camera_position_m, np.add(nominal.camera_position_m, scene.camera.position_m)
    )
    eye = world.data.cam_xpos[world.model.camera("rgbd").id]
    np.testing.assert_allclose(eye, config.camera_position_m, atol=1e-9)
    assert config.camera_focal_px == pytest.approx(nominal.camera_focal_px * scene.camera.focal_scale)


def test_objects_are_asked_for_in_simple_scenes_only():
    with pytest.raises(InputError, match="simple scenes only"):
        World(1000, scene="shelf", objects=[("cup", "red")])
    with pytest.raises(InputError, match="not both"):
        World(1000, scene=draw(1000), objects=[("cup", "red")])
    with pytest.raises(InputError, match="no kind of scene 'attic'"):
        World(1000, scene="attic")
