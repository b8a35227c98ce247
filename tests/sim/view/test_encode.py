# SPDX-License-Identifier: Apache-2.0
import subprocess

import imageio_ffmpeg
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.speech.sound import write_wav
from mm_robot_sim.view.encode import write_film


def test_a_film_has_its_pictures_and_its_sound(tmp_path):
    sound, film = tmp_path / "sound.wav", tmp_path / "sub" / "film.mp4"
    write_wav(sound, np.sin(np.arange(16000) / 10).astype(np.float32))
    write_film(film, (np.full((90, 160, 3), 10 * i, np.uint8) for i in range(25)), (160, 90), 25.0, sound)
    told = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(film)], capture_output=True, text=True, check=False
    ).stderr
    assert "Video: h264" in told
    assert "Audio: aac" in told
    assert "yuv420p" in told, "other pixel formats do not play everywhere"
    assert imageio_ffmpeg.count_frames_and_secs(str(film))[0] == 25


def test_odd_sizes_and_places_that_cannot_be_written_are_refused(tmp_path):
    with pytest.raises(InputError, match="even"):
        write_film(tmp_path / "a.mp4", [], (161, 90), 25.0)
    picture = np.zeros((90, 160, 3), np.uint8)
    with pytest.raises(InputError, match="cannot be written"):
        write_film(tmp_path / "a.mp4", [picture] * 50, (160, 90), 25.0, tmp_path / "missing.wav")
