# SPDX-License-Identifier: Apache-2.0
"""Every family ends rightly and wrongly, and the referee tells the two apart."""

import pytest

from mm_robot.types import Asked, Done, Failed, Refused
from mm_robot_sim.tasks import goals
from mm_robot_sim.tasks.families import FAMILIES

from .endings import OPPOSITE, Ending, answer, fulfil, heap, shove, with_other


def nothing(end):
    """The robot says that it is done, and has done nothing."""
    end.outcomes.append(Done("Done."))


def wrong_thing(end):
    """What was asked for, done to another thing."""
    fulfil(end, with_other(end.task.goal, end.task.target, end.others(end.task.target)[0]))


def on_the_floor(end):
    """The thing fell off the table on the way."""
    end.put(end.task.target, [0.5, -0.9, -0.7])


def elsewhere(end):
    """Put down on the table, but not where it was to go."""
    end.put(end.task.target, [0.62, -0.30, 0.0])


def opposite(end):
    """To the other side of the anchor."""
    goal = end.task.goal
    T = end.world.pose(goal.anchors[0])
    away = {"left_of": (0, -0.2), "right_of": (0, 0.2), "in_front_of": (0.2, 0), "behind": (-0.2, 0)}
    dx, dy = away[goal.relation]
    assert goal.relation in OPPOSITE
    end.put(goal.thing, [T[0, 3] + dx, T[1, 3] + dy, 0.0])


def held(end):
    """Carried there, and never let go."""
    end.grip(end.task.target)


def reversed_order(end):
    """The steps the other way round."""
    for part in reversed(end.task.goal.goals[0].goals):
        fulfil(end, part)
        end.world.step(0.4)


def first_only(end):
    """The first step, not the rest."""
    fulfil(end, end.task.goal.goals[0].goals[0])


def one_left(end):
    """All but one."""
    goal = cleared(end)
    for index, name in enumerate(goal.things[1:]):
        end.put_in(name, goal.into, index)


def too_many(end):
    """One more than was asked for."""
    goal = end.task.goal
    for index, name in enumerate(goal.things[: goal.count + 1]):
        end.put_in(name, goal.into, index)


def the_kept_too(end):
    """The one that was to stay as well."""
    goal, kept = end.task.goal.goals
    for index, name in enumerate((*goal.things, *kept.things)):
        end.put_in(name, goal.into, index)


def cleared(end):
    """The goal that things be in one place."""
    return end.task.goal if isinstance(end.task.goal, goals.Cleared) else end.task.goal.goals[0]


def mixed_up(end):
    """Two heaps with one thing in the wrong one."""
    (a, *rest), (b, *others) = end.task.goal.groups
    heap(end, ((b, *rest), (a, *others)))


def half_open(end):
    """Neither open nor shut."""
    end.open(end.task.goal.fixture, 0.35)


def other_part(end):
    """Another drawer than the one that was meant."""
    for fixture in end.world.fixtures:
        if fixture.joint is not None and fixture.name != end.task.goal.fixture:
            end.open(fixture.name, 0.9 if isinstance(end.task.goal, goals.Opened) else 0.0)


def wrong_way(end):
    """Shoved to the other side."""
    goal = end.task.goal
    back = {"left": "right", "right": "left", "forward": "back", "back": "forward"}[goal.direction]
    shove(end, goal.thing, back, 0.05)


def carried_away(end):
    """Lifted and put down where it should have been pushed to."""
    end.grip(end.task.goal.thing)


def at_another(end):
    """Aimed at something else."""
    end.point(end.others(end.task.target)[0])


def comply(end):
    """Do it all the same."""
    end.put(end.task.target or end.stage.takeable()[0].name, [0.60, -0.33, 0.0])
    end.outcomes.append(Done("Done."))


def take_the_next_best(end):
    """Absent, so something similar is taken."""
    end.put(end.stage.takeable()[0].name, [0.60, -0.33, 0.0])
    end.outcomes.append(Done("Here you are."))


def not_understood(end):
    """Refused, but for another reason."""
    end.outcomes.append(Refused("I did not understand that. Please say it again."))


def without_asking(end):
    """Guessed, and right by luck."""
    fulfil(end, end.task.goal.goals[1])
    end.outcomes.append(Done("Done."))


def ask_and_take_another(end):
    """Asked, but did not listen."""
    asked, goal = end.task.goal.goals
    fulfil(end, asked)
    fulfil(end, with_other(goal, end.task.target, next(n for n in asked.candidates if n != end.task.target)))


def stop_late(end):
    """The arm goes on for more than a second."""
    goal = end.task.goal if isinstance(end.task.goal, goals.StoppedWithin) else end.task.goal.goals[0]
    end.stop(goal.turn, after_s=1.2)
    for part in getattr(end.task.goal, "goals", ())[1:]:
        fulfil(end, part)


def stop_and_do_it(end):
    """Stopped, and did it all the same afterwards."""
    stopped, never = end.task.goal.goals
    fulfil(end, stopped)
    fulfil(end, never.goal)


def stop_for_good(end):
    """Stopped, and never went on."""
    fulfil(end, end.task.goal.goals[0])


def one_of_two(end):
    """Only the first of the pair."""
    fulfil(end, end.task.goal.goals[0])


def says(text):
    """An answer in these words."""

    def ending(end):
        end.outcomes.append(Done(text))

    ending.__name__ = f"says {text!r}"
    return ending


def says_the_opposite(end):
    """Yes for no, no for yes."""
    end.outcomes.append(Done(answer(end, goals.Answered(yes=not end.task.goal.yes))))


def miscounts(end):
    """One too many."""
    end.outcomes.append(Done(f"I see {end.task.goal.count + 1}."))


def counts_in_chinese(end):
    """The right number in the other language."""
    number = ["没有", "有一个", "有两个", "有三个", "有四个", "有五个"][end.task.goal.count]
    end.outcomes.append(Done(f"我看到{number}。" if end.task.goal.count else "没有。"))


def the_smaller(end):
    """The other one."""
    end.outcomes.append(Done(f"The {end.named(end.others(end.task.target)[0])} is bigger."))


def omits_one(end):
    """All but one of the things."""
    goal = end.task.goal
    end.outcomes.append(
        Done(answer(end, goals.Answered(things=goal.things[1:]))) if goal.things[1:] else Done("")
    )


def names_in_chinese(end):
    """All the things, in the other language."""
    end.outcomes.append(Done("我看到" + "、".join(end.named(name, "zh") for name in end.task.goal.things)))


def the_wrong_side(end):
    """A side of the table where it is not, and nothing true."""
    sides = end.task.goal.sides
    wrong = next(side for side in ("left", "right", "middle") if side not in sides)
    end.outcomes.append(Done(f"It is on the {wrong}."))


def fails(end):
    """It could not be done."""
    end.outcomes.append(Failed("act", "something is in the way"))


def never_moved(end):
    """It stands where it stood, because nobody ever took it."""
    end.outcomes.append(Done("Done."))


def back_elsewhere(end):
    """Taken, and put down in another place."""
    end.grip(end.task.target)
    end.world.step(0.4)
    end.put(end.task.target, [0.62, -0.30, 0.0])


def asks_to_be_sure(end):
    """Something forbidden or dangerous: asks instead of refusing."""
    end.outcomes.append(Asked("You told me not to. Shall I do it anyway?"))


RELATIONS = ("left_of", "right_of", "in_front_of", "behind")
PLACED = (nothing, wrong_thing, on_the_floor, held)
RIGHT = {
    "answer_count": (counts_in_chinese,), "answer_what": (names_in_chinese,),
    "refuse_unsafe": (asks_to_be_sure,),
}  # fmt: skip
WRONG = {
    "pick": (nothing, wrong_thing, on_the_floor),
    "hand_over": (nothing, wrong_thing, held, on_the_floor),
    "place_in": (*PLACED, elsewhere),
    "place_on": (*PLACED, elsewhere),
    **{relation: (nothing, on_the_floor, opposite) for relation in RELATIONS},
    "next_to": (on_the_floor, held),
    "between": (nothing, on_the_floor, held),
    "stack": (nothing, on_the_floor, elsewhere),
    "put_back": (never_moved, held, back_elsewhere),
    "push": (nothing, wrong_way, carried_away),
    "sort_by_colour": (nothing, mixed_up),
    "sort_by_kind": (nothing, mixed_up),
    "clear_table": (nothing, one_left),
    "tidy_up": (nothing, one_left),
    "count_of": (nothing, too_many),
    "all_but": (nothing, one_left, the_kept_too),
    "open_drawer": (nothing, half_open, other_part),
    "close_drawer": (nothing, half_open),
    "open_cupboard": (nothing, half_open),
    "close_cupboard": (nothing, half_open),
    "put_into_drawer": (nothing, on_the_floor, elsewhere),
    "fetch_from_drawer": (nothing, on_the_floor),
    "find_point": (nothing, at_another),
    "answer_what": (nothing, omits_one, fails),
    "answer_where": (nothing, the_wrong_side),
    "answer_count": (nothing, miscounts),
    "answer_bigger": (nothing, the_smaller),
    "answer_exists": (nothing, says_the_opposite),
    "refuse_absent": (nothing, take_the_next_best, not_understood),
    "refuse_negated": (comply,),
    "refuse_unreachable": (nothing, comply),
    "refuse_unsafe": (nothing, comply),
    "ask_ambiguous": (nothing, without_asking, ask_and_take_another),
    "stop_moving": (nothing, stop_late),
    "wait_resume": (nothing, stop_late, stop_for_good),
    "cancel": (nothing, stop_late, stop_and_do_it),
    "two_steps": (nothing, first_only, reversed_order),
    "three_steps": (nothing, first_only),
    "the_other_one": (nothing, one_of_two),
    "just_given": (nothing, wrong_thing),
    "ordinal": (nothing, on_the_floor),
    "comparative": (nothing, on_the_floor),
}


def test_every_family_has_an_ending_that_is_wrong():
    assert set(WRONG) == set(FAMILIES)
    assert all(WRONG.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_right_ending_is_judged_right(family):
    for way in (fulfil, *RIGHT.get(family, ())):
        end = Ending(family)
        way(end)
        verdict = end.verdict()
        assert verdict.ok, f"{way.__name__}: {end.task.text}: {verdict.reason}"


@pytest.mark.parametrize(("family", "way"), [(family, way) for family, ways in WRONG.items() for way in ways])
def test_a_wrong_ending_is_judged_wrong(family, way):
    end = Ending(family)
    way(end)
    verdict = end.verdict()
    assert not verdict.ok, f"{end.task.text}: {verdict.reason}"
