# SPDX-License-Identifier: Apache-2.0
"""Words around a command change nothing of it, above all no prohibition and no exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.language.en.rewrites import usual
from mm_robot.language.parser import Parsed, parse
from mm_robot.language.text import plain
from mm_robot.types import Command, Reference

DATA = Path(__file__).parents[1] / "data"
BEFORE = (
    "please", "robot", "hey", "sorry but", "if you would not mind", "when you get a chance", "i am tired",
    "would you be a dear and", "you know", "ok", "i said", "whatever happens", "look", "mum said to", "wow",
    "on second thoughts",
)  # fmt: skip
BEHIND = (
    "please", "okay", "will you", "because it is hot", "so i can eat", "thanks", "or else", "right now",
    "i am on the phone", "no matter what", "it breaks easily", "do you hear me", "while you are at it",
)  # fmt: skip
_SAFE = ("deny", "stop", "cancel", "wait", "confirm", "answer")


def _cases(wanted: Callable[[str], bool]) -> list[str]:
    paths = sorted(DATA.glob("commands_en*.json"))
    cases = [case for path in paths for case in json.loads(path.read_text(encoding="utf-8"))]
    return [case["text"] for case in cases if ";" not in case["parse"] and wanted(case["parse"])]


def _surrounded(text: str, turn: int) -> str:
    return f"{BEFORE[turn % len(BEFORE)]} {text} {BEHIND[turn % len(BEHIND)]}"


def test_no_surroundings_lose_a_prohibition() -> None:
    for turn, text in enumerate(_cases(lambda meant: meant.startswith("NOT"))):
        for said in (f"{before} {text}" for before in BEFORE):
            assert _is_safe(parse(said).commands), said
        for said in (f"{text} {BEHIND[turn % len(BEHIND)]}", _surrounded(text, turn)):
            assert _is_safe(parse(said).commands), said


def _is_safe(commands: tuple[Command, ...]) -> bool:
    return any(c.negated for c in commands) or all(c.verb in _SAFE for c in commands)


def test_no_surroundings_lose_an_exception() -> None:
    acts = ("pick", "place", "hand_over", "clear")
    for turn, text in enumerate(_cases(lambda meant: meant.split()[0] in acts and " -" in meant)):
        for said in (f"{BEFORE[turn % len(BEFORE)]} {text}", _surrounded(text, turn)):
            commands = parse(said).commands
            spared = any(c.negated or (c.target is not None and _spares(c.target)) for c in commands)
            assert spared or all(c.verb in _SAFE for c in commands), said


def _spares(reference: Reference) -> bool:
    anchors = [anchor for relation in reference.relations for anchor in relation.anchors]
    return bool(reference.excluded_nouns or reference.excluded_attributes) or any(map(_spares, anchors))


@pytest.mark.parametrize("before", BEFORE)
def test_politeness_and_asides_leave_the_command(before: str, written: Callable[[Parsed], str]) -> None:
    assert written(parse(f"{before} put the red cup on the tray")).endswith("place red cup => [on tray]")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("take the cup and don't spill it", "pick cup"),
        ("carry the glass to the table without spilling any water", "place glass => [on table]"),
        ("don't spill it", "NOT pick <it> _"),
        ("put the lid on the pot but don't knock over the vase", "place lid => [on pot] ; NOT pick vase"),
    ],
)
def test_care_is_manner_only_beside_an_act(text: str, meant: str, written: Callable[[Parsed], str]) -> None:
    assert written(parse(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("don't pick up the knife or the scissors", "NOT pick knife ; NOT pick scissors"),
        ("never put knives in the box", "NOT place xall knife => [in box]"),
        ("no touching the cookies", "NOT pick xall cookie"),
        ("nobody should open the oven", "NOT open oven"),
        ("don't forget to close the drawer", "close drawer"),
        ("did you close the drawer", "answer:exists closed drawer"),
        ("have you put the book away", "EMPTY"),
        ("have I got any clean forks", "answer:exists clean fork"),
        ("take all of them but that one", "EMPTY"),
        ("stop that's far enough", "stop"),
    ],
)
def test_what_must_not_be_done_is_not_done(text: str, meant: str, written: Callable[[Parsed], str]) -> None:
    assert written(parse(text)) == meant


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz '.,!?", max_size=120))
def test_any_text_is_rewritten_without_an_error(text: str) -> None:
    assert isinstance(usual(plain(text)), str)
