# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mm_robot import config, system
from mm_robot.config import load
from mm_robot.errors import ConfigError
from mm_robot.system import SYSTEMS, FromArgument, process_environment, ros_arguments, shared_file, system_of


@pytest.mark.parametrize("profile", SYSTEMS)
def test_every_argument_reaches_a_node_and_every_parameter_has_its_argument(profile):
    described = system_of(profile)
    used = {
        v.name for node in described.nodes for v in node.parameters.values() if isinstance(v, FromArgument)
    }
    assert used == {argument.name for argument in described.arguments}
    assert all(argument.description for argument in described.arguments)


@pytest.mark.parametrize("profile", SYSTEMS)
def test_the_default_settings_exist(profile):
    described = system_of(profile)
    load(described.choices({})["config"])


@pytest.mark.parametrize("profile", SYSTEMS)
def test_every_node_has_an_executable_for_ros2_run(profile):
    for node in system_of(profile).nodes:
        script = Path(__file__).parents[1] / "launch" / "bin" / node.executable
        assert f"-m {node.module} " in script.read_text()
        assert script.stat().st_mode & 0o111, f"{script} is not executable"


def test_sim_is_robot_plus_the_simulator_and_simulated_time():
    sim, robot = system_of("sim"), system_of("robot")
    assert [n.name for n in sim.nodes][1:] == [n.name for n in robot.nodes]
    assert all(n.parameters["use_sim_time"] is True for n in sim.nodes[1:])
    assert all(n.parameters["use_sim_time"] is False for n in robot.nodes)


def test_safety_ends_last_and_comes_first():
    for described in SYSTEMS.values():
        assert [n.name for n in described.nodes if n.stops_last] == ["safety_node"]
        assert min(described.nodes, key=lambda n: n.niceness).name == "safety_node"


def test_given_values_are_read_and_the_rest_stays_default():
    chosen = system_of("sim").choices({"seed": "12", "rate": 2, "autostart": "False", "film": None})
    assert chosen == {
        "config": "panda_sim", "seed": 12, "scene": "", "objects": "", "task": "", "film": "", "rate": 2.0,
        "autostart": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"seed": "many"}, "must be a int"),
        ({"seed": 1.5}, "must be a int"),
        ({"rate": "nan"}, "must be a float"),
        ({"autostart": "maybe"}, "must be a bool"),
        ({"speed": 1}, "available: config, seed"),
    ],
)
def test_a_wrong_argument_is_named(given, says):
    with pytest.raises(ConfigError, match=says):
        system_of("sim").choices(given)


def test_the_robot_has_no_seed():
    with pytest.raises(ConfigError, match="no argument 'seed'"):
        system_of("robot").choices({"seed": 3})


def test_unknown_names_list_what_there_is():
    with pytest.raises(ConfigError, match="available: sim, robot"):
        system_of("real")
    with pytest.raises(ConfigError, match="available: sim_node, safety_node"):
        system_of("sim").node("simulator")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
def test_strings_stay_strings_for_a_yaml_reader(text):
    sim = system_of("sim")
    node = sim.node("sim_node")
    arguments = ros_arguments(node, sim.parameters(node, sim.choices({"objects": text})))
    assigned = dict(word.split(":=", 1) for word in arguments[4::2])
    assert yaml.safe_load(assigned["objects"]) == text
    assert yaml.safe_load(assigned["seed"]) == 7
    assert yaml.safe_load(assigned["use_sim_time"]) is False


def test_environment_has_room_for_images_and_keeps_the_users_choice():
    assert Path(process_environment({"HOME": "/"})[system.DDS_PROFILE_VARIABLE]).is_file()
    mine = {"HOME": "/", system.DDS_PROFILE_VARIABLE: "/my.xml"}
    assert process_environment(mine)[system.DDS_PROFILE_VARIABLE] == "/my.xml"


def test_environment_gets_a_home_where_there_is_none():
    assert Path(process_environment({})["HOME"]).is_dir()


def test_a_bootstrap_mark_without_its_library_path_is_dropped():
    mark = "_ROS_WHEELS_BOOTSTRAP_COMPLETE"
    library = str(Path(sys.prefix) / "lib")
    assert mark not in process_environment({mark: "1", "LD_LIBRARY_PATH": "/elsewhere"})
    assert process_environment({mark: "1", "LD_LIBRARY_PATH": f"/elsewhere:{library}"})[mark] == "1"


def test_shared_files_are_found_where_a_package_is_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "_HERE", tmp_path / "lib" / "mm_robot")  # no checkout around it
    share = tmp_path / "prefix" / "share" / "mm_robot" / "config"
    share.mkdir(parents=True)
    (share / "fastdds_shm.xml").write_text("<dds/>")
    monkeypatch.setenv("AMENT_PREFIX_PATH", f"/nowhere:{tmp_path / 'prefix'}")
    assert shared_file("config/fastdds_shm.xml") == share / "fastdds_shm.xml"


def test_a_missing_shared_file_says_where_it_was_looked_for():
    with pytest.raises(ConfigError, match="share/mm_robot"):
        shared_file("config/no_such_file.xml")
