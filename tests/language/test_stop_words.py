# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.language.parser import parse
from mm_robot.language.stop_words import is_stop

CALLS = [
    text.strip()
    for text in [
        "\n    stop",
        "Stop!",
        "STOP",
        "stop stop stop",
        "stop right now",
        "please stop",
        "stop please",
        "stop it",
        "whoa stop",
        "no no stop",
        "\n    stop the robot",
        "halt",
        "freeze",
        "oh my god stop",
        "hey stop",
        "stop, that's the wrong cup",
        "stop moving",
        "\n    don't move",
        "do not move",
        "emergency stop",
        "robot stop",
        "stop now",
        "ok stop",
        "stop right there",
        "停",
        "停下",
        "停！",
        "\n    停停停",
        "马上停下",
        "立刻停止",
        "快停下来",
        "不要动",
        "别动",
        "住手",
        "请停下",
        "机器人停",
        "停下来",
        "先停一下",
        "急停",
        "赶紧停下",
        "\n    停下，拿错了",
        "不许动",
        "停一下",
        "STOP停",
        "啊停停停",
        "whoa",
        "stop everything",
        "stop stop what are you doing",
        "\n    no stop",
        "wait stop",
        "hold still\n",
    ]
]
OTHERS = [
    text.strip()
    for text in [
        "\n    don't stop",
        "do not stop",
        "never stop",
        "put the stop sign on the table",
        "hand me the red cup",
        "\n    stop touching the cup",
        "the cup",
        "go on",
        "continue",
        "yes",
        "don't stop now",
        "please don't stop",
        "\n    where is the bus stop",
        "别停",
        "不要停",
        "不要停下来",
        "继续",
        "把杯子给我",
        "把停车牌放到桌上",
        "停车标志在哪里",
        "\n    do not move the cup",
        "不要动红色的杯子",
        "别动那个杯子",
        "give me the door stopper",
        "wait",
        "等一下\n",
    ]
]


@pytest.mark.parametrize("text", CALLS)
def test_calls_to_stop(text: str) -> None:
    assert is_stop(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_sentences_do_not_stop(text: str) -> None:
    assert not is_stop(text)


@pytest.mark.parametrize("text", [text for text in CALLS if "," not in text and "，" not in text])
def test_the_parser_reads_a_call_to_stop_as_nothing_else(text: str) -> None:
    assert {command.verb for command in parse(text).commands} <= {"stop", "deny", "wait", "answer"}


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert is_stop(text) in (True, False)


@given(st.sampled_from(["um", "please", "hey", "no", "oh", "ok", "robot"]),
       st.sampled_from(["stop", "halt", "stop it", "freeze"]),
       st.sampled_from(["", "now", "please", "right now", "robot", "immediately"]))  # fmt: skip
def test_fillers_around_a_stop_word_do_not_matter(before: str, stop: str, after: str) -> None:
    assert is_stop(f"{before} {stop} {after}".strip())
