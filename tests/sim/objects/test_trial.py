# SPDX-License-Identifier: Apache-2.0
"""A fast part of the trial; `python -m mm_robot_sim.objects.trial` runs the whole."""

import numpy as np
import pytest

from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.objects.recipes import NOUNS
from mm_robot_sim.objects.trial import hold, rest, variant

SEED = 1000


@pytest.mark.parametrize("first", range(0, len(NOUNS), 8))
def test_everything_rests_without_drifting_or_sinking_in(first):
    nouns = [noun for noun in NOUNS[first : first + 8] for _ in range(2)]
    designs = [variant(noun, SEED + i) for i, noun in enumerate(nouns)]
    for noun, found in zip(nouns, rest(designs, np.random.default_rng(SEED)), strict=True):
        assert found.drift_m < 0.001, noun
        assert found.deepest_m < 0.002, noun
        assert abs(found.sunk_m) < 0.004, f"{noun} neither stands in the table nor falls into place"


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if CATALOGUE[noun].graspable])
def test_everything_graspable_stays_in_the_shaken_gripper(noun):
    assert hold(variant(noun, SEED + 50)).held


def test_a_weak_grip_loses_it():
    assert not hold(variant("jar", SEED), force_n=0.5).held
