# SPDX-License-Identifier: Apache-2.0
"""The question "which one?", put so that a short answer settles it: by colour, kind, place or size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mm_robot.grounding.attributes import size_m
from mm_robot.grounding.wording import adjective, counted, listed, named, number_word, thing_words
from mm_robot.types import Language, SceneObject
from mm_robot.vocabulary.nouns import TIERED

_MOST_NAMED = 4  # more alternatives than this nobody keeps in mind
_APART_M = 0.04  # centres that far apart are left and right of each other to anybody
_SIZE_RATIO = 1.12
_PLACES_EN = {2: ("left", "right"), 3: ("left", "middle", "right")}
_PLACES_ZH = {2: ("左边", "右边"), 3: ("左边", "中间", "右边")}


def which_one(candidates: Sequence[SceneObject], noun: str | None, language: Language) -> str:
    """A question naming how the candidates differ.

    Args:
        candidates: two or more.
        noun: the noun that was used, for "I see five cups".
        language: of the question.
    """
    choices: list[str] | None = None
    if len(candidates) <= _MOST_NAMED:
        for describe in (_by_colour, _by_kind, _by_both, _by_tier, _by_place, _by_depth, _by_size):
            choices = describe(candidates, language)
            if choices is not None:
                break
    if choices is not None:
        if language == "zh":
            return listed(choices, "zh", last="还是") + "？"
        sentence = listed(["the " + choice for choice in choices], "en", last="or")
        return sentence[0].upper() + sentence[1:] + "?"
    many = counted(noun, (), len(candidates), language)
    return f"I see {many}. Which one do you mean?" if language == "en" else f"我看到{many}，你要哪一个？"


def options(candidates: Sequence[SceneObject], language: Language) -> str:
    """The candidates one by one, left to right, so that a number can choose: "one, the red cup; two, …"."""
    ordered = sorted(candidates, key=lambda thing: -float(thing.position_m[1]))
    names = [thing_words(thing, language) for thing in ordered]
    if language == "zh":
        return "；".join(
            f"第{number_word(i, 'zh').replace('两', '二')}个是{n}" for i, n in enumerate(names, 1)
        )
    return "; ".join(f"{number_word(i, 'en')}, the {n}" for i, n in enumerate(names, 1))


def _by_colour(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    colours = [thing.colour for thing in candidates]
    if not all(colours) or len(set(colours)) < len(colours):
        return None
    if len({thing.label for thing in candidates}) > 1:
        return None  # "the red one or the yellow one" of an apple and a banana: say what they are
    return [_one(adjective(colour, language), language) for colour in colours]


def _by_kind(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    labels = [thing.label for thing in candidates]
    if len(set(labels)) < len(labels):
        return None
    return [named(label, (), language) for label in labels]


def _by_both(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    names = [thing_words(thing, language) for thing in candidates]
    return names if len(set(names)) == len(names) else None


def _by_tier(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    if not all(thing.label in TIERED for thing in candidates):
        return None
    words_en = {2: ("top", "bottom"), 3: ("top", "middle", "bottom")}
    words_zh = {2: ("上面", "下面"), 3: ("上面", "中间", "下面")}
    return _along(candidates, lambda t: -float(t.position_m[2]), words_en, words_zh, language)


def _by_place(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    return _along(candidates, lambda t: -float(t.position_m[1]), _PLACES_EN, _PLACES_ZH, language)


def _by_depth(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    words_en = {2: ("front", "back"), 3: ("front", "middle", "back")}
    words_zh = {2: ("前面", "后面"), 3: ("前面", "中间", "后面")}
    return _along(candidates, lambda t: float(t.position_m[0]), words_en, words_zh, language)


def _along(
    candidates: Sequence[SceneObject],
    at: Callable[[SceneObject], float],
    words_en: dict[int, tuple[str, ...]],
    words_zh: dict[int, tuple[str, ...]],
    language: Language,
) -> list[str] | None:
    places = sorted(at(thing) for thing in candidates)
    gaps = [second - first for first, second in zip(places, places[1:], strict=False)]
    if len(candidates) not in words_en or min(gaps) < _APART_M:
        return None
    return [_one(word if language == "en" else word + "的", language)
            for word in (words_en if language == "en" else words_zh)[len(candidates)]]  # fmt: skip


def _by_size(candidates: Sequence[SceneObject], language: Language) -> list[str] | None:
    sizes = sorted(size_m(thing) for thing in candidates)
    if len(candidates) != 2 or sizes[1] < _SIZE_RATIO * sizes[0]:
        return None
    return ["bigger one", "smaller one"] if language == "en" else ["大的", "小的"]


def _one(word: str, language: Language) -> str:
    return f"{word} one" if language == "en" else word
