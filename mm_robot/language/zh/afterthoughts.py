# SPDX-License-Identifier: Apache-2.0
"""What a later clause says of an earlier one: 杯子都收起来，蓝色的留着; 我要杯子，红色的给我."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mm_robot.language.clause import inherit_noun
from mm_robot.language.zh.reader import without
from mm_robot.types import Command, Reference

_BY_ITSELF = re.compile(r"[^把将让别不]{1,12}?((滚|掉|落|跑|飞|躺)(到|在|进)|倒在)")
_CATEGORIES = frozenset(
    {"fruit", "vegetable", "food", "drink", "tool", "container", "utensil", "stationery", "clothes", "trash",
     "dishes", "cutlery", "toy"}
)  # fmt: skip
_GATHERING = ("place", "clear", "stack", "sort", "hand_over", "pick")


def settled(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands, each clause that only adds to the one before taken into it."""
    done: list[Command] = []
    for said in commands:
        command = _lies_there(said)
        if done and _only_told(done[-1]) and command.target is not None and not _it(command):
            done.pop()  # 桌上有个杯子，把盘子给我
        earlier = done[-1] if done else None
        if earlier is not None and _spares(earlier, command):
            target = without(_target(earlier), _target(command))
            done[-1] = replace(earlier, target=target, text=f"{earlier.text} {command.text}")
        elif earlier is not None and _says_which(earlier, command):
            done[-1] = replace(command, text=f"{earlier.text} {command.text}")
        elif earlier is not None and (_taken_from(earlier, command) or _gathered(earlier, command)):
            done[-1] = replace(command, target=earlier.target, text=f"{earlier.text} {command.text}")
        elif (
            earlier is not None
            and command.verb == "answer"
            and earlier == replace(Command("answer", question="what"), text=earlier.text)
        ):
            done[-1] = command  # 给我看，哪里有剪刀
        elif earlier is not None and _again(earlier, command):
            continue  # 放下，快放下
        elif earlier is not None and earlier.verb == "cancel" and command.verb in ("deny", "cancel"):
            continue  # 算了，不要那个了
        else:
            if earlier is not None and earlier.negated and earlier.verb == command.verb:
                target = inherit_noun(_target(earlier), command.target)  # 不要大的，我要小的杯子
                done[-1] = replace(earlier, target=target if earlier.target is not None else None)
            done.append(command)
    return tuple(done)


def _target(command: Command) -> Reference:
    return command.target or Reference()


def _lies_there(command: Command) -> Command:
    """球滚到桌子底下去了: says where it is; nobody asked to put it there."""
    target, place = command.target, command.destination
    if command.verb != "place" or target is None or place is None or not _BY_ITSELF.match(command.text):
        return command
    return Command("confirm", replace(target, relations=(*target.relations, place)), text=command.text)


def _taken_from(earlier: Command, command: Command) -> bool:
    """…, 帮我捡一下."""
    return (
        earlier.verb == "confirm"
        and _BY_ITSELF.match(earlier.text) is not None
        and command.verb in ("pick", "hand_over", "place")
        and _it(command)
    )


def _gathered(earlier: Command, command: Command) -> bool:
    """把笔都拿出来放到抽屉里: nobody holds all of them at once."""
    every = _target(earlier).count == "all"
    return (
        earlier.verb == "pick" and command.verb == "place" and every and _it(command) and not earlier.negated
    )


def _only_told(command: Command) -> bool:
    """A thing that was only spoken of, and no answer to anything."""
    return command.verb == "confirm" and _target(command).noun is not None and "有" in command.text


def _it(command: Command) -> bool:
    return command.target is not None and command.target.determiner == "it" and command.target.noun is None


def _again(earlier: Command, command: Command) -> bool:
    same = replace(earlier, text="") == replace(command, text="")
    return same and command.verb in ("place", "pick", "hand_over", "open", "close", "put_back", "go_home")


def _spares(earlier: Command, command: Command) -> bool:
    """杯子都收起来，蓝色的留着: what must not be touched is one of those that everything is done to."""
    every, spared = _target(earlier), _target(command)
    return (
        command.negated
        and command.verb in ("pick", "hand_over", "clear", "place")
        and command.destination is None
        and not earlier.negated
        and earlier.verb in _GATHERING
        and every.count == "all"
        and spared.determiner not in ("it", "other", "this", "that", "given")
        and (spared.noun in (None, every.noun) or every.noun is None or every.noun in _CATEGORIES)
        and bool(spared.attributes or spared.noun or spared.ordinal)
        and not spared.relations
        and not spared.unknown_words
        and not (spared.noun is not None and spared.attributes and every.noun is None)
    )


def _says_which(earlier: Command, command: Command) -> bool:
    """我要杯子，红色的给我: the same wish, with what was left open."""
    first, second = earlier.target, command.target
    return (
        first is not None
        and second is not None
        and earlier.verb == command.verb == "hand_over"
        and earlier.recipient == command.recipient
        and not (earlier.negated or command.negated)
        and first == Reference(first.noun, words=first.words)
        and first.noun is not None
        and second.noun == first.noun
        and bool(second.attributes or second.ordinal)
        and not second.words.endswith(first.words)
    )
