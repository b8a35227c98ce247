# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.objects import textures
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.objects.looks import PATTERNS, finished, patterned
from mm_robot_sim.objects.recipes import NOUNS, design


@pytest.mark.parametrize("pattern", sorted(set(PATTERNS) - {"skin", "wood", "weave"}))
def test_the_main_colour_covers_most_of_every_pattern(pattern):
    main, second = (0.8, 0.1, 0.1), (0.95, 0.95, 0.95)
    for seed in range(1000, 1030):
        picture = PATTERNS[pattern](np.random.default_rng(seed), main, second).astype(float) / 255
        share = (np.linalg.norm(picture - main, axis=-1) < 0.2).mean()
        assert share > 0.5, (pattern, seed, share)
        assert share < 1.0, "there is a pattern"


@pytest.mark.parametrize("pattern", ["wood", "weave", "skin"])
def test_grain_keeps_the_colours_name(pattern):
    for colour, main in COLOURS.items():
        if colour == "black":
            continue
        picture = PATTERNS[pattern](np.random.default_rng(1000), main, (0.3, 0.2, 0.08)).astype(float) / 255
        mean = picture.reshape(-1, 3).mean(axis=0)
        mean *= np.linalg.norm(main) / np.linalg.norm(mean)  # shading darkens, as it does on plain things
        nearest = min(COLOURS, key=lambda name: float(np.linalg.norm(mean - np.array(COLOURS[name]))))
        assert nearest == colour


def test_corn_has_grains():
    picture = textures.kernels(np.random.default_rng(1000), COLOURS["yellow"]).astype(float)
    assert picture[..., 0].std() > 15


def test_every_category_shows_all_its_finishes_and_patterns():
    for noun in NOUNS:
        row = CATALOGUE[noun]
        made = [
            design(noun, row.colours[seed % len(row.colours)], np.random.default_rng(seed), varied=True)
            for seed in range(1000, 1040)
        ]
        assert {m.finish for m in made} <= {*row.finishes, "matte"}
        assert {m.pattern for m in made} <= {*row.patterns, "plain"}
        assert all(m.colours[0] == m.colour for m in made)
        if len(row.patterns) > 1:
            assert len({m.pattern for m in made}) > 1


def test_glass_is_seen_through_and_steel_spoons_shine():
    glass = design("glass", "blue", np.random.default_rng(1000))
    assert glass.finish == "transparent" and glass.rgba[3] < 0.6
    assert design("spoon", "grey", np.random.default_rng(1000)).finish == "shiny"
    assert design("spoon", "red", np.random.default_rng(1000)).finish == "matte"


def test_only_black_things_are_dark():
    black = finished(design("remote", "black", np.random.default_rng(1000), varied=False), "dark")
    white = finished(design("remote", "white", np.random.default_rng(1000), varied=False), "dark")
    assert black.finish == "dark" and white.finish == "matte"
    assert max(black.rgba[:3]) < 0.06


def test_a_pattern_leaves_what_is_touched_as_it_is():
    plain = design("can", "red", np.random.default_rng(1000))
    striped = patterned(plain, "stripes", np.random.default_rng(1000))
    assert [(p.kind, p.size_m) for p in striped.parts if p.role != "seen"] == [
        (p.kind, p.size_m) for p in plain.parts if p.role != "seen"
    ]
    assert striped.texture is not None and len(striped.colours) == 2
