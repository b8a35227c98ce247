# SPDX-License-Identifier: Apache-2.0
"""What every recogniser behind `Recogniser` looks like: samples of one utterance in, hypotheses out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mm_robot.speech.mel import Samples
from mm_robot.types import Language

# Natural log-likelihood of each of several texts, given the sound; comparable with one another only.
Compare = Callable[[Sequence[str]], tuple[float, ...]]


@dataclass(frozen=True)
class Hypothesis:
    """One way to write down what was heard."""

    text: str
    log_probability: float  # natural, mean per token
    tokens: int

    @property
    def total(self) -> float:
        """Natural log-probability of the whole text."""
        return self.log_probability * self.tokens


@dataclass(frozen=True)
class Reading:
    """What a backend made of one utterance."""

    hypotheses: tuple[Hypothesis, ...]  # best first; may be empty
    language: Language
    no_speech: float  # probability that nobody speaks, 0..1; 0 where the backend cannot tell
    compare: Compare | None = None  # how well other texts fit the same sound; None: the backend cannot tell


class Backend(Protocol):
    """A model that writes down speech."""

    @property
    def name(self) -> str:
        """As in the configuration."""
        ...

    def read(self, samples: Samples, beams: int, language: Language | None = None) -> Reading:
        """Up to `beams` hypotheses for (N,) float32 samples at 16 kHz, in `language` where it is known."""
        ...
