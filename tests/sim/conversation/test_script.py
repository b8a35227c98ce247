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


def test_every_step_is_held_in_both_languages_over_two_seeds():
    even, odd = script_of(1000), script_of(1001)
    for one, other in zip(even, odd, strict=True):
        assert one.title == other.title
        assert {line.language for step in (one, other) for line in step.lines} == {"en", "zh"}
    assert all(
        {line.language for step in script for line in step.lines} == {"en", "zh"} for script in (even, odd)
    )


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.recording.stem)
def test_what_is_chinese_is_rendered_in_english_and_means_the_same(line):
    assert bool(line.gloss) == (line.language == "zh")
    if line.gloss:
        verbs = [
            [command.verb for command in parse(text, language).commands]
            for text, language in ((line.text, "zh"), (line.gloss, "en"))
        ]
        assert verbs[0] == verbs[1]


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
    (command,) = parse(step.lines[0].text, step.lines[0].language).commands
    assert command.negated
    assert (command.target.noun, command.target.attributes) == ("cup", ("red",))
