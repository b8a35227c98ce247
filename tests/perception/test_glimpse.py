# SPDX-License-Identifier: Apache-2.0
"""What the recogniser is shown of a segment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.colour import COLOURS
from mm_robot.perception.glimpse import CHANNELS, NUMBERS, PICTURE_PX, glimpse
from mm_robot.perception.labels import NOUNS

FEATURES = {
    "height_m": 0.11, "long_m": 0.064, "short_m": 0.064, "elongation": 1.0, "slender": 1.72, "round_m": 0.001,
    "box_m": 0.003, "low": 0.97, "middle": 0.98, "top": 0.97, "flat": 0.74, "hollow": 0.0, "handle": 0.0,
    "curved": 0.1,
}  # fmt: skip


@pytest.fixture(scope="module")
def cut(box_frame):
    """cut(pixels, features, colours, scores) from a picture of a green box."""
    cloud = Fusion(1).add(box_frame([((0.45, -0.03, 0.0), (0.52, 0.05, 0.09), (40, 160, 60))]))

    def make(pixels, features=FEATURES, colours=(), scores=()):
        return glimpse(cloud, cloud.z_m, pixels, features, dict(colours), dict(scores))

    make.box = np.nonzero((cloud.z_m > 0.01) & (cloud.rgb[..., 0] == 40))
    return make


def test_the_picture_holds_colour_height_and_outline(cut):
    seen = cut(cut.box).picture
    inside = seen[4] > 250
    assert seen.shape == (CHANNELS, PICTURE_PX, PICTURE_PX) and 0.2 < inside.mean() < 0.7
    assert np.abs(np.median(seen[:3, inside], axis=1) - (40, 160, 60)).max() <= 2
    assert seen[3, inside].max() > 180 and np.median(seen[3, seen[4] == 0]) < 10


def test_numbers_say_how_large_it_is(cut):
    near, far = cut(cut.box).numbers, cut(cut.box, {**FEATURES, "height_m": 0.22}).numbers
    assert near.shape == (NUMBERS,) and far[0] - near[0] == pytest.approx(np.log(2), abs=1e-5)


def test_colours_and_the_rules_names_are_at_the_end(cut):
    numbers = cut(cut.box, colours={"red": 0.25}, scores={"can": 0.75}).numbers
    assert numbers[-len(NOUNS) + NOUNS.index("can")] == 0.75
    assert numbers[-len(NOUNS) - len(COLOURS) + COLOURS.index("red")] == 0.25


@given(st.integers(0, 239), st.integers(0, 319), st.integers(1, 60), st.integers(1, 60))
def test_any_segment_even_at_the_edge_gives_a_picture(cut, top, left, high, wide):
    v, u = np.mgrid[top : min(top + high, 240), left : min(left + wide, 320)]
    seen = cut((v.ravel(), u.ravel()))
    assert seen.picture[4].max() > 0 and seen.picture.dtype == np.uint8
