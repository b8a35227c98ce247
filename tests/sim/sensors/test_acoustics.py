# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.sensors.acoustics import (
    SPEECH_DBFS,
    Acoustics,
    Background,
    active_db,
    at_level,
    coloured_noise,
    mixed,
    noise_for,
    reverberated,
    rms_db,
)

RATE = 16000


def _speech(seconds=2.0, seed=0):
    """Bursts of tone with pauses, as loud as speech is."""
    t = np.arange(int(seconds * RATE)) / RATE
    burst = (np.sin(2 * np.pi * 1.5 * t) > 0).astype(np.float32)
    return (0.2 * burst * np.sin(2 * np.pi * 300 * t)).astype(np.float32)


@pytest.mark.parametrize("snr_db", [20.0, 5.0, 0.0, -5.0])
def test_noise_lies_as_far_below_the_speech_as_was_asked(snr_db):
    speech = _speech()
    noise = mixed(speech, coloured_noise(RATE, 1.0, np.random.default_rng(1)), snr_db) - speech
    assert active_db(speech) - rms_db(noise) == pytest.approx(snr_db, abs=0.05)


def test_pauses_do_not_count_for_the_level():
    speech = _speech()
    padded = np.concatenate((speech, np.zeros(5 * RATE, np.float32)))
    assert active_db(padded) == pytest.approx(active_db(speech), abs=0.2)
    assert rms_db(padded) < active_db(padded) - 5
    assert active_db(at_level(speech, -30.0)) == pytest.approx(-30.0, abs=0.01)
    assert not at_level(np.zeros(RATE, np.float32), -30.0).any()


@pytest.mark.parametrize("slope", [0.0, 1.0, 2.0])
def test_noise_has_the_colour_that_was_asked(slope):
    noise = coloured_noise(8 * RATE, slope, np.random.default_rng(2))
    power = np.abs(np.fft.rfft(noise)) ** 2
    frequency = np.fft.rfftfreq(len(noise), 1 / RATE)

    def band(low, high):
        return power[(frequency >= low) & (frequency < high)].mean()

    per_octave_db = 10 * np.log10(band(400, 500) / band(3200, 4000)) / 3
    assert per_octave_db == pytest.approx(3.01 * slope, abs=0.3)
    assert rms_db(noise) == pytest.approx(0.0, abs=0.01)


def test_a_click_rings_for_the_reverberation_time():
    click = np.zeros(RATE, np.float32)
    click[0] = 1.0
    room = Acoustics(reverberation_s=0.5, direct_db=6.0)
    heard = reverberated(click, room, np.random.default_rng(3))
    assert heard[0] == pytest.approx(1.0, abs=1e-4)
    early, late = heard[int(0.1 * RATE) : int(0.15 * RATE)], heard[int(0.35 * RATE) : int(0.4 * RATE)]
    assert rms_db(early) - rms_db(late) == pytest.approx(30.0, abs=3.0)  # 60 dB in 0.5 s
    tail = float(np.sum(heard[1:].astype(float) ** 2))
    assert 10 * np.log10(1.0 / tail) == pytest.approx(6.0, abs=0.1)
    assert reverberated(click, Acoustics(), np.random.default_rng(3)) is click


def test_motors_are_as_loud_as_the_joints_are_fast():
    room = Acoustics(noise_dbfs=-120.0, motors_dbfs=-60.0)
    background = Background(room, (1, 2))
    for speed in (0.5, 1.0, 4.0):
        level = rms_db(background.samples(0, 8 * RATE, speed))
        assert level == pytest.approx(-60.0 + 20 * np.log10(speed), abs=0.1)
    assert rms_db(background.samples(0, RATE, 0.0)) < -110.0


def test_the_rooms_noise_is_the_same_however_it_is_cut():
    background = Background(noise_for(10.0), (4,))
    whole = background.samples(0, 10 * RATE, 0.0)
    pieces = [background.samples(first, 320, 0.0) for first in range(0, 10 * RATE, 320)]
    np.testing.assert_array_equal(whole, np.concatenate(pieces))
    assert rms_db(whole) == pytest.approx(SPEECH_DBFS - 10.0, abs=0.2)
    np.testing.assert_array_equal(whole, Background(noise_for(10.0), (4,)).samples(0, 10 * RATE, 0.0))
