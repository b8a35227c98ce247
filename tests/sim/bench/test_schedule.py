# SPDX-License-Identifier: Apache-2.0
import itertools

import pytest

from mm_robot.errors import InputError
from mm_robot_sim.bench.schedule import make_plan, trials
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.tasks.families import FAMILIES


def test_every_family_meets_both_languages_with_and_without_a_disturbance():
    played = trials(make_plan("tabletop", (1000, 1000 + 4 * len(FAMILIES) - 1)))
    met = {(t.families[0], t.language, bool(t.disturbances)) for t in played}
    assert met == set(itertools.product(FAMILIES, ("en", "zh"), (False, True)))
    assert {t.disturbances[0] for t in played if t.disturbances} == set(DISTURBANCES)
    assert len({t.key for t in played}) == len(played)


def test_a_seed_is_played_alike_whatever_range_it_is_in():
    whole = {t.seed: t for t in trials(make_plan("tabletop", (1000, 1199)))}
    assert all(whole[t.seed] == t for t in trials(make_plan("tabletop", (1150, 1160))))


def test_what_is_asked_for_is_all_that_is_played():
    played = trials(make_plan("tabletop", (1000, 1009), family="pick", language="zh", disturb="target_moved"))
    assert {(t.families, t.language, t.disturbances) for t in played} == {
        (("pick",), "zh", ("target_moved",))
    }
    assert not any(t.disturbances for t in trials(make_plan("tabletop", (1000, 1020), disturb="none")))
    pushed = trials(make_plan("tabletop", (1000, 1100), disturb="object_slips"))
    assert all("object_slips" in FAMILIES[t.families[0]].disturbances for t in pushed)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"suite": "kitchen", "seeds": (1000, 1001)}, "no suite 'kitchen'; available: tabletop"),
        ({"suite": "tabletop", "seeds": (990, 1010)}, "more than one split"),
        ({"suite": "tabletop", "seeds": (1000, 1001), "family": "dance"}, "no family 'dance'"),
        ({"suite": "tabletop", "seeds": (1000, 1001), "disturb": "flood"}, "no disturbance 'flood'"),
        (
            {"suite": "tabletop", "seeds": (1000, 1001), "family": "push", "disturb": "object_slips"},
            "not fit",
        ),
    ],
)
def test_what_cannot_be_played_is_told(given, message):
    with pytest.raises(InputError, match=message):
        make_plan(**given)
