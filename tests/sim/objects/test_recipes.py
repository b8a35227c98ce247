# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot_sim.objects.colours import COLOURS, paint
from mm_robot_sim.objects.recipes import NOUNS, design
from mm_robot_sim.scenes.layout import NOT_GRASPED

GRIPPER_OPENS_M = 0.08


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(NOUNS), st.sampled_from(sorted(COLOURS)), st.integers(0, 10**6))
def test_sizes_and_masses_are_plausible(noun, colour, seed):
    made = design(noun, colour, np.random.default_rng(seed))
    assert 0.03 < made.mass_kg < 0.7
    assert all(0.015 < side < 0.30 for side in made.extent_m)
    if noun not in NOT_GRASPED:
        narrow = 2 * 0.0185 if noun == "banana" else made.extent_m[1]
        assert narrow < GRIPPER_OPENS_M - 0.004


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_seen_fills_the_stated_box(noun):
    made = design(noun, "red", np.random.default_rng(1))
    vertices = [part.mesh.vertices_m for part in made.parts if part.mesh is not None]
    if vertices:
        size = np.ptp(np.concatenate(vertices), axis=0)
        assert np.all(size[:2] <= np.array(made.extent_m[:2]) + 0.02)
        assert size[2] <= made.extent_m[2] + 0.004


def test_paints_of_two_colours_are_never_confused():
    rng = np.random.default_rng(0)
    for name, base in COLOURS.items():
        for _ in range(30):
            rgb = np.array(paint(name, rng)[:3])
            nearest = min(COLOURS, key=lambda other: float(np.linalg.norm(rgb - np.array(COLOURS[other]))))
            assert nearest == name, (name, base, rgb)
