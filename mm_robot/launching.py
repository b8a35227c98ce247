# SPDX-License-Identifier: Apache-2.0
"""Turns the description in `mm_robot.system` into launch actions: what the files in launch/ share."""

from __future__ import annotations

from launch.actions import DeclareLaunchArgument, LogInfo, SetEnvironmentVariable
from launch.substitutions import EnvironmentVariable, LaunchConfiguration
from launch_ros.actions import LifecycleNode
from launch_ros.parameter_descriptions import ParameterValue

from launch import LaunchDescription
from mm_robot.system import DDS_PROFILE_VARIABLE, FromArgument, NodeSpec, System, dds_profile


def launch_description(system: System) -> LaunchDescription:
    """Every argument declared, the DDS profile set where the user has none, every node a lifecycle node."""
    ours = EnvironmentVariable(DDS_PROFILE_VARIABLE, default_value=dds_profile({}))
    return LaunchDescription(
        [
            *(
                DeclareLaunchArgument(
                    argument.name,
                    default_value=_word(argument.default),
                    description=argument.description,
                    choices=["true", "false"] if isinstance(argument.default, bool) else None,
                )
                for argument in system.arguments
            ),
            SetEnvironmentVariable(DDS_PROFILE_VARIABLE, ours),
            LogInfo(msg=f"mm_robot: {system.description}"),
            *(_node(system, node) for node in system.nodes),
        ]
    )


def _node(system: System, node: NodeSpec) -> LifecycleNode:
    types = {argument.name: type(argument.default) for argument in system.arguments}
    parameters = {
        name: ParameterValue(LaunchConfiguration(value.name), value_type=types[value.name])
        if isinstance(value, FromArgument)
        else value
        for name, value in node.parameters.items()
    }
    return LifecycleNode(
        package="mm_robot",
        executable=node.executable,
        exec_name=node.name,  # in what launch prints; else the prefix would stand there
        name=node.name,
        namespace="",
        parameters=[parameters],
        respawn=node.respawn,
        respawn_delay=system.respawn_delay_s,
        output="screen",
        # Raising a priority needs rights that the user of a launch file may not have; lowering does not.
        prefix=f"nice -n {node.niceness}" if node.niceness > 0 else None,
    )


def _word(value: object) -> str:
    """A default as it is typed on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)
