# SPDX-License-Identifier: Apache-2.0
"""What there is to speak of in a scene: its nouns and colours, and the words for them in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mm_robot.types import Language, Scene
from mm_robot.vocabulary.attributes import COLOURS
from mm_robot.vocabulary.attributes import names_en as colour_names_en
from mm_robot.vocabulary.attributes import names_zh as colour_names_zh
from mm_robot.vocabulary.nouns import SURFACES, names_en, names_zh

_LABEL_SCORE = 0.25  # a thing may pass for each noun that perception gives at least this much
_COLOUR_SHARE = 0.2  # of the surface; less is a print or a shadow
# Always there, or no thing at all: never a reason to doubt a text.
_EVERYWHERE = SURFACES | {"person", "hand", "robot", "gripper", "arm", "thing"}


@dataclass(frozen=True)
class Room:
    """The things of a scene as far as words go."""

    things: tuple[tuple[frozenset[str], frozenset[str]], ...]  # of each thing: its nouns, its colours
    words: Mapping[str, str]  # words for them in the language -> canonical noun or colour

    @classmethod
    def of(cls, scene: Scene, language: Language) -> Room:
        """What perception found in `scene`."""
        return cls.with_things(
            [
                (
                    frozenset(n for n, score in thing.label_scores.items() if score >= _LABEL_SCORE),
                    frozenset(c for c, share in thing.colour_scores.items() if share >= _COLOUR_SHARE),
                )
                for thing in scene.objects
            ],
            language,
        )

    @classmethod
    def with_things(cls, things: list[tuple[frozenset[str], frozenset[str]]], language: Language) -> Room:
        """A room with these things: the canonical nouns and colours of each."""
        nouns = names_zh() if language == "zh" else names_en()
        colours = colour_names_zh() if language == "zh" else colour_names_en()
        words: dict[str, str] = {}
        for thing_nouns, thing_colours in things:
            for noun in sorted(thing_nouns):
                words.update({name: noun for name in nouns.get(noun, ())})
            for colour in sorted(thing_colours):
                words.update({name: colour for name in colours.get(colour, ())})
        return cls(tuple(things), words)

    def has(self, noun: str) -> bool:
        """Whether something may be called that."""
        return noun in _EVERYWHERE or any(noun in nouns for nouns, _ in self.things)

    def has_colours(self, attributes: tuple[str, ...]) -> bool:
        """Whether something has all the colours among these attributes."""
        wanted = {a for a in attributes if a in COLOURS}
        return any(wanted <= colours for _, colours in self.things) if wanted else True

    def count(self, noun: str, attributes: tuple[str, ...]) -> int:
        """How many things of that noun have all the colours among these attributes."""
        wanted = {a for a in attributes if a in COLOURS}
        return sum(noun in nouns and wanted <= colours for nouns, colours in self.things)
