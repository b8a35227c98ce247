# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.speech.mel import RATE_HZ
from mm_robot_sim.view.soundtrack import Sound, found_at, mixed, spoken


def tone(start_s, seconds, level=0.5):
    return Sound(start_s, np.full(round(seconds * RATE_HZ), level, np.float32))


NOTHING = np.zeros(0, np.float32)


def test_a_voice_that_is_interrupted_ends_there():
    said = spoken([tone(1.0, 2.0), Sound(1.5, NOTHING), tone(1.6, 1.0)])
    assert [(s.start_s, round(s.end_s, 3), s.cut) for s in said] == [(1.0, 1.5, True), (1.6, 2.6, False)]
    assert abs(float(said[0].samples[-1])) < 0.01, "it does not click"


def test_a_sentence_that_begins_sooner_silences_the_one_before():
    said = spoken([tone(0.0, 2.0), tone(2.0, 1.0), tone(2.5, 1.0)])
    assert [round(s.end_s, 3) for s in said] == [2.0, 2.5, 3.5]
    assert [s.cut for s in said] == [False, True, False]


def test_a_sentence_silenced_before_its_first_sound_was_not_said():
    assert spoken([tone(3.0, 1.0), Sound(2.0, NOTHING)]) == []


@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.floats(0, 3)), max_size=8, unique_by=lambda piece: round(piece[0], 2)
    )
)
def test_the_robot_never_speaks_with_two_voices(pieces):
    said = sorted(spoken([tone(a, d) for a, d in pieces]), key=lambda s: s.start_s)
    for before, after in zip(said, said[1:], strict=False):
        assert before.end_s <= after.start_s + 2 / RATE_HZ


def test_everything_sounds_at_its_time_and_nothing_clips():
    track = mixed([tone(1.0, 1.0, 0.8), tone(1.5, 1.0, 0.8), tone(9.0, 1.0)], 0.5, 3.0)
    assert len(track) == 2.5 * RATE_HZ
    at = lambda s: float(track[round((s - 0.5) * RATE_HZ)])  # noqa: E731
    assert (at(0.9), at(2.9)) == (0.0, 0.0)
    assert at(1.7) == pytest.approx(1.0)
    assert at(1.2) == pytest.approx(0.5)


def test_a_recording_is_found_again_where_it_sounded():
    rng = np.random.default_rng(1)
    speech = rng.standard_normal(RATE_HZ).astype(np.float32) * 0.1
    room = rng.standard_normal(6 * RATE_HZ).astype(np.float32) * 0.02
    room[round(2.345 * RATE_HZ) :][:RATE_HZ] += speech
    chunks = [Sound(10.0 + i / 50, room[i * 320 : (i + 1) * 320]) for i in range(len(room) // 320)]
    assert found_at(speech, chunks, 11.5, 3.0) == pytest.approx(12.345, abs=1e-3)
    other = rng.standard_normal(RATE_HZ).astype(np.float32)
    assert found_at(other, chunks, 11.5, 3.0) is None
    assert found_at(speech, [], 11.5, 3.0) is None
