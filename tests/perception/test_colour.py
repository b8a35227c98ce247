# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.perception.colour import COLOURS, colour_scores, white_gains, white_level

EVEN = np.ones(3, np.float32)
# A clear example of each, as a camera shows it (sRGB).
EXAMPLES = {
    "red": (205, 30, 35), "orange": (240, 130, 25), "yellow": (240, 215, 50), "green": (40, 145, 60),
    "blue": (35, 75, 200), "purple": (120, 45, 165), "pink": (240, 150, 185), "brown": (110, 65, 35),
    "black": (22, 22, 24), "white": (235, 235, 230), "grey": (120, 121, 124),
}  # fmt: skip


def pixels(colour, count=400, noise=2.0, seed=0):
    rng = np.random.default_rng(seed)
    return np.clip(np.array(colour) + rng.normal(0, noise, (count, 3)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("name", COLOURS)
def test_a_clear_example_has_its_name(name):
    scores = colour_scores(pixels(EXAMPLES[name]), EVEN, 240.0)
    assert max(scores, key=scores.get) == name and scores[name] > 0.9


@given(
    st.sampled_from(("red", "green", "blue", "yellow", "purple")), st.floats(0.75, 1.15), st.integers(0, 99)
)
def test_names_survive_a_change_of_light(name, light, seed):
    lit = np.clip(np.array(EXAMPLES[name]) * light, 0, 255)
    scores = colour_scores(pixels(lit, seed=seed), EVEN, 240.0 * light)
    assert max(scores, key=scores.get) == name


def test_a_shaded_side_does_not_change_the_name():
    both = np.vstack((pixels(EXAMPLES["red"]), pixels(np.array(EXAMPLES["red"]) * 0.55)))
    assert colour_scores(both, EVEN, 240.0)["red"] > 0.9


def test_a_label_is_a_second_colour_in_its_share():
    box = np.vstack((pixels(EXAMPLES["blue"], 320), pixels(EXAMPLES["white"], 80)))
    scores = colour_scores(box, EVEN, 240.0)
    assert scores["blue"] == pytest.approx(0.8, abs=0.03) and scores["white"] == pytest.approx(0.2, abs=0.03)


def test_grey_fades_into_white():
    names = [colour_scores(pixels((v, v, v)), EVEN, 240.0) for v in (120, 155, 200)]
    assert names[0] == {"grey": 1.0} and names[2] == {"white": 1.0}
    assert set(names[1]) == {"grey", "white"}


def test_shares_add_up_to_one_and_no_pixels_have_no_colour():
    rng = np.random.default_rng(4)
    assert sum(
        colour_scores(rng.integers(0, 256, (500, 3)).astype(np.uint8), EVEN, 240.0).values()
    ) == pytest.approx(1)
    assert colour_scores(np.zeros((0, 3), np.uint8), EVEN, 240.0) == {}


def test_white_balance_is_modest():
    warm = np.full((80, 80, 3), (210, 195, 175), np.uint8)
    gains = white_gains(warm)
    balanced = np.array([210, 195, 175]) * gains
    assert np.ptp(balanced) < 3
    wall = np.full((80, 80, 3), (220, 60, 60), np.uint8)
    assert np.array_equal(white_gains(wall), EVEN)
    assert white_level(np.zeros((80, 80, 3), np.uint8), EVEN) == 120.0
