# SPDX-License-Identifier: Apache-2.0
"""In English what the robot said in Chinese, for subtitles; made from the robot's own English sentences."""

from __future__ import annotations

import re
from functools import cache

from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe, describe_reference, doing
from mm_robot.phrases import fixed_phrases, phrase
from mm_robot.types import Command, Language

_WHAT = "\0"  # stands for what is being done


def gloss(text: str, language: Language) -> str:
    """`text` in English; "" when it is English already or no sentence of the robot's."""
    if language == "en":
        return ""
    fixed = dict(zip(fixed_phrases("zh"), fixed_phrases("en"), strict=True))
    if text in fixed:
        return fixed[text]
    wish = _of(text, "doing")
    if wish is not None:
        return phrase("doing", "en", what=doing(wish, "en"))
    wish = _of(text, "obeyed")
    if wish is not None:
        return phrase("obeyed", "en", what=describe(wish, "en"))
    return _question(text) or _seen(text)


def _of(text: str, key: str) -> Command | None:
    """What the sentence `key` speaks of, if `text` is one."""
    found = _pattern(key).fullmatch(text)
    commands = parse(found.group(1), "zh").commands if found else ()
    return commands[0] if len(commands) == 1 else None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.escape(phrase(key, "zh", what=_WHAT)).replace(re.escape(_WHAT), "(.+)"))


def _question(text: str) -> str:
    """A choice between properties, such as 红色的还是绿色的？ in English."""
    if "还是" not in text or not text.endswith("？"):
        return ""
    words: list[str] = []
    for part in re.split("、|还是", text.rstrip("？")):
        commands = parse(part, "zh").commands
        target = commands[0].target if len(commands) == 1 else None
        if target is None or not target.attributes:
            return ""
        words.append(" ".join(target.attributes))
    return f"The {', the '.join(words[:-1])} or the {words[-1]} one?"


def _seen(text: str) -> str:
    """A list of what is there, such as 我看到一个红色的杯子和一个碗。 in English."""
    if not text.startswith("我看到"):
        return ""
    names: list[str] = []
    for part in re.split("、|和", text.removeprefix("我看到").rstrip("。")):
        commands = parse(f"拿{part}", "zh").commands
        target = commands[0].target if len(commands) == 1 else None
        if target is None:
            return ""
        names.append(_indefinite(describe_reference(target, "en")))
    *first, last = names
    return f"I see {', '.join(first)} and {last}." if first else f"I see {last}."


def _indefinite(name: str) -> str:
    rest = name.removeprefix("the ")
    return name if rest == name else f"{'an' if rest[0] in 'aeiou' else 'a'} {rest}"
