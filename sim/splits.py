# SPDX-License-Identifier: Apache-2.0
"""Which seeds are for what. Everything in a world follows from its seed, so also what it may contain.

Some categories, colour-category pairs and phrasings are reserved for test seeds: nothing that was learned or
tuned on the others has met them. The simulator refuses to show them under any other seed.
"""

from __future__ import annotations

from typing import Literal

from mm_robot.errors import InputError

Split = Literal["test", "dev", "train"]
FIRST_DEV_SEED, FIRST_TRAIN_SEED = 1_000, 10_000


def split_of(seed: int) -> Split:
    """`test` below 1000, `dev` from there to 9999, `train` from 10000 on: disjoint by construction.

    Raises:
        InputError: the seed is negative.
    """
    if seed < 0:
        raise InputError(f"seed is {seed}; take a non-negative integer")
    if seed < FIRST_DEV_SEED:
        return "test"
    return "dev" if seed < FIRST_TRAIN_SEED else "train"


def one_split(first: int, last: int) -> Split:
    """The split that all seeds from `first` to `last` belong to.

    Raises:
        InputError: the range is empty, negative, or reaches over two splits.
    """
    if first > last:
        raise InputError(f"seeds {first}-{last}: the first is greater than the last")
    split = split_of(first)
    if split_of(last) != split:
        raise InputError(
            f"seeds {first}-{last} belong to more than one split; take 0-{FIRST_DEV_SEED - 1} (test), "
            f"{FIRST_DEV_SEED}-{FIRST_TRAIN_SEED - 1} (dev) or {FIRST_TRAIN_SEED} and up (train)"
        )
    return split


def seed_range(text: str) -> tuple[int, int]:
    """First and last seed of "1000-1199", or of a single "1000"; all of one split.

    Raises:
        InputError: it is no such range, or reaches over two splits.
    """
    first, dash, last = text.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise InputError(f"seeds '{text}': expected FIRST-LAST, such as 1000-1199")
    seeds = int(first), int(last or first)
    one_split(*seeds)
    return seeds
