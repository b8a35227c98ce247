# SPDX-License-Identifier: Apache-2.0
"""Whether a thing may be called by a noun: what perception recognises, wider words, and near words."""

from __future__ import annotations

from collections.abc import Mapping

from mm_robot.types import SceneObject

ANYTHING = frozenset({"thing", "object", "item", "one", "stuff", "everything", "anything", "something"})

# A wider word covers several kinds, and a near word is used for a kind that has a better name. The number
# says how willingly people use the word for the kind: 1 = it is one; below 0.75 the better name wins where
# both are there.
_COVERS: dict[str, Mapping[str, float]] = {
    "cup": {"mug": 0.65},
    "mug": {"cup": 0.55},
    "glass": {"cup": 0.65, "mug": 0.5},
    "teacup": {"cup": 0.9, "mug": 0.8},
    "tin": {"can": 1.0},
    "jar": {"can": 0.55},
    "dish": {"plate": 1.0, "bowl": 1.0},
    "saucer": {"plate": 0.8},
    "cube": {"block": 1.0, "box": 0.5},
    "brick": {"block": 1.0},
    "block": {"box": 0.5},
    "box": {"block": 0.5},
    "carton": {"box": 0.9},
    "package": {"box": 0.9},
    "case": {"box": 0.8},
    "crate": {"basket": 0.9},
    "bin": {"basket": 0.8},
    "cylinder": {"can": 1.0, "cup": 0.6, "mug": 0.5, "bottle": 0.5},
    "sphere": {"ball": 1.0, "orange": 0.5, "apple": 0.5},
    "tangerine": {"orange": 0.8},
    "lime": {"lemon": 0.6},
    "fruit": {"apple": 1.0, "orange": 1.0, "lemon": 1.0, "banana": 1.0},
    "food": {"apple": 1.0, "orange": 1.0, "lemon": 1.0, "banana": 1.0, "can": 0.55},
    "snack": {"apple": 1.0, "orange": 1.0, "banana": 1.0, "lemon": 0.6},
    "citrus": {"orange": 1.0, "lemon": 1.0},
    "toy": {"block": 1.0, "ball": 1.0},
    "drink": {"bottle": 1.0, "can": 1.0},
    "beverage": {"bottle": 1.0, "can": 1.0},
    "water": {"bottle": 0.9},
    "soda": {"can": 1.0, "bottle": 0.7},
    "drinkware": {"cup": 1.0, "mug": 1.0, "bottle": 0.6},
    "tableware": {"cup": 1.0, "mug": 1.0, "plate": 1.0, "bowl": 1.0},
    "dishes": {"cup": 1.0, "mug": 1.0, "plate": 1.0, "bowl": 1.0},
    "crockery": {"cup": 1.0, "mug": 1.0, "plate": 1.0, "bowl": 1.0},
    "container": {
        "bowl": 1.0, "basket": 1.0, "tray": 1.0, "box": 1.0, "cup": 1.0, "mug": 1.0, "bottle": 0.8,
        "can": 0.8,
    },
    "vessel": {"bowl": 1.0, "cup": 1.0, "mug": 1.0, "bottle": 1.0},
}  # fmt: skip
WIDE = frozenset(
    {"fruit", "food", "snack", "citrus", "toy", "drink", "beverage", "drinkware", "tableware", "dishes",
     "crockery", "container", "vessel", "dish"}
)  # fmt: skip  # words that name no single kind

# From this score on a kind counts as recognised, and up to that one as ruled out: perception's scores behave
# as probabilities (reliability on development seeds 1000-1119: tests/perception/test_labels.py states how it
# is measured).
_SURE, _DOUBT = 0.5, 0.1


def label_score(thing: SceneObject, noun: str) -> float:
    """How well the thing is recognised as exactly this kind, 0..1."""
    return _recognised(thing.label_scores.get(noun, 0.0))


def noun_score(thing: SceneObject, noun: str | None) -> float:
    """How well the noun names the thing, 0..1; None and words such as "thing" name anything."""
    if noun is None or noun in ANYTHING:
        return 1.0
    own = thing.label_scores.get(noun, 0.0)
    if noun in WIDE:  # kinds exclude each other, so that their probabilities add up
        covered = sum(thing.label_scores.get(k, 0.0) * share for k, share in _COVERS[noun].items())
        return _recognised(own + covered)
    near = (label_score(thing, kind) * share for kind, share in _COVERS.get(noun, {}).items())
    return max(_recognised(own), *near, 0.0)


def _recognised(score: float) -> float:
    return min(1.0, max(0.0, (score - _DOUBT) / (_SURE - _DOUBT)))
