# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mm_robot.cli import main
from mm_robot.errors import InputError
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.view.labelled import labelled_picture, names_of, scene_picture, write_sheet
from mm_robot_sim.world import World


def test_names_in_both_languages():
    assert names_of("mug", "red") == ("red mug", "红色马克杯")


@pytest.mark.parametrize("view", ["rgbd", "spectator"])
def test_labels_stand_at_the_things(view):
    scene = draw(1003, "drawers", person=False)
    world = World(1003, scene=scene)
    plain, labelled = (picture(world, view, (320, 240)) for picture in (scene_picture, labelled_picture))
    world.close()
    assert plain.shape == labelled.shape == (240, 320, 3)
    changed = np.argwhere(np.any(plain != labelled, axis=2))
    assert 300 < len(changed) < 320 * 240 / 2
    low, high = changed.min(axis=0), changed.max(axis=0)
    assert low[0] > 5 and high[0] - low[0] > 40, "on the things, not over the whole picture"


def test_the_console_writes_pictures_and_sheets(tmp_path, capsys):
    assert main(["scene", "1001", "--kind", "tray", "--out", str(tmp_path / "new" / "one.png")]) == 0
    assert str(tmp_path) in capsys.readouterr().out
    assert Image.open(tmp_path / "new" / "one.png").size == (1280, 960)
    sheet = tmp_path / "sheet.png"
    write_sheet(sheet, range(1000, 1003), "simple", columns=2, width_px=80)
    assert Image.open(sheet).size == (2 * 83, 2 * 63)


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(InputError, match="at least one"):
        write_sheet(Path(tmp_path / "sheet.png"), [])
