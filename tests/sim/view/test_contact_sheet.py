# SPDX-License-Identifier: Apache-2.0
import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from mm_robot.errors import InputError
from mm_robot_sim.view.contact_sheet import contact_sheet


def test_frames_of_the_whole_film_stand_in_order(tmp_path):
    film = imageio_ffmpeg.write_frames(str(tmp_path / "film.mp4"), (64, 48), fps=10, macro_block_size=2)
    film.send(None)
    for i in range(32):
        film.send(np.full((48, 64, 3), 8 * i, np.uint8))
    film.close()
    contact_sheet(tmp_path / "film.mp4", tmp_path / "new" / "sheet.png", columns=2, rows=2, width=64)
    sheet = np.asarray(Image.open(tmp_path / "new" / "sheet.png")).astype(int)
    brightness = [sheet[24, 32, 0], sheet[24, 100, 0], sheet[76, 32, 0], sheet[76, 100, 0]]
    assert brightness == sorted(brightness)
    assert brightness[0] < 60 < 190 < brightness[3]


def test_a_file_that_is_no_film_is_named(tmp_path):
    (tmp_path / "no.mp4").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"no\.mp4"):
        contact_sheet(tmp_path / "no.mp4", tmp_path / "sheet.png")
