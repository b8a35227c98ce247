# SPDX-License-Identifier: Apache-2.0
"""The system on a real arm: `ros2 launch mm_robot robot.launch.py config:=/path/to/my_robot.yaml`.

`--show-args` lists the arguments. Nodes and parameters are those of `mm_robot up robot`: mm_robot/system.py.
"""

from launch import LaunchDescription
from mm_robot.launching import launch_description
from mm_robot.system import system_of


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch` calls."""
    return launch_description(system_of("robot"))
