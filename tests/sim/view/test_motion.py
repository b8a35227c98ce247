# SPDX-License-Identifier: Apache-2.0
"""Motions that were kept look, drawn later, as they would have looked then."""

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.view.motion import FRAMES_PER_S, MotionLog, Stage, read_motion
from mm_robot_sim.view.video import spectate
from mm_robot_sim.world import World

SIZE = (320, 180)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("motion") / "sub" / "motion.npz"
    world = World(1000)
    log = MotionLog(world, path, epoch_s=100.0)
    world.step(0.3)  # nothing is kept before it starts
    log.start()
    world.person.walk_to((0.6, 1.0))
    world.step(1.0)
    last = spectate(world, *SIZE)
    log.close()
    world.step(0.2)
    log.close()  # a second time changes nothing
    world.close()
    return path, last


def test_moments_follow_at_the_film_s_pace_on_the_robot_s_clock(kept):
    motion = read_motion(kept[0])
    assert len(motion.stamps_s) == pytest.approx(FRAMES_PER_S, abs=1)
    assert motion.stamps_s[0] == pytest.approx(100.3, abs=0.02)
    assert np.diff(motion.stamps_s) == pytest.approx(1.0 / FRAMES_PER_S, abs=0.011)
    assert motion.index(0.0) == 0
    assert motion.index(1e9) == len(motion.stamps_s) - 1
    assert motion.stamps_s[motion.index(100.8)] == pytest.approx(100.8, abs=0.05)


def test_a_moment_drawn_later_looks_as_it_looked_then(kept):
    path, seen = kept
    motion, world = read_motion(path), World(1000)
    stage = Stage(world, SIZE)
    drawn = stage.draw(motion, len(motion.stamps_s) - 1).astype(int)
    assert np.abs(drawn - seen).mean() < 0.5
    begin = stage.draw(motion, 0).astype(int)
    assert np.abs(begin - drawn).mean() > 1.0, "the person has walked"
    world.close()


def test_another_world_is_no_stage_for_it(kept):
    motion, world = read_motion(kept[0]), World(1000, objects=[("cup", "red")], person=False)
    with pytest.raises(InputError, match="bodies"):
        Stage(world, SIZE).draw(motion, 0)
    world.close()


def test_what_is_no_motion_is_refused(tmp_path):
    world = World(1000, objects=[("cup", "red")])
    with pytest.raises(InputError, match=r"\.npz"):
        MotionLog(world, tmp_path / "film.mp4")
    with pytest.raises(InputError, match="no kept motion"):
        read_motion(tmp_path / "missing.npz")
    log = MotionLog(world, tmp_path / "empty.npz")
    log.start()
    log.close()
    with pytest.raises(InputError, match="nothing was kept"):
        read_motion(tmp_path / "empty.npz")
    world.close()
