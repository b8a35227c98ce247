# SPDX-License-Identifier: Apache-2.0
"""SenseVoice by sherpa-onnx: better Mandarin than whisper-base, for those who have its weights (230 MB).

The weights are in no package index. Their folder (model.int8.onnx or model.onnx, and tokens.txt) is named by
`speech.asr_path`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.backend import Hypothesis, Reading
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.writing import language_of
from mm_robot.types import Language

_MODELS = ("model.int8.onnx", "model.onnx")
# The network gives no likelihood of its text. This is what whisper gives for clear speech, so that the
# recogniser's other guards (length, repetition, voice activity) decide alone.
_UNKNOWN_LOG_PROBABILITY = -0.2


class SenseVoice:
    """One hypothesis per utterance, in English or Chinese."""

    name = "sense-voice"

    def __init__(self, config: SpeechConfig) -> None:
        """Load the network.

        Raises:
            MissingModelError: the package or the weights are not here.
        """
        try:
            import sherpa_onnx  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise MissingModelError(
                "speech.recogniser is 'sense-voice' but the package sherpa-onnx is not installed; run: "
                "pip install sherpa-onnx, or use the recogniser 'adapted'"
            ) from error
        folder = Path(config.asr_path).expanduser()
        model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
        if not config.asr_path or model is None or not (folder / "tokens.txt").is_file():
            raise MissingModelError(
                f"no SenseVoice in '{config.asr_path}'; speech.asr_path must be a folder with "
                f"{' or '.join(_MODELS)}, and tokens.txt (a release of sherpa-onnx-sense-voice)"
            )
        self._recogniser: Any = sherpa_onnx.OfflineRecognizer.from_sense_voice(
            model=str(model),
            tokens=str(folder / "tokens.txt"),
            num_threads=config.threads,
            language="auto",
            use_itn=False,
        )

    def read(self, samples: Samples, beams: int, language: Language | None = None) -> Reading:
        """See Backend. There is never more than one hypothesis."""
        stream = self._recogniser.create_stream()
        stream.accept_waveform(RATE_HZ, samples)
        self._recogniser.decode_stream(stream)
        result = stream.result
        text = str(result.text)
        found: tuple[Hypothesis, ...] = ()
        if text.strip():
            found = (Hypothesis(text, _UNKNOWN_LOG_PROBABILITY, max(1, len(result.tokens))),)
        return Reading(found, language or language_of(text), 0.0)
