# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from mm_robot.errors import InputError
from mm_robot.language.json_codec import (
    command_from_dict,
    command_to_dict,
    reference_from_dict,
    reference_to_dict,
)
from mm_robot.language.parser import parse

TEXTS = (
    "hand me the second red block from the right",
    "put the cup next to the bowl between the plate and the can",
    "give me everything except the red cup",
    "which is bigger, the cup or the bowl", "push the box to the left",
    "不要拿离碗最近的杯子", "把两个苹果放到盘子和碗中间", "stop", "红色的那个",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_commands_survive_json(text: str) -> None:
    for command in parse(text).commands:
        assert command_from_dict(json.loads(json.dumps(command_to_dict(command)))) == command


def test_keys_are_those_of_the_command() -> None:
    (command,) = parse("do not put the red cup in the bowl").commands
    data = command_to_dict(command)
    assert {"verb", "negated", "target", "destination", "recipient", "language"} <= set(data)
    assert data["verb"] == "place" and data["negated"] is True
    assert data["target"]["noun"] == "cup" and data["target"]["attributes"] == ["red"]
    assert data["destination"] == {
        "kind": "in",
        "anchors": [reference_to_dict(command.destination.anchors[0])],
    }


def test_missing_keys_take_their_defaults() -> None:
    assert reference_from_dict({"noun": "cup"}).attributes == ()
    assert command_from_dict({"verb": "stop"}).negated is False


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"verb": "fly"}, "available: pick"),
        ({}, "no verb"),
        ({"verb": "pick", "colour": "red"}, "has no colour"),
        ({"verb": "answer", "question": "why"}, "available: what"),
        ({"verb": "pick", "target": {"count": "some"}}, "whole number"),
        ({"verb": "pick", "target": {"ordinal": {"rank": 0, "by": "left"}}}, "1 or more"),
        ({"verb": "pick", "target": {"ordinal": {"rank": 1, "by": "heaviest"}}}, "available: left"),
        ({"verb": "place", "destination": {"kind": "at", "anchors": []}}, "available: on"),
        ({"verb": "pick", "target": "cup"}, "must be an object"),
        ({"verb": "pick", "language": "fr"}, "available: en, zh"),
    ],
)
def test_malformed_data_is_refused_with_what_is_available(data: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        command_from_dict(data)
