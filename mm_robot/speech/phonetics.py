# SPDX-License-Identifier: Apache-2.0
"""How alike two words sound: English by rough phones from the spelling, Chinese by toneless syllables.

A distance of 0 is the same sound, about 0.3 one near sound ("cap" and "cup", 背 and 杯 are 0 apart in tone
only), about 1 another word. The costs are a coarse reading of confusion tables (Miller and Nicely 1955 for
English consonants; zh/z, n/l, an/ang for southern Mandarin); recognisers confuse the same pairs.
"""

from __future__ import annotations

import functools
import re

from mm_robot.speech.homophones import syllables

# Spelling to phones, first match wins. Capitals: C = ch, S = sh, T = th, N = ng, J = j; vowels are below.
_SPELLING: tuple[tuple[str, str], ...] = (
    (r"^kn", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"mb$", "m"), (r"tch", "C"), (r"dge?(?=$|[^aou])", "J"),
    (r"ch", "C"), (r"sh|[ts]ion$", "S"), (r"th", "T"), (r"ph", "f"), (r"ck", "k"),
    (r"ng$|ng(?=[^aeiouy])", "N"), (r"igh", "Y"), (r"gh", ""), (r"qu", "kw"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"q", "k"), (r"g(?=[ey])(?!et)", "J"), (r"j", "J"),
    (r"(?:air|are|ear)$", "Er"), (r"(?:er|ir|ur|re|or)(?=$|[^aeiouy])", "R"), (r"ar", "Ar"),
    (r"oa|oe", "o"), (r"oo", "u"), (r"ou|ow(?=[^l]|$)", "W"), (r"ow(?=l)", "o"), (r"oi|oy", "O"),
    (r"ai|ay|ei|ey(?!$)", "e"), (r"ee|ea|ie|ey$", "i"), (r"au|aw|al(?=[kl])", "c"), (r"ew|ue|ui", "u"),
    (r"a(?=[^aeiouywx]e$)", "e"), (r"i(?=[^aeiouywx]e$)", "Y"), (r"o(?=[^aeiouywx]e$|ld|ll|lt)", "o"),
    (r"u(?=[^aeiouywx]e$)", "u"), (r"e(?=[^aeiouywx]e$)", "i"), (r"(?<=[^aeiouy])e$", ""), (r"y$", "i"),
    (r"^y", "y"), (r"y", "I"), (r"a$", "V"), (r"a", "a"), (r"e", "E"), (r"i", "I"), (r"o", "A"),
    (r"u", "V"), (r"([bdfglmnprstzk])\1", r"\1"),
)  # fmt: skip
_VOWELS = frozenset("aeiouAEIOVWYRc")
_NEAR_VOWELS = frozenset(
    ("aV", "aE", "EI", "Ii", "oc", "Ac", "AV", "VR", "aA", "eE", "VI", "oW", "Ao", "VE", "uV")
)
_NEAR_CONSONANTS = frozenset(
    ("sz", "Ts", "Tf", "sS", "SC", "CJ", "pb", "td", "kg", "fv", "mn", "nN", "lr", "wv", "Tt", "Td", "Cs")
)
_STOPS = "ptkbdg"
_NEAR_VOWEL, _VOWEL, _NEAR_CONSONANT, _STOP, _OTHER = 0.25, 0.5, 0.3, 0.6, 1.0
_LOST = {"h": 0.4, "s": 0.3, "z": 0.3, "r": 0.3, "t": 0.5, "d": 0.5}  # sounds that are easily missed
_LOST_VOWEL, _LOST_CONSONANT = 0.5, 0.7

_INITIAL = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$")
_NEAR_INITIALS = frozenset(
    (
        "zh z",
        "ch c",
        "sh s",
        "l n",
        "f h",
        "b p",
        "d t",
        "g k",
        "j q",
        "q x",
        "j x",
        "ch zh",
        "c z",
        "l r",
        "y ",
    )
)
_NEAR_INITIAL, _FAR_INITIAL = 0.25, 0.6
_SAME_FINAL, _NEAR_FINAL, _FAR_FINAL = 0.1, 0.3, 0.6
_SAME_FINALS = frozenset(("an ang", "en eng", "in ing", "ian iang", "uan uang", "o uo", "e uo"))


def distance_en(one: str, other: str) -> float:
    """How far apart two English words or short phrases sound."""
    return _edit(phones(one), phones(other))


def distance_zh(one: str, other: str) -> float:
    """How far apart two Chinese texts of the same length sound; infinite for other lengths."""
    if len(one) != len(other):
        return float("inf")
    return sum(_syllable_distance(a, b) for a, b in zip(syllables(one), syllables(other), strict=True))


@functools.lru_cache(maxsize=8192)
def phones(words: str) -> str:
    """Rough phones of English words, one letter each."""
    return "".join(_word_phones(word) for word in re.findall(r"[a-z]+", words.lower()))


def _word_phones(word: str) -> str:
    out, at = "", 0
    while at < len(word):
        for pattern, sound in _compiled():
            found = pattern.match(word, at)
            if found is not None and found.end() > at:
                out += found.expand(sound)
                at = found.end()
                break
        else:
            out += word[at]
            at += 1
    return re.sub(r"(.)\1", r"\1", out)


@functools.cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), sound) for pattern, sound in _SPELLING)


def _edit(one: str, other: str) -> float:
    row = [0.0]
    for b in other:
        row.append(row[-1] + _lost(b))
    for a in one:
        diagonal, row[0] = row[0], row[0] + _lost(a)
        for j, b in enumerate(other, 1):
            cost = min(row[j] + _lost(a), row[j - 1] + _lost(b), diagonal + _swapped(a, b))
            diagonal, row[j] = row[j], cost
    return row[-1]


def _lost(phone: str) -> float:
    return _LOST.get(phone, _LOST_VOWEL if phone in _VOWELS else _LOST_CONSONANT)


def _swapped(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if (a in _VOWELS) != (b in _VOWELS):
        return _OTHER
    if a in _VOWELS:
        return _NEAR_VOWEL if {a + b, b + a} & _NEAR_VOWELS else _VOWEL
    if {a + b, b + a} & _NEAR_CONSONANTS:
        return _NEAR_CONSONANT
    return _STOP if a in _STOPS and b in _STOPS else _OTHER


@functools.lru_cache(maxsize=65_536)
def _syllable_distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if not (one.isascii() and other.isascii()):  # no syllable: another character, "ü" is written v by then
        return 1.0
    (a, x), (b, y) = (_parts(s) for s in (one, other))
    cost = 0.0
    if a != b:
        cost += _NEAR_INITIAL if " ".join(sorted((a, b))) in _NEAR_INITIALS else _FAR_INITIAL
    if x != y:
        cost += _final_distance(x, y)
    return min(cost, 1.0)


def _parts(syllable: str) -> tuple[str, str]:
    found = _INITIAL.match(syllable)
    return (found[1], found[2]) if found is not None else ("", syllable)


def _final_distance(x: str, y: str) -> float:
    if " ".join(sorted((x, y))) in _SAME_FINALS:
        return _SAME_FINAL
    alike = x[:1] == y[:1] or (x[-1:] == y[-1:] and min(len(x), len(y)) > 1)
    return _NEAR_FINAL if alike else _FAR_FINAL
