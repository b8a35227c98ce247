# SPDX-License-Identifier: Apache-2.0
"""Tasks are repeatable, mean the same in both languages, and are unambiguous by the truth."""

import numpy as np
import pytest

from mm_robot.types import Reference
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.tasks import goals
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.giving import give, prepare
from mm_robot_sim.tasks.items import items
from mm_robot_sim.tasks.referee import Referee
from mm_robot_sim.tasks.referring import meant
from mm_robot_sim.tasks.samples import main, tasks, told
from mm_robot_sim.tasks.stage import Stage
from mm_robot_sim.world import World

MADE = {}


@pytest.fixture(scope="module", autouse=True)
def _made():
    for world, made in tasks(1300, 2 * len(FAMILIES)):
        for task in made:
            MADE.setdefault(task.family, []).append((world, task))
    yield
    MADE.clear()


def test_nearly_every_world_offers_what_its_family_needs():
    worlds = sum(len(made) for made in MADE.values()) / 2
    assert worlds >= 0.8 * 2 * len(FAMILIES)
    assert len(FAMILIES) >= 26


def test_a_task_is_the_same_each_time():
    family = FAMILIES["two_steps"]
    first, second = (family.make(World(1302, scene=family.scene(1302)), "en") for _ in range(2))
    assert first.turns == second.turns and first.goal == second.goal and first.phrasing == second.phrasing


def test_both_languages_mean_the_same():
    for made in MADE.values():
        for (_, english), (_, chinese) in zip(made[::2], made[1::2], strict=True):
            assert (english.language, chinese.language) == ("en", "zh")
            assert english.goal == chinese.goal and english.target == chinese.target
            assert [turn.when for turn in english.turns] == [turn.when for turn in chinese.turns]
            assert english.text.isascii() and not chinese.text.isascii()


def test_texts_are_whole():
    for made in MADE.values():
        for _, task in made:
            for turn in task.turns:
                assert turn.said and not set("{}") & set(turn.said) and "  " not in turn.said
            assert task.turns[0].when == "start"
            assert len(task.phrasing.split(" ")) == len(task.turns)


def test_its_disturbances_exist_and_its_things_are_there():
    for made in MADE.values():
        for world, task in made:
            assert set(task.disturbances) <= set(DISTURBANCES), task.family
            names = {thing.name for thing in world.objects}
            assert set(task.may_handle) <= names
            assert task.target is None or task.target in names | {f.name for f in world.fixtures}
            assert "=" not in told(task.goal).split("(")[0]


def test_a_goal_that_calls_for_a_deed_is_not_met_before_it():
    for family, made in MADE.items():
        if FAMILIES[family].ends not in ("done", "asked"):
            continue
        world, task = made[0]
        assert not Referee(world, task.goal).verdict(task.goal).ok, (family, task.text)


def test_what_is_asked_for_vaguely_is_vague_and_what_is_absent_is_absent():
    for world, task in MADE["ask_ambiguous"]:
        asked = task.goal.goals[0]
        noun = world.thing(task.target).noun
        assert len(asked.candidates) >= 2
        assert {item.name for item in meant(Reference(noun=noun), items(world))} == set(asked.candidates)
    for world, task in MADE["refuse_absent"]:
        noun, *colours = task.goal.about
        assert meant(Reference(noun=noun, attributes=tuple(colours)), items(world)) == ()


def test_what_is_put_beside_something_has_room_there():
    for kind in ("left_of", "right_of", "in_front_of", "behind", "next_to"):
        world, task = MADE[kind][0]
        stage = Stage(world, np.random.default_rng(0))
        by_name = {item.name: item for item in stage.known}
        assert isinstance(task.goal, goals.Placed)
        spot = stage.free_spot(kind, by_name[task.goal.thing], [by_name[task.goal.anchors[0]]])
        assert spot is not None and 0.28 < np.hypot(*spot) < 0.76


def test_a_gift_is_away_until_it_is_given():
    family = FAMILIES["just_given"]
    for seed in range(1310, 1320):
        world = World(seed, scene=family.scene(seed))
        task = family.make(world, "en")
        if task is not None:
            break
    prepare(world, task)
    referee = Referee(world, task.goal)
    assert referee.where()[task.target] == "crate"
    gift = task.turns[1].gift
    give(world, gift)
    referee.gave(gift.thing)
    assert referee.where()[task.target] == "table"
    assert np.linalg.norm(world.pose(task.target)[:2, 3] - gift.T_base_thing[:2, 3]) < 0.03
    assert not referee.record.unsafe and not referee.record.handled and not referee.record.bumped


def test_samples_can_be_read(capsys):
    assert main(["--seed", "1000", "--count", "3"]) == 0
    shown = capsys.readouterr().out
    assert "pick  (seed 1000" in shown and "  zh start" in shown and "goal     Picked(" in shown
    assert main(["--seed", "-5", "--count", "1"]) == 1
    assert "non-negative" in capsys.readouterr().out
