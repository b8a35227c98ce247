# SPDX-License-Identifier: Apache-2.0
"""Where a recording is in what the microphone heard, and what is made of the times."""

from pathlib import Path

import numpy as np
import pytest

from mm_robot.nodes.turn_times import Turn, figures, found_at

NAN = float("nan")


@pytest.mark.parametrize("at", [0, 1234, 30_000])
def test_a_recording_is_found_in_noise_and_at_another_level(at):
    rng = np.random.default_rng(at)
    recording = rng.normal(0.0, 0.1, 16_000).astype(np.float32)
    heard = rng.normal(0.0, 0.02, 48_000).astype(np.float32)
    heard[at : at + len(recording)] += 0.4 * recording
    assert found_at(recording, heard) == at


def test_what_did_not_sound_is_not_found():
    assert found_at(np.ones(100, np.float32), np.zeros(50, np.float32)) is None
    assert found_at(np.ones(100, np.float32), np.zeros(5000, np.float32)) is None


def test_figures_are_of_one_language_and_leave_out_what_never_came():
    turns = [
        Turn(Path("a.wav"), "a", "en", 0.3, 0.01, NAN, 0.5),
        Turn(Path("b.wav"), "b", "en", 0.5, 0.03, NAN, NAN),
        Turn(Path("c.wav"), "", "", NAN, NAN, 0.1, 0.2),
    ]
    row = figures(turns, "en")
    assert row["recordings"] == 2 and row["text_ms_p50_p95"] == [400, 490] and "stop_ms_p50_p95" not in row
    assert row["sound_ms_p50_p95"] == [500, 500]
    assert figures(turns, "zh") == {}
