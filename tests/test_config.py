# SPDX-License-Identifier: Apache-2.0
"""Settings: what is written in a profile is what runs, and what makes no sense is refused by name."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.config import Config, flat, load, profile_path, sourced
from mm_robot.errors import ConfigError


def _file(tmp_path, tree):
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(tree), encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", ["panda", "panda_sim"])
def test_shipped_profiles_load_and_say_where_each_value_comes_from(profile):
    config, sources = sourced(profile)
    assert config.planning.speed_scale == flat(config)["planning.speed_scale"]
    assert sources["planning.speed_scale"].endswith(f"{profile}.yaml")
    assert sources["robot.base_frame"] == "default"
    assert set(sources) == set(flat(config))


def test_hardware_starts_slower_than_the_simulation():
    assert load("panda").planning.speed_scale < load("panda_sim").planning.speed_scale


def test_a_file_changes_only_what_it_names(tmp_path):
    path = _file(tmp_path, {"planning": {"lift_m": 0.2}})
    assert load(path).planning.lift_m == 0.2
    assert load(path).control == Config().control


def test_overrides_win_over_the_file(tmp_path):
    path = _file(tmp_path, {"planning": {"lift_m": 0.2}})
    config, sources = sourced(path, {"planning.lift_m": 0.15})
    assert config.planning.lift_m == 0.15
    assert sources["planning.lift_m"] == "override"


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({"planning": {"lift_mm": 200}}, "lift_m"),  # a near miss is named
        ({"plan": {"lift_m": 0.2}}, "plan"),
        ({"planning": {"lift_m": 200}}, "0.02 to 0.4"),  # millimetres instead of metres
        ({"planning": {"lift_m": "high"}}, "float"),
        ({"planning": {"lift_m": float("nan")}}, "nan"),
        ({"planning": {"lift_m": True}}, "float"),
        ({"planning": {"max_attempts": 2.5}}, "int"),
        ({"robot": {"q_home_rad": [0.0, 0.0]}}, "7 joint_names"),
        ({"robot": {"q_home_rad": 3.0}}, "list"),
        ({"planning": 7}, "sections"),
    ],
)
def test_nonsense_is_refused_with_the_place_and_what_is_allowed(tmp_path, tree, words):
    with pytest.raises(ConfigError, match=words):
        load(_file(tmp_path, tree))


def test_broken_yaml_and_missing_files_are_named(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("planning: [", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.yaml"):
        load(path)
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load(tmp_path / "nowhere.yaml")


def test_an_unknown_profile_lists_those_there_are():
    with pytest.raises(ConfigError, match=r"panda.*panda_sim"):
        profile_path("ur5")


def test_profiles_are_found_where_a_ros_workspace_installs_them(tmp_path, monkeypatch):
    folder = tmp_path / "share" / "mm_robot" / "config"
    folder.mkdir(parents=True)
    (folder / "elsewhere.yaml").write_text("planning:\n  lift_m: 0.3\n", encoding="utf-8")
    monkeypatch.setenv("AMENT_PREFIX_PATH", str(tmp_path))
    assert load("elsewhere").planning.lift_m == 0.3


@given(
    st.text(max_size=30), st.one_of(st.floats(), st.integers(), st.text(max_size=5), st.none(), st.booleans())
)
def test_any_override_either_fits_or_is_an_error_of_ours(name, value):
    try:
        config = load(None, {f"planning.{name}": value})
    except ConfigError:
        return
    assert getattr(config.planning, name) == value
