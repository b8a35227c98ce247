# SPDX-License-Identifier: Apache-2.0
"""What was probably said, given what was heard, what the grammar allows and what there is to speak of.

`interpret` weighs the hypotheses of the recogniser, and near-sounding words of the scene in place of words
that nothing in the scene answers to: "hand me the cap" with a cup and no cap is about the cup; where there
is a cap it stays a cap. A negation is never dropped nor added, and no word is put where none was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mm_robot.hearing_room import Room
from mm_robot.hearing_turn import agrees, settled
from mm_robot.hearing_words import repairs
from mm_robot.language.negation import denials
from mm_robot.language.parser import parse
from mm_robot.language.stop_words import is_stop
from mm_robot.language.text import plain
from mm_robot.language.tokens import Token, tokenise
from mm_robot.speech.endpoint import may_go_on, unfinished
from mm_robot.speech.writing import bare, negations
from mm_robot.types import Command, Dialogue, Language, Reference, Scene, Utterance

# What makes a text less probable, in one currency with the distances of `speech.phonetics`. Fitted on
# development recordings of other voices than those that judge.
_RANK = 0.2  # per place behind the first hypothesis
_NO_COMMAND = 2.5
_UNKNOWN_WORD = 1.0
_ABSENT_THING = 0.8  # a noun that nothing in the scene answers to
_ABSENT_COLOUR = 0.6  # a thing of that noun is there, but not of that colour
_ALL_OF_ONE = 0.35  # "the cups", and there is one: plurals are misheard
_IGNORED_WORD = 0.8  # a noun or an attribute that the parser could not place
_REPAIR_FACTOR = 1.1  # a repair must explain more than it changes
_SAME_SOUND = 0.15  # a text that says nothing is only ever repaired where the sound stays the same
_YES_RANK = 1  # hypotheses behind it are too far from the sound to let a "yes" count
_MOST_REPAIRED = 3  # hypotheses whose words are repaired: later ones are too far from the sound
_MOST_WORDS = 2  # repairs in one text
_MOST_KEPT = 8  # texts repaired further

_DOWN = re.compile(r"\bdown( now| please)?$|放下(来|吧|一下)?(好吗|好不好|谢谢)?$")  # says where by itself
_NEEDS_TARGET = ("pick", "hand_over", "place", "push", "find", "put_back")


@dataclass(frozen=True)
class _Candidate:
    text: str
    cost: float  # before what the text itself says


def interpret(heard: Utterance, scene: Scene | None, dialogue: Dialogue | None = None) -> Utterance:
    """The most probable of what may have been said; what was written first becomes an alternative.

    Args:
        heard: text and alternatives, best first, all for the same sound.
        scene: what can be spoken of; None where nothing is seen yet: then only the grammar helps.
        dialogue: an open question makes fragments ("the blue one") as good as commands.

    Hypotheses that forbid where the first does not, or the other way round, stay alternatives: about those
    the dialogue asks. Only a "stop" among them is taken at once where the first makes no sense.
    """
    return interpret_in(Room.of(scene, heard.language) if scene is not None else None, heard, dialogue)


def interpret_in(room: Room | None, heard: Utterance, dialogue: Dialogue | None = None) -> Utterance:
    """The same with what there is to speak of given as words."""
    language = heard.language
    denied = _denied(heard.text, language)
    texts = [heard.text, *heard.alternatives]
    candidates = [
        _Candidate(text, _RANK * rank) for rank, text in enumerate(texts) if _denied(text, language) == denied
    ]
    if room is not None:
        candidates += _repaired(candidates[:_MOST_REPAIRED], language, room, denied)
    asked = dialogue is not None and dialogue.awaits != "nothing"
    if (word := settled(texts, language, dialogue)) is not None:
        candidates = [_Candidate(word, 0.0)]
    elif dialogue is not None and dialogue.awaits == "whether":  # a "yes" may move the arm: no mere guess
        candidates = [
            c
            for rank, c in enumerate(candidates)
            if rank <= _YES_RANK or not agrees(parse(c.text, language).commands)
        ]
    best = min(candidates, key=lambda c: c.cost + _oddness(c.text, language, room, asked))
    others = [text for text in texts if bare(text) != bare(best.text)]
    return replace(heard, text=best.text, alternatives=tuple(dict.fromkeys(others)))


def complete(text: str, language: Language) -> bool:
    """Whether a text is a whole command, after which nobody need be waited for.

    "Put the cup" and "don't touch" are not: both leave open what to do. A stop is whole whatever follows.
    """
    if is_stop(text):
        return True
    if unfinished(text, language) or may_go_on(text, language):
        return False
    commands = parse(text, language).commands
    return bool(commands) and all(_whole(command) for command in commands)


def _whole(command: Command) -> bool:
    if command.verb in _NEEDS_TARGET and command.target is None:
        return command.verb == "place" and bool(_DOWN.search(bare(command.text)))
    if command.verb != "place" or command.destination is not None or command.negated:
        return True
    return bool(_DOWN.search(bare(command.text)))


def _repaired(
    candidates: Sequence[_Candidate], language: Language, room: Room, denied: tuple[int, int]
) -> list[_Candidate]:
    """Candidates with one or two words replaced by near-sounding words of the scene."""
    found: dict[str, _Candidate] = {}
    front = list(candidates)
    for _ in range(_MOST_WORDS):
        further = []
        for candidate in front:
            understood = bool(parse(candidate.text, language).commands)
            for text, distance in repairs(candidate.text, language, room):
                if not understood and (language == "en" or distance > _SAME_SOUND):
                    continue
                cost = candidate.cost + _REPAIR_FACTOR * distance
                known = found.get(text)
                if (known is None or cost < known.cost) and _denied(text, language) == denied:
                    found[text] = _Candidate(text, cost)
                    further.append(found[text])
        front = sorted(further, key=lambda c: c.cost)[:_MOST_KEPT]
    return list(found.values())


def _denied(text: str, language: Language) -> tuple[int, int]:
    """How many negations the ear and the grammar count in it."""
    return negations(text, language), denials(tokenise(plain(text)))


def _oddness(text: str, language: Language, room: Room | None, asked: bool) -> float:
    """How improbable it is that somebody says this here; 0 for a command that fits the scene."""
    parsed = parse(text, language)
    if not parsed.commands:
        return _NO_COMMAND
    references = [r for command in parsed.commands for r in _references(command)]
    cost = sum(_reference_oddness(reference, room) for reference in references)
    if asked and any(c.verb in ("confirm", "deny") for c in parsed.commands):
        cost -= _RANK
    return cost + _IGNORED_WORD * _ignored(tokenise(plain(text)), references, parsed.commands)


def _reference_oddness(reference: Reference, room: Room | None) -> float:
    cost = _UNKNOWN_WORD * min(len(reference.unknown_words), 2)
    if room is None or reference.noun is None:
        if room is not None and not room.has_colours(reference.attributes):
            cost += _ABSENT_COLOUR
        return cost
    count = room.count(reference.noun, reference.attributes)
    if not room.has(reference.noun):
        cost += _ABSENT_THING
    elif count == 0:
        cost += _ABSENT_COLOUR
    elif count == 1 and reference.count == "all" and not reference.excluded_attributes:
        cost += _ALL_OF_ONE
    return cost


def _ignored(tokens: Iterable[Token], references: Sequence[Reference], commands: Sequence[Command]) -> int:
    """Nouns and attributes of the text that no part of the commands accounts for."""
    words = " ".join([*(r.words for r in references), *(c.text for c in commands)])
    shown = {r.noun for r in references} | {a for r in references for a in r.attributes}
    shown |= {a for r in references for a in (*r.excluded_attributes, *r.excluded_nouns)}
    meaningful = [t for t in tokens if t.is_any("noun", "attr") and not t.is_any("verb", "filler", "remark")]
    return sum(
        not ({t.get("noun"), t.get("attr")} & shown) and t.text not in words.replace("的", " ").split()
        for t in meaningful
        if len(t.readings) == 1
    )


def _references(command: Command) -> list[Reference]:
    own = [command.target] if command.target is not None else []
    own += list(command.destination.anchors) if command.destination is not None else []
    found = []
    while own:
        reference = own.pop()
        found.append(reference)
        own += [anchor for relation in reference.relations for anchor in relation.anchors]
    return found
