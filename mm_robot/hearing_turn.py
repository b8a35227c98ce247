# SPDX-License-Identifier: Apache-2.0
"""Short words: what the talk waits for decides between their readings, and never towards a motion.

"Stop", "yes" and "cancel" leave the recogniser little to go by. Where its first reading makes no sense just
now, one among the others that ends or forbids something is taken; one that lets the robot move is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mm_robot.language.parser import parse
from mm_robot.language.stop_words import is_stop
from mm_robot.types import Command, Dialogue, Language, Utterance

# What a drawled "stop" is written as. As a whole sentence it is nothing else that one says to a robot.
_DRAWLED = re.compile(r"(?:(?:a|the|this) )?stop(?:per|pers|ped|s)[.!]*", re.IGNORECASE)
_ENDING = ("deny", "cancel", "stop", "wait")


def call_to_stop(heard: Utterance) -> str | None:
    """The reading in which somebody says to stop, where the first one is that or makes no sense.

    Asked before anything else is understood, and whatever is being done: it needs no scene.
    """
    if is_stop(heard.text):
        return heard.text
    return settled((heard.text, *heard.alternatives), heard.language, None)


def call_to_go_on(heard: Utterance) -> bool:
    """Whether somebody takes a stop back: that comes first in what is said, and no reading speaks against it.

    "Stop and then continue" does not, nor a "continue" that may have been a "don't continue".
    """
    first, *others = [parse(text, heard.language).commands for text in (heard.text, *heard.alternatives)]
    if not first or first[0].verb != "resume" or first[0].negated:
        return False
    return not any(c.negated or c.verb in _ENDING for commands in (first, *others) for c in commands)


def settled(texts: Sequence[str], language: Language, dialogue: Dialogue | None) -> str | None:
    """The reading to be taken at once, if the talk settles it; otherwise None.

    Args:
        texts: readings of one sound, best first, at least one.
        language: of all of them.
        dialogue: what is waited for; None where there is no talk: then only a stop is settled.
    """
    if language == "en" and _DRAWLED.fullmatch(texts[0].strip()):
        return "stop"
    first = parse(texts[0], language).commands
    whether = dialogue is not None and dialogue.awaits == "whether"
    if whether and len(texts) > 1 and agrees(first) and _ends(parse(texts[1], language).commands):
        return texts[1]  # a "yes" that may have been a "no"
    if not senseless(first, dialogue):
        return None
    stop = next((text for text in texts if is_stop(text)), None)
    if stop is None and whether:
        stop = next((text for text in texts[1:] if _ends(parse(text, language).commands)), None)
    return stop


def senseless(commands: Sequence[Command], dialogue: Dialogue | None) -> bool:
    """Whether nobody would say that now: no command, or a mere name of nothing known or asked for."""
    if not commands:
        return True
    fragments = [c.target for c in commands if c.verb == "confirm" and c.target is not None]
    if len(fragments) < len(commands):
        return False
    if dialogue is not None and dialogue.awaits == "whether":
        return True
    nameless = (f.noun is None and not f.attributes and f.unknown_words for f in fragments)
    return all(nameless) and (dialogue is None or dialogue.awaits == "nothing")


def agrees(commands: Sequence[Command]) -> bool:
    """A bare "yes": it may set off a motion."""
    return bool(commands) and all(c.verb == "confirm" and c.target is None for c in commands)


def _ends(commands: Sequence[Command]) -> bool:
    return bool(commands) and all(c.verb in _ENDING and c.target is None for c in commands)
