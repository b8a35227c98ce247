# SPDX-License-Identifier: Apache-2.0
"""The one description of the system: which processes, with which parameters, in which environment.

`launch/*.launch.py` turn it into launch actions, `mm_robot.supervisor` into processes. It imports neither ROS
nor the launch tools.
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from mm_robot.config import shared_folders
from mm_robot.errors import ConfigError

Value = Union[bool, int, float, str]

DDS_PROFILE_VARIABLE = "FASTRTPS_DEFAULT_PROFILES_FILE"
_BOOTSTRAP_VARIABLE = "_ROS_WHEELS_BOOTSTRAP_COMPLETE"  # set by the ROS wheels once LD_LIBRARY_PATH is right


@dataclass(frozen=True)
class Argument:
    """Something that can be chosen when the system is started; its type is that of its default."""

    name: str
    default: Value
    description: str


@dataclass(frozen=True)
class FromArgument:
    """A node's parameter takes the value of this argument."""

    name: str


@dataclass(frozen=True)
class NodeSpec:
    """One node: a process of its own."""

    name: str  # of the node, and of its executable in lib/mm_robot/
    module: str  # run as `python -m MODULE`
    description: str
    parameters: Mapping[str, Value | FromArgument]
    respawn: bool = True
    niceness: int = 0  # -20 first … 19 last; below 0 only where the user may
    stops_last: bool = False  # it brings the arm to rest when the others end, so it ends after them

    @property
    def executable(self) -> str:
        """The file in lib/mm_robot/ that runs the module, for `ros2 run` and `ros2 launch`."""
        return self.module.rpartition(".")[2]


@dataclass(frozen=True)
class System:
    """Everything that is started together."""

    profile: str  # "sim" or "robot"
    description: str
    arguments: tuple[Argument, ...]
    nodes: tuple[NodeSpec, ...]
    respawn_delay_s: float = 0.5  # a dead node holds the arm; sooner back is sooner able to go on

    def node(self, name: str) -> NodeSpec:
        """The node of that name.

        Raises:
            ConfigError: there is none; the message lists those there are.
        """
        for node in self.nodes:
            if node.name == name:
                return node
        names = ", ".join(node.name for node in self.nodes)
        raise ConfigError(f"profile '{self.profile}' has no node '{name}'; available: {names}")

    def choices(self, given: Mapping[str, Value | None]) -> dict[str, Value]:
        """The value of every argument: the given one, or the default where it is missing or None.

        Raises:
            ConfigError: an argument is unknown or its value does not fit its type.
        """
        known = {argument.name: argument for argument in self.arguments}
        for name in given:
            if name not in known and given[name] is not None:
                raise ConfigError(
                    f"profile '{self.profile}' has no argument '{name}'; available: {', '.join(known)}"
                )
        chosen = {name: argument.default for name, argument in known.items()}
        for name, value in given.items():
            if value is not None:
                chosen[name] = _fitting(known[name], value)
        return chosen

    def parameters(self, node: NodeSpec, choices: Mapping[str, Value]) -> dict[str, Value]:
        """The parameters of one node, with the arguments filled in."""
        return {
            name: choices[value.name] if isinstance(value, FromArgument) else value
            for name, value in node.parameters.items()
        }


_COMMON = (
    Argument(
        "autostart", True, "nodes configure and activate themselves; false: drive the lifecycle by hand"
    ),
)

_SIM_ARGUMENTS = (
    Argument(
        "config", "panda_sim", "settings: panda_sim, ur5e_sim (the second arm), or the path of a .yaml file"
    ),
    Argument("seed", 7, "of the simulated world: the same seed gives the same scene, light and person"),
    Argument(
        "scene",
        "",
        "kind of scene: simple, table, shelf, drawers, cupboard, basket, tray or bin; empty: simple",
    ),
    Argument(
        "objects",
        "",
        'JSON list of what stands on a simple table, e.g. ["red cup", "bowl"]; empty: by the seed',
    ),
    Argument(
        "task",
        "",
        'JSON of a task of the benchmark instead, e.g. {"family": "pick", "language": "en"}; empty: none',
    ),
    Argument(
        "film",
        "",
        "file the spectator's video is written to, e.g. out/film.mp4, or a .npz to draw it from later; "
        "empty: none",
    ),
    Argument("rate", 1.0, "simulated seconds per second, at most"),
    *_COMMON,
)

_ROBOT_ARGUMENTS = (
    Argument("config", "panda", "settings: a profile in config/, or the path of a .yaml file"),
    *_COMMON,
)


def _stack(use_sim_time: bool) -> tuple[NodeSpec, ...]:
    """The nodes that are the same in simulation and on a robot."""

    def node(name: str, description: str, niceness: int, stops_last: bool = False) -> NodeSpec:
        parameters: dict[str, Value | FromArgument] = {
            "profile": FromArgument("config"),
            "autostart": FromArgument("autostart"),
            "use_sim_time": use_sim_time,
        }
        return NodeSpec(
            name, f"mm_robot.nodes.{name}", description, parameters, niceness=niceness, stops_last=stops_last
        )

    # Niceness: who may move or brake the arm is never kept waiting by who looks or listens.
    return (
        node("safety_node", "watches heartbeats and people, owns the latched stop", -10, stops_last=True),
        node("speech_node", "hears commands and the stop word, speaks replies", 0),
        node("perception_node", "turns camera and lidar into the scene", 5),
        node("grounding_node", "finds which object a phrase means", 5),
        node("task_node", "carries commands out, through the gate", -5),
    )


def _sim() -> System:
    world = NodeSpec(
        "sim_node",
        "mm_robot.nodes.sim_node",
        "the simulated world: arm, person, camera, lidar, microphone, and the clock",
        {
            "profile": FromArgument("config"),
            "autostart": FromArgument("autostart"),
            "use_sim_time": False,  # it makes the time the others live in
            "seed": FromArgument("seed"),
            "scene": FromArgument("scene"),
            "objects": FromArgument("objects"),
            "task": FromArgument("task"),
            "film": FromArgument("film"),
            "rate": FromArgument("rate"),
        },
    )
    return System("sim", "the whole system with a simulated robot", _SIM_ARGUMENTS, (world, *_stack(True)))


def _robot() -> System:
    return System(
        "robot",
        "the system on a real arm, whose drivers (camera, lidar, microphone, arm) are started on their own",
        _ROBOT_ARGUMENTS,
        _stack(False),
    )


SYSTEMS: Mapping[str, System] = {system.profile: system for system in (_sim(), _robot())}


def system_of(profile: str) -> System:
    """The system of a profile name.

    Raises:
        ConfigError: there is none; the message lists the profiles there are.
    """
    if profile not in SYSTEMS:
        raise ConfigError(f"no system '{profile}'; available: {', '.join(SYSTEMS)}")
    return SYSTEMS[profile]


def shared_file(relative: str) -> Path:
    """A file of ours that is no Python, such as "config/fastdds_shm.xml", in the checkout or in share/.

    Raises:
        ConfigError: it is in none of the places it may be installed in; the message lists them.
    """
    folders = shared_folders()
    for folder in folders:
        if (folder / relative).is_file():
            return folder / relative
    raise ConfigError(
        f"{relative} is in none of {', '.join(map(str, folders))}; install mm_robot again (make setup)"
    )


def dds_profile(environment: Mapping[str, str]) -> str:
    """The Fast DDS profile to use: the user's own if one is set, else ours with room for images."""
    return environment.get(DDS_PROFILE_VARIABLE) or str(shared_file("config/fastdds_shm.xml"))


def process_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The environment of a node's process, made from that of whoever starts it."""
    environment = dict(base)
    environment[DDS_PROFILE_VARIABLE] = dds_profile(base)
    environment["PYTHONUNBUFFERED"] = "1"  # what a node prints is seen when it prints it
    # The time and the node's name stand beside the line already, or in the log files.
    environment.setdefault("RCUTILS_CONSOLE_OUTPUT_FORMAT", "[{severity}] {message}")
    if not environment.get("HOME"):  # rclpy's log folder is below it: without, rclpy.init fails
        environment["HOME"] = tempfile.gettempdir()
        environment.setdefault(
            "ROS_LOG_DIR", str(Path(tempfile.gettempdir()) / f"mm_robot_log_{os.getuid()}")
        )
    libraries = environment.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    if str(Path(sys.prefix) / "lib") not in libraries:
        # The mark was passed on without the path that goes with it; without the mark the wheels set both.
        environment.pop(_BOOTSTRAP_VARIABLE, None)
    return environment


def ros_arguments(node: NodeSpec, parameters: Mapping[str, Value]) -> list[str]:
    """The command line after the module. Values are JSON, so that ROS's YAML reader keeps strings strings."""
    arguments = ["--ros-args", "-r", f"__node:={node.name}"]
    for name, value in parameters.items():
        arguments += ["-p", f"{name}:={json.dumps(value, ensure_ascii=False)}"]
    return arguments


def _fitting(argument: Argument, value: Value) -> Value:
    """The value in the type of the argument's default; words such as "7" and "true" are read."""
    wanted = type(argument.default)
    if wanted is str or isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)):
        return str(value) if wanted is str else value
    text = str(value).strip().lower()
    if wanted is bool and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    if wanted in (int, float) and not isinstance(value, bool):
        try:
            number = float(text)
            if math.isfinite(number) and (wanted is float or number.is_integer()):
                return wanted(number)
        except (ValueError, OverflowError):
            pass
    raise ConfigError(
        f"argument '{argument.name}' must be a {wanted.__name__}, got {value!r}: {argument.description}"
    )
