# SPDX-License-Identifier: Apache-2.0
import builtins
import json
import sys
import types

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import ConfigError, MissingModelError
from mm_robot.speech.backends import load_backend
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.vocabulary import Vocabulary
from mm_robot.types import Utterance

NO_WORDS = Vocabulary(())
SECOND = np.zeros(16_000, np.float32)


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(ConfigError, match="adapted, whisper, transformers, sense-voice"):
        load_backend(SpeechConfig(recogniser="parrot"), NO_WORDS)


@pytest.mark.parametrize(
    ("name", "package"), [("transformers", "transformers"), ("sense-voice", "sherpa_onnx")]
)
def test_a_missing_package_is_told_with_the_command_that_brings_it(monkeypatch, name, package):
    real = builtins.__import__

    def without(module, *args, **kwargs):
        if module == package:
            raise ImportError(f"No module named '{package}'", name=package)
        return real(module, *args, **kwargs)

    monkeypatch.setitem(sys.modules, "torch", types.ModuleType("torch"))
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingModelError, match="pip install"):
        load_backend(SpeechConfig(recogniser=name), NO_WORDS)


class _Stream:
    def __init__(self):
        self.result = types.SimpleNamespace(text="把红色的杯子给我", tokens=list("把红色的杯子给我"))

    def accept_waveform(self, rate_hz, samples):
        assert rate_hz == 16_000 and samples.dtype == np.float32


class _Sherpa:
    @classmethod
    def from_sense_voice(cls, **kwargs):
        assert kwargs["model"].endswith("model.int8.onnx") and kwargs["language"] == "auto"
        return cls()

    def create_stream(self):
        return _Stream()

    def decode_stream(self, stream):
        pass


def test_sense_voice_is_heard_through_the_same_recogniser(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "sherpa_onnx", types.SimpleNamespace(OfflineRecognizer=_Sherpa))
    config = SpeechConfig(recogniser="sense-voice", asr_path=str(tmp_path))
    with pytest.raises(MissingModelError, match=r"tokens\.txt"):
        load_backend(config, NO_WORDS)
    (tmp_path / "model.int8.onnx").touch()
    (tmp_path / "tokens.txt").touch()
    said = Recogniser(config).recognise(SECOND)
    assert isinstance(said, Utterance)
    assert (said.text, said.language) == ("把红色的杯子给我", "zh")


def test_a_tiny_transformers_model_runs_from_a_folder(tmp_path):
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    letters = ["<pad>", "<s>", "</s>", "<unk>", "|", *"abcdefghijklmnopqrstuvwxyz"]
    (tmp_path / "vocab.json").write_text(json.dumps({c: i for i, c in enumerate(letters)}))
    tokenizer = transformers.Wav2Vec2CTCTokenizer(str(tmp_path / "vocab.json"))
    extractor = transformers.Wav2Vec2FeatureExtractor()
    transformers.Wav2Vec2Processor(extractor, tokenizer).save_pretrained(tmp_path)
    config = transformers.Wav2Vec2Config(
        vocab_size=len(letters), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, conv_dim=(8, 8), conv_stride=(5, 4), conv_kernel=(10, 8),
        num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2,
    )  # fmt: skip
    transformers.Wav2Vec2ForCTC(config).save_pretrained(tmp_path)
    backend = load_backend(SpeechConfig(recogniser="transformers", asr_path=str(tmp_path)), NO_WORDS)
    reading = backend.read(np.random.default_rng(0).normal(size=16_000).astype(np.float32), 5)
    assert len(reading.hypotheses) <= 1 and reading.language == "en"


def test_a_model_that_is_not_there_is_told(tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    for path, match in (("", "asr_path is empty"), (str(tmp_path / "none"), "cannot be loaded")):
        with pytest.raises(MissingModelError, match=match):
            load_backend(SpeechConfig(recogniser="transformers", asr_path=path), NO_WORDS)
