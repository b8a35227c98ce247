# SPDX-License-Identifier: Apache-2.0
"""The launch files against mm_robot/system.py, with stand-ins for the launch tools, which are not on PyPI."""

from __future__ import annotations

import importlib.util
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mm_robot.system import SYSTEMS, FromArgument

FOLDER = Path(__file__).parents[1] / "launch"


@dataclass
class Recorded:
    """An action or substitution: what it was made of."""

    args: tuple
    kwargs: dict = field(default_factory=dict)


def recorder(name: str) -> type:
    def make(self, *args, **kwargs):
        Recorded.__init__(self, args, kwargs)

    return type(name, (Recorded,), {"__init__": make})


@pytest.fixture
def tools(monkeypatch):
    """Modules that look like launch and launch_ros to what imports them."""
    contents = {
        "launch": ["LaunchDescription"],
        "launch.actions": ["DeclareLaunchArgument", "LogInfo", "SetEnvironmentVariable"],
        "launch.substitutions": ["EnvironmentVariable", "LaunchConfiguration"],
        "launch_ros": [],
        "launch_ros.actions": ["LifecycleNode"],
        "launch_ros.parameter_descriptions": ["ParameterValue"],
    }
    for name, classes in contents.items():
        module = types.ModuleType(name)
        for cls in classes:
            setattr(module, cls, recorder(cls))
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "mm_robot.launching", raising=False)
    yield
    sys.modules.pop("mm_robot.launching", None)


def actions(profile: str, kind: str) -> list[Recorded]:
    path = FOLDER / f"{profile}.launch.py"
    spec = importlib.util.spec_from_file_location(f"{profile}_launch", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [a for a in module.generate_launch_description().args[0] if type(a).__name__ == kind]


def test_there_is_one_launch_file_per_system():
    assert {path.name for path in FOLDER.glob("*.launch.py")} == {
        f"{profile}.launch.py" for profile in SYSTEMS
    }


@pytest.mark.parametrize("profile", SYSTEMS)
def test_every_argument_is_declared_with_its_default_and_description(tools, profile):
    declared = {action.args[0]: action.kwargs for action in actions(profile, "DeclareLaunchArgument")}
    assert list(declared) == [argument.name for argument in SYSTEMS[profile].arguments]
    for argument in SYSTEMS[profile].arguments:
        assert declared[argument.name]["description"] == argument.description
        assert isinstance(declared[argument.name]["default_value"], str)
    assert declared["autostart"]["default_value"] == "true"  # as the command line of ros2 launch has it


@pytest.mark.parametrize("profile", SYSTEMS)
def test_nodes_are_the_ones_that_mm_robot_up_starts(tools, profile):
    nodes = {action.kwargs["name"]: action.kwargs for action in actions(profile, "LifecycleNode")}
    assert list(nodes) == [node.name for node in SYSTEMS[profile].nodes]
    for node in SYSTEMS[profile].nodes:
        made = nodes[node.name]
        assert (made["package"], made["executable"]) == ("mm_robot", node.module.rpartition(".")[2])
        assert made["respawn"] is node.respawn
        (parameters,) = made["parameters"]
        assert set(parameters) == set(node.parameters)
        for name, value in node.parameters.items():
            if isinstance(value, FromArgument):
                assert parameters[name].args[0].args == (
                    value.name,
                )  # the LaunchConfiguration of that argument
            else:
                assert parameters[name] == value


def test_values_keep_their_types(tools):
    (sim,) = (a for a in actions("sim", "LifecycleNode") if a.kwargs["name"] == "sim_node")
    types_ = {
        k: v.kwargs["value_type"] for k, v in sim.kwargs["parameters"][0].items() if isinstance(v, Recorded)
    }
    assert types_ == {
        "profile": str, "autostart": bool, "seed": int, "objects": str, "scene": str, "task": str,
        "film": str, "rate": float,
    }  # fmt: skip


@pytest.mark.parametrize("profile", SYSTEMS)
def test_images_get_room_unless_the_user_has_set_it(tools, profile):
    (setting,) = actions(profile, "SetEnvironmentVariable")
    name, value = setting.args
    assert value.args == (name,)  # what is set already …
    assert Path(value.kwargs["default_value"]).is_file()  # … or ours
