# SPDX-License-Identifier: Apache-2.0
"""What people say, by what they want, in both languages.

One phrase a line; those after "!" are reserved for test seeds. `{t}` is the thing, `{a}` and `{b}` what it is
to be put by, `{u}` a second kind of thing, `{d}` a direction, `{w}` a bare noun, `{m}` a measure word, `{p}`,
`{q}`, `{r}` whole commands; the others stand for noun phrases with their articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mm_robot.types import Language
from mm_robot_sim.tasks.phrases import (
    asking_en,
    asking_zh,
    gathering_en,
    gathering_zh,
    placing_en,
    placing_zh,
    talking_en,
    talking_zh,
)


@dataclass(frozen=True)
class Phrase:
    """One way to say something."""

    text: str  # with slots in braces
    key: str  # "pick.en.3", counted from 1
    reserved: bool  # only under test seeds


def _read(language: Language, *sources: Mapping[str, str]) -> dict[str, tuple[Phrase, ...]]:
    return {
        name: tuple(
            Phrase(line.lstrip("! "), f"{name}.{language}.{i}", line.startswith("!"))
            for i, line in enumerate((line.strip() for line in lines.strip().splitlines()), start=1)
        )
        for source in sources
        for name, lines in source.items()
    }


PHRASES: Mapping[Language, Mapping[str, tuple[Phrase, ...]]] = MappingProxyType(
    {
        "en": _read("en", placing_en.PHRASES, gathering_en.PHRASES, asking_en.PHRASES, talking_en.PHRASES),
        "zh": _read("zh", placing_zh.PHRASES, gathering_zh.PHRASES, asking_zh.PHRASES, talking_zh.PHRASES),
    }
)
