# SPDX-License-Identifier: Apache-2.0
"""What is said in the conversation, when, and what must come of it. Voices and languages follow the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mm_robot.types import Language

RECORDINGS = Path(__file__).resolve().parent.parent / "recordings"

# What is on the table: for each sentence something that it means, and something that it could be taken for.
THINGS = (
    "red cup", "blue cup", "green cup", "white bowl", "yellow block", "green bottle", "white bottle",
)  # fmt: skip

Moment = Literal["free", "moving", "asked", "talking", "stopped"]
"""When a line is said: nothing is under way and the person has a free hand; the arm moves; the robot has
asked something; the robot is in the middle of a sentence and the arm moves; the arm was stopped and rests."""

Check = Literal["stops", "stays", "breaks_off", "acknowledges", "asks", "mends"]
"""What must be seen beside the goal: the arm comes to rest at the stop word; it never moves; the voice breaks
off; the robot says that it has stopped; it asks one question; it does other than it had begun to do."""


@dataclass(frozen=True)
class Line:
    """One recorded sentence."""

    name: str  # of the recording, without the voice's number
    text: str
    language: Language
    when: Moment
    voice: int
    gloss: str = ""  # in English, of a Chinese line

    @property
    def recording(self) -> Path:
        """The wav file."""
        return RECORDINGS / f"{self.name}_{self.voice}.wav"


@dataclass(frozen=True)
class Step:
    """One exchange: its lines, and what is true when it is over."""

    title: str
    lines: tuple[Line, ...]
    outcomes: tuple[str, ...]  # names of the outcomes of its commands, in order
    goal: Mapping[str, Any] | None = None  # for the referee
    untouched: tuple[str, ...] = ()  # things that must stay where they were
    checks: tuple[Check, ...] = ()
    says: tuple[str, ...] = field(default=())  # words that the robot's sentences must contain


_TEXTS = {
    "en_hand_red_cup": "Hand me the red cup.",
    "en_no_blue_one": "No, the blue one.",
    "zh_hand_cup": "把杯子递给我。",
    "zh_green_one": "绿色的。",
    "en_block_into_bowl": "Put the yellow block into the bowl.",
    "en_what_do_you_see": "What do you see?",
    "en_stop": "Stop!",
    "en_continue": "Continue.",
    "zh_block_into_bowl": "把黄色的积木放到碗里。",
    "zh_what_do_you_see": "你看到了什么？",
    "zh_stop": "停下！",
    "zh_continue": "继续。",
    "zh_give_green_bottle": "把绿色的瓶子递给我。",
    "zh_that_too": "还有那个。",
    "en_give_green_bottle": "Give me the green bottle.",
    "en_other_one": "And the other one, please.",
}
_GLOSSES = {
    "zh_hand_cup": "Hand me the cup.",
    "zh_green_one": "The green one.",
    "zh_block_into_bowl": "Put the yellow block into the bowl.",
    "zh_what_do_you_see": "What do you see?",
    "zh_stop": "Stop!",
    "zh_continue": "Continue.",
    "zh_leave_red_cup": "Do not touch the red cup.",
    "zh_give_green_bottle": "Hand me the green bottle.",
    "zh_that_too": "That one, too.",
}
_LEAVE = ("别碰红色的杯子。", "不要碰红色的杯子。")  # by voice: 别 is short, and the easier to lose


def script_of(seed: int) -> tuple[Step, ...]:
    """The conversation in one world.

    The voices of both languages change every two seeds. With an odd seed the stop is Chinese and the
    follow-up English, with an even one the other way round.
    """
    voice = seed // 2 % 2 + 1
    stop: Language = "zh" if seed % 2 else "en"
    follow: Language = "en" if seed % 2 else "zh"

    def line(name: str, when: Moment) -> Line:
        language: Language = "zh" if name.startswith("zh") else "en"
        return Line(name, _TEXTS[name], language, when, voice, _GLOSSES.get(name, ""))

    then = f"{follow}_give_green_bottle"
    too = "zh_that_too" if follow == "zh" else "en_other_one"
    return (
        Step(
            "Three cups: the robot asks which",
            (line("zh_hand_cup", "free"), line("zh_green_one", "asked")),
            ("Asked", "Done"),
            _handed("green_cup"),
            ("red_cup",),
            ("asks",),
            ("红色", "绿色", "蓝色"),
        ),
        Step(
            "A correction while the arm moves",
            (line("en_hand_red_cup", "free"), line("en_no_blue_one", "moving")),
            ("Done",),
            _handed("blue_cup"),
            ("red_cup",),
            ("mends",),
        ),
        Step(
            "Stop, in the middle of the robot's sentence and of its motion; then it goes on",
            (
                line(f"{stop}_block_into_bowl", "free"),
                line(f"{stop}_what_do_you_see", "moving"),
                line(f"{stop}_stop", "talking"),
                line(f"{stop}_continue", "stopped"),
            ),
            ("Stopped", "Done"),
            {"kind": "placed", "thing": "yellow_block", "relation": "in", "anchors": ["white_bowl"]},
            ("red_cup",),
            ("stops", "breaks_off", "acknowledges"),
        ),
        Step(
            "A prohibition: the arm stays where it is",
            (Line("zh_leave_red_cup", _LEAVE[voice - 1], "zh", "free", voice, _GLOSSES["zh_leave_red_cup"]),),
            ("Done",),
            None,
            ("red_cup", "green_bottle", "white_bottle"),
            ("stays",),
            ("不",),
        ),
        Step("A bottle", (line(then, "free"),), ("Done",), _handed("green_bottle"), ("red_cup",)),
        Step(
            "And the other one, handed over as well",
            (line(too, "free"),),
            ("Done",),
            _handed("white_bottle"),
            ("red_cup",),
        ),
    )


def _handed(thing: str) -> dict[str, str]:
    return {"kind": "handed_over", "thing": thing}
