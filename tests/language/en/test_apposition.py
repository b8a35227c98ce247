# SPDX-License-Identifier: Apache-2.0
"""One thing named in two phrases is one thing; two things stay two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mm_robot.language.en.apposition import one_thing
from mm_robot.language.parser import Parsed, parse
from mm_robot.types import Reference


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("i want the ball the big one", "hand_over big ball @speaker"),
        ("pick up the thing the remote", "pick remote"),
        ("the bottle the blue one please", "confirm blue bottle"),
        (
            "give me the pen the ruler and the eraser",
            "hand_over pen @speaker ; hand_over ruler @speaker ; hand_over eraser @speaker",
        ),
        ("give me the pen the ruler", "EMPTY"),
    ],
)
def test_things_named_twice_and_lists(text: str, meant: str, written: Callable[[Parsed], str]) -> None:
    assert written(parse(text)) == meant


def test_another_kind_or_another_one_is_not_the_same_thing() -> None:
    cup = Reference("cup")
    assert one_thing(cup, Reference("plate", attributes=("red",))) is None
    assert one_thing(cup, Reference(attributes=("red",), determiner="other")) is None
    assert one_thing(cup, Reference(attributes=("red",))) == Reference("cup", attributes=("red",))
