# SPDX-License-Identifier: Apache-2.0
"""Chinese sentences of fifteen rounds, each written with its meaning before the parser had seen any of it.

Fully right on the first run of each round, against the meaning as it was first written down (the sentences
are hard on purpose: mixed languages, self-corrections, sentences said to somebody else in between; less so in
rounds 6 and 7):

    round      1          2          3          4          5         6         7
    right   44 of 104  58 of 117  54 of 120  65 of 114  44 of 94  38 of 60  36 of 50

Eight more rounds came later. From round 10 on the first sixty sentences of a set are plain ones; the rest are
noisy: context before and behind, mixed languages, brand names, corrections.

    round      8          9          10         11         12        13        14        15
    right   57 of 101  47 of 100  66 of 100  79 of 100  69 of 97  63 of 96  63 of 96  47 of 60
    plain                         50 of 60   58 of 60   52 of 60  44 of 60  49 of 60  47 of 60

After each round its mistakes were mended by kind. About one meaning in nine turned out to be badly written
(a name the vocabulary spells otherwise, the order of attributes) or no better than what was read, and was
rewritten. The floors stand a little below what is reached today: they guard against falling back, and say
nothing of sentences that are new.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mm_robot.language.parser import Parsed, parse

Write = Callable[[Parsed], str]
DATA = Path(__file__).parents[1] / "data"
FLOORS = {
    1: 0.87,
    2: 0.88,
    3: 0.80,
    4: 0.83,
    5: 0.69,
    6: 0.83,
    7: 0.84,
    8: 0.91,
    9: 0.86,
    10: 0.9,
    11: 0.92,
    12: 0.92,
    13: 0.9,
    14: 0.91,
    15: 0.93,
}


@pytest.mark.parametrize("number", FLOORS)
def test_sentences_once_new_stay_understood(number: int, written: Write) -> None:
    cases = json.loads((DATA / f"commands_zh_fresh_{number}.json").read_text(encoding="utf-8"))
    wrong = [(c["text"], c["parse"], got) for c in cases if (got := written(parse(c["text"]))) != c["parse"]]
    report = "\n".join(f"{text}\n  meant {meant}\n  got   {got}" for text, meant, got in wrong)
    assert len(wrong) <= (1 - FLOORS[number]) * len(cases), f"{len(wrong)} of {len(cases)} wrong\n{report}"


@pytest.mark.parametrize(
    "text",
    [
        "红色的杯子不要动",
        "没有我的允许不要打开抽屉",
        "我没空别把书给我",
        "你能不能别动那个杯子",
        "能不能不要把杯子放桌边",
        "把杯子都收起来蓝色的别动",
        "这个盖子拧不开你别开",
        "橘子不要了换成苹果",
        "小刀太危险了别给孩子",
    ],
)
def test_courtesies_and_reasons_swallow_no_prohibition(text: str) -> None:
    commands = parse(text).commands
    spared = [c for c in commands if c.target is not None and c.target.excluded_attributes]
    assert not commands or spared or any(command.negated for command in commands)


@pytest.mark.parametrize("text", ["这个盖子拧不开你来开", "您能不能麻烦把书给我", "我够不着你把书给我"])
def test_what_cannot_be_done_forbids_nothing(text: str) -> None:
    commands = parse(text).commands
    assert commands
    assert not any(command.negated for command in commands)


def test_what_fell_by_itself_is_not_put_there() -> None:
    assert [c.verb for c in parse("球滚到桌子底下去了").commands] == ["confirm"]
    (fetched,) = parse("球滚到桌子底下去了帮我捡一下").commands
    assert fetched.verb == "pick"
    assert fetched.target is not None and fetched.target.relations[0].kind == "under"


@pytest.mark.parametrize(
    "text",
    [
        "等我拿稳了你再松手",
        "等会儿再拿那个杯子",
        "关抽屉前先把袜子放进去",
        "除了刀都能动",
        "桌上的书都收起来留两本就行",
        "这把伞是谁的",
    ],
)
def test_what_is_put_off_permitted_or_left_open_is_not_done_at_once(text: str) -> None:
    assert parse(text).commands == ()


@pytest.mark.parametrize(
    "told", ["因为我要切菜", "我在厨房", "快递到了", "今天天气不错啊", "我这手抖得厉害你", "我不吃辣"]
)
def test_what_is_told_before_a_command_changes_nothing(told: str, written: Write) -> None:
    assert written(parse(f"{told}把盐递给我")) == "hand_over salt @speaker"


def test_a_stop_is_heard_whatever_follows_it() -> None:
    for text in ("停停停你碰到杯子了", "停停停别放", "哎你先别动让我看看", "再往左一点再一点好停"):
        assert any(command.verb == "stop" for command in parse(text).commands), text
