# SPDX-License-Identifier: Apache-2.0
"""Drafts become sentences: a phrase is chosen, its slots are named, a speaker's habits are laid over it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mm_robot.types import Language, Reference
from mm_robot_sim.objects.catalogue import words
from mm_robot_sim.splits import Split
from mm_robot_sim.tasks import habits_en, habits_zh
from mm_robot_sim.tasks.draft import Bare, Line, Measure, Part, Slot, Way
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.naming_en import say_en
from mm_robot_sim.tasks.naming_zh import measure, say_zh
from mm_robot_sim.tasks.phrases import PHRASES, Phrase

RESERVED_SHARE = 0.5  # of what is said under test seeds
# What is said to stop an arm is said as it is: nobody adds "if you don't mind".
URGENT = ("stop", "wait", "cancel")
BRIEF = ("answer_which", "resume")  # answers are short: no more than a sound before them

_PARTS: dict[Language, dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "drawer": {
            "": ("the drawer",),
            "top": ("the top drawer", "the upper drawer", "the first drawer from the top"),
            "middle": ("the middle drawer", "the second drawer"),
            "bottom": ("the bottom drawer", "the lower drawer", "the lowest drawer"),
        },
        "shelf": {
            "": ("the shelf",), "top": ("the top shelf", "the upper shelf"),
            "middle": ("the middle shelf",),
            "bottom": ("the bottom shelf", "the lower shelf", "the lowest shelf"),
        },
        "cupboard": {"": ("the cupboard", "the cabinet")},
        "bin": {"": ("the bin", "the trash can", "the waste bin")},
    },
    "zh": {
        "drawer": {
            "": ("抽屉",),
            "top": ("上面的抽屉", "最上面的抽屉", "第一层抽屉", "上层抽屉"),
            "middle": ("中间的抽屉", "第二层抽屉"),
            "bottom": ("下面的抽屉", "最下面的抽屉", "底层抽屉"),
        },
        "shelf": {
            "": ("架子",), "top": ("架子上层", "架子最上面一层"),
            "middle": ("架子中间那层",), "bottom": ("架子下层", "架子最下面一层"),
        },
        "cupboard": {"": ("柜子", "橱柜")},
        "bin": {"": ("垃圾桶", "桶")},
    },
}  # fmt: skip
_WAYS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "left": ("to the left", "left", "to your left"),
        "right": ("to the right", "right", "to your right"),
        "forward": ("forward", "away from you", "forwards"), "back": ("back", "towards you", "backwards"),
    },
    "zh": {
        "left": ("往左", "向左", "向左边", "往左边"),
        "right": ("往右", "向右", "向右边", "往右边"),
        "forward": ("往前", "向前"), "back": ("往后", "向后"),
    },
}  # fmt: skip


def worded(
    line: Line, language: Language, split: Split, things: Sequence[Item], rng: np.random.Generator
) -> tuple[str, str]:
    """A sentence, and the key of its phrase with the habits laid over it: "pick.en.3+polite+spoken".

    Args:
        line: what is meant.
        language: what to say it in.
        split: reserved phrases are chosen under "test" alone.
        things: what there is, which the words must tell apart.
        rng: the speaker's whims.
    """
    phrase = _choose(PHRASES[language][line.phrases], split, rng)
    said = {key: _fill(slot, language, split, things, rng) for key, slot in line.slots.items()}
    text = phrase.text.format(**said)
    habits = habits_en if language == "en" else habits_zh
    if line.phrases in URGENT:
        return habits.plainly(text, rng), phrase.key
    text, marks = habits.spoken(text, rng, brief=line.phrases in BRIEF)
    return text, "+".join((phrase.key, *marks))


def _choose(phrases: Sequence[Phrase], split: Split, rng: np.random.Generator) -> Phrase:
    reserved = split == "test" and rng.random() < RESERVED_SHARE
    options = [p for p in phrases if p.reserved == reserved] or [p for p in phrases if not p.reserved]
    return options[int(rng.integers(len(options)))]


def _fill(
    slot: Slot, language: Language, split: Split, things: Sequence[Item], rng: np.random.Generator
) -> str:
    if isinstance(slot, Reference):
        return say_en(slot, things, rng) if language == "en" else say_zh(slot, things, rng)
    if isinstance(slot, Part):
        return _one(_PARTS[language][slot.noun][slot.place], rng)
    if isinstance(slot, Way):
        return _one(_WAYS[language][slot.direction], rng)
    if isinstance(slot, Bare):
        return words(slot.noun, language)[0]
    if isinstance(slot, Measure):
        return measure(slot.noun, rng) if language == "zh" else ""
    phrase = _choose(PHRASES[language][slot.phrases], split, rng)
    return phrase.text.format(
        **{key: _fill(inner, language, split, things, rng) for key, inner in slot.slots.items()}
    )


def _one(options: Sequence[str], rng: np.random.Generator) -> str:
    return str(options[int(rng.integers(len(options)))])
