# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.speech.stop_reading import with_stop


def sounding_like(**scores):
    return lambda texts: tuple(scores.get(text, -50.0) for text in texts)


def test_a_stop_word_that_fits_nearly_as_well_becomes_the_last_alternative():
    compare = sounding_like(Freezer=-1.0, Freeze=-2.0)
    assert with_stop(["Freezer", "Please"], "en", 1.2, compare) == ("Freezer", "Please", "Freeze")
    assert with_stop(["几个"], "zh", 1.0, sounding_like(几个=-5.0, 停=-4.0)) == ("几个", "停")


def test_one_that_does_not_fit_is_none():
    assert with_stop(["Go home"], "en", 1.2, sounding_like(**{"Go home": -1.0, "Stop": -6.0})) == ("Go home",)


@pytest.mark.parametrize(("texts", "length_s"), [(["Stop"], 1.0), (["Put it on the shelf"], 2.5)])
def test_what_is_a_stop_already_or_long_costs_nothing(texts, length_s):
    def compare(asked):
        raise AssertionError("asked needlessly")

    assert with_stop(texts, "en", length_s, compare) == tuple(texts)
