# SPDX-License-Identifier: Apache-2.0
"""What is only told around an English command changes nothing of it, and hides no prohibition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mm_robot.language.parser import Parsed, parse

Write = Callable[[Parsed], str]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("my tea has gone cold put it in the microwave", "place tea => [in microwave]"),
        ("the shelf needs a lamp bring it over", "hand_over lamp @speaker"),
        ("there are two mugs over there give me the red one", "hand_over red mug @speaker"),
        ("give me the torch i can't see a thing", "hand_over flashlight @speaker"),
        ("since you are up there grab the jam", "pick jam"),
        ("close the fridge when you are through with it", "close fridge"),
        ("i was going to take the big plate but give me the small one", "hand_over small plate @speaker"),
        ("that marker doesn't work give me another one", "hand_over <other> marker @speaker"),
        ("someone left a fork on the sofa put it in the sink", "place fork => [in sink]"),
    ],
)
def test_the_command_is_read_without_what_is_told(text: str, meant: str, written: Write) -> None:
    assert written(parse(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "if the cup is empty bring it to me",
        "turn on the lamp and give me the book",  # half of what was asked for is not done
        "it is dangerous to touch the knife",
        "i hate you touching my cup",
        "i can not let you take the cup",
        "postpone opening the drawer",
        "let me move my arm",
    ],
)
def test_nothing_is_done_where_the_rest_matters(text: str) -> None:
    assert parse(text).commands == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("please refrain from opening the oven", "NOT open oven"),
        ("forget about moving the vase", "NOT pick vase"),
        ("stop stacking the blocks", "NOT stack xall block"),
        ("no way you touch that cake", "NOT pick <that> cake"),
        ("i doubt you should open the drawer", "NOT open drawer"),
        ("the soup is hot do not touch the pot", "NOT pick pot"),
    ],
)
def test_words_that_forbid_what_follows_them(text: str, meant: str, written: Write) -> None:
    assert written(parse(text)) == meant
