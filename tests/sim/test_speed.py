# SPDX-License-Identifier: Apache-2.0
import json

import pytest

from mm_robot.errors import InputError
from mm_robot_sim.speed import main


def test_factors_are_printed_per_kind_and_physics_is_far_faster_than_life(capsys):
    main(["--kinds", "simple", "--seed", "1001"])
    line = json.loads(capsys.readouterr().out)
    assert line["kind"] == "simple"
    assert line["physics_and_control"] > 8  # 35 on a quiet core; CPU time still suffers from full caches
    assert 0.2 < line["all_sensors"] < line["physics_and_control"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(InputError, match="available: simple"):
        main(["--kinds", "attic"])
