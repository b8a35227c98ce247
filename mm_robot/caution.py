# SPDX-License-Identifier: Apache-2.0
"""What a careful helper does not do, or asks about first: throwing, hitting, sharp things for a hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mm_robot.grounding.nouns import label_score
from mm_robot.language.negation import denials
from mm_robot.language.text import plain
from mm_robot.language.tokens import tokenise
from mm_robot.phrases import phrase
from mm_robot.types import Command, SceneObject

# Kinds whose edge or point may hurt the hand that takes them.
SHARP = ("knife", "scissors", "saw", "razor", "chisel", "peeler", "screwdriver", "drill", "syringe", "grater")
HOT = ("hot",)  # attributes
FRAGILE = ("glass", "vase", "light bulb", "teapot", "mirror")
_LIKELY = 0.6  # a thing this likely a knife is treated as one

_WHOM = r"(me|him|her|them|us|you|the|a|an|that|this|my|your|his|somebody|someone|people|with|at)"
_HARM = (
    # thrown anywhere but into something, or away
    r"\b(throw|toss|hurl|fling|chuck|lob)\b(?!.*\b(in|into|inside|away|out|to me)\b).*"
    r"\b(at|across|on|onto|against|over|off|from|through)\b",
    r"\b(throw|toss|hurl|fling|chuck|lob)\b.*\b(out of the window|in my face|to the floor|to the ground)\b",
    rf"\b(hit|punch|slap|kick|poke|stab|hurt|attack|strike|strangle|burn|injure|scratch)\s+{_WHOM}\b",
    rf"\b(smash|crush|shatter|destroy|break|wreck)\s+{_WHOM}\b",
    r"\b(drop|smash|knock|push|shove|let)\b.*\b(on|onto|to) (the|my|your|his|her) "
    r"(floor|ground|head|foot|feet|toes)\b",
    r"\b(push|shove|knock|sweep|kick)\b.*\boff (the|of the) (table|edge|desk|counter|shelf)\b",
    r"\bknock\b.*\bover\b",
    # 扔向我, 扔到地上, 砸, 摔, 打人 …
    r"(扔|丢|抛|投|甩|掷)(向|到地|在地|到我|到他|到她|到人|出窗|到窗|过头|在我)",
    r"(朝|向|往|对着)(我|他|她|人|那个人|地上|墙|窗).{0,3}(扔|丢|抛|投|甩|砸)",
    r"(扔|丢|抛|砸)给?(那个)?人",
    r"(扔|丢|抛|甩)出去",
    r"(砸|摔|捅|刺|戳|揍|踢|掐|烫)(向|到|在|碎|坏|烂|死|伤|了|我|他|她|你|人|那个人|一下)",
    r"打(碎|烂|破|我|他|她|人|那个人|死|伤)",
    r"(推|碰|扫|弄)(到|下|掉到|倒在)?(桌子?)?(下面|底下|地上|地下|下去|地板)",
)  # fmt: skip
_HARMFUL = tuple(re.compile(pattern) for pattern in _HARM)


def harmful(text: str, commands: Sequence[Command]) -> bool:
    """Whether somebody asks for what hurts or breaks. Forbidding it ("don't throw it") is no such wish."""
    if commands and all(command.negated or command.verb == "answer" for command in commands):
        return False
    said = plain(text)
    if not commands and denials(tokenise(said)):
        return False
    return any(pattern.search(said) for pattern in _HARMFUL)


def doubtful(command: Command, heard: float, floor: float) -> bool:
    """Whether to ask before acting on a command.

    Args:
        command: with its own confidence; what holds unknown words is refused with them anyway.
        heard: confidence of the words, 0..1.
        floor: of the product of both (config: language.min_confidence).
    """
    talks = command.verb in ("answer", "confirm", "deny", "stop", "wait", "cancel", "resume")
    known = command.target is None or not command.target.unknown_words
    return known and not talks and not command.negated and command.confidence * heard < floor


def risk(command: Command, things: Sequence[SceneObject]) -> str | None:
    """Why to ask before doing this with `things`, in the command's language; None where nothing is wrong."""
    language = command.language
    target = command.target
    noun = target.noun if target is not None else None
    if command.verb == "hand_over":
        if noun in SHARP or _is_any(things, SHARP):
            return phrase("sharp", language)
        if target is not None and any(attribute in HOT for attribute in target.attributes):
            return phrase("hot", language)
    if command.verb == "push" and (noun in FRAGILE or _is_any(things, FRAGILE)):
        return phrase("fragile", language)
    return None


def _is_any(things: Sequence[SceneObject], kinds: Sequence[str]) -> bool:
    return any(label_score(thing, kind) >= _LIKELY for thing in things for kind in kinds)
