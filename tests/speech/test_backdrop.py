# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.speech.backdrop import WORDLESS, babble


@pytest.mark.parametrize("kind", WORDLESS)
@pytest.mark.parametrize("count", [1, 800, 48_000])
def test_each_has_its_length_and_level_and_follows_from_the_seed(kind, count):
    sound = WORDLESS[kind](count, np.random.default_rng(3))
    assert sound.shape == (count,) and sound.dtype == np.float32
    assert np.array_equal(sound, WORDLESS[kind](count, np.random.default_rng(3)))
    if count > 1000:
        assert np.mean(sound**2) == pytest.approx(1.0, rel=0.01)


def test_babble_is_made_of_voices_of_any_length():
    voices = [np.sin(np.arange(n) / 5).astype(np.float32) for n in (50, 3000)]
    assert babble(16_000, np.random.default_rng(0), voices).shape == (16_000,)
    assert babble(16_000, np.random.default_rng(0), []).shape == (16_000,)
