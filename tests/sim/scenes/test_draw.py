# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.objects.catalogue import categories, colours_of
from mm_robot_sim.scenes.draw import MOST_THINGS, draw
from mm_robot_sim.scenes.spec import KINDS


def _values(spec):
    things = [(s.name, s.at_m, s.quaternion_wxyz, s.support, s.design.extent_m) for s in spec.things]
    return spec.kind, things, spec.furniture, spec.look, spec.camera, spec.person


def test_the_same_seed_draws_the_same_scene():
    for seed in (1000, 1001, 1005):
        assert _values(draw(seed)) == _values(draw(seed))


def test_seeds_differ_in_everything_that_may_vary():
    specs = [draw(seed) for seed in range(1000, 1016)]
    assert len({spec.look.table for spec in specs}) == 16
    assert len({spec.look.walls for spec in specs}) == 16
    assert len({spec.camera for spec in specs}) == 16
    assert len({len(spec.look.lights) for spec in specs}) == 3
    assert len({spec.kind for spec in specs}) >= 4
    assert len({tuple(s.name for s in spec.things) for spec in specs}) == 16


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_what_it_is_named_for(kind):
    spec = draw(1010, kind)
    assert spec.kind == kind
    named = {piece.kind for piece in spec.furniture} | {s.design.noun for s in spec.things}
    assert kind in ("simple", "table") or kind in named
    assert spec.person
    assert not draw(1010, kind, person=False).person


@pytest.mark.parametrize("count", [1, 7, MOST_THINGS])
def test_as_many_things_as_asked_for(count):
    spec = draw(1012, "table", count)
    assert len(spec.things) == count
    assert len({s.name for s in spec.things}) == count


def test_names_count_without_gaps():
    for seed in range(1020, 1023):
        names = [s.name for s in draw(seed, "table", 20).things]
        for name in names:
            stem, _, number = name.rpartition("_")
            if number.isdigit() and int(number) > 2:
                assert f"{stem}_{int(number) - 1}" in names
            elif number == "2":
                assert stem in names


def test_development_scenes_hold_nothing_that_is_reserved_for_test():
    for seed in range(1030, 1042):
        for standing in draw(seed).things:
            assert standing.design.noun in categories("dev")
            assert standing.design.colour in colours_of(standing.design.noun, "dev")


def test_some_things_are_piled_up_and_lie_where_they_are_said_to():
    supports = {"thing": 0, "fixture": 0}
    for seed in range(1000, 1018):
        spec = draw(seed)
        at = {s.name: s for s in spec.things}
        for standing in spec.things:
            if standing.support in at:
                below = at[standing.support]
                supports["thing"] += 1
                away = np.linalg.norm(np.subtract(standing.at_m, below.at_m)[:2])
                assert away < max(below.design.extent_m[:2]) / 2 + max(standing.design.extent_m) / 2
                assert standing.at_m[2] > below.at_m[2] - below.design.extent_m[2] / 2
            elif standing.support is not None:
                supports["fixture"] += 1
    assert supports["thing"] >= 4
    assert supports["fixture"] >= 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((-1,), "non-negative"),
        ((1000, "attic"), "available: simple, table"),
        ((1000, "table", 0), "1 to 25"),
        ((1000, "table", 26), "1 to 25"),
    ],
)
def test_impossible_scenes_are_refused_with_a_reason(arguments, words):
    with pytest.raises(InputError, match=words):
        draw(*arguments)
