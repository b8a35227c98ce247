# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.speech.noise import Noise, active_power, mixed, parse_noises

TONE = (0.2 * np.sin(np.arange(16_000) * 0.3)).astype(np.float32)


@pytest.mark.parametrize("noise", [Noise("pink", 5.0), Noise("babble", 5.0)])
def test_noise_has_the_level_asked_for(noise):
    rng = np.random.default_rng(0)
    voices = [rng.normal(size=n).astype(np.float32) * 0.1 for n in (4000, 9000, 20_000)]
    added = mixed(TONE, noise, rng, voices) - TONE
    assert 10 * np.log10(np.mean(TONE**2) / np.mean(added**2)) == pytest.approx(5.0, abs=0.1)


def test_pauses_do_not_count_as_speech():
    with_pause = np.concatenate((np.zeros(16_000, np.float32), TONE))
    assert active_power(with_pause) == pytest.approx(active_power(TONE), rel=0.05)


def test_clean_is_untouched_and_nothing_is_ever_clipped():
    rng = np.random.default_rng(0)
    assert mixed(TONE, Noise("clean"), rng) is TONE
    assert np.abs(mixed(TONE * 4.5, Noise("pink", -10.0), rng)).max() <= 1.0
    assert len(mixed(np.zeros(0, np.float32), Noise("pink", 5.0), rng)) == 0


def test_levels_are_read_and_named():
    assert [n.name for n in parse_noises("clean, 20,5,babble,babble:5")] == [
        "clean",
        "20",
        "5",
        "babble",
        "babble:5",
    ]
    with pytest.raises(InputError, match="loud"):
        parse_noises("20,loud")
