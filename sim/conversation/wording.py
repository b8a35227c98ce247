# SPDX-License-Identifier: Apache-2.0
"""What the robot is doing, in words for who watches the film."""

from __future__ import annotations

from mm_robot.language.parser import detect_language, parse
from mm_robot.language.say_back import describe

_SKILLS = {"pick": "pick up", "hand_over": "hand over", "put_back": "put back"}
_ACTS = {
    "reach": "reaches for it",
    "approach": "moves in",
    "MoveGripper": "moves the fingers",
    "ExpectGrasp": "feels whether it holds it",
    "lift": "lifts it",
    "bring": "brings it to the hand",
    "AwaitTake": "waits until it is taken",
    "carry": "carries it",
    "lower": "goes down",
    "set down": "sets it down",
    "retreat": "draws back",
    "home": "goes home",
}


def worded(stage: str, text: str) -> str:
    """A report of `stage` for people; what it does not know stays as it was reported."""
    if stage == "hear":
        return f"hears “{text}”"
    if stage == "understand":
        return f"understands: {text}{_in_english(text)}"
    if stage == "see":
        return f"sees {text.replace('1 people', '1 person')}"
    if stage == "ground":
        return f"has found what is meant: {text}{_in_english(text)}"
    skill, _, what = text.partition(": ")
    skill = _SKILLS.get(skill, skill)
    if stage == "plan":
        return f"plans to {skill}: {what}"
    if stage == "act":
        return f"{skill}: {_ACTS.get(what, what)}"
    if stage == "verify":
        return f"{skill}: checks the {what.replace('gripper', 'gripper,')}"
    return ""  # what it tells is in the subtitles


def _in_english(text: str) -> str:
    if detect_language(text) == "en":
        return ""
    return f" ({'; '.join(describe(command, 'en') for command in parse(text, 'zh').commands)})"
