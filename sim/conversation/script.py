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
    "en_hand_cup": "Hand me the cup.",
    "en_green_one": "The green one.",
    "zh_hand_cup": "把杯子递给我。",
    "zh_green_one": "绿色的。",
    "en_hand_red_cup": "Hand me the red cup.",
    "en_no_blue_one": "No, the blue one.",
    "zh_hand_red_cup": "把红色的杯子递给我。",
    "zh_no_blue_one": "不对，要蓝色的。",
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
    "zh_hand_red_cup": "Hand me the red cup.",
    "zh_no_blue_one": "No, the blue one.",
    "zh_block_into_bowl": "Put the yellow block into the bowl.",
    "zh_what_do_you_see": "What do you see?",
    "zh_stop": "Stop!",
    "zh_continue": "Continue.",
    "zh_leave_red_cup": "Do not touch the red cup.",
    "zh_give_green_bottle": "Hand me the green bottle.",
    "zh_that_too": "That one, too.",
}
_LEAVE: dict[Language, tuple[str, str]] = {  # by voice: 别 and don't are short, and the easier to lose
    "zh": ("别碰红色的杯子。", "不要碰红色的杯子。"),
    "en": ("Don't touch the red cup.", "Do not touch the red cup."),
}
_COLOURS: dict[Language, tuple[str, ...]] = {"zh": ("红色", "绿色", "蓝色"), "en": ("red", "green", "blue")}
_NOT: dict[Language, tuple[str, ...]] = {"zh": ("不",), "en": ("not",)}


def script_of(seed: int) -> tuple[Step, ...]:
    """The conversation in one world.

    With an even seed the question, the prohibition and the follow-up are Chinese, the correction and the stop
    English; with an odd one it is the other way round. The voices of both change every two seeds.
    """
    voice = seed // 2 % 2 + 1
    asks: Language = "en" if seed % 2 else "zh"
    mends: Language = "zh" if seed % 2 else "en"

    def line(name: str, when: Moment) -> Line:
        language: Language = "zh" if name.startswith("zh") else "en"
        return Line(name, _TEXTS[name], language, when, voice, _GLOSSES.get(name, ""))

    leave = f"{asks}_leave_red_cup"
    forbids = Line(leave, _LEAVE[asks][voice - 1], asks, "free", voice, _GLOSSES.get(leave, ""))
    too = "zh_that_too" if asks == "zh" else "en_other_one"
    return (
        Step(
            "Three cups: the robot asks which",
            (line(f"{asks}_hand_cup", "free"), line(f"{asks}_green_one", "asked")),
            ("Asked", "Done"),
            _handed("green_cup"),
            ("red_cup",),
            ("asks",),
            _COLOURS[asks],
        ),
        Step(
            "A correction while the arm moves",
            (line(f"{mends}_hand_red_cup", "free"), line(f"{mends}_no_blue_one", "moving")),
            ("Done",),
            _handed("blue_cup"),
            ("red_cup",),
            ("mends",),
        ),
        Step(
            "Stop, in the middle of the robot's sentence and of its motion; then it goes on",
            (
                line(f"{mends}_block_into_bowl", "free"),
                line(f"{mends}_what_do_you_see", "moving"),
                line(f"{mends}_stop", "talking"),
                line(f"{mends}_continue", "stopped"),
            ),
            ("Stopped", "Done"),
            {"kind": "placed", "thing": "yellow_block", "relation": "in", "anchors": ["white_bowl"]},
            ("red_cup",),
            ("stops", "breaks_off", "acknowledges"),
        ),
        Step(
            "A prohibition: the arm stays where it is",
            (forbids,),
            ("Done",),
            None,
            ("red_cup", "green_bottle", "white_bottle"),
            ("stays",),
            _NOT[asks],
        ),
        Step(
            "A bottle",
            (line(f"{asks}_give_green_bottle", "free"),),
            ("Done",),
            _handed("green_bottle"),
            ("red_cup",),
        ),
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
