# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.splits import split_of


@pytest.mark.parametrize(
    ("seed", "split"),
    [(0, "test"), (999, "test"), (1000, "dev"), (9999, "dev"), (10_000, "train"), (10**9, "train")],
)
def test_every_seed_belongs_to_one_split(seed: int, split: str) -> None:
    assert split_of(seed) == split


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(InputError, match="non-negative"):
        split_of(-1)
