# SPDX-License-Identifier: Apache-2.0
"""The conversation says what it claims to say, and every line means what the step expects."""

import pytest

from mm_robot.language.parser import parse
from mm_robot.speech.sound import read_wav
from mm_robot_sim.conversation.script import THINGS, script_of
from mm_robot_sim.scenes.layout import names

SEEDS = range(1000, 1004)
LINES = {line.recording: line for seed in SEEDS for step in script_of(seed) for line in step.lines}


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.recording.stem)
def test_every_line_is_recorded_and_is_a_command(line):
    assert 0.4 < len(read_wav(line.recording)) / 16000 < 4.0
    assert parse(line.text, line.language).commands


def test_both_languages_stop_and_follow_up_over_two_seeds():
    spoken = [
        [(line.language, line.when) for step in script_of(seed) for line in step.lines] for seed in (0, 1)
    ]
    assert {language for seed in spoken for language, when in seed if when == "talking"} == {"en", "zh"}
    assert all({language for language, _ in seed} == {"en", "zh"} for seed in spoken)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_is_about_things_that_are_there(seed):
    there = set(names([tuple(reversed(thing.split())) for thing in THINGS]))
    handed = []
    for step in script_of(seed):
        assert set(step.untouched) <= there
        if step.goal is not None:
            assert step.goal["thing"] in there
            assert step.goal["thing"] not in step.untouched
            handed.append(step.goal["thing"])
    assert len(set(handed)) == len(handed), "nothing is asked for twice"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_prohibition_is_one_and_names_what_stays(seed):
    (step,) = [step for step in script_of(seed) if "stays" in step.checks]
    (command,) = parse(step.lines[0].text, "zh").commands
    assert command.negated
    assert (command.target.noun, command.target.attributes) == ("cup", ("red",))
