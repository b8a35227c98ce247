# SPDX-License-Identifier: Apache-2.0
"""How many spoken commands are understood as a whole: verb, target, attributes, relation and negation.

A folder of recordings goes through the streaming ear, the scene's help and the parser; what comes out is
compared with what the parser makes of the true text. The scene of a recording is drawn from the seed: what is
truly named in it, among other things. A second scene without what is named shows how often help does harm.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.conversation import contradicted, references_of
from mm_robot.hearing import complete, interpret_in
from mm_robot.hearing_room import Room
from mm_robot.language.parser import parse
from mm_robot.speech.backend import Backend, Reading
from mm_robot.speech.backends import load_backend
from mm_robot.speech.evaluate import Clip, Result, evaluate, text_figures
from mm_robot.speech.mel import Samples
from mm_robot.speech.noise import Noise
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.vocabulary import Vocabulary, default_vocabulary
from mm_robot.types import Command, Language, Reference, Relation, Utterance
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.nouns import FEATURES, SURFACES, names_en

_OTHERS = 6  # things in the scene beside those that are named
_KEPT_READINGS = 4  # of the sound heard last: the plain ear hears it again
_MOVES_NOTHING = ("answer", "find", "stop", "wait", "cancel", "confirm", "deny")


@dataclass(frozen=True)
class Marked:
    """One recording, heard and judged."""

    result: Result
    understood: str  # the text after the scene's help
    right: bool  # with the scene's help
    right_plain: bool  # without it, and without matching by pinyin
    asked: bool  # the robot would ask whether something was forbidden
    negation_lost: bool  # it would act on what was forbidden
    spoiled: bool  # right without the scene, wrong in a scene that lacks what is named


class Exam:
    """Hears recordings under noise and marks them."""

    def __init__(self, config: SpeechConfig, backend: Backend | None = None) -> None:
        """Load the recogniser, or take `backend`.

        Raises:
            MissingModelError: there are no weights.
        """
        self._config = config
        vocabulary = default_vocabulary()
        memory = _Memory(backend or load_backend(config, vocabulary))
        self._helped = Recogniser(config, vocabulary, memory)
        self._plain = Recogniser(config, Vocabulary(()), memory)
        self._helped.warm_up()

    def take(self, clips: Sequence[Clip], noise: Noise, seed: int = 0) -> Iterator[Marked]:
        """Mark every clip, in order. The same seed gives the same noise and scenes."""
        ears = [
            evaluate(clips, self._config, ear, noise, complete=complete, seed=seed)
            for ear in (self._helped, self._plain)  # turn by turn: the second finds what was just read
        ]
        for index, (result, plain) in enumerate(zip(*ears, strict=True)):
            yield mark(result, plain.text, np.random.default_rng((seed, index, 1)))


def mark(result: Result, plain: str, rng: np.random.Generator) -> Marked:
    """Compare what was heard with the truth, in scenes drawn from `rng`."""
    clip = result.clip
    truth = parse(clip.text, clip.language).commands
    heard = result.heard or Utterance("", clip.language, 0.0)
    said = interpret_in(drawn_room(truth, heard.language, rng), heard)
    commands = parse(said.text, said.language).commands
    asked = contradicted(commands, (parse(other, said.language).commands for other in said.alternatives))
    right = same(commands, truth) and not asked
    right_plain = same(parse(plain, clip.language).commands, truth)
    elsewhere = interpret_in(drawn_room((), heard.language, rng, without=truth), heard)
    return Marked(
        result,
        said.text,
        right,
        right_plain,
        asked,
        _forbids(truth) and not asked and bool(commands) and _acts(commands) and not _forbids(commands),
        same(parse(heard.text, heard.language).commands, truth)
        and not same(parse(elsewhere.text, elsewhere.language).commands, truth),
    )


def drawn_room(
    commands: Sequence[Command], language: Language, rng: np.random.Generator, without: Sequence[Command] = ()
) -> Room:
    """A room with what `commands` name, and with other things; with nothing that `without` names."""
    things: list[tuple[frozenset[str], frozenset[str]]] = []
    nouns = sorted(set(names_en()) - SURFACES - FEATURES)
    banned = {r.noun for r in _all_references(without)}
    for reference in _all_references(commands):
        noun = reference.noun or str(rng.choice(nouns))
        colours = [a for a in reference.attributes if a in COLOURS] or [str(rng.choice(COLOURS))]
        copies = 2 if reference.count == "all" else 1
        things += [(frozenset((noun,)), frozenset(colours))] * copies
        things += [
            (frozenset((n,)), frozenset((str(rng.choice(COLOURS)),))) for n in reference.excluded_nouns
        ]
        things += [
            (frozenset((noun,)), frozenset((c,))) for c in reference.excluded_attributes if c in COLOURS
        ]
    for noun in rng.choice(nouns, size=_OTHERS, replace=False):
        if noun not in banned:
            things.append(_thing(str(noun), str(rng.choice(COLOURS))))
    return Room.with_things(things, language)


def same(ours: Sequence[Command], truth: Sequence[Command]) -> bool:
    """Whether two readings mean the same, whatever words they came from."""
    return [_core(c) for c in ours] == [_core(c) for c in truth]


def figures(marked: Sequence[Marked], language: Language) -> dict[str, Any]:
    """Everything about one language under one noise, JSON-able; empty without clips in it."""
    mine = [m for m in marked if m.result.clip.language == language]
    if not mine:
        return {}
    count = len(mine)
    allowed = [m for m in mine if not _forbids(parse(m.result.clip.text, language).commands)]
    return {
        "language": language,
        "noise": mine[0].result.noise.name,
        "command_right": round(sum(m.right for m in mine) / count, 3),
        "command_right_unaided": round(sum(m.right_plain for m in mine) / count, 3),
        "negation_lost": sum(m.negation_lost for m in mine),
        "forbidding": count - len(allowed),
        "asked_needlessly": sum(m.asked for m in allowed),
        "spoiled_by_another_scene": sum(m.spoiled for m in mine),
        **text_figures([m.result for m in mine], language),
    }


def _thing(noun: str, colour: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset((noun,)), frozenset((colour,))


class _Memory:
    """A backend that need not read the same sound twice."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._known: OrderedDict[tuple[bytes, int], Reading] = OrderedDict()

    @property
    def name(self) -> str:
        return self._backend.name

    def read(self, samples: Samples, beams: int, language: Language | None = None) -> Reading:
        key = (hashlib.sha256(samples.tobytes()).digest(), beams)
        if key not in self._known:
            self._known[key] = self._backend.read(samples, beams, language)
            while len(self._known) > _KEPT_READINGS:
                self._known.popitem(last=False)
        return self._known[key]


def _core(command: Command) -> Command:
    """The command without the words it came from."""
    return replace(
        command,
        target=_bare(command.target),
        destination=_bare_relation(command.destination),
        language="en",
        text="",
        confidence=1.0,
    )


def _bare(reference: Reference | None) -> Reference | None:
    if reference is None:
        return None
    return replace(
        reference,
        attributes=tuple(sorted(reference.attributes)),
        relations=tuple(r for r in map(_bare_relation, reference.relations) if r is not None),
        determiner=reference.determiner if reference.determiner in ("other", "it", "same") else None,
        unknown_words=tuple(word.lower() for word in reference.unknown_words),
        words="",
    )


def _bare_relation(relation: Relation | None) -> Relation | None:
    if relation is None:
        return None
    return replace(relation, anchors=tuple(a for a in map(_bare, relation.anchors) if a is not None))


def _all_references(commands: Sequence[Command]) -> list[Reference]:
    front = [r for command in commands for r in references_of(command) if r is not None]
    found: list[Reference] = []
    while front:
        reference = front.pop(0)
        found.append(reference)
        front += [anchor for relation in reference.relations for anchor in relation.anchors]
    return found


def _forbids(commands: Sequence[Command]) -> bool:
    excluding = (r.excluded_attributes or r.excluded_nouns for r in _all_references(commands))
    return any(c.negated for c in commands) or any(excluding)


def _acts(commands: Sequence[Command]) -> bool:
    return any(c.verb not in _MOVES_NOTHING and not c.negated for c in commands)
