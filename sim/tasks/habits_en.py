# SPDX-License-Identifier: Apache-2.0
"""How English speakers, and recognisers that listen, change a sentence without changing its meaning."""

from __future__ import annotations

import re

import numpy as np

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
_ASKS = re.compile(
    r"^(?:can|could|would|will|where|what|which|how|is|are|do|does|did|who|have|any|mind|let|let's)\b"
)
_SHARE = {"polite": 0.28, "thanks": 0.16, "hesitant": 0.08, "slip": 0.07, "misheard": 0.05, "digits": 0.3}


def spoken(text: str, rng: np.random.Generator, brief: bool = False) -> tuple[str, tuple[str, ...]]:
    """The sentence as somebody may say it or a recogniser may write it, and the names of what was changed."""
    marks = []
    asks = bool(_ASKS.match(text))
    wonders = asks or re.search(r"\b(?:which|where|what|who) ", text) is not None
    if rng.random() < _SHARE["polite"]:
        opening = _one(_SOUNDS if brief else _OPENINGS, rng)
        plain = not asks and not text.startswith(("i ", "no ")) and "please" not in text
        if plain or not re.search("you|please", opening):
            text, _ = f"{opening} {text}", marks.append("opening")
    if not brief and rng.random() < _SHARE["thanks"] and "please" not in text:
        ending = _one(_ENDINGS, rng)
        if not (asks and ending in ("would you", "will you", "now", "okay")):
            text, _ = f"{text} {ending}", marks.append("ending")
    if rng.random() < _SHARE["hesitant"]:
        text, _ = _hesitant(text, rng), marks.append("hesitant")
    if rng.random() < _SHARE["slip"]:
        slipped = _slip(text, rng)
        if slipped != text:
            text, _ = slipped, marks.append("slip")
    if rng.random() < _SHARE["misheard"]:
        heard = _misheard(text, rng)
        if heard != text:
            text, _ = heard, marks.append("misheard")
    if rng.random() < _SHARE["digits"]:
        digits = re.sub(_RANKED, _digit, text)
        if digits != text:
            text, _ = digits, marks.append("digits")
    if rng.random() < 0.55:
        return plainly(text, rng), (*marks, "unpunctuated")
    return _written(text, wonders), tuple(marks)


def plainly(text: str, rng: np.random.Generator) -> str:
    """As a recogniser without punctuation writes it; names and "I" in capitals by chance."""
    text = text.replace(",", "")
    return re.sub(r"\bi\b", "I", text) if rng.random() < 0.5 else text


def _written(text: str, asks: bool) -> str:
    text = re.sub(r"\bi('|\b)", r"I\1", text)
    return text[0].upper() + text[1:] + ("?" if asks else ".")


def _hesitant(text: str, rng: np.random.Generator) -> str:
    """A sound of hesitation before some word, or a word twice."""
    pieces = text.split()
    at = int(rng.integers(1, len(pieces))) if len(pieces) > 1 else 0
    extra = pieces[at] if rng.random() < 0.3 else _one(_HESITATIONS, rng)
    return " ".join([*pieces[:at], extra, *pieces[at:]])


def _slip(text: str, rng: np.random.Generator) -> str:
    """A wrong or lost article, a lost short word."""
    ways = (
        lambda t: re.sub(r"\bthe ", "", t, count=1),
        lambda t: re.sub(r"\bthe ", "a ", t, count=1),
        lambda t: re.sub(r" the ", " ", t),
        lambda t: re.sub(r"\b(?:can|could|would) you ", "you ", t, count=1),
        lambda t: re.sub(r"\bto the (left|right)\b", r"to \1", t, count=1),
    )
    return str(ways[int(rng.integers(len(ways)))](text))


def _misheard(text: str, rng: np.random.Generator) -> str:
    options = [(heard, said) for heard, said in _MISHEARD if re.search(heard, text)]
    if not options:
        return text
    pattern, wrong = options[int(rng.integers(len(options)))]
    return re.sub(pattern, wrong, text, count=1)


def _digit(match: re.Match[str]) -> str:
    return _DIGITS[match.group()]


def _one(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
