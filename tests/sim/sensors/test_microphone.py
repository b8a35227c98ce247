# SPDX-License-Identifier: Apache-2.0
import wave

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot_sim.sensors.acoustics import SPEECH_DBFS, Acoustics, noise_for
from mm_robot_sim.sensors.microphone import AudioPlayer


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def _write(path, samples, rate=16000, channels=1, width=2):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes((np.asarray(samples) * (2 ** (8 * width - 1) - 1)).astype(f"<i{width}").tobytes())
    return path


def _tone(rate, duration_s=0.5):
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate * duration_s)) / rate)


def _heard(player):
    chunks = player.read()
    return np.concatenate([samples for samples, _ in chunks]), [stamp for _, stamp in chunks]


def test_silence_is_soft_noise_in_chunks_of_20_ms():
    clock = Clock()
    player = AudioPlayer(clock)
    assert player.read() == []
    clock.now = 1.0
    samples, stamps = _heard(player)
    assert samples.dtype == np.int16
    assert len(samples) == 16000
    np.testing.assert_allclose(np.diff(stamps), 0.02)
    assert 1 < np.std(samples.astype(float)) < 50


@pytest.mark.parametrize(("rate", "channels", "width"), [(16000, 1, 2), (44100, 2, 2), (8000, 1, 4)])
def test_a_recording_sounds_at_its_time_whatever_its_format(tmp_path, rate, channels, width):
    clock = Clock()
    player = AudioPlayer(clock)
    tone = np.repeat(_tone(rate)[:, None], channels, axis=1).ravel()
    begin, end = player.play(_write(tmp_path / "a.wav", tone, rate, channels, width), at_s=0.3)
    assert (begin, end) == (pytest.approx(0.3), pytest.approx(0.8, abs=0.01))
    clock.now = 1.0
    samples, _ = _heard(player)
    loud = np.flatnonzero(np.abs(samples) > 3000)
    assert loud[0] == pytest.approx(0.3 * 16000, abs=60)
    assert loud[-1] == pytest.approx(0.8 * 16000, abs=60)
    spectrum = np.abs(np.fft.rfft(samples[5000:12000].astype(float)))
    assert np.argmax(spectrum) * 16000 / 7000 == pytest.approx(440, abs=3)
    assert not player.playing


def test_recordings_queue_up_and_are_never_in_the_past():
    clock = Clock()
    player = AudioPlayer(clock)
    clock.now = 2.0
    player.read()
    first = player.play(_tone(16000).astype(np.float32), at_s=0.0)
    second = player.play(_tone(16000).astype(np.float32))
    assert first[0] >= 2.0
    assert second[0] == pytest.approx(first[1] + 0.3)
    assert player.playing


def test_broken_files_are_refused(tmp_path):
    player = AudioPlayer(Clock())
    (tmp_path / "no.wav").write_bytes(b"not a wav")
    for bad in (tmp_path / "no.wav", tmp_path / "absent.wav", np.zeros(0, np.float32), np.full(9, np.nan)):
        with pytest.raises(InputError):
            player.play(bad)
    empty = _write(tmp_path / "empty.wav", [])
    with pytest.raises(InputError):
        player.play(empty)


def test_speech_stands_out_of_the_rooms_noise_by_the_set_ratio():
    clock = Clock()
    player = AudioPlayer(clock, 3, noise_for(10.0))
    begin, end = player.play(_tone(16000, 1.0).astype(np.float32), at_s=1.0, level_dbfs=SPEECH_DBFS)
    clock.now = 3.0
    heard = _heard(player)[0] / 32767.0
    speaking = np.mean(heard[int(begin * 16000) : int(end * 16000)] ** 2)
    before = np.mean(heard[:16000] ** 2)
    assert 10 * np.log10((speaking - before) / before) == pytest.approx(10.0, abs=0.5)


def test_a_second_voice_sounds_over_the_first_and_does_not_wait():
    clock = Clock()
    player = AudioPlayer(clock)
    first = player.play(_tone(16000).astype(np.float32), at_s=0.0)
    other = player.play(_tone(16000).astype(np.float32), at_s=0.1, over=True)
    third = player.play(_tone(16000).astype(np.float32), at_s=0.2)
    assert other[0] == pytest.approx(0.1)
    assert third[0] == pytest.approx(first[1] + 0.3)


def test_the_motors_are_heard_while_the_arm_moves():
    clock, speeds = Clock(), np.zeros(7)
    player = AudioPlayer(clock, 1, joint_speeds=lambda: speeds)
    clock.now = 1.0
    quiet = np.std(_heard(player)[0].astype(float))
    speeds[:] = 0.5
    clock.now = 2.0
    assert np.std(_heard(player)[0].astype(float)) > 3 * quiet


def test_a_synthetic_voice_is_asked_for_the_words():
    clock, asked = Clock(), []

    def voice(text, language):
        asked.append((text, language))
        return _tone(16000).astype(np.float32)

    player = AudioPlayer(clock, synthesise=voice)
    begin, end = player.say("拿起红色的杯子", "zh", at_s=0.5)
    assert asked == [("拿起红色的杯子", "zh")]
    assert (begin, end) == (pytest.approx(0.5), pytest.approx(1.0))
    with pytest.raises(InputError, match="synthesise"):
        AudioPlayer(clock).say("stop", "en")


def test_the_same_seed_hears_the_same(tmp_path):
    def listen(seed):
        clock = Clock()
        player = AudioPlayer(clock, seed, Acoustics(reverberation_s=0.4, noise_dbfs=-50.0, noise_slope=1.0))
        player.play(_tone(16000).astype(np.float32), at_s=0.2)
        clock.now = 1.5
        return _heard(player)[0]

    np.testing.assert_array_equal(listen(5), listen(5))
    assert (listen(5) != listen(6)).any()
