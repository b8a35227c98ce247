# SPDX-License-Identifier: Apache-2.0
"""What a command's words mean in the scene: its target, its destination's anchors, and what is forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mm_robot.conversation import Choice, Conversation, Grounds, references_of
from mm_robot.phrases import phrase
from mm_robot.planning.tasks import OF_THE_HAND
from mm_robot.types import (
    Absent,
    Ambiguous,
    Asked,
    Command,
    Found,
    Grounding,
    Reference,
    Refused,
    Scene,
    SceneObject,
    SupportSurface,
)

_OF_THE_ROBOT = ("release", "go_home")  # these need nothing in the scene


@dataclass(frozen=True, eq=False)
class Meant:
    """What a command is about."""

    target: Found | None
    anchors: tuple[SceneObject | SupportSurface, ...]  # of the destination

    @property
    def ids(self) -> tuple[int, ...]:
        """Of the things to act on."""
        return tuple(thing.id for thing in self.target.objects) if self.target is not None else ()


def meaning(command: Command, scene: Scene, grounder: Grounds, talk: Conversation) -> Meant | Asked | Refused:
    """The things a command means, or the question or reason for which nothing can be done.

    A question is noted in `talk`, so that the next utterance can answer it.
    """
    target: Found | None = None
    anchors: list[SceneObject | SupportSurface] = []
    for slot, reference in enumerate(references_of(command)):
        if reference is None or (slot == 0 and _of_the_robot(command, reference)):
            continue
        surface = next((s for s in scene.surfaces if slot > 0 and s.name == reference.noun), None)
        if surface is not None:
            anchors.append(surface)
            continue
        grounding = _ground(command, slot, reference, scene, grounder, talk)
        if isinstance(grounding, Ambiguous):
            talk.question = Choice(command, slot, tuple(thing.id for thing in grounding.candidates))
            return Asked(grounding.question)
        if isinstance(grounding, Absent):
            return Refused(grounding.reason)
        if slot == 0:
            target = grounding
        else:
            anchors.append(grounding.object)
    return Meant(target, tuple(anchors))


def _of_the_robot(command: Command, reference: Reference) -> bool:
    """Whether it is about the robot itself: "open your hand", but not "open the drawer"."""
    hand = reference.noun is None or reference.noun in OF_THE_HAND
    return command.verb in _OF_THE_ROBOT or (command.verb in ("open", "close") and hand)


def named(command: Command, meant: Meant) -> Command:
    """`command` about what is meant, called by its looks: what "it" was is said."""
    things = meant.target.objects if meant.target is not None else ()
    if len(things) != 1:
        return command
    looks = (things[0].colour,) if things[0].colour else ()
    return replace(command, target=Reference(things[0].label, looks))


def forbidden_by(
    command: Command, ids: Iterable[int], scene: Scene, grounder: Grounds, talk: Conversation
) -> Command | None:
    """The earlier prohibition that `command` on the things `ids` would break, if there is one."""
    for prohibition in talk.prohibitions:
        # "Don't take it" forbids everything one does with a thing in the hand; "don't push it" only that.
        if prohibition.verb in ("pick", command.verb) and set(ids) & _ids(prohibition, scene, grounder, talk):
            return prohibition
    return None


def _ground(
    command: Command, slot: int, reference: Reference, scene: Scene, grounder: Grounds, talk: Conversation
) -> Grounding:
    chosen = talk.chosen_ids(command, slot)
    pronoun = slot == 0 and reference.determiner == "it" and not reference.attributes
    if not chosen and pronoun and reference.count is None and talk.held_id is not None:
        chosen = (talk.held_id,)  # "give it to me", with something in the hand
    if not chosen:
        dialogue = talk.dialogue
        if reference.determiner == "given" and talk.given_id is not None:
            dialogue = replace(dialogue, last_ids=(talk.given_id, *dialogue.last_ids))
        return grounder.ground(reference, scene, command.language, dialogue)
    things = tuple(thing for thing in scene.objects if thing.id in chosen)
    if len(things) < len(chosen):
        return Absent(phrase("gone", command.language))
    return Found(things, min(thing.confidence for thing in things))


def _ids(prohibition: Command, scene: Scene, grounder: Grounds, talk: Conversation) -> set[int]:
    if prohibition.target is None:
        return {thing.id for thing in scene.objects}
    grounding = grounder.ground(prohibition.target, scene, prohibition.language, talk.dialogue)
    if isinstance(grounding, Absent):
        return set()
    things = grounding.objects if isinstance(grounding, Found) else grounding.candidates
    return {thing.id for thing in things}
