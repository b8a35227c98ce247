# SPDX-License-Identifier: Apache-2.0
import imageio_ffmpeg
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.view.video import FRAMES_PER_S, Recorder, spectate
from mm_robot_sim.world import World


def test_a_film_has_its_length_and_its_caption(tmp_path):
    world = World(0, objects=[("cup", "red")])
    film = tmp_path / "sub" / "film.mp4"
    with Recorder(world, film, size=(320, 180)) as recorder:
        plain = recorder.picture()
        recorder.caption = ("hand me the cup", "found: red cup")
        assert np.mean(recorder.picture()[-30:]) < np.mean(plain[-30:]), "the caption's bar is dark"
        world.step(1.0)
    world.step(0.5)  # after the end nothing is filmed
    reader = imageio_ffmpeg.read_frames(str(film))
    meta = next(reader)
    assert meta["codec"] == "h264"
    assert tuple(meta["size"]) == (320, 180)
    assert sum(1 for _ in reader) == pytest.approx(FRAMES_PER_S, abs=1)
    world.close()


def test_captions_may_be_drawn_by_somebody_else(tmp_path):
    world = World(0, objects=[("cup", "red")])
    seen = []
    recorder = Recorder(
        world, tmp_path / "a.mp4", size=(320, 180), draw_caption=lambda p, lines: (seen.append(lines), p)[1]
    )
    recorder.caption = ("把红色的杯子递给我",)
    assert recorder.picture().shape == (180, 320, 3)
    assert seen == [("把红色的杯子递给我",)]
    world.close()


def test_odd_sizes_and_missing_fonts_are_refused(tmp_path):
    world = World(0, objects=[("cup", "red")])
    with pytest.raises(InputError):
        Recorder(world, tmp_path / "a.mp4", size=(321, 180))
    with pytest.raises(InputError):
        Recorder(world, tmp_path / "a.mp4", font=tmp_path / "none.ttf")


def test_the_spectator_sees_the_whole_person_and_the_robot():
    world = World(5)
    picture = spectate(world, 640, 360)
    assert picture.shape == (360, 640, 3)
    assert 40 < picture.mean() < 200
    world.close()
