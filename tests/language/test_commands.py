# SPDX-License-Identifier: Apache-2.0
"""Commands as people say them, written by hand: 300 per language as the gate, 140 more as a check on it.

The first hundred of these was written before the parser had seen any of the sentences and was run once when
the gate was passed: 64 of 101 English and 59 of 100 Chinese sentences were fully right then. What fell short
was mended by kind of mistake, not by sentence; after that forty more were written and run once: 33 English
and 29 Chinese ones were right. Sentences that are new to it stand about there, not at the figures below.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mm_robot.language.parser import Parsed, parse

Write = Callable[[Parsed], str]
DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("commands_en", 0.98),
        ("commands_zh", 0.98),
        ("commands_en_heldout", 0.85),
        ("commands_zh_heldout", 0.85),
    ],
)
def test_commands_are_understood(name: str, share: float, written: Write) -> None:
    cases = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    assert len(cases) >= (100 if "heldout" in name else 300)
    wrong = [(c["text"], c["parse"], got) for c in cases if (got := written(parse(c["text"]))) != c["parse"]]
    report = "\n".join(f"{text}\n  meant {meant}\n  got   {got}" for text, meant, got in wrong)
    assert len(wrong) <= (1 - share) * len(cases), f"{len(wrong)} of {len(cases)} wrong\n{report}"


def test_no_negation_is_lost_or_made_up() -> None:
    for path in sorted(DATA.glob("commands_*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            commands = parse(case["text"]).commands
            if not commands:
                continue  # not understood: nothing is done
            meant = [part.startswith("NOT") for part in case["parse"].split(" ; ")]
            assert any(meant) == any(c.negated for c in commands) or case["parse"] == "EMPTY", case["text"]
