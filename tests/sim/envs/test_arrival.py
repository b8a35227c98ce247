# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys

import pytest

_MAKE = "env = gymnasium.make('MMRobot/PickJoint-v0'); print(env.action_space.shape)"


@pytest.mark.parametrize(
    "imports",
    [
        "import gymnasium; import mm_robot_sim",
        "import mm_robot_sim; import gymnasium",
        "import mm_robot.cli; from gymnasium.envs import registration; import gymnasium",
    ],
)
def test_ids_are_known_whichever_is_imported_first(imports):
    done = subprocess.run([sys.executable, "-c", f"{imports}; {_MAKE}"], capture_output=True, text=True)
    assert done.stdout.strip() == "(8,)", done.stderr


def test_the_console_does_not_load_gymnasium():
    code = "import sys, mm_robot.cli; print('gymnasium' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
