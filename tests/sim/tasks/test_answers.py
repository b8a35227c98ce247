# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot_sim.tasks.answers import mentions, number, relates, says_smaller, says_yes, sides


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes. The red cup is on the left.", True),
        ("No, I see none.", False),
        ("There is a cup.", True),
        ("I don't see any cup.", False),
        ("有。杯子在左边。", True),
        ("没有。", False),
        ("我没看到杯子", False),
        ("The cup is red.", None),
    ],
)
def test_yes_and_no(text, expected):
    assert says_yes(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I see two cups.", 2), ("I see 3 apples", 3), ("我看到两个苹果。", 2), ("There is a cup.", 1),
        ("I see no cup.", 0), ("没有苹果", 0), ("一共有十二个", 12), ("The cup is red.", None),
    ],
)  # fmt: skip
def test_numbers(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I see a red cup and two green blocks.", [("cup", "red"), ("block", "green")]),
        ("an orange cup and an orange", [("cup", "orange"), ("orange", None)]),
        ("three oranges", [("orange", None)]),
        ("红色的杯子和绿苹果", [("cup", "red"), ("apple", "green")]),
        ("the yellow roll of tape", [("tape", "yellow")]),
        ("白色的马克杯、橙子", [("mug", "white"), ("orange", None)]),
        ("two knives", [("knife", None)]),
        ("I see nothing here.", []),
    ],
)
def test_things_and_their_colours(text, expected):
    assert [(mention.noun, mention.colour) for mention in mentions(text)] == expected


def test_sides_of_the_table_are_not_sides_of_things():
    assert sides("It is on the left, next to the bowl") == ("left",)
    assert sides("It is left of the bowl") == ()
    assert sides("在右边") == ("right",)
    assert sides("在碗的左边") == ()
    assert sides("在桌子中间") == ("middle",)


def test_relations_and_comparisons():
    assert relates("The apple is in the bowl.", "in") and not relates("The apple is on the plate.", "in")
    assert relates("苹果在碗旁边", "next_to")
    assert says_smaller("The lemon is smaller.") and says_smaller("柠檬更小") and not says_smaller("bigger")
