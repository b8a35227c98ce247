# SPDX-License-Identifier: Apache-2.0
"""Spoken answers to questions about the scene: what, where, how many, is there, which, compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from mm_robot.grounding.fit import surface_thing
from mm_robot.grounding.order import ranked
from mm_robot.grounding.reasons import seen_list
from mm_robot.grounding.relations import inside, on, relation_score
from mm_robot.grounding.wording import (
    adjective,
    counted,
    measure_word,
    noun_word,
    place_words,
    thing_words,
    with_article,
)
from mm_robot.types import (
    Absent,
    Ambiguous,
    Command,
    Dialogue,
    Found,
    Grounding,
    Language,
    Reference,
    RelationKind,
    Scene,
    SceneObject,
)

_SIDE_M = 0.10  # this far from the middle of the table counts as its left or right
_ALIKE: dict[Language, str] = {"en": "They are about the same.", "zh": "它们差不多。"}
_COMPARATIVES = {
    "biggest": ("bigger", "更大"), "smallest": ("smaller", "更小"), "tallest": ("taller", "更高"),
    "shortest": ("shorter", "更矮"), "longest": ("longer", "更长"), "left": ("farther left", "更靠左"),
    "right": ("farther right", "更靠右"), "front": ("closer to me", "更靠前"),
    "back": ("farther back", "更靠后"),
}  # fmt: skip
_CLEARLY = 0.7  # score from which a relation is worth saying


class Grounds(Protocol):
    """Whoever finds what a reference means."""

    def ground(
        self, reference: Reference, scene: Scene, language: Language, dialogue: Dialogue = ...
    ) -> Grounding:
        """See `mm_robot.grounding.grounder.Grounder.ground`."""
        ...


def answer(command: Command, scene: Scene, grounder: Grounds, dialogue: Dialogue) -> str:
    """One sentence that answers `command`, in its language.

    Args:
        command: with verb "answer" and a question; its target says what is asked about.
        scene: what is there.
        grounder: finds the target.
        dialogue: what was spoken of before; an open question of ours does not narrow what others ask.
    """
    language = command.language
    talk = Dialogue(dialogue.last_ids)
    asked = command.target
    if asked is None and command.destination is not None:  # "what is on the tray?"
        asked = Reference(relations=(command.destination,), count="all")
    if asked is None:
        return _all(scene.objects, language)
    if command.question in ("what", "count", "exists"):
        return _set_answer(command, asked, scene, grounder, talk)
    if command.question == "compare":
        return _compared(asked, scene, grounder, talk, language)
    found = grounder.ground(asked, scene, language, talk)
    if isinstance(found, Absent):
        return found.reason
    things = found.objects if isinstance(found, Found) else found.candidates
    if command.question == "which":
        return _told_apart(things[0], scene, language) if isinstance(found, Found) else _all(things, language)
    if isinstance(found, Ambiguous) and len(things) > 3:
        return found.question
    return (" " if language == "en" else "").join(_where(thing, scene, language) for thing in things)


def _set_answer(command: Command, asked: Reference, scene: Scene, grounder: Grounds, talk: Dialogue) -> str:
    language = command.language
    single = asked.determiner in ("it", "this", "that", "same", "given") or asked.ordinal is not None
    found = grounder.ground(asked if single else _every(asked), scene, language, talk)
    things: Sequence[SceneObject] = ()
    if isinstance(found, Found):
        things = found.objects
    elif isinstance(found, Ambiguous):
        things = found.candidates
    if command.question == "what":
        if isinstance(found, Absent):
            return found.reason
        if (single or asked.noun is not None) and len(things) == 1:
            return _is(things[0], language)
        return _all(things, language)
    return _counted(asked, things, found, command, scene)


def _counted(
    asked: Reference, things: Sequence[SceneObject], found: Grounding, command: Command, scene: Scene
) -> str:
    language = command.language
    enough = len(things) >= (asked.count if isinstance(asked.count, int) else 1)
    if not things:
        reason = found.reason if isinstance(found, Absent) else ""
        if command.question == "exists":
            return f"No. {reason}" if language == "en" else f"没有。{reason}"
        return reason
    many = counted(asked.noun, asked.attributes, len(things), language)
    if command.question == "count":
        return f"I see {many}." if language == "en" else f"我看到{many}。"
    if not enough:
        return f"No, I see only {many}." if language == "en" else f"没有，我只看到{many}。"
    if len(things) == 1:
        where = _where(things[0], scene, language)
        return f"Yes. {where}" if language == "en" else f"有。{where}"
    return f"Yes, I see {many}." if language == "en" else f"有，我看到{many}。"


def _compared(asked: Reference, scene: Scene, grounder: Grounds, talk: Dialogue, language: Language) -> str:
    """Which of two is bigger (taller, nearer, ...), or which of all where only one side is named."""
    order = asked.ordinal
    if order is None or order.anchor is None or order.by in ("nearest", "farthest"):
        found = grounder.ground(asked, scene, language, talk)
        if isinstance(found, Found):
            return _told_apart(found.object, scene, language)
        return found.reason if isinstance(found, Absent) else _ALIKE[language]
    sides = []
    for side in (replace(asked, ordinal=None), order.anchor):
        found = grounder.ground(side, scene, language, talk)
        if not isinstance(found, Found):
            return found.reason if isinstance(found, Absent) else found.question
        sides.append(found.object)
    winner = ranked(sides, order.by, 1)
    if len(winner) != 1 or sides[0].id == sides[1].id:
        return _ALIKE[language]
    comparative, chinese = _COMPARATIVES[order.by]
    words = thing_words(winner[0], language)
    return f"The {words} is {comparative}." if language == "en" else f"{words}{chinese}。"


def _all(things: Sequence[SceneObject], language: Language) -> str:
    """The things as a list: "I see a red cup and two green blocks"."""
    if not things:
        return "I see nothing on the table." if language == "en" else "桌上什么都没有。"
    seen = seen_list(Counter((thing.label, thing.colour) for thing in things), language)
    return f"I see {seen}." if language == "en" else f"我看到{seen}。"


def _is(thing: SceneObject, language: Language) -> str:
    words = thing_words(thing, language)
    return (
        f"It is {with_article(words)}." if language == "en" else f"这是一{measure_word(thing.label)}{words}。"
    )


def _told_apart(thing: SceneObject, scene: Scene, language: Language) -> str:
    """As in "The red one.", with its place where another looks the same."""
    same = [o for o in scene.objects if o.label == thing.label and o.colour == thing.colour]
    alone = [o for o in scene.objects if o.label == thing.label]
    if len(same) > 1 or not thing.colour:
        return _where(thing, scene, language)
    if len(alone) == 1:
        words = thing_words(thing, language)
        return f"The {words}." if language == "en" else f"{words}。"
    colour = adjective(thing.colour, language)
    kind = noun_word(thing.label, language)
    return f"The {colour} {kind}." if language == "en" else f"{colour}{kind}。"


def _where(thing: SceneObject, scene: Scene, language: Language) -> str:
    """The sentence that says where it is: "The red cup is on the left, next to the bowl"."""
    words = thing_words(thing, language)
    if thing.held:
        return f"The {words} is in my gripper." if language == "en" else f"{words}在我手里。"
    place = _place(thing, scene, language)
    return f"The {words} is {place}." if language == "en" else f"{words}在{place}。"


def _place(thing: SceneObject, scene: Scene, language: Language) -> str:
    """In or on something, or else its side of the table and the clearest neighbour."""
    others = [o for o in scene.objects if o.id != thing.id and not o.held]
    for other in others:
        kind: RelationKind = "in" if inside(thing, other) >= on(thing, other) else "on"
        if max(inside(thing, other), on(thing, other)) >= _CLEARLY:
            return place_words(kind, [thing_words(other, language)], language)
    side = _side(thing, scene, language)
    beside = max(others, key=lambda o: relation_score("next_to", thing, [o]), default=None)
    if beside is None or relation_score("next_to", thing, [beside]) < _CLEARLY:
        return side
    neighbour = place_words("next_to", [thing_words(beside, language)], language)
    return f"{side}, {neighbour}" if language == "en" else f"{side}，{neighbour}"


def _side(thing: SceneObject, scene: Scene, language: Language) -> str:
    table = next((surface_thing(s) for s in scene.surfaces if s.name == "table"), None)
    middle = float(table.position_m[1]) if table is not None else 0.0
    y = float(thing.position_m[1]) - middle
    if y > _SIDE_M:
        return "on the left" if language == "en" else "左边"
    if y < -_SIDE_M:
        return "on the right" if language == "en" else "右边"
    return "in the middle" if language == "en" else "中间"


def _every(asked: Reference) -> Reference:
    """All that fit, however many were asked about."""
    return replace(asked, count="all", determiner=None if asked.determiner != "other" else "other")
