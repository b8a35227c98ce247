# SPDX-License-Identifier: Apache-2.0
"""Whether a thing may be called by a noun: what perception recognises, wider words, and near words."""

from __future__ import annotations

from collections.abc import Mapping

from mm_robot.types import SceneObject

ANYTHING = frozenset({"thing", "object", "item", "one", "stuff", "everything", "anything", "something"})

# A wider word covers several kinds, and a near word is used for a kind that has a better name. The number
# says how willingly people use the word for the kind: 1 = it is one; below 0.75 the better name wins where
# both are there.
_FRUIT = dict.fromkeys(("apple", "orange", "lemon", "banana", "pear", "peach", "strawberry"), 1.0)
_VEGETABLES = dict.fromkeys(
    ("tomato", "carrot", "cucumber", "eggplant", "potato", "onion", "pepper", "corn"), 1.0
)
_TABLEWARE = dict.fromkeys(("cup", "mug", "glass", "plate", "bowl", "teapot"), 1.0)
_COVERS: dict[str, Mapping[str, float]] = {
    "cup": {"mug": 0.65},
    "mug": {"cup": 0.55},
    "glass": {"cup": 0.65, "mug": 0.5},
    "milk": {"carton": 1.0, "bottle": 0.6},
    "juice": {"carton": 0.9, "bottle": 0.7, "can": 0.5},
    "tea": {"cup": 0.6, "teapot": 0.6},
    "jug": {"kettle": 0.6, "teapot": 0.5},
    "kettle": {"teapot": 0.5, "jug": 0.6},
    "pan": {"pot": 0.6},
    "pot": {"pan": 0.6},
    "pen": {"marker": 0.7},
    "marker": {"pen": 0.65},
    "pencil": {"pen": 0.6},
    "toothbrush": {"brush": 0.5},
    "notebook": {"book": 0.7},
    "magazine": {"book": 0.6},
    "doll": {"toy": 1.0},
    "dishcloth": {"sponge": 0.5},
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
    "fruit": _FRUIT,
    "vegetable": _VEGETABLES,
    "food": {**_FRUIT, **_VEGETABLES, "bread": 1.0, "egg": 1.0, "carton": 0.55, "can": 0.55},
    "snack": {"apple": 1.0, "orange": 1.0, "banana": 1.0, "pear": 1.0, "peach": 1.0, "lemon": 0.6},
    "tool": {"screwdriver": 1.0, "hammer": 1.0, "wrench": 1.0, "pliers": 1.0, "scissors": 0.6, "tape": 0.55},
    "cutlery": {"spoon": 1.0, "fork": 1.0, "knife": 1.0, "chopsticks": 0.9},
    "utensil": {"spatula": 1.0, "whisk": 1.0, "spoon": 0.7, "ladle": 1.0, "pan": 0.6, "pot": 0.6},
    "stationery": {"pen": 1.0, "marker": 1.0, "stapler": 1.0, "tape": 0.9, "scissors": 0.7},
    "citrus": {"orange": 1.0, "lemon": 1.0},
    "toy": {"block": 1.0, "ball": 1.0, "car": 1.0},
    "drink": {"bottle": 1.0, "can": 1.0, "carton": 1.0},
    "beverage": {"bottle": 1.0, "can": 1.0, "carton": 1.0},
    "water": {"bottle": 0.9},
    "soda": {"can": 1.0, "bottle": 0.7},
    "drinkware": {"cup": 1.0, "mug": 1.0, "bottle": 0.6},
    "tableware": _TABLEWARE,
    "dishes": _TABLEWARE,
    "crockery": _TABLEWARE,
    "container": {
        "bowl": 1.0, "basket": 1.0, "tray": 1.0, "box": 1.0, "cup": 1.0, "mug": 1.0, "bottle": 0.8,
        "can": 0.8, "jar": 1.0, "pot": 1.0, "vase": 0.8, "bin": 1.0, "glass": 1.0,
    },
    "vessel": {"bowl": 1.0, "cup": 1.0, "mug": 1.0, "bottle": 1.0},
}  # fmt: skip
WIDE = frozenset(
    {"fruit", "vegetable", "tool", "cutlery", "utensil", "stationery",
     "food", "snack", "citrus", "toy", "drink", "beverage", "drinkware", "tableware", "dishes",
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
