# SPDX-License-Identifier: Apache-2.0
"""A speaker's or recogniser's habit: something that changes a sentence now and then, not its meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Habit:
    """One habit."""

    name: str  # as it shows in Task.phrasing
    share: float  # of sentences it tries to change
    change: Callable[[str, np.random.Generator], str]  # the text unchanged where it does not fit


def laid_over(text: str, habits: Sequence[Habit], rng: np.random.Generator) -> tuple[str, tuple[str, ...]]:
    """The sentence after all habits had their chance, and the names of those that changed it."""
    marks = []
    for habit in habits:
        if rng.random() < habit.share:
            changed = habit.change(text, rng)
            if changed != text:
                text = changed
                marks.append(habit.name)
    return text, tuple(marks)


def one_of(options: Sequence[str], rng: np.random.Generator) -> str:
    """Any of them."""
    return options[int(rng.integers(len(options)))]
