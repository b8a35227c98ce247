# SPDX-License-Identifier: Apache-2.0
"""What things are called: canonical English noun -> its names in either language, and what kind it is."""

from __future__ import annotations

from functools import cache

from mm_robot.vocabulary import food_table, noun_table

# Chinese measure words where 个 would sound wrong: the word -> nouns.
MEASURES_ZH = {
    "把": "knife scissors spoon fork screwdriver hammer wrench pliers umbrella key chair spatula ladle comb "
    "brush toothbrush ruler saw",
    "本": "book notebook magazine",
    "支": "pen pencil marker crayon candle",
    "张": "paper card photo tissue",
    "瓶": "water wine",
    "双": "chopsticks sock shoe glove",
    "根": "banana cucumber carrot corn straw cable",
    "块": "cloth towel soap sponge",
    "副": "glasses headphones",
    "台": "laptop camera fan",
    "盏": "lamp",
    "扇": "door window",
    "部": "phone",
}

SURFACES = frozenset({"table", "shelf", "floor"})
CONTAINERS = frozenset(
    {
        "bowl",
        "basket",
        "box",
        "tray",
        "cup",
        "mug",
        "glass",
        "bin",
        "bucket",
        "drawer",
        "bag",
        "pot",
        "pan",
        "jar",
        "cupboard",
        "fridge",
        "microwave",
        "oven",
        "sink",
        "suitcase",
        "toolbox",
        "lunch box",
        "pencil case",
        "pen holder",
        "dishwasher",
        "vase",
        "jug",
        "can",
        "bottle",
    }
)
OPENABLE = frozenset(
    {
        "drawer",
        "cupboard",
        "door",
        "fridge",
        "microwave",
        "oven",
        "dishwasher",
        "washing machine",
        "box",
        "suitcase",
    }
)
FITTINGS = frozenset({"drawer", "door"})  # parts of furniture, seen as their handles
TIERED = frozenset({"drawer", "shelf"})  # stand one above the other: "the second drawer" counts from the top
FEATURES = frozenset({"handle", "lid", "label", "stripes", "dots"})  # parts that tell one thing from another

# Words before a noun that say what it is for, not which one is meant: "coffee cup" is a cup.
PURPOSES_EN = (
    "coffee", "tea", "water", "drinking", "soup", "salad", "fruit", "dinner", "dessert",
    "tin", "serving", "kitchen", "shopping", "storage", "food", "cereal", "tennis", "toy", "juice", "milk",
    "drink", "baking", "wastepaper", "sauce", "picnic", "mixing", "office", "bathroom", "living room",
    "garden", "breakfast", "lunch", "bread", "electric", "laundry", "desk", "household", "children's",
)  # fmt: skip


@cache
def names_en() -> dict[str, tuple[str, ...]]:
    """Canonical noun -> its English names, canonical form first where it is one."""
    return {noun: names for noun, names, _ in _rows()}


@cache
def names_zh() -> dict[str, tuple[str, ...]]:
    """Canonical noun -> its Chinese names, the one to say first."""
    return {noun: names for noun, _, names in _rows()}


@cache
def measures_zh() -> dict[str, str]:
    """Canonical noun -> its Chinese measure word; "个" where it is not listed."""
    return {noun: measure for measure, nouns in MEASURES_ZH.items() for noun in nouns.split()}


def plural(noun: str) -> str:
    """The English plural of a noun or compound ("knife" -> "knives")."""
    irregular = {"knife": "knives", "shelf": "shelves", "loaf": "loaves", "mouse": "mice",
                 "child": "children",
                 "man": "men", "woman": "women", "person": "people", "dice": "dice",
                 "lady": "ladies"}  # fmt: skip
    if noun in irregular:
        return irregular[noun]
    if noun.endswith(
        (
            "scissors",
            "pliers",
            "glasses",
            "headphones",
            "chopsticks",
            "stripes",
            "dots",
            "dishes",
            "tongs",
            "tweezers",
            "noodles",
            "crisps",
            "clothes",
            "trousers",
            "groceries",
        )
    ):
        return noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "sh", "ch", "tomato", "potato", "mango")):
        return noun + "es"
    return noun + "s"


def _rows() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = []
    for line in f"{food_table.TABLE}\n{noun_table.TABLE}".replace(
        "\n    ", " "
    ).splitlines():  # indented lines go on
        noun, _, rest = line.partition(":")
        english, _, chinese = rest.partition("|")
        rows.append((noun, _split(english), _split(chinese)))
    return rows


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))
