# SPDX-License-Identifier: Apache-2.0
"""Any speech recognition model that transformers can load (whisper, wav2vec2, …): a folder or a hub name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.backend import Hypothesis, Reading
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.writing import language_of
from mm_robot.types import Language

# The pipeline gives no likelihood of its text: see sense_voice.
_UNKNOWN_LOG_PROBABILITY = -0.2


class TransformersAsr:
    """One hypothesis per utterance. Slower than the default, but of any size and language."""

    name = "transformers"

    def __init__(self, config: SpeechConfig) -> None:
        """Load `config.asr_path`, from the disk only unless `config.hub_download` allows the network.

        Raises:
            MissingModelError: the packages or the model are not here.
        """
        try:
            import torch  # type: ignore[import-not-found, unused-ignore]
            from transformers import pipeline  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise MissingModelError(
                f"speech.recogniser is 'transformers' but {error.name} is not installed; run: "
                "pip install torch transformers, or use the recogniser 'adapted'"
            ) from error
        if not config.asr_path:
            raise MissingModelError("speech.asr_path is empty; give a folder or a hub name of an ASR model")
        torch.set_num_threads(config.threads)
        try:
            self._pipeline: Any = pipeline(
                "automatic-speech-recognition",
                model=_folder(config.asr_path, config.hub_download),
                device="cpu",
            )
        except Exception as error:  # transformers raises OSError, ValueError, KeyError and its own
            raise MissingModelError(
                f"the model '{config.asr_path}' cannot be loaded ({error}); give a folder with config.json, "
                "weights, tokenizer and preprocessor, or set speech.hub_download to true"
            ) from error

    def read(self, samples: Samples, beams: int, language: Language | None = None) -> Reading:
        """See Backend. There is never more than one hypothesis."""
        result = self._pipeline({"raw": samples.copy(), "sampling_rate": RATE_HZ})
        text = str(result["text"])
        words = max(1, len(text.split()))
        found = (Hypothesis(text, _UNKNOWN_LOG_PROBABILITY, words),) if text.strip() else ()
        return Reading(found, language or language_of(text), 0.0)


def _folder(path: str, download: bool) -> str:
    """The folder itself, or where the hub's cache keeps a model of that name."""
    if Path(path).expanduser().is_dir():
        return str(Path(path).expanduser())
    from huggingface_hub import snapshot_download

    return str(snapshot_download(path, local_files_only=not download))
