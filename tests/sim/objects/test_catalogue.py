# SPDX-License-Identifier: Apache-2.0
from collections import Counter

import pytest

from mm_robot.errors import InputError
from mm_robot_sim.objects.catalogue import (
    CATALOGUE,
    SIMPLE_NOUNS,
    categories,
    colour_words,
    colours_of,
    reserved_pairs,
    words,
)
from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.objects.recipes import RECIPES


def test_every_category_can_be_made_and_there_are_many():
    assert set(CATALOGUE) == set(RECIPES)
    assert len(CATALOGUE) >= 44


def test_no_name_means_two_things():
    for language in ("en", "zh"):
        names = Counter(name for noun in CATALOGUE for name in words(noun, language))
        assert [name for name, count in names.items() if count > 1] == []


def test_names_are_in_their_language():
    for noun in CATALOGUE:
        assert all(name.isascii() for name in words(noun, "en"))
        assert all("一" <= letter <= "鿿" for name in words(noun, "zh") for letter in name)


def test_reserved_categories_are_for_test_alone_and_spread_over_kinds():
    reserved = set(categories("test")) - set(categories("dev"))
    assert categories("dev") == categories("train")
    assert 5 <= len(reserved) <= 8
    assert len({CATALOGUE[noun].kind for noun in reserved}) >= 5
    assert not reserved & set(SIMPLE_NOUNS)  # the simple scenes of every split show all of those


def test_a_tenth_of_the_pairs_is_reserved_and_every_noun_keeps_most_of_its_colours():
    pairs = [(noun, colour) for noun in categories("dev") for colour in colours_of(noun, "test")]
    assert 0.08 <= len(reserved_pairs()) / len(pairs) <= 0.12
    for noun in categories("dev"):
        known, shown = set(colours_of(noun, "test")), set(colours_of(noun, "train"))
        assert shown == known - {colour for other, colour in reserved_pairs() if other == noun}
        assert len(shown) >= 2 / 3 * len(known)


def test_every_reserved_colour_is_known_from_other_things():
    shown = {colour for noun in categories("train") for colour in colours_of(noun, "train")}
    assert {colour for _, colour in reserved_pairs()} <= shown == set(COLOURS)


def test_words_for_colours_in_both_languages():
    assert colour_words("grey", "en") == ("grey", "gray")
    assert colour_words("red", "zh")[0] == "红色"


@pytest.mark.parametrize("ask", [lambda: words("unicorn", "en"), lambda: colours_of("unicorn", "dev")])
def test_an_unknown_noun_is_refused_with_what_there_is(ask):
    with pytest.raises(InputError, match="available: cup, mug"):
        ask()
    with pytest.raises(InputError, match="available: red"):
        colour_words("beige", "en")
