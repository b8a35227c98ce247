# SPDX-License-Identifier: Apache-2.0
"""Reads a data set made by `mm_robot dataset`, with numpy and nothing else of ours.

for sample in Reader("out/train"):
sample.rgb, sample.depth_m, sample.mask, sample.labels["expressions"]
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mm_robot.errors import InputError
from mm_robot_sim.dataset.sample import Sample, unpack
from mm_robot_sim.dataset.shards import read_manifest, samples_of


class Reader:
    """All samples of a folder, shard after shard; `len` counts them without opening a shard."""

    def __init__(self, folder: str | Path, *, shuffle_seed: int | None = None) -> None:
        """`shuffle_seed`: draw the order of the shards from it; within a shard the order stays.

        Raises:
            InputError: there is no data set in that folder.
        """
        self._folder = Path(folder)
        self._entries = read_manifest(self._folder)
        if not self._entries:
            raise InputError(
                f"{folder}: no data set there; make one with `mm_robot dataset {folder} --seeds A-B`"
            )
        if shuffle_seed is not None:
            order = np.random.default_rng(shuffle_seed).permutation(len(self._entries))
            self._entries = [self._entries[i] for i in order]

    def __len__(self) -> int:
        return sum(entry.samples for entry in self._entries)

    def __iter__(self) -> Iterator[Sample]:
        for entry in self._entries:
            for key, files in samples_of(self._folder / entry.file):
                yield unpack(key, files)
