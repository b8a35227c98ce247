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
