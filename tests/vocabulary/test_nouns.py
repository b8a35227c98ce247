# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter

import pytest

from mm_robot.language.tokens import chinese_lexicon, english_lexicon
from mm_robot.vocabulary import nouns
from mm_robot_sim.objects.catalogue import CATALOGUE


def test_a_household_is_named_in_both_languages() -> None:
    assert len(nouns.names_en()) >= 300
    assert all(nouns.names_en().values()) and all(nouns.names_zh().values())


@pytest.mark.parametrize("names", [nouns.names_en, nouns.names_zh])
def test_no_name_means_two_things(names) -> None:
    counts = Counter(name for row in names().values() for name in row)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_thing_of_the_simulated_world_is_known_by_its_usual_names() -> None:
    english, chinese = english_lexicon(), chinese_lexicon()
    for noun, row in CATALOGUE.items():
        assert english.get(row.en[0], {}).get("noun") == noun, row.en[0]
        assert "noun" in chinese.get(row.zh[0], {}), row.zh[0]
        assert all("noun" in english.get(word, {}) for word in row.en), row.en
        assert all("noun" in chinese.get(word, {}) for word in row.zh), row.zh


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("knife", "knives"),
        ("box", "boxes"),
        ("cherry", "cherries"),
        ("tomato", "tomatoes"),
        ("tongs", "tongs"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert nouns.plural(one) == many


def test_measure_words_stand_before_known_nouns() -> None:
    assert nouns.measures_zh()["knife"] == "把"
    assert set(nouns.measures_zh()) <= set(nouns.names_en())
