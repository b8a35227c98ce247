# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.dataset.expressions import draw_expressions
from mm_robot_sim.objects.catalogue import categories
from mm_robot_sim.tasks.items import Item


def item(name, noun, colour, x, y, place="table"):
    half = np.full(3, 0.04)
    return Item(name, noun, (colour,), np.array([x, y, 0.04]), half, 2 * half, place)


RED, BLUE = item("red_cup", "cup", "red", 0.5, 0.25), item("blue_cup", "cup", "blue", 0.5, -0.2)
APPLE = item("red_apple", "apple", "red", 0.6, 0.0)
THINGS = (RED, BLUE, APPLE)


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(0)
    return [e for _ in range(80) for e in draw_expressions(THINGS, (), "train", 8, rng)]


def test_answers_are_what_the_words_mean(drawn):
    meant = {}
    for e in drawn:
        meant.setdefault(e.en.removeprefix("the ").removeprefix("that "), set()).add(
            (e.answer, frozenset(e.names))
        )
    assert meant["red cup"] == {("object", frozenset({"red_cup"}))}
    assert meant["cup"] == {("ambiguous", frozenset({"red_cup", "blue_cup"}))}
    assert meant["left cup"] == {("object", frozenset({"red_cup"}))}
    assert meant["apple"] == {("object", frozenset({"red_apple"}))}
    assert meant["all cups"] == {("set", frozenset({"red_cup", "blue_cup"}))}
    assert all(len(answers) == 1 for answers in meant.values())


def test_every_answer_and_kind_is_drawn_in_two_languages(drawn):
    assert {e.answer for e in drawn} == {"object", "set", "none", "ambiguous"}
    assert {e.kind for e in drawn} == {"noun", "colour", "colour_only", "ordinal", "relation"}
    assert all(e.en.isascii() and not e.zh.isascii() for e in drawn)
    assert all(bool(e.names) == (e.answer != "none") for e in drawn)


def test_what_can_hardly_be_seen_is_neither_meant_nor_in_the_way():
    rng = np.random.default_rng(1)
    found = [e for _ in range(60) for e in draw_expressions((RED, APPLE), (BLUE,), "train", 8, rng)]
    assert found and all("blue_cup" not in e.names for e in found)
    assert not any(e.en in ("the cup", "that cup", "the cups", "the blue cup") for e in found)


def test_an_empty_picture_has_only_absent_things():
    found = draw_expressions((), (), "train", 8, np.random.default_rng(2))
    assert {e.answer for e in found} <= {"none"}


def test_nouns_of_the_test_split_are_not_spoken_of_in_training(drawn):
    reserved = set(categories("test")) - set(categories("train"))
    assert reserved and not any(noun in e.en.split() for e in drawn for noun in reserved)
