# SPDX-License-Identifier: Apache-2.0
import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from mm_robot.errors import InputError
from mm_robot_sim.view.contact_sheet import contact_sheet


@pytest.fixture
def film(tmp_path):
    """32 frames that grow brighter, 8 levels each."""
    writer = imageio_ffmpeg.write_frames(str(tmp_path / "film.mp4"), (64, 48), fps=10, macro_block_size=2)
    writer.send(None)
    for i in range(32):
        writer.send(np.full((48, 64, 3), 8 * i, np.uint8))
    writer.close()
    return tmp_path / "film.mp4"


def test_frames_that_are_asked_for_stand_in_as_many_rows_as_they_need(film, tmp_path):
    contact_sheet(film, tmp_path / "sheet.png", columns=2, width=64, frames=[31, 4, 16, 99, -3])
    sheet = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    assert sheet.shape[0] == 2 * (48 + 4)
    shown = [sheet[24, 32, 0], sheet[24, 100, 0], sheet[76, 32, 0], sheet[76, 100, 0]]
    assert shown == pytest.approx([0, 32, 128, 248], abs=14)


def test_frames_of_the_whole_film_stand_in_order(film, tmp_path):
    contact_sheet(tmp_path / "film.mp4", tmp_path / "new" / "sheet.png", columns=2, rows=2, width=64)
    sheet = np.asarray(Image.open(tmp_path / "new" / "sheet.png")).astype(int)
    brightness = [sheet[24, 32, 0], sheet[24, 100, 0], sheet[76, 32, 0], sheet[76, 100, 0]]
    assert brightness == sorted(brightness)
    assert brightness[0] < 60 < 190 < brightness[3]


def test_a_file_that_is_no_film_is_named(tmp_path):
    (tmp_path / "no.mp4").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"no\.mp4"):
        contact_sheet(tmp_path / "no.mp4", tmp_path / "sheet.png")
