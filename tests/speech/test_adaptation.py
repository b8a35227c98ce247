# SPDX-License-Identifier: Apache-2.0
import struct

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech import adaptation
from mm_robot.speech.adaptation import adapt
from mm_robot.speech.weights import adapted_folder


def model_file(path, **arrays):
    """A file of CTranslate2's format with these float16 variables and no aliases."""

    def string(text):
        return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"

    data = struct.pack("<I", 6) + string("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, array in arrays.items():
        values = np.asarray(array, np.float16)
        data += string(name.replace("__", "/")) + struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
        data += struct.pack("<BI", 4, values.nbytes) + values.tobytes()
    path.write_bytes(data + struct.pack("<I", 0))
    return path


@pytest.fixture
def changes(tmp_path, monkeypatch):
    def write(**arrays):
        np.savez(tmp_path / "changes.npz", **{name.replace("__", "/"): a for name, a in arrays.items()})
        monkeypatch.setattr(adaptation, "_FILE", tmp_path / "changes.npz")

    return write


def test_the_product_is_added_to_its_map_and_nothing_else_changes(tmp_path, changes):
    weight, other = np.arange(6.0).reshape(2, 3), np.ones((2, 2))
    plain = model_file(tmp_path / "plain", x__weight=weight, y__weight=other)
    changes(**{"x:A": np.ones((1, 3)), "x:B": np.array([[1.0], [2.0]])})
    adapt(plain, tmp_path / "adapted")
    wanted = model_file(tmp_path / "wanted", x__weight=weight + [[1], [2]], y__weight=other)
    assert (tmp_path / "adapted").read_bytes() == wanted.read_bytes()


def test_changes_of_another_network_are_refused(tmp_path, changes):
    plain = model_file(tmp_path / "plain", x__weight=np.zeros((2, 3)))
    changes(**{"x:A": np.ones((1, 4)), "x:B": np.ones((2, 1))})
    with pytest.raises(MissingModelError, match="does not fit"):
        adapt(plain, tmp_path / "adapted")
    changes(**{"z:A": np.ones((1, 3)), "z:B": np.ones((2, 1))})
    with pytest.raises(MissingModelError, match="lacks z"):
        adapt(plain, tmp_path / "adapted")


def test_a_model_of_ones_own_is_used_as_it_is(tmp_path):
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).touch()
    assert adapted_folder(SpeechConfig(whisper_path=str(tmp_path))) == tmp_path
