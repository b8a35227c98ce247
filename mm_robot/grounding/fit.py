# SPDX-License-Identifier: Apache-2.0
"""How well each thing of a scene fits a reference, part by part: noun, attributes, relations.

Every part must hold by itself: a thing of the wrong colour is not saved by a perfect name. What counts as
holding is `threshold`; the product of the parts then orders those that hold.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mm_robot.grounding.attributes import RELATIVE, attribute_score, is_colour
from mm_robot.grounding.nouns import label_score, noun_score
from mm_robot.grounding.order import ranked
from mm_robot.grounding.relations import bottom_m, fade, relation_score
from mm_robot.types import (
    Dialogue,
    FloatArray,
    Reference,
    Relation,
    Scene,
    SceneObject,
    SupportSurface,
)

_UNSEEN = 0.75  # an attribute that cannot be seen neither confirms nor rules out
_PEOPLE = frozenset({"person", "human", "me", "speaker", "hand", "user"})
_ROBOTS = frozenset({"robot", "you", "arm", "gripper"})
_PARTS = {"handle": {"mug": 1.0, "basket": 0.5}, "lid": {"bottle": 1.0}, "cap": {"bottle": 1.0}}
_MOST_DEPTH = 6  # references nested deeper than anybody speaks


@dataclass(frozen=True)
class Part:
    """One condition of a reference: kind "noun", "attribute" or "relation", and which."""

    kind: str
    name: str = ""
    relation: Relation | None = None


@dataclass(frozen=True, eq=False)
class Fit:
    """One thing and how well each condition holds for it."""

    thing: SceneObject
    parts: tuple[tuple[Part, float], ...]

    @property
    def score(self) -> float:
        """0..1, the product."""
        return math.prod(score for _, score in self.parts)

    def holds(self, threshold: float) -> bool:
        """Whether every condition does."""
        return all(score >= threshold for _, score in self.parts)


@dataclass(frozen=True, eq=False)
class View:
    """What a reference is judged against."""

    scene: Scene
    dialogue: Dialogue
    threshold: float

    @property
    def ids(self) -> frozenset[int]:
        """Of everything in the scene."""
        return frozenset(thing.id for thing in self.scene.objects)


def fits(reference: Reference, pool: Sequence[SceneObject], view: View, depth: int = 0) -> tuple[Fit, ...]:
    """Judge every thing of `pool`, best first; ordinal, count and determiner are left to the caller."""
    judged = [Fit(thing, tuple(_absolute(reference, thing, view))) for thing in pool]
    for relation in reference.relations:
        judged = [
            replace(fit, parts=(*fit.parts, (Part("relation", relation.kind, relation), score)))
            for fit, score in zip(
                judged, _related(relation, [f.thing for f in judged], view, depth), strict=True
            )
        ]
    # A big cup is big among the cups that fit otherwise.
    peers = [fit.thing for fit in judged if fit.holds(view.threshold)]
    for attribute in reference.attributes:
        if attribute in RELATIVE:
            judged = [_with_attribute(fit, attribute, peers, view) for fit in judged]
    return tuple(sorted(judged, key=lambda fit: -fit.score))


def matches(reference: Reference, view: View, depth: int = 0) -> list[tuple[SceneObject, float]]:
    """What a reference used as an anchor may mean, with scores: things, people, the robot, surfaces."""
    if depth > _MOST_DEPTH:
        return []
    special = _special(reference, view.scene)
    if special:
        return special
    if reference.unknown_words:
        return []
    if reference.determiner in ("it", "same") and reference.noun is None:
        return [(thing, 1.0) for thing in view.scene.objects if thing.id in view.dialogue.last_ids[:1]]
    judged = [f for f in fits(reference, view.scene.objects, view, depth + 1) if f.holds(view.threshold)]
    if reference.ordinal is None:
        return [(fit.thing, fit.score) for fit in judged]
    chosen = in_order(reference, [fit.thing for fit in judged], view, depth + 1)
    return [(thing, 1.0) for thing in chosen[:1]]


def in_order(
    reference: Reference, things: Sequence[SceneObject], view: View, depth: int = 0
) -> tuple[SceneObject, ...]:
    """What the reference's ordinal picks out of `things`, with what cannot be told from it."""
    ordinal = reference.ordinal
    if ordinal is None:
        return tuple(things)
    anchor = None
    if ordinal.anchor is not None:
        anchors = matches(ordinal.anchor, view, depth + 1)
        if not anchors:
            return ()
        anchor = max(anchors, key=lambda pair: pair[1])[0]
        things = [thing for thing in things if thing.id != anchor.id]
        if ordinal.by not in ("nearest", "farthest"):  # "a cup bigger than the bowl": only what is so at all
            things = [thing for thing in things if ranked([thing, anchor], ordinal.by, 1) == (thing,)]
    return ranked(things, ordinal.by, ordinal.rank, anchor)


def surface_thing(surface: SupportSurface) -> SceneObject:
    """A surface as a flat thing, so that relations may name it."""
    low, high = surface.polygon_m.min(axis=0), surface.polygon_m.max(axis=0)
    extent = np.array([*(high - low), 0.01])
    return _stand_in(np.array([*((low + high) / 2), surface.height_m - 0.005]), extent, surface.name, -1)


def _absolute(reference: Reference, thing: SceneObject, view: View) -> list[tuple[Part, float]]:
    """Noun, exclusions and the attributes that need no comparison."""
    parts = [(Part("noun"), noun_score(thing, reference.noun))]
    apart = reference.excluded_attributes
    if reference.noun is None and len(reference.excluded_nouns) == 1 and apart:
        # "everything but the red cup" spares a red cup, neither all cups nor all that is red.
        scores = [attribute_score(a, thing, view.scene.objects, view.scene.objects) or 0.0 for a in apart]
        named = min(noun_score(thing, reference.excluded_nouns[0]), *scores)
        parts.append((Part("excluded", reference.excluded_nouns[0]), 1.0 - named))
        apart = ()
    else:
        parts += [(Part("excluded", n), 1.0 - noun_score(thing, n)) for n in reference.excluded_nouns]
    for attribute in apart:
        score = attribute_score(attribute, thing, view.scene.objects, view.scene.objects)
        parts.append((Part("excluded", attribute), 1.0 if score is None else 1.0 - score))
    for attribute in sorted(reference.attributes, key=lambda a: not is_colour(a)):
        if attribute not in RELATIVE:
            score = attribute_score(attribute, thing, (), view.scene.objects)
            parts.append((Part("attribute", attribute), _UNSEEN if score is None else score))
    return parts


def _with_attribute(fit: Fit, attribute: str, peers: Sequence[SceneObject], view: View) -> Fit:
    score = attribute_score(attribute, fit.thing, peers, view.scene.objects)
    return replace(
        fit, parts=(*fit.parts, (Part("attribute", attribute), _UNSEEN if score is None else score))
    )


def _related(relation: Relation, things: Sequence[SceneObject], view: View, depth: int) -> list[float]:
    """For each thing the best score over all anchors that may be meant."""
    part = relation.anchors[0].noun if relation.kind == "with" and relation.anchors else None
    if part in _PARTS:
        return [max(label_score(t, noun) * s for noun, s in _PARTS[part].items()) for t in things]
    anchors = [matches(anchor, view, depth + 1) for anchor in relation.anchors]
    groups: list[tuple[tuple[SceneObject, float], ...]]
    if relation.kind == "between" and len(anchors) == 1:  # "between the cups"
        groups = list(itertools.combinations(anchors[0], 2))
    else:
        groups = list(itertools.product(*anchors))
    scores = []
    for thing in things:
        best = 0.0
        for group in groups:
            others = [other for other, _ in group]
            if all(other.id != thing.id for other in others) and len({id(o) for o in others}) == len(others):
                fit = min(score for _, score in group)
                best = max(
                    best, min(1.0, fit / view.threshold) * _relation(relation, thing, others, view.scene)
                )
        scores.append(best)
    return scores


def _relation(relation: Relation, thing: SceneObject, others: Sequence[SceneObject], scene: Scene) -> float:
    if (
        relation.kind == "on" and others[0].id < 0
    ):  # a surface: whatever is neither higher up nor held stands on it
        stacked = fade(bottom_m(thing) - float(others[0].position_m[2]), 0.035, 0.06)
        return 0.0 if thing.held else stacked
    return relation_score(relation.kind, thing, others)


def _special(reference: Reference, scene: Scene) -> list[tuple[SceneObject, float]]:
    """Surfaces, people and the robot itself."""
    noun = reference.noun
    if noun is None:
        return []
    surfaces = [surface_thing(surface) for surface in scene.surfaces if surface.name == noun]
    if surfaces:
        return [(thing, 1.0) for thing in surfaces]
    if noun in _PEOPLE:
        places = [p.hand_m if noun == "hand" and p.hand_m is not None else p.position_m for p in scene.people]
        return [(_stand_in(at, np.array([0.3, 0.3, 0.3]), noun, -2 - i), 1.0) for i, at in enumerate(places)]
    if noun in _ROBOTS:
        return [(_stand_in(np.zeros(3), np.array([0.2, 0.2, 0.2]), noun, -100), 1.0)]
    return []


def _stand_in(at: FloatArray, extent: FloatArray, label: str, i: int) -> SceneObject:
    T = np.eye(4)
    T[:3, 3] = at
    return SceneObject(i, np.zeros((0, 3)), T, extent, {label: 1.0}, {}, 0.0, 1.0)
