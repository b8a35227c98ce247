# SPDX-License-Identifier: Apache-2.0
from mm_robot.grounding.questions import which_one


def ask(noun, *things):
    return which_one(things, noun, "en"), which_one(things, noun, "zh")


def test_by_colour(make_thing):
    things = make_thing("cup", "red"), make_thing("cup", "blue")
    assert ask("cup", *things) == ("The red one or the blue one?", "红色的还是蓝色的？")
    three = (*things, make_thing("cup", "green"))
    assert ask("cup", *three) == (
        "The red one, the blue one or the green one?",
        "红色的、蓝色的还是绿色的？",
    )


def test_by_kind_when_kinds_differ(make_thing):
    things = make_thing("apple", "red"), make_thing("banana", "yellow")
    assert ask("fruit", *things) == ("The apple or the banana?", "苹果还是香蕉？")


def test_by_colour_and_kind(make_thing):
    things = make_thing("cup", "red"), make_thing("cup", "blue"), make_thing("bowl", "red")
    assert ask(None, *things)[0] == "The red cup, the blue cup or the red bowl?"


def test_by_place_when_they_look_alike(make_thing):
    left, right = make_thing("cup", y=0.2), make_thing("cup", y=-0.1)
    assert ask("cup", left, right) == ("The left one or the right one?", "左边的还是右边的？")
    middle = make_thing("cup", y=0.05)
    assert ask("cup", left, middle, right)[1] == "左边的、中间的还是右边的？"
    front, back = make_thing("cup", x=0.4), make_thing("cup", x=0.7)
    assert ask("cup", front, back) == ("The front one or the back one?", "前面的还是后面的？")


def test_by_size_in_a_pile(make_thing):
    small, large = make_thing("block"), make_thing("block", size_m=(0.07, 0.07, 0.07), x=0.51)
    assert ask("block", small, large) == ("The bigger one or the smaller one?", "大的还是小的？")


def test_many_are_counted(make_thing):
    cups = [make_thing("cup", y=0.1 * i) for i in range(5)]
    assert ask("cup", *cups) == (
        "I see five cups. Which one do you mean?",
        "我看到五个杯子，你要哪一个？",
    )
