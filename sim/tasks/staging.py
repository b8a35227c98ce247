# SPDX-License-Identifier: Apache-2.0
"""Scenes that offer what a family of tasks needs: a stock drawn for it, or furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from mm_robot.config import SimConfig
from mm_robot.errors import InputError
from mm_robot_sim.objects.catalogue import CATALOGUE, categories, colours_of
from mm_robot_sim.scenes.draw import draw, simple
from mm_robot_sim.scenes.look import draw_camera, draw_look
from mm_robot_sim.scenes.spec import Kind, SceneSpec, Standing
from mm_robot_sim.splits import Split, split_of

Stock = list[tuple[str, str]]  # (noun, colour)
_STOCK, _KIND = 30, 31  # streams of a seed
_LITTLE = ("food", "toy", "stationery", "care", "electronics")
_BULKY = ("pot", "pan", "kettle", "teapot", "basket", "tray", "plate", "bowl", "book")


def any_scene(*kinds: Kind) -> Callable[[int], SceneSpec]:
    """Scenes of one of these kinds, by chance. The first is drawn as often as all others together."""

    def scene(seed: int) -> SceneSpec:
        rng = np.random.default_rng((seed, _KIND))
        kind = kinds[0] if rng.random() < 0.5 else kinds[int(rng.integers(len(kinds)))]
        return drawn(seed, kind)

    return scene


def drawn(seed: int, kind: Kind, most: int = 25) -> SceneSpec:
    """A scene of this kind; with fewer things where as many as were drawn find no room."""
    for count in (None, 12, 6) if most > 12 else (most,):
        try:
            return draw(seed, kind, count)
        except InputError:
            continue
    return draw(seed, kind, 3)


def stocked(
    stock: Callable[[np.random.Generator, Split], Stock],
    suits: Callable[[Sequence[Standing]], bool] = lambda things: True,
) -> Callable[[int], SceneSpec]:
    """Tables with the things that `stock` draws, apart from one another, in a room that differs each time.

    What is drawn is drawn again, up to a dozen times, until it finds room and `suits`.
    """

    def scene(seed: int) -> SceneSpec:
        rng = np.random.default_rng((seed, _STOCK))
        spec: SceneSpec | None = None
        for _ in range(12):
            things = stock(rng, split_of(seed))
            try:
                spec = simple(seed, things, {}, True, SimConfig().camera_position_m)
            except InputError:  # no room for these
                continue
            if suits(spec.things):
                break
        if spec is None:
            return drawn(seed, "table")
        look, camera = (np.random.default_rng((seed, i)) for i in (21, 22))
        return replace(spec, look=draw_look(look), camera=draw_camera(camera))

    return scene


def small_nouns(split: Split, where: Callable[[str], bool] = lambda noun: True) -> list[str]:
    """Kinds of things the hand can take and that are not bulky."""
    return [n for n in categories(split) if CATALOGUE[n].graspable and n not in _BULKY and where(n)]


def little_nouns(split: Split) -> list[str]:
    """Kinds of things of which several fit into a basket or on a tray."""
    return small_nouns(split, lambda noun: CATALOGUE[noun].kind in _LITTLE or noun in ("can", "tape", "egg"))


def coloured(rng: np.random.Generator, split: Split, noun: str, but: Sequence[str] = ()) -> tuple[str, str]:
    """The noun in one of its colours, if possible in none of `but`."""
    colours = [c for c in colours_of(noun, split) if c not in but] or list(colours_of(noun, split))
    return noun, str(rng.choice(colours))


def mixed(
    rng: np.random.Generator, split: Split, count: int, *given: str, nouns: Sequence[str] = ()
) -> Stock:
    """The given nouns and others (left out: any small things), `count` in all, no two alike."""
    stock = [coloured(rng, split, noun) for noun in given]
    nouns = nouns or small_nouns(split)
    while len(stock) < count:
        thing = coloured(rng, split, str(rng.choice(nouns)))
        if thing not in stock:
            stock.append(thing)
    return stock


def several_alike(rng: np.random.Generator, split: Split) -> Stock:
    """Two or three of a kind in different colours where it has them, and three other things."""
    noun = str(rng.choice(small_nouns(split)))
    colours: list[str] = []
    stock: Stock = []
    for _ in range(int(rng.integers(2, 4))):
        stock.append(coloured(rng, split, noun, colours))
        colours.append(stock[-1][1])
    return [*mixed(rng, split, 3), *stock]
