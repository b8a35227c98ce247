# SPDX-License-Identifier: Apache-2.0
"""How English speakers, and recognisers that listen, change a sentence without changing its meaning."""

from __future__ import annotations

import re

import numpy as np

from mm_robot_sim.tasks.habit import Habit, laid_over, one_of

_OPENINGS = (
    "please", "hey robot", "robot", "okay", "um", "uh", "so", "alright", "hello robot", "hi", "excuse me",
    "well", "now", "okay robot", "could you please", "would you please", "uh can you", "hey um",
)  # fmt: skip
_ENDINGS = (
    "please", "thanks", "thank you", "for me please", "if you can", "would you", "now", "will you", "okay",
    "if you don't mind", "when you can", "right now please",
)  # fmt: skip
_SOUNDS = ("um", "uh", "well", "okay", "oh")
_HESITATIONS = ("um", "uh", "er", "you know", "like")
# What recognisers write for what was said, each a word that sounds alike.
_MISHEARD = (
    (r"\btwo\b", "to"), (r"\btwo\b", "too"), (r"\bfour\b", "for"), (r"\bright\b", "write"),
    (r"\bred\b", "read"), (r"\bblue\b", "blew"), (r"\bgrey\b", "gray"), (r"\bbehind\b", "be hind"),
    (r"\binto\b", "in to"), (r"\bpear\b", "pair"), (r"\bbowl\b", "bole"), (r"\bnext to\b", "next two"),
)  # fmt: skip
_DIGITS = {"two": "2", "three": "3", "four": "4", "second": "2nd", "third": "3rd"}
_RANKED = r"\b(?:second|third)\b(?= (?:\w+ )+(?:from|counting))|\b(?:two|three|four)\b(?! one)"
_SLIPS = (
    (r"\bthe ", ""), (r"\bthe (?=[^aeiou])", "a "), (r" the ", " "), (r"\b(?:can|could|would) you ", "you "),
    (r"\bto the (left|right)\b", r"to \1"),
)  # fmt: skip
_ASKS = re.compile(
    r"(?:can|could|would|will|where|what|which|how|is|are|do|does|did|who|have|any|mind|let|let's)\b"
)
_PUNCTUATED = 0.45  # of what is typed or recognised


def spoken(text: str, rng: np.random.Generator, brief: bool = False) -> tuple[str, tuple[str, ...]]:
    """The sentence as somebody may say it or a recogniser may write it, and the names of what was changed.

    `brief` sentences, answers for example, get no more than a sound before them.
    """
    asks = re.search(r"\b(?:which|where|what|who) ", text) is not None or _ASKS.match(text) is not None
    asks = asks and not text.startswith("let")
    text, marks = laid_over(text, _BRIEF if brief else _FULL, rng)
    if rng.random() >= _PUNCTUATED:
        return plainly(text, rng), (*marks, "unpunctuated")
    text = re.sub(r"\bi('|\b)", r"I\1", text)
    return text[0].upper() + text[1:] + ("?" if asks else "."), marks


def plainly(text: str, rng: np.random.Generator) -> str:
    """As a recogniser without punctuation writes it; "I" in capitals by chance."""
    text = text.replace(",", "")
    return re.sub(r"\bi\b", "I", text) if rng.random() < 0.5 else text


def _opening(text: str, rng: np.random.Generator) -> str:
    opening = one_of(_OPENINGS, rng)
    requests = re.search("you|please", opening) is not None  # fits only before a bare request
    if requests and (_ASKS.match(text) or text.startswith(("i ", "no ")) or "please" in text):
        return text
    return f"{opening} {text}"


def _ending(text: str, rng: np.random.Generator) -> str:
    ending = one_of(_ENDINGS, rng)
    asked = _ASKS.match(text) is not None and ending in ("would you", "will you", "now", "okay")
    twice = "please" in text or ("me" in ending and " me " in f" {text} ")
    return text if asked or twice else f"{text} {ending}"


def _hesitant(text: str, rng: np.random.Generator) -> str:
    """A sound of hesitation before some word, or a word twice."""
    pieces = text.split()
    at = int(rng.integers(1, len(pieces))) if len(pieces) > 1 else 0
    extra = pieces[at] if rng.random() < 0.3 else one_of(_HESITATIONS, rng)
    return " ".join([*pieces[:at], extra, *pieces[at:]])


def _slip(text: str, rng: np.random.Generator) -> str:
    """A wrong or lost article, a lost short word."""
    pattern, instead = _SLIPS[int(rng.integers(len(_SLIPS)))]
    return re.sub(pattern, instead, text, count=0 if instead == " " else 1)


def _misheard(text: str, rng: np.random.Generator) -> str:
    options = [(said, heard) for said, heard in _MISHEARD if re.search(said, text)]
    if not options:
        return text
    said, heard = options[int(rng.integers(len(options)))]
    return re.sub(said, heard, text, count=1)


def _in_digits(text: str, rng: np.random.Generator) -> str:
    return re.sub(_RANKED, lambda match: _DIGITS[match.group()], text)


_AS_HEARD = (
    Habit("hesitant", 0.08, _hesitant), Habit("slip", 0.07, _slip), Habit("misheard", 0.05, _misheard),
    Habit("digits", 0.3, _in_digits),
)  # fmt: skip
_FULL = (Habit("opening", 0.28, _opening), Habit("ending", 0.16, _ending), *_AS_HEARD)
_BRIEF = (Habit("opening", 0.2, lambda text, rng: f"{one_of(_SOUNDS, rng)} {text}"), *_AS_HEARD)
