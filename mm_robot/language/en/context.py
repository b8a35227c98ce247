# SPDX-License-Identifier: Apache-2.0
"""What English speakers tell around a command: "my tea is cold, so …", "… I need it for the soup".

A sentence that the grammar cannot read whole is read again without the clauses that only tell something. None
of them may forbid, wish, ask or set a condition; a negation goes with one only where the speaker says what he
himself cannot do or does not know. What such a clause speaks of is what "it" means behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mm_robot.language.en.reference import noun_phrase
from mm_robot.language.tokens import END, Token

_PEOPLE = ("i", "we", "he", "she", "they", "someone", "somebody", "everyone", "everybody")
_SPEAKERS = (*_PEOPLE, "it", "there", "this", "that", "my", "our", "his", "her")
_REASONS = ("because", "since", "as", "cause", "cos", "so that", "so", "for", "while", "before")
_CONDITIONS = ("if", "when", "whenever", "once", "as soon as", "after", "while", "before")
_REQUESTS = ("can", "could", "would", "will", "please", "just", "do")
_UNABLE = (
    *(f"{who} {can} not" for who in _PEOPLE[:5] for can in ("can", "could", "am", "have")),
    *(
        f"{who} do not {verb}"
        for who in ("i", "we")
        for verb in ("know", "remember", "see", "have", "feel", "like")
    ),
)
_FAULTS = ("is not", "are not", "does not", "do not", "was not", "were not")
_NEEDS = ("needs", "need", "wants", "requires", "lacks", "is missing", "could use", "is short of")
_EXISTS = ("there is", "there are")
_OWN_VERBS = ("find", "pick", "give")  # what the robot must manage anyway: "if you can find it"
_CONTENT = ("noun", "attr", "rel", "sup", "comp", "neg", "except", "without", "wish")
_MOST = 16  # readings tried: a few clauses stand around a command, not more


def retold(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The utterance without the clauses that only tell something, the longest rest first."""
    begins = [k for k in range(1, len(tokens)) if _may_begin(tokens, k)]
    ends = [k for k in range(2, len(tokens)) if _may_tell(tokens, k) and _tells(tokens[k:])]
    starts = [k for k in begins if _tells(tokens[:k])]
    tried = 0
    for start, end in [
        *((0, end) for end in reversed(ends)),
        *((start, len(tokens)) for start in starts),
        *((start, end) for start in starts for end in reversed(ends) if start < end),
    ]:
        rest = tuple(tokens[start:end])
        while rest and rest[-1].text in ("and", "but", ","):
            rest = rest[:-1]
        if tried < _MOST and any(t.is_any("verb", "wish", "noun", "remark") for t in rest):
            tried += 1
            yield _with_topic(tokens[:start], rest)


def _may_begin(tokens: Sequence[Token], k: int) -> bool:
    """Whether a command, question or wish may begin here."""
    token, before = tokens[k], tokens[k - 1]
    if before.text in ("to", "not", *_PEOPLE) or (before.text.endswith(" to") and "you" not in before.text):
        return False
    joined = before.is_any("punct", "but", "then", "and") or before.text in ("so", "and so", "okay so")
    request = token.text.split()[0] in _REQUESTS and token.is_any("filler", "neg")
    verb = "verb" in token and not token.is_any("noun", "attr", "rel")
    verb = verb and not re.match(r"(?!bring)\w+ing\b", token.text)  # "I hate touching it"
    return joined or request or verb or token.is_any("wish", "where", "which", "how_many")


def _may_tell(tokens: Sequence[Token], k: int) -> bool:
    """Whether a clause that tells something may begin here."""
    first = tokens[k].text.split()[0]
    if tokens[k].text in _REASONS:
        return True
    if tokens[k].text in _CONDITIONS or "punct" in tokens[k - 1]:
        return True
    return first in _SPEAKERS and not (
        first in ("this", "that", "it", "there", "her") and tokens[k].is_any("there")
    )


def _tells(clause: Sequence[Token]) -> bool:
    """Whether this only tells something, and asks for nothing that would be lost with it."""
    clause = [t for t in clause if "punct" not in t]
    while clause and (clause[0].text in (*_REASONS, "and", "but") or _idle(clause[0])):
        clause = clause[1:]
    while clause and (clause[-1].text in (*_REASONS, "and", "but") or _idle(clause[-1])):
        clause = clause[:-1]
    if not clause:
        return False
    if clause[0].text in _CONDITIONS or clause[0].text == "you":
        return _is_polite(clause)
    if any(t.is_any("wish", "except", "without", "condition", "or", "correct") for t in clause):
        return False
    answers = ("stop", "wait", "cancel", "deny")
    if any(t.get("remark") in answers and not t.is_any("noun", "wrong") for t in clause):
        return False
    if any("neg" in t for t in clause) and not _is_unable(clause):
        return False
    first = clause[0].text.split()[0]
    if clause[-1].is_any("be", "do", "i", "own_turn", "det", "neg", "to") and len(clause) < 3:
        return False  # "I was": more is to come
    if first in _PEOPLE or clause[0].is_any("own_turn", "wrong"):
        own = 1  # what the speaker does himself
    elif _has_subject(clause):
        own = 0
    else:
        return False
    verbs = [t for t in clause[1:] if "verb" in t and not t.is_any("noun", "attr", "rel", "filler")]
    addressed = "own_turn" not in clause[0] and any("you" in t.text.split() for t in clause)
    return len(verbs) <= own and not addressed


def _has_subject(clause: Sequence[Token]) -> bool:
    """Whether a thing and what is said of it begin here: "the soup is …", "it is …", "there is …"."""
    if clause[0].text in ("it is", "there is", "there are", "they are", "this is", "it was"):
        return True
    if "rel" in clause[0] and any(t.text in _EXISTS for t in clause):
        return True  # "on the table there is a key"
    if clause[0].is_any("that_is", "verb"):
        return False
    thing, j = noun_phrase(clause, 0)
    named = thing is not None and (thing.noun is not None or thing.determiner in ("this", "that", "it"))
    return (
        named
        and j < len(clause)
        and clause[j].is_any("be", "do", "took", "unknown", "that_is", "with", "neg")
    )


def _idle(token: Token) -> bool:
    return "filler" in token and len(token.readings) == 1 and token.text.split()[0] not in _PEOPLE


def _is_unable(clause: Sequence[Token]) -> bool:
    """E.g. "I can not reach it", "we do not know where it is": what the speaker himself cannot do."""
    said = " ".join(t.text for t in clause)
    denials = sum(word in ("not", "no", "never", "nothing", "none") for word in said.split())
    k = next((k for k, t in enumerate(clause) if "neg" in t), 0)
    state = clause[k + 1 :]
    faulty = clause[k].text in _FAULTS and 0 < len(state) <= 3 and all(_is_state(t) for t in state)
    return denials == 1 and (said.startswith(_UNABLE) or faulty)


def _is_state(token: Token) -> bool:
    """A word of "it does not work", "it is not sharp enough", not of "it is not allowed"."""
    return token.is_any("unknown", "attr", "filler", "comp") and not token.text.endswith("ed")


def _is_polite(clause: Sequence[Token]) -> bool:
    """A condition that is none: "when you are finished", "if you can find it"."""
    said = clause[0].text == "you"  # behind "since"
    if len(clause) < 2 or not (said or clause[1].text.split()[0] in ("you", "possible", "that", "it")):
        return False
    behind = [*clause[2:], END]
    return not any(
        (t.is_any(*_CONTENT) and not ("rel" in t and "pronoun" in following))
        or ("verb" in t and t.get("verb") not in _OWN_VERBS)
        for t, following in zip(clause[1:], behind, strict=True)
    )


def _with_topic(told: Sequence[Token], rest: tuple[Token, ...]) -> tuple[Token, ...]:
    """`rest`, its first "it" put into the words of `told`: "the scissors are in the drawer, fetch them"."""
    topic = _topic(told)
    for k, token in enumerate(rest):
        if token.is_any("noun", "everything"):
            return rest
        if topic and token.get("pronoun") == "it" and token.text in ("it", "them"):
            return (*rest[:k], *topic, *rest[k + 1 :])
        if topic and "head" in token and token.text in ("one", "ones") and "noun" in topic[-1]:
            kind = (
                Token(topic[-1].text, {"noun": topic[-1].get("noun")}) if token.text == "one" else topic[-1]
            )
            return (*rest[:k], kind, *rest[k + 1 :])
    return rest


def _topic(told: Sequence[Token]) -> tuple[Token, ...]:
    """The first thing, not a person, that a clause speaks of; what is needed, where something is."""
    i = next((k + 1 for k, token in enumerate(told) if token.text in (*_NEEDS, *_EXISTS)), 0)
    while i < len(told):
        if told[i].is_any("det", "noun", "attr", "num") and "someone" not in told[i]:
            reference, j = noun_phrase(told, i)
            if reference is not None and reference.noun not in (None, "person", "robot"):
                return tuple(told[i:j])
            i = max(j, i + 1)
        else:
            i += 1
    return ()
