# SPDX-License-Identifier: Apache-2.0
"""What a later clause says of an earlier one: 杯子都收起来，蓝色的留着; 我要杯子，红色的给我."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mm_robot.language.clause import inherit_noun
from mm_robot.language.reader_zh import without
from mm_robot.types import Command, Reference

_GATHERING = ("place", "clear", "stack", "sort", "hand_over", "pick")


def settled(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands, each clause that only adds to the one before taken into it."""
    done: list[Command] = []
    for command in commands:
        earlier = done[-1] if done else None
        if earlier is not None and _spares(earlier, command):
            target = without(_target(earlier), _target(command))
            done[-1] = replace(earlier, target=target, text=f"{earlier.text} {command.text}")
        elif earlier is not None and _says_which(earlier, command):
            done[-1] = replace(command, text=f"{earlier.text} {command.text}")
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


def _again(earlier: Command, command: Command) -> bool:
    same = replace(earlier, text="") == replace(command, text="")
    return same and command.verb in ("place", "pick", "hand_over", "open", "close", "put_back", "go_home")


def _spares(earlier: Command, command: Command) -> bool:
    """杯子都收起来，蓝色的留着: what must not be touched is one of those that everything is done to."""
    every, spared = _target(earlier), _target(command)
    return (
        command.negated
        and command.verb == "pick"
        and not earlier.negated
        and earlier.verb in _GATHERING
        and every.count == "all"
        and spared.determiner not in ("it", "other", "this", "that", "given")
        and (spared.noun in (None, every.noun) or every.noun is None)
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
