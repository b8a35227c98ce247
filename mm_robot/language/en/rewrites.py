# SPDX-License-Identifier: Apache-2.0
"""Ways of speaking that follow a pattern, said in the words the English grammar knows.

The patterns see a text that went through `text.plain`. None may drop a negation, which `usual` checks; only
what asks for care ("without spilling it") and whole asides with a "not" of their own may go.
"""

from __future__ import annotations

import re

from mm_robot.language.en.asides import ASIDES
from mm_robot.language.en.placing_forms import PLACINGS, QUESTIONS
from mm_robot.language.en.verb_words import VERBS
from mm_robot.language.en.whole_forms import WHOLE
from mm_robot.language.en.wish_forms import WISHES

_HARM = (
    r"(?:break|spill|drop|crush|squash|squeeze|scratch|damage|smash|crack|tip|knock|hurt|harm|ruin|shake|"
    r"tear|dent|bend|crash|bump)"
)
_HARMING = (
    r"(?:breaking|spilling|dropping|crushing|squashing|squeezing|scratching|damaging|smashing|cracking|"
    r"tipping|knocking|hurting|harming|ruining|shaking|tearing|denting|bending|making|crashing|bumping)"
)
_HARMED = (
    r"(?: (?:it|them|that|this|over|anything|any|a thing|a drop|a single drop|a noise|noise|a mess|too "
    r"hard|into anything|out|up|of it|of them|water|too much))*"
)
# Said beside an act, these ask for care: the robot never breaks or spills on purpose, and as a prohibition
# they would forbid the very thing that is to be moved.
_MANNER = re.compile(
    rf"(?<=\w)\s*,?(?: and| but)?(?: please)? (?:without {_HARMING}{_HARMED}|(?:try |be careful |careful |"
    rf"make sure |take care |mind )?(?:you )?(?:do not|not to|never) {_HARM}{_HARMED})\s*(?=[,.!?;]|$)"
)


_UNDOUBLED = ("open", "gather", "deliver")


def _gerund(verb: str) -> str:
    """E.g. "put" -> "putting", "take" -> "taking", "pick up" -> "picking up"."""
    first, _, rest = verb.partition(" ")
    stem = first
    if first.endswith("e") and not first.endswith("ee"):
        stem = first[:-1]
    elif re.fullmatch(r"[a-z]*[^aeiou][aeiou][bdgmnprt]", first) and first not in _UNDOUBLED:
        stem = first + first[-1]
    return f"{stem}ing {rest}".strip()


_KINDS = (
    "pick",
    "touch",
    "give",
    "place",
    "move",
    "push",
    "open",
    "close",
    "stack",
    "clear",
    "discard",
    "sort",
)
_ACTS = tuple(
    verb
    for kind in _KINDS
    for verb in (" ".join(v.split()) for v in VERBS[kind].split(","))
    if len(verb.split()) <= 2 and not verb.split()[0].endswith("ing") and "me" not in verb.split()
)
_STOPPED = [w for v in VERBS["avoid"].split(",") if (w := v.strip()).startswith(("stop ", "quit "))]
_STEMS = {_gerund(verb): verb for verb in _ACTS}
_GERUND = re.compile(
    r"\b(?:without|instead of|rather than|no|avoid|refrain from|abstain from|desist from|resist|keep from|"
    r"keep yourself from|hold off(?: on| from)?|leave off|give up|forbid|forbids|cease|forget(?: about)?|"
    r"never mind|skip|cancel|banned from|forbidden from|prohibited "
    r"from|no (?:point|use|sense|reason) (?:in|for|of)|no business|(?:stop|quit)(?! "
    rf"(?:{'|'.join(v.split()[1] for v in _STOPPED)})))(?: even| ever)? "
    rf"({'|'.join(sorted(_STEMS, key=len, reverse=True))})\b(?! board| machine| paper)"
)
_GERUNDS = "|".join(sorted(_STEMS, key=len, reverse=True))
_IN_TURN = (  # "after opening the drawer take the tape", "close the box before taking the cup"
    (re.compile(rf"^(?:please )?after ({_GERUNDS})\b"), lambda found: _STEMS[found.group(1)]),
    (re.compile(rf"(?<=\w),? before ({_GERUNDS})\b"), lambda found: f" then {_STEMS[found.group(1)]}"),
)
# What is needed no more is spoken of, not forbidden.
_DONE_WITH = re.compile(
    r"\b(?:i|we) (?:do not|no longer) (?:need|want|use) ((?:the|that|this|my|these|those) [\w ]{2,25}?) "
    r"(?:any ?more|"
    r"any longer|now),? (?:so |and )?(?:you can |please |just )*((?:put|take|clear|throw|move|return|"
    r"get rid)\b(?: "
    r"of)?) (?:it|them|that)\b"
)
_NEGATIONS = re.compile(r"\b(?:not|never|no|none|nothing|neither|nor|without|except)\b")
_AGAIN = re.compile(r"\b(?!no\b|stop\b|wait\b|one\b)(\w+(?: \w+){1,3}),? \1\b")  # "can you can you give me"
_COMPILED = tuple(
    (re.compile(pattern), replacement) for pattern, replacement in (*WISHES, *PLACINGS, *QUESTIONS)
)


def usual(text: str) -> str:
    """`text`, as `text.plain` makes it, in more usual words. Only negations that ask for care are lost."""
    for aside in ASIDES:
        without = _tidied(aside.sub(" ", text))
        spares = _NEGATIONS.search(aside.pattern) or _negations(without) == _negations(text)
        text = without if spares and re.search(r"\w", without) else text
    text = _AGAIN.sub(r"\1", text)
    bare = text.strip(" ,.!?;")
    for whole, remark in WHOLE:
        if whole.fullmatch(bare):
            return remark
    text = _DONE_WITH.sub(r"\2 \1", text)
    for pattern, step in _IN_TURN:
        text = pattern.sub(step, text)
    text = _GERUND.sub(lambda found: f", do not {_STEMS[found.group(1)]}", text).lstrip(" ,")
    if _acts_before_manner(text):
        text = _MANNER.sub(" carefully", text)
    for pattern, replacement in _COMPILED:
        changed = pattern.sub(replacement, text)
        if _negations(changed) >= _negations(text):
            text = changed
    return _tidied(text)


def _negations(text: str) -> int:
    return len(_NEGATIONS.findall(text))


def _tidied(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"^(?:[\s,;]|(?:so|and|but|then)\b(?= (?:please|can|could|would)\b))+", "", text).strip()


def _acts_before_manner(text: str) -> bool:
    """Whether something is asked for before the care it takes ("do not drop it" alone forbids)."""
    found = _MANNER.search(text)
    return (
        found is not None
        and len(text[: found.start()].split()) >= 3
        and not _NEGATIONS.search(text[: found.start()])
    )
