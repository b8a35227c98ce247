# SPDX-License-Identifier: Apache-2.0
"""What things may be called, by a small trained network. docs/recogniser.md says how it was trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from mm_robot.config import PerceptionConfig
from mm_robot.perception.glimpse import Glimpse
from mm_robot.perception.labels import NOUNS
from mm_robot.types import FloatArray

NETWORK = Path(__file__).parent / "recogniser.onnx"
_LEAST = 0.02  # as in labels: lower scores say nothing
# Of the logarithm. From 0.15 to 0.3 ball and apple are told apart best (development seeds 1200-1299, simple:
# 95.0 % right, 94.6 % without the rules, 94.0 % with half).
_RULES_SHARE = 0.3
_RULES_ERR = 0.1  # the rules' zeros are no certainties


class Recogniser(Protocol):
    """Whoever names what is seen."""

    def names(self, glimpses: Sequence[Glimpse]) -> list[Mapping[str, float]]:
        """For each glimpse noun -> probability 0..1, best first; they sum to less than 1 by "none"."""


class Network:
    """The trained network."""

    def __init__(self, path: Path = NETWORK) -> None:
        """`path`: ONNX with inputs picture, numbers and output chances; the metadata name the nouns."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        # The last output stands for "none of these".
        self.nouns = tuple(self._session.get_modelmeta().custom_metadata_map["nouns"].split(","))
        self._ruled = [self.nouns.index(noun) for noun in NOUNS]

    def names(self, glimpses: Sequence[Glimpse]) -> list[Mapping[str, float]]:
        """See Recogniser."""
        if not glimpses:
            return []
        pictures = np.stack([g.picture for g in glimpses])
        numbers = np.stack([g.numbers for g in glimpses])
        (chances,) = self._session.run(["chances"], {"picture": pictures, "numbers": numbers})
        agreed = self._with_rules(chances.astype(np.float64), numbers[:, -len(NOUNS) :].astype(np.float64))
        return [self._scores(row[:-1]) for row in agreed.tolist()]

    def _with_rules(self, chances: FloatArray, rules: FloatArray) -> FloatArray:
        """Among the kinds that the rules know, what they say counts too; the kinds' sum stays as it is."""
        known = chances[:, self._ruled]
        both = known ** (1.0 - _RULES_SHARE) * (rules + _RULES_ERR) ** _RULES_SHARE
        agreed: FloatArray = chances.copy()
        agreed[:, self._ruled] = both * (known.sum(axis=1) / both.sum(axis=1).clip(1e-12))[:, None]
        return agreed

    def _scores(self, chances: Sequence[float]) -> dict[str, float]:
        ranked = sorted(zip(self.nouns, chances, strict=True), key=lambda item: -item[1])
        return {noun: chance for noun, chance in ranked if chance >= _LEAST}


def load_recogniser(config: PerceptionConfig) -> Recogniser | None:
    """As the settings want it; None: the rules in labels.py alone, also where onnxruntime is missing."""
    if config.recogniser == "rules" or find_spec("onnxruntime") is None:
        return None
    return Network()
