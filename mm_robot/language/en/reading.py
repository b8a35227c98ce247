# SPDX-License-Identifier: Apache-2.0
"""Which reading of an English utterance is taken: all of it, or without what is told around the command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mm_robot.language.clause import Read
from mm_robot.language.en.command import EnglishSentence
from mm_robot.language.en.context import retold
from mm_robot.language.negation import lost_negation
from mm_robot.language.tokens import Token
from mm_robot.types import Reference


def english_read(tokens: Sequence[Token]) -> Read:
    """What an utterance says; where it is no whole sentence, without what is told around the command."""
    best = _read(tokens)
    if not (best.trouble or _doubts(best)):
        return best
    for rest in retold(tokens):
        read = _read(rest)
        if not read.trouble and (best.trouble or _doubts(read) < _doubts(best)):
            best = replace(read, passed_over=read.passed_over + 1)
    return best


def _read(tokens: Sequence[Token]) -> Read:
    """One reading of all tokens; a negation that left no trace is trouble."""
    read = EnglishSentence(tokens).read()
    if not read.trouble and lost_negation(tokens, read.commands):
        return Read(trouble="unclear_negation")
    return read


def _doubts(read: Read) -> int:
    """How many words of a reading nobody taught the robot, and things named beside its acts."""
    acts = [c for c in read.commands if c.verb not in ("confirm", "answer") and c.target is not None]
    spoken_of = any(c.target is not None and c.target.determiner == "it" for c in acts)
    named = [c for c in read.commands if c.verb == "confirm" and c.target is not None]
    vague = ("something", "anything")  # "… I need to move something first"
    nothing = sum(c.target is not None and c.target.words in vague for c in acts)
    beside = nothing if len(read.commands) > 1 else 0
    return _unknown(read) + beside + (len(named) if acts and not spoken_of else 0)


def _unknown(read: Read) -> int:
    places = [anchor for c in read.commands if c.destination for anchor in c.destination.anchors]
    things = [c.target for c in read.commands if c.target is not None] + places
    return sum(map(_unknown_words, things))


def _unknown_words(thing: Reference) -> int:
    anchors = (anchor for relation in thing.relations for anchor in relation.anchors)
    return len(thing.unknown_words) + sum(map(_unknown_words, anchors))
