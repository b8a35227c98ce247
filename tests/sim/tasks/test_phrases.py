# SPDX-License-Identifier: Apache-2.0
import re
from string import Formatter

import numpy as np
import pytest

from mm_robot_sim.tasks.draft import Line
from mm_robot_sim.tasks.phrases import PHRASES
from mm_robot_sim.tasks.wording import worded

STEPS = {name for name in PHRASES["en"] if name.startswith("step_")}
PARTS = {"find", "answer_which", "answer_what_in", "answer_what_on", "take_from_drawer"}


def _slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things():
    assert set(PHRASES["en"]) == set(PHRASES["zh"])
    for name in PHRASES["en"]:
        for language in ("en", "zh"):
            known = {slot for phrase in PHRASES[language][name] for slot in _slots(phrase.text)}
            assert known - {"m", "u"} <= {"t", "a", "b", "d", "w", "p", "q", "r"}, (name, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_many_ways_to_say_it_and_some_are_kept_for_tests(language):
    for name, phrases in PHRASES[language].items():
        texts = [phrase.text for phrase in phrases]
        assert len(set(texts)) == len(texts), name
        if name in STEPS | PARTS:
            continue
        reserved = sum(phrase.reserved for phrase in phrases)
        assert len(phrases) >= 14 and 0.12 <= reserved / len(phrases) <= 0.3, name


def test_what_is_in_which_language():
    for phrases in PHRASES["zh"].values():
        assert all(
            re.search("[\u4e00-\u9fff]", phrase.text) or phrase.text.startswith("{") for phrase in phrases
        )
    for phrases in PHRASES["en"].values():
        assert all(phrase.text.isascii() for phrase in phrases)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_reserved_phrases_are_only_said_under_test_seeds(language):
    reserved = {phrase.key for phrase in PHRASES[language]["stop"] if phrase.reserved}
    rng = np.random.default_rng(0)
    said = {
        split: {worded(Line("stop"), language, split, (), rng)[1] for _ in range(150)}
        for split in ("test", "dev", "train")
    }
    assert reserved <= said["test"]
    assert not reserved & (said["dev"] | said["train"])
