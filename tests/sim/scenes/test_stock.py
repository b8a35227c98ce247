# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.objects.catalogue import categories, colours_of
from mm_robot_sim.scenes.layout import inventory, names
from mm_robot_sim.scenes.stock import draw_stock


def _many(split, kind, count):
    return [draw_stock(np.random.default_rng(i), split, kind, count) for i in range(60)]


def test_a_stock_has_the_asked_size_and_only_what_the_split_may_show():
    for split in ("test", "dev", "train"):
        for stock in _many(split, "table", 9):
            assert len(stock) == 9
            for noun, colour in stock:
                assert noun in categories(split)
                assert colour in colours_of(noun, split)


def test_all_categories_of_a_split_occur():
    seen = {noun for i in range(300) for noun, _ in draw_stock(np.random.default_rng(i), "dev", "table", 20)}
    assert seen == set(categories("dev"))


def test_things_that_must_be_told_apart_occur_together():
    stocks = _many("dev", "table", 10)
    assert sum(len({noun for noun, _ in stock}) < len(stock) for stock in stocks) > 40
    assert sum(len(set(stock)) < len(stock) for stock in stocks) > 5, "twins, now and then"


def test_basket_and_tray_scenes_have_theirs():
    for kind in ("basket", "tray"):
        assert all(any(noun == kind for noun, _ in stock) for stock in _many("dev", kind, 5))


def test_a_simple_inventory_of_a_given_size():
    for size in (1, 3, 12):
        assert len(inventory(np.random.default_rng(4), size)) == size
    assert inventory(np.random.default_rng(4)) == inventory(np.random.default_rng(4), None)


def test_names_of_likes_are_numbered():
    assert names([("cup", "red"), ("cup", "blue"), ("cup", "red")]) == ["red_cup", "blue_cup", "red_cup_2"]
