# SPDX-License-Identifier: Apache-2.0
import sys
import time

import numpy as np
import pytest

from mm_robot.errors import ConfigError, InputError, MissingModelError
from mm_robot.speech.sound import write_wav
from mm_robot.speech.sources import Microphone, WavFile


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "a.wav"
    write_wav(path, np.linspace(-0.5, 0.5, 8000, dtype=np.float32))
    return path


def test_a_file_streams_wholly_with_silence_after_it(recording):
    taken = []
    source = WavFile(recording, silence_s=0.5)
    source.open(lambda samples, stamp_s: taken.append((samples, stamp_s)))
    source.wait()
    sound = np.concatenate([samples for samples, _ in taken])
    assert len(sound) == 16_000 and source.duration_s == 1.0
    assert np.abs(sound[:8000] - np.linspace(-0.5, 0.5, 8000)).max() < 1e-3 and not sound[8000:].any()
    assert [round(stamp_s, 3) for _, stamp_s in taken[:3]] == [0.0, 0.02, 0.04]


def test_in_its_own_time_it_takes_that_time_and_can_be_broken_off(recording):
    taken = []
    source = WavFile(recording, real_time=True, silence_s=30.0)
    began_s = time.monotonic()
    source.open(lambda samples, stamp_s: taken.append(stamp_s))
    time.sleep(0.2)
    source.close()
    assert time.monotonic() - began_s < 10.0
    assert 0 < len(taken) < 1000


def test_a_file_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        WavFile(tmp_path / "b.wav")


def test_the_microphone_gives_chunks_with_the_time_of_their_first_sample(monkeypatch, sound_library):
    module = sound_library()
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    taken = []
    microphone = Microphone("usb", clock=lambda: 10.0)
    microphone.open(lambda samples, stamp_s: taken.append((samples, stamp_s)))
    stream = module.made[0]
    stream.callback(np.full((320, 1), 0.5, np.float32), 320, None, None)
    assert taken[0][1] == pytest.approx(9.98) and taken[0][0].shape == (320,) and stream.running
    microphone.close()
    assert not stream.running


def test_a_missing_microphone_is_a_clear_message(monkeypatch, sound_library):
    monkeypatch.setitem(sys.modules, "sounddevice", sound_library(inputs=()))
    with pytest.raises(ConfigError, match="no sound input"):
        Microphone()
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingModelError, match="pip install"):
        Microphone()
