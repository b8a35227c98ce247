# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.speech.negation import checked
from mm_robot.speech.writing import negations


def sounding_like(**scores):
    return lambda texts: tuple(scores.get(text, -50.0) for text in texts)


def test_a_swallowed_negation_comes_back_when_the_sound_fits_it_better():
    compare = sounding_like(拿杯子=-9.0, 别拿杯子=-4.0)
    assert checked(["拿杯子", "那杯子"], "zh", compare) == ("别拿杯子", "拿杯子", "那杯子")


def test_one_that_fits_nearly_as_well_becomes_an_alternative_to_ask_about():
    compare = sounding_like(拿杯子=-4.0, 别拿杯子=-5.0)
    assert checked(["拿杯子"], "zh", compare) == ("拿杯子", "别拿杯子")


def test_one_that_does_not_fit_is_no_reason_to_ask():
    compare = sounding_like(拿杯子=-4.0)
    assert checked(["拿杯子", "不要拿杯子", "那杯子"], "zh", compare) == ("拿杯子", "那杯子")


def test_what_forbids_already_stays_and_costs_nothing():
    def compare(texts):
        raise AssertionError("asked needlessly")

    assert checked(["别拿杯子", "拿杯子"], "zh", compare) == ("别拿杯子", "拿杯子")


def test_english_is_written_as_it_would_be():
    asked = []

    def compare(texts):
        asked.extend(texts)
        return (0.0,) + (-50.0,) * (len(texts) - 1)

    assert checked(["Touch the can"], "en", compare) == ("Touch the can",)
    assert "Don't touch the can" in asked


@pytest.mark.parametrize("language", ["en", "zh"])
@given(texts=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4, unique=True), data=st.data())
def test_a_written_negation_is_never_taken_away(language, texts, data):
    scores = data.draw(st.lists(st.floats(-30, 0), min_size=12, max_size=12))
    out = checked(texts, language, lambda asked: tuple(scores[: len(asked)]))
    assert texts[0] in out
    assert negations(out[0], language) >= negations(texts[0], language)


def test_another_word_written_for_a_negation_is_seen_through():
    compare = sounding_like(交给我钥匙=-9.0, 不要给我钥匙=-4.0)
    assert checked(["交给我钥匙"], "zh", compare)[0] == "不要给我钥匙"
