# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.language.parser import parse
from mm_robot_sim.objects.recipes import NOUNS
from mm_robot_sim.tasks.episode import TASKS, make_task, play
from mm_robot_sim.tasks.referee import HandedOver
from mm_robot_sim.world import World


@pytest.fixture(scope="module")
def worlds():
    return [World(seed, person=False) for seed in range(1500, 1506)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_commands_are_understood_and_name_what_is_there(worlds, language):
    made = [task for world in worlds for kind in TASKS if (task := make_task(world, kind, language))]
    assert len(made) > 25
    for task in made:
        commands = parse(task.text, language).commands
        assert commands and commands[0].target.noun in NOUNS and not commands[0].target.unknown_words, (
            task.text
        )


def test_the_same_seed_gives_the_same_command(worlds):
    assert make_task(worlds[0], "hand_over", "en") == make_task(worlds[0], "hand_over", "en")


def test_an_episode_is_judged_and_measured():
    episode = play(1500, "hand_over", "en")
    assert episode.ok and episode.duration_s > 5.0 and len(episode.plan_cpu_s) == 2
    assert isinstance(make_task(World(1500), "hand_over", "en").goal, HandedOver)
