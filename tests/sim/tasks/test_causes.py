# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.types import Asked, Done, Failed, Progress, Refused, Stopped
from mm_robot_sim.tasks.causes import CAUSES, cause_of
from mm_robot_sim.tasks.goals import AllOf, AskedAmong, Picked
from mm_robot_sim.tasks.task import Task, Turn

TO_GROUND = ("hear", "understand", "see", "tell")
TO_CHECK = ("hear", "understand", "see", "ground", "check", "tell")


def task(ends="done", goal=None, turns=1):
    said = tuple(Turn(f"turn {i}", "start" if i == 0 else "next") for i in range(turns))
    return Task("pick", "en", said, goal or Picked("red_cup"), "pick.en.1", "red_cup", ends)


def cause(outcomes, *stages, wanted=None, wrong=(), error=""):
    reports = [[Progress(stage, "", 0.0, 0.0) for stage in reached] for reached in stages]
    reports += [[]] * (len(outcomes) - len(reports))
    found = cause_of(wanted or task(), outcomes, reports, wrong, error)
    assert found in CAUSES
    return found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (cause([Done("")], error="Traceback (most recent call last): …"), "crash"),
        (cause([], error="not done after 240 s of the world's time"), "timeout"),
        (cause([Refused("what?")], ("hear", "understand", "tell")), "parse"),
        (cause([Refused("I see no cup")], TO_GROUND), "grounding: none"),
        (cause([Refused("too heavy")], TO_CHECK), "refused"),
        (cause([Asked("which?")], TO_GROUND), "grounding: asked"),
        (cause([Done("")], wrong=("blue_cup",)), "grounding: wrong"),
        (cause([Failed("plan", "no way")]), "plan"),
        (cause([Failed("verify", "nothing held")]), "grasp"),
        (cause([Failed("act", "in the way")]), "motion"),
        (cause([Failed("see", "no frame")]), "perception"),
        (cause([Stopped("gate")]), "stopped"),
        (cause([Done("")]), "place"),
        (cause([Done("two")], wanted=task("answered")), "answer"),
        (cause([Done("")], wanted=task("refused")), "not refused"),
        (cause([Refused("no cup")], TO_GROUND, wanted=task("refused")), "refused"),
        (cause([Stopped("speech")], wanted=task("stopped")), "stop ignored"),
        (cause([Done("")], wanted=task(turns=2)), "never said"),
    ],
)
def test_each_way_to_fail_has_its_name(found, expected):
    assert found == expected


def test_what_went_wrong_first_explains_the_rest():
    outcomes = [Refused("I see no bottle"), Asked("which?")]
    assert cause(outcomes, TO_GROUND, TO_GROUND, wanted=task(turns=2)) == "grounding: none"


def test_not_asking_back_where_that_was_wanted_has_a_name_of_its_own():
    goal = AllOf((AskedAmong(("red_cup", "blue_cup")), Picked("red_cup")))
    assert cause([Done("")], wanted=task(goal=goal)) == "not asked"
    assert cause([Asked("which?"), Done("")], wanted=task(goal=goal), wrong=("x",)) == "grounding: wrong"
