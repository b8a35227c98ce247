# SPDX-License-Identifier: Apache-2.0
import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.io import wavfile

from mm_robot.errors import InputError
from mm_robot.speech.sound import level_db, read_wav, samples_of, write_wav

TONE = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)


@pytest.mark.parametrize("dtype", ["uint8", "int16", "int32", "float32", "float64"])
@pytest.mark.parametrize("rate_hz", [8000, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2, 3])
def test_reads_any_wav_to_the_same_sound(tmp_path, dtype, rate_hz, channels):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    scale = {"uint8": (127, 128), "int16": (32767, 0), "int32": (2**31 - 1, 0)}.get(dtype, (1, 0))
    data = (tone * scale[0] + scale[1]).astype(dtype)
    wavfile.write(
        tmp_path / "a.wav", rate_hz, np.repeat(data[:, None], channels, 1) if channels > 1 else data
    )
    samples = read_wav(tmp_path / "a.wav")
    assert samples.dtype == np.float32 and abs(len(samples) - 16_000) <= 1
    middle = samples[2000:14_000]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)
    assert np.argmax(np.abs(np.fft.rfft(middle))) * 16_000 / len(middle) == pytest.approx(440, abs=3)


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", b"RIFF\x04\0\0\0WAVE", b"hello" * 100, b"RIFF\xff\xff\xff\xffWAVEfmt "]
)
def test_what_is_no_wav_is_an_input_error(tmp_path, content):
    (tmp_path / "b.wav").write_bytes(content)
    with pytest.raises(InputError, match="b.wav"):
        read_wav(tmp_path / "b.wav")


@given(st.integers(0, 400), st.binary(max_size=60))
def test_a_damaged_wav_is_read_or_refused(tmp_path_factory, cut, junk):
    path = tmp_path_factory.getbasetemp() / "damaged.wav"
    write_wav(path, TONE[:200].astype(np.float32))
    data = path.read_bytes()
    path.write_bytes(data[:cut] + junk + data[cut + len(junk) :])
    with contextlib.suppress(InputError):
        assert np.isfinite(read_wav(path)).all()


def test_missing_and_nan_are_told(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_wav(tmp_path / "none.wav")
    wavfile.write(tmp_path / "n.wav", 16_000, np.full(100, np.nan, np.float32))
    with pytest.raises(InputError, match="NaN"):
        read_wav(tmp_path / "n.wav")


@pytest.mark.parametrize("bad", [np.zeros((2, 2, 2)), np.array(["a"]), np.array([np.inf]), np.array([1j])])
def test_what_is_no_sound_is_refused(bad):
    with pytest.raises(InputError):
        samples_of(bad)


def test_levels():
    assert level_db(np.zeros(0, np.float32)) == level_db(np.zeros(10, np.float32)) == -120
    assert level_db(np.ones(10, np.float32)) == pytest.approx(0)
