# SPDX-License-Identifier: Apache-2.0
"""What the demo plays and how it adds up; the demo itself runs with `make demo`."""

import pytest

from mm_robot.nodes.audience import Stage
from mm_robot.speech.sound import read_wav
from mm_robot_sim.demo import _RECORDINGS, _summary, _times, commands_of, things_on_the_table
from mm_robot_sim.scenes.layout import names
from mm_robot_sim.world import World


@pytest.mark.parametrize("seed", range(4))
def test_each_run_has_one_chinese_and_one_english_command_that_is_recorded(seed):
    commands = commands_of(seed)
    assert [command.language for command in commands] == ["zh", "en"]
    assert len({command.target for command in commands}) == 2
    for command in commands:
        assert 1.0 < len(read_wav(_RECORDINGS / f"{command.recording}.wav")) / 16000 < 5.0


@pytest.mark.parametrize("seed", [7, 1000, 1001])
def test_what_is_asked_for_is_on_the_table_once_beside_something_like_it(seed):
    things = [tuple(reversed(thing.split())) for thing in things_on_the_table(seed)]
    called = names(things)
    for command in commands_of(0):
        assert called.count(command.target) == 1
    assert ("cup", "blue") in things, "the colour must matter"
    assert {thing.name for thing in World(seed, objects=things).objects} == set(called)


def test_stage_times_add_up_to_the_first_motion():
    stages = [
        Stage("hear", "", 10.4, {}), Stage("see", "", 10.6, {}), Stage("plan", "", 11.0, {}),
        Stage("act", "", 11.0, {}), Stage("plan", "", 15.0, {}), Stage("tell", "", 20.0, {"outcome": "Done"}),
    ]  # fmt: skip
    times = _times(stages, end_of_speech_s=10.0, moved_at_s=[11.1, 16.0])
    assert times == {
        "hear": 0.4, "see": 0.2, "plan": 0.4, "spoken_to_moving": 1.1, "spoken_to_done": 10.0
    }  # fmt: skip


def test_the_summary_counts_failures_and_takes_times_from_successes_only():
    good = {"ok": True, "times_s": {"spoken_to_moving": 1.0}}
    summary = _summary([{"commands": [good, {"ok": False}]}, {"commands": [good, good]}])
    assert (summary["commands"], summary["succeeded"]) == (4, 3)
    assert summary["times_s"]["spoken_to_moving"] == {"p50": 1.0, "p95": 1.0}
