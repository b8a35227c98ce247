# SPDX-License-Identifier: Apache-2.0
"""Other rates: the sound stays what it was, at the length it must have."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from mm_robot.speech.resample import resampled


@given(
    rates=st.tuples(*[st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000])] * 2),
    count=st.integers(0, 3000),
    seed=st.integers(0, 99),
)
@settings(deadline=None, max_examples=40)
def test_it_agrees_with_scipy(rates, count, seed):
    from_hz, to_hz = rates
    samples = np.random.default_rng(seed).uniform(-1.0, 1.0, count).astype(np.float32)
    divisor = np.gcd(from_hz, to_hz)
    expected = resample_poly(samples, to_hz // divisor, from_hz // divisor) if count else samples
    np.testing.assert_allclose(resampled(samples, from_hz, to_hz), expected, atol=1e-5)


def test_a_long_recording_has_no_seams():
    samples = np.sin(2 * np.pi * 440.0 * np.arange(3 * 22_050) / 22_050).astype(np.float32)
    expected = np.sin(2 * np.pi * 440.0 * np.arange(3 * 16_000) / 16_000)
    found = resampled(samples, 22_050, 16_000)
    assert np.abs(found - expected)[100:-100].max() < 2e-3


@pytest.mark.parametrize("module", ["mm_robot.speech.stop_process", "mm_robot.nodes.speech_node"])
def test_who_listens_all_day_does_not_load_scipy(module):
    code = f"import sys, {module}; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
