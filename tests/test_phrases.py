# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mm_robot import phrases
from mm_robot.phrases import fixed_phrases, phrase, spoken, translate
from mm_robot.types import Asked, Done, Failed, Refused, Stopped

ROOMS = Path(phrases.__file__).parent
HAN = re.compile(r"[\u4e00-\u9fff]")


def reasons_in_source() -> Iterator[str]:
    """Every reason written out in a Failed(…) or Refused(…) of planning and control; fields are 1.0."""
    for file in sorted([*(ROOMS / "planning").glob("*.py"), *(ROOMS / "control").glob("*.py")]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)) or not node.args:
                continue
            if node.func.id not in ("Failed", "Refused"):
                continue
            argument = node.args[-1]
            if isinstance(argument, ast.Constant):
                yield str(argument.value)
            elif isinstance(argument, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "1.0" for p in argument.values]
                yield "".join(str(part) for part in parts)


def test_every_sentence_exists_in_both_languages_with_the_same_fields() -> None:
    for key, texts in phrases._PHRASES.items():
        assert set(texts) == {"en", "zh"}, key
        assert re.findall(r"\{\w+\}", texts["en"]) == re.findall(r"\{\w+\}", texts["zh"]), key
        assert HAN.search(texts["zh"]) and not HAN.search(texts["en"]), key


def test_fields_are_filled_in() -> None:
    assert phrase("failed", "en", why="nobody took it") == "It did not work: nobody took it."
    with pytest.raises(KeyError):
        phrase("failed", "en")


def test_a_chinese_speaker_hears_chinese_reasons() -> None:
    found = list(reasons_in_source())
    assert len(found) > 15
    assert [reason for reason in found if not HAN.search(translate(reason, "zh"))] == []


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("something is in the way (approach: 31 N)", "有东西挡住了"),
        ("panda_joint4 velocity would reach 2.301 rad/s, limit 2.175", "关节会超出速度限制"),
        ("the motion lasts 71.0 s, longer than control.max_duration_s 60.0 s", "动作时间太长"),
        ("perception_node is silent for 0.61 s", "有一个程序没有响应"),
    ],
)
def test_reasons_with_numbers_are_translated(reason: str, chinese: str) -> None:
    assert translate(reason, "zh") == chinese


def test_a_reason_without_translation_is_kept() -> None:
    assert translate("the coffee is cold", "zh") == "the coffee is cold"
    assert translate("nobody took it", "en") == "nobody took it"


def test_outcomes_are_said_in_the_language_of_the_speaker() -> None:
    assert spoken(Failed("act", "nobody took it"), "zh") == "没有成功：没有人接。"
    assert spoken(Refused("I do not hold it"), "zh") == "它不在我手里"
    assert spoken(Done("Done."), "en") == "Done."
    assert spoken(Asked("Which one?"), "en") == "Which one?"
    assert spoken(Stopped("speech"), "zh") == ""


def test_fixed_sentences_have_no_fields() -> None:
    for language in ("en", "zh"):
        texts = fixed_phrases(language)  # type: ignore[arg-type]
        assert len(texts) > 8 and not any("{" in text for text in texts)
