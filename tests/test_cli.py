# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import re
import sys
import types

import pytest

from mm_robot import cli
from mm_robot.errors import RobotError


@pytest.fixture
def stand_in(monkeypatch):
    """Replaces a function that a verb calls by one that records its arguments."""

    def replace(module: str, name: str, result=0):
        calls = []

        def record(*args, **kwargs):
            calls.append((args, kwargs))
            if isinstance(result, BaseException):
                raise result
            return result

        fake = types.ModuleType(module)
        setattr(fake, name, record)
        monkeypatch.setitem(sys.modules, module, fake)
        return calls

    return replace


def test_every_verb_explains_itself(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert {"demo", "up", "say", "hear", "stop", "reset", "doctor"} <= set(
        re.findall(r"^    (\w+)", shown, re.M)
    )
    for verb in re.findall(r"^    (\w+)", shown, re.MULTILINE):
        with pytest.raises(SystemExit) as ended:
            cli.main([verb, "--help"])
        assert ended.value.code == 0


def test_unknown_verbs_are_a_usage_error():
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])
    assert ended.value.code == cli.EXIT_USAGE


@pytest.mark.parametrize("status", [0, 3, 4, 5, 6])
def test_say_hands_the_outcome_through(stand_in, status):
    calls = stand_in("mm_robot.nodes.client", "say", status)
    assert cli.main(["say", "把红色的杯子递给我", "--json", "--timeout", "9"]) == status
    assert calls == [(("把红色的杯子递给我",), {"as_json": True, "timeout_s": 9.0})]


def test_up_takes_the_arguments_of_the_launch_file(stand_in):
    calls = stand_in("mm_robot.supervisor", "up")
    assert cli.main(["up", "sim", "rate:=2", 'objects:=["red cup"]', "--seed", "3", "--quiet"]) == 0
    assert calls == [(("sim", {"rate": "2", "objects": '["red cup"]', "seed": 3}), {"quiet": True})]


def test_a_word_that_is_no_argument_is_explained(stand_in, capsys):
    stand_in("mm_robot.supervisor", "up")
    assert cli.main(["up", "sim", "rate=2"]) == 1
    assert "write name:=value" in capsys.readouterr().err


def test_up_names_the_systems_there_are(capsys):
    assert cli.main(["up", "simulation"]) == 1
    assert capsys.readouterr().err == "mm_robot up: no system 'simulation'; available: sim, robot\n"


def test_stop_and_reset_reach_the_client(stand_in):
    stops = stand_in("mm_robot.nodes.stopping", "stop")
    assert cli.main(["stop", "--reason", "too close"]) == 0
    assert stops == [(("too close",), {"as_json": False})]
    resets = stand_in("mm_robot.nodes.stopping", "reset", 3)
    assert cli.main(["reset", "--json"]) == 3
    assert resets == [((), {"as_json": True})]


def test_errors_of_ours_are_one_line(stand_in, capsys):
    stand_in(
        "mm_robot.nodes.stopping", "stop", RobotError("no running system: start it with `mm_robot up sim`")
    )
    assert cli.main(["stop"]) == 1
    assert capsys.readouterr().err == "mm_robot stop: no running system: start it with `mm_robot up sim`\n"


def test_ctrl_c_is_no_traceback(stand_in):
    stand_in("mm_robot.nodes.recording", "hear", KeyboardInterrupt())
    assert cli.main(["hear", "a.wav"]) == cli.EXIT_INTERRUPTED


def test_config_shows_value_and_source(capsys):
    assert cli.main(["config", "panda", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows["planning.speed_scale"]["source"].endswith("panda.yaml")
    assert rows["robot.base_frame"] == {"value": "panda_link0", "source": "default"}
    assert cli.main(["config"]) == 0
    assert "planning.speed_scale = " in capsys.readouterr().out


def test_config_of_an_unknown_profile_lists_the_known_ones(capsys):
    assert cli.main(["config", "ur5"]) == 1
    assert "available: panda" in capsys.readouterr().err


def test_parse_is_the_whole_command_as_json(capsys):
    assert cli.main(["parse", "--json", "把红色的杯子递给我"]) == 0
    (command,) = json.loads(capsys.readouterr().out)["commands"]
    assert (command["verb"], command["language"]) == ("hand_over", "zh")
    assert command["target"]["noun"] == "cup"
    assert "red" in command["target"]["attributes"]


def test_parse_says_why_it_does_not_understand(capsys):
    assert cli.main(["parse", "blorp the frobnitz"]) == 0
    assert capsys.readouterr().out.strip()


def test_say_back_says_a_text_in_both_languages(capsys):
    assert cli.main(["say-back", "把红色的杯子递给我"]) == 0
    assert "hand over the red cup  |  把红色的杯子递给你" in capsys.readouterr().out
    assert cli.main(["say-back", "--json", "blah blah"]) == 1
    assert "did not understand" in json.loads(capsys.readouterr().out)["reason"]
